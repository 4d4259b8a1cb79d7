// Today's plan: what will be done, in which order, and why; and if there is none, why not.

import type { Phase, Plan, Reasons, Screening, Step } from '../core';
import { lateWords } from '../generated/late';
import { doseText, durationText } from '../parts/dose';
import { allOf } from '../parts/enumerate';
import { Heading } from '../parts/heading';
import { List } from '../parts/list';
import { NotReviewed, Sources } from '../parts/review';
import { type TechniqueTexts, textsOf } from '../parts/technique-texts';
import {
  counted,
  fill,
  guidance,
  minutesText,
  outcomeText,
  positionName,
  regionName,
  techniqueOf,
  words,
} from '../parts/text';
import { ChangeMenu } from './plan-change';
import { AroundProgramme, MissedOfProgramme, PrescribedHere, prescribedOf } from './plan-programme';
import { LeftOutList, WhyThese } from './plan-why';
import { type Change, isTweaked, unmetOf } from './tweaks';
import type { Tweaks } from './wish';

interface PlanProps {
  plan: Plan;
  tweaks: Tweaks;
  /** What the last change did; empty: nothing was changed. */
  said: string;
  /** What the answers close, and by which rule. */
  closed: Screening['closed'];
  /** It was worse on the day after: the core gives the smallest doses. */
  smaller: boolean;
  reasons: () => Reasons;
  onChange: (change: Change) => void;
  onStartOver: () => void;
  onBegin: () => void;
}

export function PlanView(props: PlanProps) {
  return props.plan.outcome === 'planned' ? <PlannedView {...props} /> : <Refused {...props} />;
}

function Refused({ plan, closed, tweaks, said, onStartOver, onChange }: PlanProps) {
  const { prescribed } = plan;
  return (
    <div class="stack">
      <Heading text={lateWords.plan.refused} />
      <p class="lead">{outcomeText(plan.outcome)}</p>
      {plan.outcome === 'pain' && <p class="notice">{words.stopped.graver_now}</p>}
      <NotReviewed />
      <WayOn outcome={plan.outcome} />
      {prescribed && <AroundProgramme prescribed={prescribed} />}
      {prescribed && <MissedOfProgramme {...{ prescribed, plan, closed, onChange }} />}
      <LeftOutList plan={plan} closed={closed} reasons={null} onChange={onChange} />
      <Said said={said} tweaked={isTweaked(tweaks)} onStartOver={onStartOver} />
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

/** One exercise as a person sees it: both sides of a two-sided one, and the way there, together. */
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
      last.durationMs += step.change_ms + step.duration_ms;
    } else {
      const number = exercises.length + 1;
      const durationMs = step.change_ms + step.duration_ms;
      exercises.push({ number, step, both: false, durationMs });
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

function PlannedView(props: PlanProps) {
  const { plan, tweaks, said, closed, smaller, reasons, onChange } = props;
  const { prescribed } = plan;
  const exercises = exercisesOf(plan.steps);
  const total = fill(lateWords.plan.total, { minutes: minutesText(plan.durationMs) });
  return (
    <div class="stack plan">
      <Heading text={lateWords.plan.title} />
      <p class="lead">
        {total}, {counted(lateWords.plan.techniques, exercises.length)}
      </p>
      {smaller && <p class="notice">{lateWords.plan.smaller}</p>}
      {prescribed && <AroundProgramme prescribed={prescribed} />}
      <Unmet plan={plan} tweaks={tweaks} />
      {phasesOf(exercises).map(({ phase, exercises: inPhase }) => (
        <section key={phase} class="phase">
          <h2>{lateWords.plan.phases[phase]}</h2>
          <ol start={inPhase[0]?.number}>
            {inPhase.map((exercise) => (
              <ExerciseCard
                key={exercise.step.technique}
                exercise={exercise}
                plan={plan}
                tweaks={tweaks}
                onChange={onChange}
              />
            ))}
          </ol>
        </section>
      ))}
      {prescribed && <MissedOfProgramme {...{ prescribed, plan, closed, onChange }} />}
      <WhyThese plan={plan} reasons={reasons} />
      <LeftOutList plan={plan} closed={closed} reasons={reasons} onChange={onChange} />
      <section class="card">
        <h2>{lateWords.plan.safety}</h2>
        <List items={guidance.proceed.now} />
        <NotReviewed />
      </section>
      <button type="button" class="button primary" onClick={props.onBegin}>
        {lateWords.plan.begin}
      </button>
      <a href="#check-in">{lateWords.plan.change}</a>
      <a href="#lessons/how-much-is-enough">{lateWords.learn.plan}</a>
      <Said said={said} tweaked={isTweaked(tweaks)} onStartOver={props.onStartOver} />
    </div>
  );
}

/** What was asked to stay in and cannot, since something else changed. */
function Unmet({ plan, tweaks }: Pick<PlanProps, 'plan' | 'tweaks'>) {
  const unmet = unmetOf(tweaks, plan).map((id) => techniqueOf(id).name);
  return unmet.length === 0 ? null : (
    <p class="notice">{fill(lateWords.plan.unmet, { names: allOf(unmet) })}</p>
  );
}

interface SaidProps {
  said: string;
  tweaked: boolean;
  onStartOver: () => void;
}

/** Stays in sight while there is something to undo. */
function Said({ said, tweaked, onStartOver }: SaidProps) {
  return (
    <div class={said !== '' || tweaked ? 'said' : undefined}>
      <p role="status">{said}</p>
      {tweaked && (
        <button type="button" class="button small" onClick={onStartOver}>
          {lateWords.plan.start_over}
        </button>
      )}
    </div>
  );
}

interface CardProps extends Pick<PlanProps, 'plan' | 'tweaks' | 'onChange'> {
  exercise: Exercise;
}

function ExerciseCard({ exercise, plan, tweaks, onChange }: CardProps) {
  const { step, both, durationMs } = exercise;
  const texts = textsOf(step.technique);
  const told = prescribedOf(plan, step.technique);
  return (
    <li class="card exercise">
      <h3 tabIndex={-1} data-exercise={step.technique}>
        {techniqueOf(step.technique).name}
      </h3>
      <p class="time">{durationText(durationMs)}</p>
      <p>
        {doseText(step)}
        {both && `, ${lateWords.plan.both}`}. {positionName(step.position)}.
      </p>
      {told && <PrescribedHere told={told} by={plan.prescribed?.programme?.by ?? ''} />}
      <p>{texts.purpose}</p>
      <p class="hint">{[forText(step), ...wishTexts(step, tweaks)].join(' · ')}</p>
      <div class="folds">
        <Details texts={texts} />
        <ChangeMenu step={step} plan={plan} tweaks={tweaks} onChange={onChange} />
      </div>
    </li>
  );
}

function forText({ region }: Step): string {
  return region === null
    ? lateWords.plan.for_all
    : fill(lateWords.plan.for_region, { region: regionName(region).toLowerCase() });
}

function wishTexts({ technique }: Step, { kept, short }: Tweaks): string[] {
  return [
    ...(kept.includes(technique) ? [lateWords.plan.kept] : []),
    ...(short.includes(technique) ? [lateWords.plan.short] : []),
  ];
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
