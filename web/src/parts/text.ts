// Words and names for what the core and the log call by id.

import type {
  Disposition,
  EquipmentId,
  LeftOut,
  Outcome,
  Phase,
  PositionId,
  QuestionId,
  RegionId,
  RuleId,
  TechniqueId,
} from '../core';
import { catalogue, words } from '../generated/catalogue';
import { names } from '../generated/layout';

export { words };

export const catalogueVersion = catalogue.version;

/** The rest of what is told of it is fetched later: technique-texts.ts. */
export interface Technique {
  id: TechniqueId;
  name: string;
  phase: Phase;
  twoSided: boolean;
}

export interface Question {
  id: QuestionId;
  /** "E5" of "E5.1". */
  compound: string;
  group: 'emergency' | 'urgent' | 'professional';
  /** Asked before every session. */
  short: boolean;
  /** About the person rather than the day: shown with the last answer. */
  kept: boolean;
  ask: string;
  examples: readonly string[];
}

export interface Rule {
  id: RuleId;
  questions: readonly QuestionId[];
  /** It speaks of what the log showed. */
  observed: boolean;
  /** What a professional has to agree on so that it no longer holds back; empty: nothing will do. */
  agreedBy: readonly QuestionId[];
  disposition: Disposition;
  tell: string;
  sources: readonly string[];
  review: string;
}

export interface Guidance {
  title: string;
  lead: string;
  now: readonly string[];
  say: readonly string[];
}

interface Named<Id> {
  id: Id;
  name: string;
}

export const techniques: readonly Technique[] = catalogue.techniques;
const rules: readonly Rule[] = catalogue.rules;
export const questions: readonly Question[] = catalogue.questions;
export const regions: readonly Named<RegionId>[] = catalogue.regions;
export const positions: readonly Named<PositionId>[] = catalogue.positions;
export const equipment: readonly Named<EquipmentId>[] = catalogue.equipment;
export const guidance: Readonly<
  Record<'proceed' | 'professional' | 'urgent' | 'emergency', Guidance>
> = catalogue.dispositions;

function byId<Id, Entry extends { id: Id }>(entries: readonly Entry[], id: Id): Entry {
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry === undefined) {
    throw new Error(`The catalogue has no ${id}.`);
  }
  return entry;
}

export const techniqueOf = (id: TechniqueId): Technique => byId(techniques, id);
export const ruleOf = (id: RuleId): Rule => byId(rules, id);
export const questionOf = (id: QuestionId): Question => byId(questions, id);
export const regionName = (id: RegionId): string => byId(regions, id).name;
export const equipmentName = (id: EquipmentId): string => byId(equipment, id).name;
export const positionName = (id: PositionId): string => byId(positions, id).name;

export const outcomeText = (outcome: Outcome): string =>
  catalogue.outcomes[names.outcome.indexOf(outcome)] ?? '';
export const leftOutText = (reason: LeftOut): string =>
  catalogue.leftOut[names.leftOut.indexOf(reason)] ?? '';

/** Fills the names in braces. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Of the two forms the one that goes with the number. */
export function counted(
  forms: { one: string; other: string },
  count: number,
  values: Record<string, string | number> = {},
): string {
  return fill(count === 1 ? forms.one : forms.other, { count, ...values });
}

export function minutesText(ms: number): string {
  return counted(words.units.minutes, Math.max(1, Math.round(ms / 60_000)));
}

export function secondsText(ms: number): string {
  return counted(words.units.seconds, Math.ceil(ms / 1000));
}

/** Time that was worked: in seconds while it is less than a minute. */
export function workedText(ms: number): string {
  return ms < 60_000 ? secondsText(ms) : minutesText(ms);
}
