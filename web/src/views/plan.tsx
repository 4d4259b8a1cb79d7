import type { LeftOut, Phase, Plan, Screening, Step, TechniqueId } from '../core';
import { lateWords } from '../generated/late';
import { doseText, durationText } from '../parts/dose';
import { Heading } from '../parts/heading';
import { List } from '../parts/list';
import { NotReviewed, Sources } from '../parts/review';
import { type TechniqueTexts, textsOf } from '../parts/technique-texts';
import {
  counted,
  fill,
  guidance,
  leftOutText,
  minutesText,
  outcomeText,
  positionName,
  regionName,
  ruleOf,
  techniqueOf,
  words,
} from '../parts/text';

interface PlanProps {
  plan: Plan;
  /** What the answers close, and by which rule. */
  closed: Screening['closed'];
  /** It was worse on the day after: the core gives the smallest doses. */
  smaller: boolean;
  onBegin: () => void;
}

export function PlanView(props: PlanProps) {
  return props.plan.outcome === 'planned' ? <Planned {...props} /> : <Refused {...props} />;
}

function Refused({ plan, closed }: PlanProps) {
  return (
    <div class="stack">
      <Heading text={lateWords.plan.refused} />
      <p class="lead">{outcomeText(plan.outcome)}</p>
      {plan.outcome === 'pain' && <p class="notice">{words.stopped.graver_now}</p>}
      <NotReviewed />
      <WayOn outcome={plan.outcome} />
      <LeftOutList plan={plan} closed={closed} />
    </div>
  );
}

function WayOn({ outcome }: { outcome: Plan['outcome'] }) {
  const change = lateWords.plan.change;
  if (outcome !== 'pain' && outcome !== 'enough') {
    return (
      <a class="button primary" href="#check-in">
        {change}
      </a>
    );
  }
  return (
    <>
      <a class="button primary" href={outcome === 'pain' ? '#questions' : '#welcome'}>
        {outcome === 'pain' ? words.welcome.anew : lateWords.plan.enough}
      </a>
      <a href="#check-in">{change}</a>
    </>
  );
}

/** One exercise as a person sees it: both sides of a two-sided one together. */
interface Exercise {
  number: number;
  step: Step;
  both: boolean;
  durationMs: number;
}

function exercisesOf(steps: readonly Step[]): Exercise[] {
  const exercises: Exercise[] = [];
  for (const step of steps) {
    const last = exercises.at(-1);
    if (last?.step.technique === step.technique) {
      last.both = true;
      last.durationMs += step.duration_ms;
    } else {
      const number = exercises.length + 1;
      exercises.push({ number, step, both: false, durationMs: step.duration_ms });
    }
  }
  return exercises;
}

function phasesOf(exercises: readonly Exercise[]): { phase: Phase; exercises: Exercise[] }[] {
  const phases: { phase: Phase; exercises: Exercise[] }[] = [];
  for (const exercise of exercises) {
    const last = phases.at(-1);
    if (last?.phase === exercise.step.phase) {
      last.exercises.push(exercise);
    } else {
      phases.push({ phase: exercise.step.phase, exercises: [exercise] });
    }
  }
  return phases;
}

function Planned({ plan, closed, smaller, onBegin }: PlanProps) {
  const exercises = exercisesOf(plan.steps);
  const total = fill(lateWords.plan.total, { minutes: minutesText(plan.durationMs) });
  return (
    <div class="stack">
      <Heading text={lateWords.plan.title} />
      <p class="lead">
        {total}, {counted(lateWords.plan.techniques, exercises.length)}
      </p>
      {smaller && <p class="notice">{lateWords.plan.smaller}</p>}
      {phasesOf(exercises).map(({ phase, exercises: inPhase }) => (
        <section key={`${phase}-${inPhase[0]?.number}`} class="phase">
          <h2>{lateWords.plan.phases[phase]}</h2>
          <ol start={inPhase[0]?.number}>
            {inPhase.map((exercise) => (
              <ExerciseCard key={exercise.number} exercise={exercise} />
            ))}
          </ol>
        </section>
      ))}
      <section class="card">
        <h2>{lateWords.plan.safety}</h2>
        <List items={guidance.proceed.now} />
        <NotReviewed />
      </section>
      <button type="button" class="button primary" onClick={onBegin}>
        {lateWords.plan.begin}
      </button>
      <a href="#check-in">{lateWords.plan.change}</a>
      <a href="#lessons/how-much-is-enough">{lateWords.learn.plan}</a>
      <LeftOutList plan={plan} closed={closed} />
    </div>
  );
}

function ExerciseCard({ exercise: { step, both, durationMs } }: { exercise: Exercise }) {
  const texts = textsOf(step.technique);
  return (
    <li class="card exercise">
      <h3>{techniqueOf(step.technique).name}</h3>
      <p class="time">{durationText(durationMs)}</p>
      <p>
        {doseText(step)}
        {both && `, ${lateWords.plan.both}`}. {positionName(step.position)}.
      </p>
      <p>{texts.purpose}</p>
      <p class="hint">
        {step.region === null
          ? lateWords.plan.for_all
          : fill(lateWords.plan.for_region, { region: regionName(step.region).toLowerCase() })}
      </p>
      <Details texts={texts} />
    </li>
  );
}

function Details({ texts }: { texts: TechniqueTexts }) {
  return (
    <details class="fold">
      <summary>{lateWords.plan.details}</summary>
      <h4>{lateWords.plan.set_up}</h4>
      <List items={texts.setUp} />
      <h4>{lateWords.plan.steps}</h4>
      <List items={texts.steps} />
      <h4>{lateWords.plan.breath}</h4>
      <p>{texts.breath}</p>
      <h4>{lateWords.plan.feel}</h4>
      <List items={texts.feel} />
      <h4>{lateWords.plan.not_feel}</h4>
      <List items={texts.notFeel} />
      <h4>{lateWords.plan.mistakes}</h4>
      <List items={texts.mistakes} />
      <h4>{lateWords.plan.easier}</h4>
      <p>{texts.easier}</p>
      <Sources sources={texts.sources} review={texts.review} />
    </details>
  );
}

function because(technique: TechniqueId, reason: LeftOut, closed: Screening['closed']): string {
  const rule = closed.find((each) => each.technique === technique)?.rule;
  return reason === 'screening' && rule
    ? fill(lateWords.plan.closed_because, { tell: ruleOf(rule).tell })
    : leftOutText(reason);
}

/** Once per reason, with the exercises that it leaves out. */
function LeftOutList({ plan, closed }: Pick<PlanProps, 'plan' | 'closed'>) {
  if (plan.leftOut.length === 0) {
    return null;
  }
  const reasons = new Map<string, string[]>();
  for (const { technique, reason } of plan.leftOut) {
    const text = because(technique, reason, closed);
    reasons.set(text, [...(reasons.get(text) ?? []), techniqueOf(technique).name]);
  }
  return (
    <details class="fold">
      <summary>{counted(lateWords.plan.left_out, plan.leftOut.length)}</summary>
      <ul>
        {[...reasons].map(([text, names]) => (
          <li key={text}>
            <strong>{names.join(', ')}</strong>: {text}
          </li>
        ))}
      </ul>
    </details>
  );
}
