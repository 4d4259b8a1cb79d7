import { useState } from 'preact/hooks';
import { Choices } from '../parts/choices';
import { Heading } from '../parts/heading';
import { NotReviewed } from '../parts/review';
import { words } from '../parts/text';
import type { Run } from '../run';
import { Numbers } from './numbers';
import { PainButtons } from './session-pain';

interface StoppedProps {
  run: Run;
  onAfterwards: () => void;
  onScreen: () => void;
}

/** What is said here can make the cause graver, never lighter: so says the core. */
export function Stopped({ run, onAfterwards, onScreen }: StoppedProps) {
  const [hurts, setHurts] = useState(false);
  const { stop } = run.output;
  if (stop === 'pain' || stop === 'symptom') {
    return <Graver onAfterwards={onAfterwards} onScreen={onScreen} />;
  }
  return (
    <div class="stack calm">
      <Heading text={words.stopped.title} />
      <p class="lead">{words.stopped.lead}</p>
      {stop === 'internal' && <p class="notice">{words.stopped.internal}</p>}
      <section class="card stack">
        <h2>{words.stopped.what}</h2>
        {hurts ? (
          <PainButtons
            label={words.session.how_strong}
            onPain={(value) => {
              run.tell('pain', value);
              if (run.output.stop !== 'pain') {
                onAfterwards();
              }
            }}
          />
        ) : (
          <>
            <button type="button" class="button" onClick={onAfterwards}>
              {words.stopped.just}
            </button>
            <button type="button" class="button" onClick={() => setHurts(true)}>
              {words.stopped.hurts}
            </button>
          </>
        )}
        <button type="button" class="button" onClick={() => run.tell('symptom')}>
          {words.stopped.symptom}
        </button>
        <NotReviewed />
      </section>
    </div>
  );
}

const changes = (['sharp', 'spreading', 'numb', 'weak', 'dizzy', 'other'] as const).map(
  (value) => ({ value, label: words.stopped.changes[value] }),
);

/** What changed is for the person to think about: the questions ask, and decide. */
function Graver({ onAfterwards, onScreen }: Omit<StoppedProps, 'run'>) {
  const [changed, setChanged] = useState<keyof typeof words.stopped.then | null>(null);
  return (
    <div class="stack calm">
      <Heading text={words.stopped.title} />
      <p class="lead">{words.stopped.lead}</p>
      <section class="card stack">
        <h2>{words.stopped.graver}</h2>
        <p>{words.stopped.graver_lead}</p>
        <p class="notice">{words.stopped.graver_now}</p>
        <Numbers />
        <Choices
          legend={words.stopped.changed}
          options={changes}
          look=""
          value={changed}
          onChange={setChanged}
        />
        <p role="status">{changed && words.stopped.then[changed]}</p>
        <p>{words.stopped.locked}</p>
        <button type="button" class="button primary" onClick={onScreen}>
          {words.stopped.screen}
        </button>
        <button type="button" class="button plain" onClick={onAfterwards}>
          {words.stopped.afterwards}
        </button>
        <NotReviewed />
      </section>
    </div>
  );
}
