import type { LeftOut, Phase, Plan, Screening, Step, TechniqueId } from '../core';
import { Heading } from '../parts/heading';
import { NotReviewed, Sources } from '../parts/review';
import {
  counted,
  doseText,
  durationText,
  fill,
  guidance,
  leftOutText,
  minutesText,
  outcomeText,
  positionName,
  regionName,
  ruleOf,
  type Technique,
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
      <Heading text={words.plan.refused} />
      <p class="lead">{outcomeText(plan.outcome)}</p>
      {plan.outcome === 'pain' && <p class="notice">{words.stopped.graver_now}</p>}
      <NotReviewed />
      <WayOn outcome={plan.outcome} />
      <LeftOutList plan={plan} closed={closed} />
    </div>
  );
}

function WayOn({ outcome }: { outcome: Plan['outcome'] }) {
  const change = words.plan.change;
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
        {outcome === 'pain' ? words.plan.anew : words.plan.enough}
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
  const total = fill(words.plan.total, { minutes: minutesText(plan.durationMs) });
  return (
    <div class="stack">
      <Heading text={words.plan.title} />
      <p class="lead">
        {total}, {counted(words.plan.techniques, exercises.length)}
      </p>
      {smaller && <p class="notice">{words.plan.smaller}</p>}
      {phasesOf(exercises).map(({ phase, exercises: inPhase }) => (
        <section key={`${phase}-${inPhase[0]?.number}`} class="phase">
          <h2>{words.plan.phases[phase]}</h2>
          <ol start={inPhase[0]?.number}>
            {inPhase.map((exercise) => (
              <ExerciseCard key={exercise.number} exercise={exercise} />
            ))}
          </ol>
        </section>
      ))}
      <section class="card">
        <h2>{words.plan.safety}</h2>
        <ul>
          {guidance.proceed.now.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <NotReviewed />
      </section>
      <button type="button" class="button primary" onClick={onBegin}>
        {words.plan.begin}
      </button>
      <a href="#check-in">{words.plan.change}</a>
      <a href="#lessons/how-much-is-enough">{words.learn.plan}</a>
      <LeftOutList plan={plan} closed={closed} />
    </div>
  );
}

function ExerciseCard({ exercise: { step, both, durationMs } }: { exercise: Exercise }) {
  const technique = techniqueOf(step.technique);
  return (
    <li class="card exercise">
      <h3>{technique.name}</h3>
      <p class="time">{durationText(durationMs)}</p>
      <p>
        {doseText(step)}
        {both && `, ${words.plan.both}`}. {positionName(step.position)}.
      </p>
      <p>{technique.purpose}</p>
      <p class="hint">
        {step.region === null
          ? words.plan.for_all
          : fill(words.plan.for_region, { region: regionName(step.region).toLowerCase() })}
      </p>
      <Details technique={technique} />
    </li>
  );
}

function Details({ technique }: { technique: Technique }) {
  return (
    <details class="fold">
      <summary>{words.plan.details}</summary>
      <h4>{words.plan.set_up}</h4>
      <List items={technique.setUp} />
      <h4>{words.plan.steps}</h4>
      <List items={technique.steps} />
      <h4>{words.plan.breath}</h4>
      <p>{technique.breath}</p>
      <h4>{words.plan.feel}</h4>
      <List items={technique.feel} />
      <h4>{words.plan.not_feel}</h4>
      <List items={technique.notFeel} />
      <h4>{words.plan.mistakes}</h4>
      <List items={technique.mistakes} />
      <h4>{words.plan.easier}</h4>
      <p>{technique.easier}</p>
      <Sources sources={technique.sources} review={technique.review} />
    </details>
  );
}

export function List({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function because(technique: TechniqueId, reason: LeftOut, closed: Screening['closed']): string {
  const rule = closed.find((each) => each.technique === technique)?.rule;
  return reason === 'screening' && rule
    ? fill(words.plan.closed_because, { tell: ruleOf(rule).tell })
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
      <summary>{counted(words.plan.left_out, plan.leftOut.length)}</summary>
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
