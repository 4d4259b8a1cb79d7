// Today's plan while it is looked at and changed: solved anew around each wish, with a word on what
// that did.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Plan, Planned, Planner, TechniqueId } from '../core';
import { lateWords } from '../generated/late';
import { allOf } from '../parts/enumerate';
import { Fetched } from '../parts/late';
import { counted, fill, techniqueOf } from '../parts/text';
import { planners } from './late-views';
import { PlanView } from './plan';
import { type Change, type Changed, techniquesOf, tryChange, wishesOf } from './tweaks';
import { NO_TWEAKS, type Tweaks } from './wish';

interface RoomProps {
  of: Planned;
  tweaks: Tweaks;
  smaller: boolean;
  onTweaks: (tweaks: Tweaks) => void;
  onBegin: (plan: Plan) => void;
}

export function PlanRoom(props: RoomProps) {
  return (
    <Fetched key="planner" late={planners} waiting={lateWords.plan.making}>
      {(planner) => <Solved {...props} planner={planner} />}
    </Fetched>
  );
}

/** What was done last, in words, and where the focus goes: the first of these that is there. */
interface Told {
  said: string;
  focus: readonly string[];
}

function Solved({
  of,
  tweaks,
  smaller,
  planner,
  onTweaks,
  onBegin,
}: RoomProps & { planner: Planner }) {
  const solve = (wanted: Tweaks): Plan => planner.plan({ ...of, wishes: wishesOf(wanted) });
  const { screening, record, request, programmes } = of;
  const same = [planner, screening, record, JSON.stringify([request, programmes]), tweaks];
  const plan = useMemo(() => solve(tweaks), same);
  const [told, setTold] = useState<Told>({ said: '', focus: [] });
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => giveFocus(place.current, told.focus), [told]);
  const change = (wanted: Change): void => {
    const next = tryChange(solve, { tweaks, plan }, wanted);
    onTweaks(next.tweaks);
    setTold({ said: saidOf(wanted, next), focus: focusAfter(wanted, plan, next) });
  };
  const startOver = (): void => {
    onTweaks(NO_TWEAKS);
    setTold({ said: lateWords.plan.said.started_over, focus: ['h1'] });
  };
  return (
    <div ref={place}>
      <PlanView
        plan={plan}
        tweaks={tweaks}
        said={told.said}
        closed={screening.closed}
        smaller={smaller}
        reasons={() => planner.reasons({ ...of, wishes: wishesOf(tweaks) })}
        onChange={change}
        onStartOver={startOver}
        onBegin={() => onBegin(plan)}
      />
    </div>
  );
}

/** Where what was pressed is gone, or was moved, reading goes on from here. */
function giveFocus(place: HTMLElement | null, focus: readonly string[]): void {
  for (const each of focus) {
    const at = place?.querySelector<HTMLElement>(each);
    if (at) {
      at.focus();
      return;
    }
  }
}

const headingOf = (id: TechniqueId): string => `[data-exercise="${id}"]`;

function focusAfter({ act, technique }: Change, before: Plan, after: Changed): string[] {
  if (after.difference === null) {
    return [];
  }
  switch (act) {
    case 'put_in':
      return [headingOf(technique)];
    case 'swap':
    case 'leave_out': {
      const chosen = techniquesOf(after.plan);
      const at = Math.min(techniquesOf(before).indexOf(technique), chosen.length - 1);
      const next = (act === 'swap' ? after.difference.cameIn[0] : undefined) ?? chosen[at];
      return next === undefined ? ['h1'] : [headingOf(next)];
    }
    case 'earlier':
    case 'later':
      return [`[data-does="${act}"][data-of="${technique}"]`, headingOf(technique)];
    case 'longer': // the button goes where the smallest dose is what the planner takes anyway
      return [`[data-does="shorter"][data-of="${technique}"]`, headingOf(technique)];
    default:
      return [];
  }
}

function namesOf(ids: readonly TechniqueId[]): string {
  return allOf(ids.map((id) => techniqueOf(id).name));
}

/** What was done, and the first of what it did to the others. */
function saidOf({ act, technique }: Change, { difference }: Changed): string {
  const { said, came_in, went_out, longer, shorter } = lateWords.plan;
  const { name } = techniqueOf(technique);
  if (difference === null) {
    return fill(said.cannot, { name });
  }
  const others = (forms: { one: string; other: string }, ids: readonly TechniqueId[]): string[] =>
    ids.length === 0 ? [] : [counted(forms, ids.length, { names: namesOf(ids) })];
  const swapped = act === 'swap' && difference.cameIn.length > 0;
  const done = fill(act === 'swap' && !swapped ? said.swap_none : said[act], {
    name,
    other: namesOf(difference.cameIn),
  });
  const did = [
    ...others(went_out, difference.wentOut),
    ...(swapped ? [] : others(came_in, difference.cameIn)),
    ...others(longer, difference.longer),
    ...others(shorter, difference.shorter),
  ];
  return [done, ...did.slice(0, 2)].join(' ');
}
