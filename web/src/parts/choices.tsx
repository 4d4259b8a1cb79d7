// Questions with a few answers, as native radio buttons and check boxes in large labels.

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface Option<T> {
  value: T;
  label: string;
}

interface GroupProps<T> {
  legend: ComponentChildren;
  options: readonly Option<T>[];
  /** Further looks: `row`, `pad`. */
  look?: string;
  /** Between the legend and the options. */
  children?: ComponentChildren;
}

/** One of several. */
export function Choices<T extends string | number>({
  legend,
  options,
  look = 'row',
  children,
  value,
  onChange,
}: GroupProps<T> & { value: T | null; onChange: (value: T) => void }) {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {children}
      <div class={`options ${look}`}>
        {options.map((option) => (
          <label class="option" key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Any of several. */
export function Toggles<T extends string>({
  legend,
  options,
  look = 'chips',
  children,
  values,
  onChange,
}: GroupProps<T> & { values: readonly T[]; onChange: (values: T[]) => void }) {
  const toggle = (value: T, on: boolean): void => {
    const chosen = new Set(values);
    if (on) {
      chosen.add(value);
    } else {
      chosen.delete(value);
    }
    onChange(options.map((option) => option.value).filter((each) => chosen.has(each)));
  };
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {children}
      <div class={`options ${look}`}>
        {options.map((option) => (
          <label class="option" key={option.value}>
            <input
              type="checkbox"
              checked={values.includes(option.value)}
              onChange={(event) => toggle(option.value, event.currentTarget.checked)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const zeroToTen: readonly Option<number>[] = Array.from({ length: 11 }, (_, value) => ({
  value,
  label: String(value),
}));

/** 0 to 10, with nothing chosen until somebody chooses. */
export function Pad({
  legend,
  hint,
  value,
  onChange,
}: {
  legend: string;
  hint?: string;
  value: number | null;
  onChange: (value: number) => void;
}) {
  return (
    <Choices legend={legend} options={zeroToTen} look="pad" value={value} onChange={onChange}>
      {hint && <p class="hint">{hint}</p>}
    </Choices>
  );
}
