// What becomes of a professional's programme in the session: whose it is, what is done otherwise than
// prescribed, and what is left out. All of it is told every time.

import type { Plan, Prescribed, Screening, TechniqueId, ToldExercise } from '../core';
import { lateWords } from '../generated/late';
import { doseText } from '../parts/dose';
import { List } from '../parts/list';
import { techniques } from '../parts/text';
import { because } from './because';
import { ActButton } from './plan-change';
import type { Change } from './tweaks';

const text = lateWords.programme;

/** The exercise of the programme, where it is there. */
export function prescribedOf({ prescribed }: Plan, id: TechniqueId): ToldExercise | undefined {
  return prescribed?.exercises.find(({ technique }) => technique === id);
}

/** Whose the programme is, and what holds of it as a whole. */
export function AroundProgramme({ prescribed }: { prescribed: Prescribed }) {
  const { programme, differs, several, unreadable } = prescribed;
  const holds = !differs.includes('future') && !differs.includes('expired');
  return (
    <section class="card programme">
      <h2>{lateWords.plan.programme.title}</h2>
      {programme && (
        <>
          <p>
            <strong>{programme.title}</strong>
          </p>
          <p>
            {text.by} {programme.by}
          </p>
          {programme.note && <Note note={programme.note} />}
          {holds && <p>{lateWords.plan.programme.lead}</p>}
        </>
      )}
      {differs.length > 0 && <List items={differs.map((name) => text.whole[name])} />}
      {several && <p>{text.several}</p>}
      {unreadable && <p>{text.unreadable}</p>}
    </section>
  );
}

function Note({ note }: { note: string }) {
  return (
    <p class="note">
      {text.note} {note}
    </p>
  );
}

/** Under an exercise of the plan: that it is prescribed, and where it is done otherwise. */
export function PrescribedHere({ told, by }: { told: ToldExercise; by: string }) {
  const why = [
    ...told.differs.map((name) => text.exercise[name]),
    ...(told.smaller ? [text.smaller] : []),
  ];
  return (
    <div class="prescribed">
      {told.today && (
        <p>
          {text.by} {by}
        </p>
      )}
      {told.today && told.note && <Note note={told.note} />}
      {told.otherwise && (
        <p>
          {text.dose} {doseText(told.asked)}
        </p>
      )}
      {why.length > 0 && <List items={why} />}
    </div>
  );
}

interface MissedProps {
  prescribed: Prescribed;
  plan: Plan;
  closed: Screening['closed'];
  onChange: (change: Change) => void;
}

/** What is not in the session: what can be put in one by one, the rest once per reason. */
export function MissedOfProgramme({ prescribed, plan, closed, onChange }: MissedProps) {
  const missed = prescribed.exercises.filter(({ fate }) => fate !== 'done');
  if (missed.length === 0) {
    return null;
  }
  const grouped = new Map<string, string[]>();
  for (const each of missed.filter((one) => !canBePutIn(one, plan))) {
    const why = whyMissed(each, plan, closed);
    grouped.set(why, [...(grouped.get(why) ?? []), nameOf(each)]);
  }
  const puts = missed.filter((one) => canBePutIn(one, plan));
  return (
    <section class="card missed">
      <h2>{text.left_out}</h2>
      {puts.length > 0 && (
        <ul class="puts">
          {puts.map((each) => (
            <li key={each.technique}>
              <p>
                <strong>{nameOf(each)}</strong>
                <span>{whyMissed(each, plan, closed)}</span>
              </p>
              <PutIn id={each.technique as TechniqueId} onChange={onChange} />
            </li>
          ))}
        </ul>
      )}
      {grouped.size > 0 && (
        <ul>
          {[...grouped].map(([why, all]) => (
            <li key={why}>
              <strong>{all.join(', ')}</strong>: {why}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function PutIn({ id, onChange }: { id: TechniqueId } & Pick<MissedProps, 'onChange'>) {
  return (
    <ActButton
      technique={id}
      label="put_in"
      act="put_in"
      onClick={() => onChange({ act: 'put_in', technique: id })}
    />
  );
}

function nameOf({ technique }: ToldExercise): string {
  return techniques.find(({ id }) => id === technique)?.name ?? technique;
}

function leftOutOf({ technique }: ToldExercise, { leftOut }: Plan) {
  return leftOut.find((each) => each.technique === technique);
}

/** It only had to give way, or was taken out by the person. */
function canBePutIn(each: ToldExercise, plan: Plan): boolean {
  return (
    plan.outcome === 'planned' &&
    (each.fate === 'alike' || each.fate === 'together' || leftOutByWish(each, plan))
  );
}

function leftOutByWish(each: ToldExercise, plan: Plan): boolean {
  return each.fate === 'left-out' && leftOutOf(each, plan)?.reason === 'wish';
}

function whyMissed(each: ToldExercise, plan: Plan, closed: Screening['closed']): string {
  const asPlanned = leftOutOf(each, plan);
  switch (each.fate) {
    case 'unknown':
    case 'less':
      return text.exercise[each.fate];
    case 'closed':
    case 'left-out':
      return asPlanned ? because(asPlanned.technique, asPlanned.reason, closed) : '';
    case 'done':
      return '';
    default:
      return text.fate[each.fate];
  }
}
