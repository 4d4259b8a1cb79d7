// What is asked when something hurts. The session waits meanwhile, and STOP stays where it is.

import { useEffect, useRef } from 'preact/hooks';
import { words } from '../parts/text';

const scale = Array.from({ length: 11 }, (_, value) => value);

/** 0 to 10, each a button: one tap says it. */
export function PainButtons({ label, onPain }: { label: string; onPain: (value: number) => void }) {
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      <p class="hint">{words.check_in.pain_hint}</p>
      <div class="options pad">
        {scale.map((value) => (
          <button key={value} type="button" class="button" onClick={() => onPain(value)}>
            {value}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function PanelHeading({ text }: { text: string }) {
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <h2 ref={place} tabIndex={-1}>
      {text}
    </h2>
  );
}

interface PainPanelProps {
  onPain: (value: number) => void;
  onSymptom: () => void;
  onBack: () => void;
}

export function PainPanel({ onPain, onSymptom, onBack }: PainPanelProps) {
  return (
    <section class="panel stack">
      <PanelHeading text={words.session.states.paused} />
      <p>{words.session.paused_for_it}</p>
      <button type="button" class="button grave" onClick={onSymptom}>
        {words.session.symptom}
      </button>
      <PainButtons label={words.session.how_strong} onPain={onPain} />
      <button type="button" class="button plain" onClick={onBack}>
        {words.session.back_to_pause}
      </button>
    </section>
  );
}

export function UpPanel({ onEasier, onSkip }: { onEasier: () => void; onSkip: () => void }) {
  return (
    <section class="panel stack">
      <PanelHeading text={words.session.up} />
      <p>{words.session.up_hint}</p>
      <button type="button" class="button" onClick={onSkip}>
        {words.session.skip_this}
      </button>
      <button type="button" class="button" onClick={onEasier}>
        {words.session.go_easier}
      </button>
    </section>
  );
}
