// The session while it runs: the whole screen, readable from a mat.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Output, Plan } from '../core';
import { Heading } from '../parts/heading';
import { type Fetching, Missing, useLate, Waiting } from '../parts/late';
import { words } from '../parts/text';
import { useWakeLock } from '../parts/wake-lock';
import type { Run } from '../run';
import { stage } from './late-views';
import { isRunning, useSessionKeys } from './session-keys';
import { PainCheck, PainPanel, UpPanel } from './session-pain';
import { Stopped } from './stopped';

interface SessionProps {
  run: Run;
  onAfterwards: () => void;
  onScreen: () => void;
}

/** What the person is being asked while the session waits. */
type Asking = 'pain' | 'up' | null;

export function SessionView({ run, onAfterwards, onScreen }: SessionProps) {
  const [output, setOutput] = useState(run.output);
  const [saying, setSaying] = useState('');
  const [asking, setAsking] = useState<Asking>(null);
  const [hidden, setHidden] = useState(false);
  const fetching = useLate(stage);
  const shown = fetching.value;

  useLayoutEffect(
    () =>
      run.onOutput((next) => {
        setOutput(next);
        if (next.cue === 'none') {
          return;
        }
        setSaying(shown?.said(next, run.plan) ?? '');
        setAsking(next.cue === 'ease-or-skip' ? 'up' : null);
        if (next.cue === 'resumed' || next.cue === 'get-ready' || next.cue === 'other-side') {
          setHidden(false);
          window.scrollTo(0, 0);
        }
        if (next.cue === 'done') {
          onAfterwards();
        }
      }),
    [run, shown],
  );

  useLayoutEffect(() => {
    const waitWhenHidden = (): void => {
      if (document.visibilityState === 'hidden' && isRunning(run.output)) {
        run.tell('pause');
        setHidden(true);
      }
    };
    document.addEventListener('visibilitychange', waitWhenHidden);
    return () => document.removeEventListener('visibilitychange', waitWhenHidden);
  }, [run]);

  // Back from a question, the focus is where the session goes on.
  const deck = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current && asking === null) {
      deck.current?.querySelector<HTMLElement>('.controls button')?.focus();
    }
    asked.current = asking !== null;
  }, [asking]);

  useSessionKeys(run, shown !== null);
  const awake = useWakeLock();

  if (output.state === 'stopped') {
    return <Stopped run={run} onAfterwards={onAfterwards} onScreen={onScreen} />;
  }
  if (run.elsewhere) {
    return <Elsewhere run={run} />;
  }
  if (shown === null) {
    return <Unready run={run} fetching={fetching} />;
  }
  const { Along, Now } = shown;
  const hurts = (): void => {
    run.tell('pause');
    setAsking('pain');
  };
  return (
    <div class={`session ${output.state}`}>
      <Heading text={words.session.title} quiet />
      <p class="unseen" role="status" aria-live="assertive">
        {saying}
      </p>
      <div class="stage">
        <Along output={output} plan={run.plan} />
        {asking === 'pain' && (
          <PainPanel
            onPain={(value) => {
              setAsking(null);
              run.tell('pain', value);
            }}
            onSymptom={() => run.tell('symptom')}
            onBack={() => setAsking(null)}
          />
        )}
        {asking === 'up' && (
          <UpPanel
            onEasier={() => {
              run.tell('easier');
              run.tell('go');
            }}
            onSkip={() => run.tell('skip')}
          />
        )}
        {asking === null && <Now output={output} plan={run.plan} hidden={hidden} />}
      </div>
      <div class="deck" ref={deck}>
        {isNewTechnique(output, run.plan) && (
          <PainCheck key={output.step} onPain={(value) => run.tell('pain', value)} />
        )}
        {asking === null && <Controls run={run} output={output} awake={awake} onHurts={hurts} />}
        <StopButton run={run} />
      </div>
    </div>
  );
}

/** Getting ready for another exercise than the one before: a natural point to look back. */
function isNewTechnique({ state, step }: Output, { steps }: Plan): boolean {
  const before = steps[step - 1]?.technique;
  return state === 'ready' && before !== undefined && before !== steps[step]?.technique;
}

interface ControlsProps {
  run: Run;
  output: Output;
  awake: boolean;
  onHurts: () => void;
}

function Controls({ run, output, awake, onHurts }: ControlsProps) {
  const paused = output.state === 'paused';
  const go = output.at_ms === 0 ? words.session.start : words.session.go;
  return (
    <div class="controls">
      <button
        type="button"
        class={paused ? 'button primary' : 'button'}
        aria-keyshortcuts="Space"
        onClick={() => run.tell(paused ? 'go' : 'pause')}
      >
        {paused ? go : words.session.pause}
        <kbd>{words.session.key_pause}</kbd>
      </button>
      <button
        type="button"
        class="button"
        aria-disabled={output.easier}
        onClick={() => run.tell('easier')}
      >
        {words.session.easier}
      </button>
      <button type="button" class="button" onClick={() => run.tell('skip')}>
        {words.session.skip}
      </button>
      <button type="button" class="button" onClick={onHurts}>
        {words.session.hurts}
      </button>
      {!awake && paused && <p class="hint">{words.session.awake}</p>}
    </div>
  );
}

function StopButton({ run }: { run: Run }) {
  return (
    <button
      type="button"
      class="button stop"
      aria-keyshortcuts="Escape"
      onClick={() => run.tell('stop')}
    >
      {words.session.stop}
      <kbd>{words.session.key_stop}</kbd>
    </button>
  );
}

/** It does not begin before its words are there. STOP needs none of them. */
function Unready({ run, fetching }: { run: Run; fetching: Fetching<unknown> }) {
  return (
    <div class="stack session">
      <Heading text={words.session.title} />
      {fetching.failures === 0 ? <Waiting /> : <Missing fetching={fetching} />}
      <StopButton run={run} />
    </div>
  );
}

function Elsewhere({ run }: { run: Run }) {
  return (
    <div class="stack session">
      <Heading text={words.session.title} />
      <p class="lead">{words.session.elsewhere}</p>
      <p>{words.session.elsewhere_hint}</p>
      <StopButton run={run} />
    </div>
  );
}
