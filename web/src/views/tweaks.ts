// How a person changes the plan of today. Each change is a wish to the planner, which solves the plan
// anew around all of them; one that cannot be met changes nothing.

import type { Plan, Step, TechniqueId, Wishes, WishName } from '../core';
import type { Tweaks } from './wish';

export type Act =
  | 'swap'
  | 'leave_out'
  | 'keep'
  | 'let_go'
  | 'shorter'
  | 'longer'
  | 'earlier'
  | 'later'
  | 'put_in';

export interface Change {
  act: Act;
  technique: TechniqueId;
}

export function isTweaked(tweaks: Tweaks): boolean {
  return Object.values(tweaks).some((each) => each.length > 0);
}

export function wishesOf(tweaks: Tweaks): Wishes {
  const of = new Map<TechniqueId, WishName[]>();
  const wish = (ids: readonly TechniqueId[], name: WishName): void => {
    for (const id of ids) {
      const before = of.get(id) ?? [];
      of.set(id, before.includes(name) ? before : [...before, name]);
    }
  };
  wish(tweaks.leftOut, 'leaveOut');
  wish([...tweaks.kept, ...tweaks.short, ...tweaks.held], 'keep');
  wish(tweaks.short, 'short');
  return { of, order: tweaks.order };
}

/** The techniques of a plan, each once, in its order. */
export function techniquesOf({ steps }: Plan): TechniqueId[] {
  return [...new Set(steps.map(({ technique }) => technique))];
}

/** What was asked to stay in and is not. */
export function unmetOf({ kept, short }: Tweaks, plan: Plan): TechniqueId[] {
  const chosen = techniquesOf(plan);
  return [...new Set([...kept, ...short])].filter((id) => !chosen.includes(id));
}

function firstStep(plan: Plan, technique: TechniqueId): Step | undefined {
  return plan.steps.find((step) => step.technique === technique);
}

/** The one that comes just before it, or after it, where only taste decides which comes first. */
export function neighbourOf(
  plan: Plan,
  technique: TechniqueId,
  by: -1 | 1,
): TechniqueId | undefined {
  const chosen = techniquesOf(plan);
  const other = chosen[chosen.indexOf(technique) + by];
  const [here, there] = [technique, other].map((id) => id && firstStep(plan, id));
  const alike = here && there && here.phase === there.phase && here.position === there.position;
  return alike ? other : undefined;
}

function exchanged(plan: Plan, technique: TechniqueId, by: -1 | 1): TechniqueId[] {
  const other = neighbourOf(plan, technique, by);
  return techniquesOf(plan).map((id) =>
    id === technique && other ? other : id === other ? technique : id,
  );
}

const without = (ids: readonly TechniqueId[], id: TechniqueId): TechniqueId[] =>
  ids.filter((each) => each !== id);

const withIt = (ids: readonly TechniqueId[], id: TechniqueId): TechniqueId[] => [
  ...without(ids, id),
  id,
];

/** Nothing is wished of it any more, but for its place. */
function withoutIt(tweaks: Tweaks, id: TechniqueId): Tweaks {
  return {
    ...tweaks,
    leftOut: without(tweaks.leftOut, id),
    kept: without(tweaks.kept, id),
    short: without(tweaks.short, id),
    held: without(tweaks.held, id),
  };
}

/** The wishes once this one is added. */
export function changed(tweaks: Tweaks, plan: Plan, { act, technique: id }: Change): Tweaks {
  const rest = withoutIt(tweaks, id);
  switch (act) {
    case 'swap':
      return {
        ...rest,
        leftOut: withIt(tweaks.leftOut, id),
        held: without(techniquesOf(plan), id),
      };
    case 'leave_out':
      return { ...rest, leftOut: withIt(tweaks.leftOut, id) };
    case 'keep':
      return { ...tweaks, kept: withIt(tweaks.kept, id) };
    case 'let_go':
      return { ...tweaks, kept: without(tweaks.kept, id), held: without(tweaks.held, id) };
    case 'shorter':
      return { ...tweaks, short: withIt(tweaks.short, id) };
    case 'longer':
      return { ...tweaks, short: without(tweaks.short, id) };
    case 'earlier':
      return { ...tweaks, order: exchanged(plan, id, -1) };
    case 'later':
      return { ...tweaks, order: exchanged(plan, id, 1) };
    case 'put_in':
      return { ...rest, kept: withIt(tweaks.kept, id), held: [] };
  }
}

/** Whether the plan does as was asked, and still keeps what it kept. */
function meets(plan: Plan, tweaks: Tweaks, before: Plan, asked: TechniqueId): boolean {
  const lost = unmetOf(tweaks, plan).filter(
    (id) => id === asked || firstStep(before, id) !== undefined,
  );
  return plan.outcome === 'planned' && lost.length === 0;
}

export interface Changed {
  tweaks: Tweaks;
  plan: Plan;
  /** null: it could not be met, and everything is as before. */
  difference: Difference | null;
}

/** Solves the plan anew with the change; `solve` gives the plan for a set of wishes. */
export function tryChange(
  solve: (tweaks: Tweaks) => Plan,
  before: { tweaks: Tweaks; plan: Plan },
  change: Change,
): Changed {
  const wanted = changed(before.tweaks, before.plan, change);
  // What a swap held back gives way before anything that was said.
  for (const tweaks of wanted.held.length > 0 ? [wanted, { ...wanted, held: [] }] : [wanted]) {
    const plan = solve(tweaks);
    const heldToo = tweaks.held.every((id) => firstStep(plan, id) !== undefined);
    if (heldToo && meets(plan, tweaks, before.plan, change.technique)) {
      return { tweaks, plan, difference: differenceOf(before.plan, plan, change.technique) };
    }
  }
  return { ...before, difference: null };
}

/** What became of all the others. */
export interface Difference {
  cameIn: TechniqueId[];
  wentOut: TechniqueId[];
  longer: TechniqueId[];
  shorter: TechniqueId[];
}

function workMs(plan: Plan, id: TechniqueId): number {
  return plan.steps
    .filter(({ technique }) => technique === id)
    .reduce((sum, { sets, reps, move_ms, hold_ms }) => sum + sets * reps * (move_ms + hold_ms), 0);
}

export function differenceOf(before: Plan, after: Plan, but: TechniqueId): Difference {
  const [old, now] = [before, after].map((plan) => without(techniquesOf(plan), but)) as [
    TechniqueId[],
    TechniqueId[],
  ];
  const stayed = now.filter((id) => old.includes(id));
  return {
    cameIn: now.filter((id) => !old.includes(id)),
    wentOut: old.filter((id) => !now.includes(id)),
    longer: stayed.filter((id) => workMs(after, id) > workMs(before, id)),
    shorter: stayed.filter((id) => workMs(after, id) < workMs(before, id)),
  };
}
