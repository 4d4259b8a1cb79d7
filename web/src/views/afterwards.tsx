import { useRef, useState } from 'preact/hooks';
import { lateWords } from '../generated/late';
import type { AfterwardsBody } from '../log';
import { Choices, Pad } from '../parts/choices';
import { Forward } from '../parts/forward';
import { Heading } from '../parts/heading';
import { List } from '../parts/list';
import { NotReviewed } from '../parts/review';
import { fill, workedText } from '../parts/text';
import type { HistoryEntry } from '../state';

export type Feel = AfterwardsBody['feel'];

interface AfterwardsProps {
  /** How the session ended; null: not known yet. */
  end: HistoryEntry['end'];
  onSave: (feel: Feel, pain: number, stiffness: number) => void;
  onLater: () => void;
}

const feels = (['better', 'same', 'worse'] as const).map((value) => ({
  value,
  label: lateWords.afterwards[value],
}));

export function Afterwards({ end, onSave, onLater }: AfterwardsProps) {
  const form = useRef<HTMLDivElement>(null);
  const [feel, setFeel] = useState<Feel | null>(null);
  const [pain, setPain] = useState<number | null>(null);
  const [stiffness, setStiffness] = useState<number | null>(null);
  const open = [
    feel === null && lateWords.afterwards.needs_feel,
    pain === null && lateWords.afterwards.needs_pain,
    stiffness === null && lateWords.afterwards.needs_stiffness,
  ];
  const first = open.findIndex((text) => text !== false);
  const save = (): void => {
    if (feel !== null && pain !== null && stiffness !== null) {
      onSave(feel, pain, stiffness);
    }
  };
  return (
    <div class="stack" ref={form}>
      <Heading text={lateWords.afterwards.title} />
      {end !== null && end.workedMs > 0 && (
        <p class="lead">
          {fill(lateWords.afterwards[end.state === 'done' ? 'done' : 'stopped'], {
            minutes: workedText(end.workedMs),
          })}
        </p>
      )}
      <div class="card">
        <Choices
          legend={lateWords.afterwards.feel}
          options={feels}
          value={feel}
          onChange={setFeel}
        />
      </div>
      <div class="card">
        <Pad legend={lateWords.afterwards.pain} value={pain} onChange={setPain} />
      </div>
      <div class="card">
        <Pad legend={lateWords.afterwards.stiffness} value={stiffness} onChange={setStiffness} />
      </div>
      <Forward
        because={open[first] || null}
        onClick={save}
        onBlocked={() =>
          form.current?.querySelectorAll('fieldset')[first]?.querySelector('input')?.focus()
        }
      >
        {lateWords.afterwards.save}
      </Forward>
      <button type="button" class="button plain" onClick={onLater}>
        {lateWords.afterwards.later}
      </button>
    </div>
  );
}

export function Thanks({ feel }: { feel: Feel }) {
  return (
    <div class="stack calm">
      <Heading text={lateWords.thanks.title} />
      <p class="lead">{lateWords.thanks.lead}</p>
      {feel === 'worse' && <p class="notice">{lateWords.thanks.lead_worse}</p>}
      <section class="card">
        <h2>{lateWords.thanks.watch}</h2>
        <List items={lateWords.thanks.watch_list} />
        <NotReviewed />
      </section>
      <a class="button primary" href="#history">
        {lateWords.thanks.to_history}
      </a>
      <a href="#lessons/relief-without-a-pop">{lateWords.learn.thanks}</a>
    </div>
  );
}
