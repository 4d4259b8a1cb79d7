// What a session shows of this moment: where it is, how long, and what to do.

import type { Output, Plan, Step } from '../core';
import { lateWords } from '../generated/late';
import { figures, SessionFigure } from '../parts/figure';
import { useLate } from '../parts/late';
import { List } from '../parts/list';
import { NotReviewed } from '../parts/review';
import { Ring, SideMark } from '../parts/session-marks';
import { type TechniqueTexts, textsOf } from '../parts/technique-texts';
import { fill, minutesText, secondsText, techniqueOf, words } from '../parts/text';
import { isRunning } from './session-keys';

interface StateProps {
  output: Output;
  plan: Plan;
}

function stepOf({ output, plan }: StateProps): Step {
  const step = plan.steps[output.step];
  if (step === undefined) {
    throw new Error(`The plan has no step ${output.step}.`);
  }
  return step;
}

/** Where in the session this is. */
export function Along({ output, plan }: StateProps) {
  return (
    <header class="along">
      <p>{lateWords.plan.phases[stepOf({ output, plan }).phase]}</p>
      <p>{fill(words.session.session_left, { minutes: minutesText(output.sessionLeftMs) })}</p>
      <div class="progress" aria-hidden="true">
        {plan.steps.map((step, index) => (
          <span
            key={`${step.technique}-${step.side}`}
            class={index < output.step ? 'done' : index === output.step ? 'now' : undefined}
          />
        ))}
      </div>
    </header>
  );
}

/** Changing position is part of getting ready. */
const readyMs = (step: Step): number => step.change_ms + step.ready_ms;

function wholeMs(step: Step, output: Output): number {
  switch (output.state) {
    case 'ready':
      return readyMs(step);
    case 'move':
      return step.move_ms;
    case 'hold':
      return step.hold_ms;
    case 'rest':
      return step.rest_ms;
    default:
      return output.set === 0 ? readyMs(step) : Math.max(step.hold_ms, output.stateLeftMs);
  }
}

const BREATH_MS = 10_000;
const UNHURRIED_MS = 4_000;

/** The time that is left, large, with a shape behind it that breathes. */
function Dial({ output, plan }: StateProps) {
  const step = stepOf({ output, plan });
  const whole = Math.max(wholeMs(step, output), 1);
  const seconds = Math.ceil(output.stateLeftMs / 1000);
  const breathMs = output.state === 'move' ? step.move_ms : BREATH_MS;
  const breathes = isRunning(output) && breathMs >= UNHURRIED_MS;
  return (
    <div class="dial">
      <div
        key={`${output.state}-${output.step}-${output.set}-${output.rep}`}
        class={breathes ? 'breath moving' : 'breath'}
        style={{ animationDuration: `${breathMs}ms` }}
        aria-hidden="true"
      />
      <Ring part={Math.min(1, output.stateLeftMs / whole)} />
      <p class="state">{words.session.states[stateWord(output)]}</p>
      <p class="seconds" role="timer" aria-label={secondsText(output.stateLeftMs)}>
        {seconds}
      </p>
    </div>
  );
}

function stateWord({ state }: Output): keyof typeof words.session.states {
  return state === 'stopped' || state === 'done' ? 'paused' : state;
}

interface NowProps extends StateProps {
  hidden: boolean;
}

/** The figure, the clock, and what to do in as few words as the moment allows. Without the figure
 * the clock has its place. */
export function Now({ output, plan, hidden }: NowProps) {
  const step = stepOf({ output, plan });
  const pictured = useLate(figures).value !== null;
  const dial = <Dial output={output} plan={plan} />;
  return (
    <>
      <div class={pictured ? 'scene pictured' : 'scene'}>
        {pictured ? (
          <SessionFigure
            step={step}
            output={output}
            stateTotalMs={Math.max(wholeMs(step, output), output.stateLeftMs)}
            label={fill(lateWords.library.figure, { name: techniqueOf(step.technique).name })}
          />
        ) : (
          dial
        )}
      </div>
      <div class="doing">
        {pictured && dial}
        <Words output={output} plan={plan} hidden={hidden} />
      </div>
    </>
  );
}

function Words({ output, plan, hidden }: NowProps) {
  const step = stepOf({ output, plan });
  const { setUp, steps, breath, moveCue, holdCue, helper } = textsOf(step.technique);
  const still = output.state === 'ready' || output.state === 'paused';
  return (
    <>
      {hidden && <p class="notice">{words.session.hidden}</p>}
      {output.at_ms === 0 && <p class="first">{words.session.ready_hint}</p>}
      {step.side !== 'none' && (
        <p class="side">
          <SideMark side={step.side} />
          {words.session[step.side]}
        </p>
      )}
      <h2>{techniqueOf(step.technique).name}</h2>
      {output.state === 'move' && <p class="do">{moveCue}</p>}
      {output.state === 'hold' && <p class="do">{holdCue || moveCue}</p>}
      {output.state === 'rest' && <p class="do">{words.session.rest}</p>}
      {still && <List items={setUp} />}
      {output.state === 'paused' && <List items={steps} />}
      {still && helper && <HelpersPart helper={helper} />}
      {output.set > 0 && <Repetitions output={output} step={step} />}
      {output.state !== 'rest' && <p class="breath-words">{breath}</p>}
      {output.easier && <p class="hint">{words.session.made_easier}</p>}
      {output.state === 'paused' && <NotReviewed />}
      <NextUp output={output} plan={plan} />
    </>
  );
}

/** What the one who helps does, and asks. */
function HelpersPart({ helper }: { helper: NonNullable<TechniqueTexts['helper']> }) {
  return (
    <section>
      <h3>{lateWords.library.helper}</h3>
      <List items={helper.setUp} />
      <List items={helper.steps} />
      <h4>{lateWords.library.consent}</h4>
      <List items={helper.consent} />
    </section>
  );
}

function Repetitions({ output, step }: { output: Output; step: Step }) {
  return (
    <div class="repetitions">
      {output.rep > 0 && output.reps > 1 && (
        <>
          <p class="unseen">{fill(words.session.rep, { rep: output.rep, reps: output.reps })}</p>
          <div class="dots" aria-hidden="true">
            {Array.from({ length: output.reps }, (_, index) => (
              <span
                key={index}
                class={
                  index + 1 < output.rep ? 'done' : index + 1 === output.rep ? 'now' : undefined
                }
              />
            ))}
          </div>
        </>
      )}
      {step.sets > 1 && <p>{fill(words.session.set, { set: output.set, sets: step.sets })}</p>}
    </div>
  );
}

function NextUp({ output, plan }: StateProps) {
  if (output.state === 'move' || output.state === 'hold') {
    return null;
  }
  const here = stepOf({ output, plan });
  const next = plan.steps[output.step + 1];
  if (next === undefined) {
    return <p class="next">{words.session.last}</p>;
  }
  return (
    <p class="next">
      {next.technique === here.technique
        ? words.session.next_side
        : fill(words.session.next, { technique: techniqueOf(next.technique).name })}
    </p>
  );
}
