// What is asked when something hurts. The session waits meanwhile, and STOP stays where it is.

import { useEffect, useRef, useState } from 'preact/hooks';
import { NotReviewed } from '../parts/review';
import { fill, words } from '../parts/text';

const scale = Array.from({ length: 11 }, (_, value) => value);

interface PainProps {
  onPain: (value: number) => void;
}

function ZeroToTen({ onPain }: PainProps) {
  return (
    <div class="options pad">
      {scale.map((value) => (
        <button key={value} type="button" class="button" onClick={() => onPain(value)}>
          {value}
        </button>
      ))}
    </div>
  );
}

/** 0 to 10, each a button: one tap says it. */
export function PainButtons({ label, onPain }: PainProps & { label: string }) {
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      <p class="hint">{words.scale.pain_hint}</p>
      <ZeroToTen onPain={onPain} />
    </fieldset>
  );
}

/** Between two exercises. Nothing waits for it, and it needs no answer. */
export function PainCheck({ onPain }: PainProps) {
  const [said, setSaid] = useState<number | null>(null);
  if (said !== null) {
    return (
      <p class="pain-check" role="status">
        {fill(words.session.pain_noted, { value: said })}
      </p>
    );
  }
  return (
    <fieldset class="pain-check">
      <legend>
        {words.session.pain_now} <span class="hint">{words.session.pain_now_hint}</span>
      </legend>
      <ZeroToTen
        onPain={(value) => {
          setSaid(value);
          onPain(value);
        }}
      />
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
      <NotReviewed />
    </section>
  );
}
