// What is told of a technique beyond its name. Import it only from what is fetched late itself, or
// it comes with the first load.

import type { EquipmentId, PositionId, RegionId, TechniqueId } from '../core';
import { type lateWords, techniques } from '../generated/late';

export interface TechniqueTexts {
  id: TechniqueId;
  /** Other names. */
  also: readonly string[];
  purpose: string;
  setUp: readonly string[];
  steps: readonly string[];
  feel: readonly string[];
  notFeel: readonly string[];
  mistakes: readonly string[];
  easier: string;
  harder: string;
  /** Who leaves it, besides those whom the questions tell. */
  notFor: readonly string[];
  /** null: it needs nobody's help. */
  helper: {
    setUp: readonly string[];
    steps: readonly string[];
    consent: readonly string[];
  } | null;
  breath: string;
  moveCue: string;
  /** Empty where the technique is not held. */
  holdCue: string;
  /** In percent of it. */
  regions: Readonly<Partial<Record<RegionId, number>>>;
  positions: readonly PositionId[];
  /** One of each group. */
  equipment: readonly (readonly EquipmentId[])[];
  /** What a person can have that closes it. */
  closedBy: readonly Condition[];
  dose: Dose;
  sources: readonly string[];
  review: string;
}

/** Each has its words. */
export type Condition = keyof typeof lateWords.library.conditions;

/** The least and the most. */
export type Span = readonly [number, number];

export interface Dose {
  move_s: number;
  hold_s: Span;
  reps: Span;
  sets: Span;
  /** All of it, both sides. */
  takes_s: Span;
  dayTimesMax: number;
  /** In seven days. */
  weekTimesMax: number;
  why: string;
}

const all: readonly TechniqueTexts[] = techniques;

export function textsOf(id: TechniqueId): TechniqueTexts {
  const found = all.find((each) => each.id === id);
  if (found === undefined) {
    throw new Error(`The catalogue tells nothing of ${id}.`);
  }
  return found;
}
