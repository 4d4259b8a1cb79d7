import { useId } from 'preact/hooks';
import { fill, words } from './text';

interface SliderProps {
  label: string;
  value: number;
  least: number;
  most: number;
  /** What the value is called aloud and beside the slider. */
  text?: string;
  onChange: (value: number) => void;
}

/** A slider with a button at each end, for hands that a slider is too small for. */
export function Slider({ label, value, least, most, text, onChange }: SliderProps) {
  const id = useId();
  const said = text ?? fill(words.scale.of_ten, { value });
  const change = (next: number): void => onChange(Math.min(most, Math.max(least, next)));
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <output for={id}>{said}</output>
      <div class="slider-line">
        <button
          type="button"
          class="round"
          aria-label={`${words.scale.less}: ${label}`}
          onClick={() => change(value - 1)}
        >
          <Sign />
        </button>
        <input
          id={id}
          type="range"
          min={least}
          max={most}
          value={value}
          aria-valuetext={said}
          onInput={(event) => change(event.currentTarget.valueAsNumber)}
        />
        <button
          type="button"
          class="round"
          aria-label={`${words.scale.more}: ${label}`}
          onClick={() => change(value + 1)}
        >
          <Sign plus />
        </button>
      </div>
    </div>
  );
}

function Sign({ plus = false }: { plus?: boolean }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class="sign">
      <path d={plus ? 'M5 12h14M12 5v14' : 'M5 12h14'} />
    </svg>
  );
}
