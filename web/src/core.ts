// What the core decides, as the page sees it. core-wasm.ts carries it in and out.

import type { catalogue } from './generated/catalogue';
import type { names, wishes } from './generated/layout';

export type QuestionId = (typeof catalogue.questions)[number]['id'];
export type RuleId = (typeof catalogue.rules)[number]['id'];
export type TechniqueId = (typeof catalogue.techniques)[number]['id'];
export type RegionId = (typeof catalogue.regions)[number]['id'];
export type PositionId = (typeof catalogue.positions)[number]['id'];
export type EquipmentId = (typeof catalogue.equipment)[number]['id'];

export type Disposition = (typeof names.disposition)[number];
export type Phase = (typeof names.phase)[number];
export type Side = (typeof names.side)[number];
export type Outcome = (typeof names.outcome)[number];
export type LeftOut = (typeof names.leftOut)[number];
export type State = (typeof names.state)[number];
export type EventName = (typeof names.event)[number];
export type Cue = (typeof names.cue)[number];
export type Stop = (typeof names.stop)[number];
export type ErrorName = (typeof names.error)[number];
export type Form = (typeof names.form)[number];
export type FactName = (typeof names.fact)[number];
export type WishName = keyof typeof wishes;
export type Fate = (typeof names.fate)[number];
export type Differs = (typeof names.differs)[number];
export type ProgrammeDiffers = (typeof names.programmeDiffers)[number];

/** What a person says to a question; a question that is not there was not answered. */
export type Answer = 'yes' | 'no' | 'unknown';

export interface Answers {
  /** The day of the answers, as 2026-11-21. */
  today: string;
  /** In years. */
  age?: number | undefined;
  sex?: 'female' | 'male' | 'other' | 'unknown' | undefined;
  answers: Partial<Record<QuestionId, Answer>>;
  /** A professional who knows of these has agreed to gentle exercise. */
  agreed?: QuestionId[] | undefined;
  /** Which questions were asked; not there: all of them. */
  form?: Form | undefined;
  /** Short form only: is anything new since last time? */
  changed?: Answer | undefined;
  /** "I have been seen", about the emergency that stands. */
  seen?: true | undefined;
}

export interface Reason {
  rule: RuleId;
  /** The answers that it looked at and that counted. None: it speaks of the age, of what the log
   * showed, or of what was said an earlier time and still stands. */
  said: { question: QuestionId; answer: Answer }[];
  /** A professional agreed on it, and the rule allows for that. */
  lifted: boolean;
}

export interface Screening {
  disposition: Disposition;
  /** The rules that fired, gravest first. */
  reasons: Reason[];
  missing: QuestionId[];
  ageMissing: boolean;
  /** Empty unless the disposition is to proceed. */
  allowed: TechniqueId[];
  /** What a rule closes, and which; told where the disposition is to proceed. */
  closed: { technique: TechniqueId; rule: RuleId }[];
  closedPositions: PositionId[];
  /** The same as the core has it, for planning and beginning. */
  readonly bytes: Uint8Array;
}

export interface Fact {
  fact: FactName;
  /** The day that it belongs to. */
  today: string;
  /** `worked`, `stopped`; `next-day`: what disagreed, where that is known. */
  technique?: TechniqueId | undefined;
  /** `pain`: 0 to 10; `next-day`: 1 for worse. */
  value?: number | undefined;
  worked_ms?: number | undefined;
}

/** What the log adds up to, for everything that looks back. Facts go in in the order in which they
 * were learned. */
export interface PersonRecord {
  /** The disposition that stands until it is cleared; `incomplete`: none does. */
  readonly standing: Disposition;
  /** null: none known. */
  readonly standingRule: RuleId | null;
  /** What the last screening led to. */
  readonly result: Disposition;
  /** "I have been seen" has to come with the next screening. */
  readonly needsSeen: boolean;
  /** Next days in a row on which it was worse. */
  readonly worseCount: number;
  /** The last answers about the person rather than the day. */
  readonly conditions: Answers['answers'];
  due(today: string): Form;
  /** Takes in a screening by this person, and gives what now holds. Throws CoreFault and changes
   * nothing where it is out of range. */
  screen(answers: Answers): Screening;
  /** What stands on another device can hold back here, never open. */
  hear(other: PersonRecord): void;
  /** Throws CoreFault and changes nothing where the fact is out of range. */
  add(fact: Fact): void;
  copy(): PersonRecord;
  /** The same as the core has it, for planning and beginning. */
  readonly bytes: Uint8Array;
}

export interface Request {
  today: string;
  minutes: number;
  /** How stiff, 0 to 10; a region that is not there is not stiff. */
  regions: Partial<Record<RegionId, number>>;
  equipment: EquipmentId[];
  positions: PositionId[];
  /** Somebody is there to help. */
  partner: boolean;
  /** 0 to 10 now. Where it is not said, the core counts it as too much for most techniques. */
  pain?: number | undefined;
}

/** What a person wants of single techniques today. None of it opens what a filter closed. */
export interface Wishes {
  of: ReadonlyMap<TechniqueId, readonly WishName[]>;
  /** The first of them first, where only taste decides. */
  order: readonly TechniqueId[];
}

export interface Step {
  technique: TechniqueId;
  phase: Phase;
  side: Side;
  sets: number;
  reps: number;
  ready_ms: number;
  move_ms: number;
  hold_ms: number;
  rest_ms: number;
  duration_ms: number;
  /** Before it, to change position. */
  change_ms: number;
  position: PositionId;
  /** The stiff region it is chosen for; null: it is there for everybody. */
  region: RegionId | null;
}

/** How much of an exercise was prescribed, or is done of it. */
export type Prescription = Pick<Step, 'sets' | 'reps' | 'hold_ms'>;

/** What a professional has written down for this person: docs/programme.md. */
export interface Programme {
  title: string;
  by: string;
  note: string | undefined;
  /** The first day and the last one, as 2026-11-21. */
  date: string;
  until: string | undefined;
  exercises: Exercise[];
}

export interface Exercise {
  /** As it was written: a later catalogue's, maybe. */
  technique: string;
  asked: Prescription;
  /** Bit per day of the week, Monday lowest. */
  days: number;
  note: string | undefined;
}

/** What becomes of an exercise in a plan. */
export interface ToldExercise extends Exercise {
  fate: Fate;
  /** null: it is left out. */
  done: Prescription | null;
  differs: Differs[];
  /** Today only its smallest dose is done. */
  smaller: boolean;
  /** Done, at another dose than prescribed. */
  otherwise: boolean;
  /** The programme holds, and this is for this day of the week. */
  today: boolean;
}

/** What is known of the programmes that hold, and what becomes of the one that was planned around. */
export interface Prescribed {
  /** null: there is none that this page can read. */
  programme: Programme | null;
  differs: ProgrammeDiffers[];
  /** In the order of the programme. */
  exercises: ToldExercise[];
  /** Different ones hold, from different devices; this is the one of the latest date. */
  several: boolean;
  /** One holds that this page can't read. */
  unreadable: boolean;
}

export interface Plan {
  outcome: Outcome;
  durationMs: number;
  /** 0 to 10 at the start; 0 where it was not said. */
  pain: number;
  steps: Step[];
  leftOut: { technique: TechniqueId; reason: LeftOut }[];
  /** null: no programme holds. */
  prescribed: Prescribed | null;
  /** Points; compare equal requests only. */
  worth: number;
  /** Proven: no lawful session is worth more. */
  atMost: number;
}

/** Why a plan is as it is: each technique on its own, against the best without it or with it. */
export interface Reasons {
  /** Points that shares are of. */
  whole: number;
  /** Of each technique in the plan. */
  chosen: ReadonlyMap<TechniqueId, ReasonChosen>;
  /** Of each that was left out because the time does more elsewhere. */
  leftOut: ReadonlyMap<TechniqueId, ReasonLeftOut>;
  /** What a little more time would add; null: nothing. */
  more: { ms: number; worth: number; techniques: TechniqueId[] } | null;
}

export interface ReasonChosen {
  /** Points that the best session without it lacks. */
  adds: number;
  /** What prepares for it; null: nothing needs to. */
  warmedBy: TechniqueId | null;
}

export interface ReasonLeftOut {
  /** Points that the best session with it lacks; null: it does not go with what has to be in. */
  costs: number | null;
  /** Time that would go from what serves a region; null is the region of calming down. */
  less: { ms: number; of: RegionId | null };
}

export interface SessionEvent {
  /** Since the session was begun. */
  at_ms: number;
  event: EventName;
  /** 0 to 10, for `pain`. */
  value?: number | undefined;
}

export interface Output {
  at_ms: number;
  cue: Cue;
  state: State;
  stop: Stop;
  /** Index into the plan's steps. */
  step: number;
  /** From 1; 0: none under way. */
  rep: number;
  /** Of each set of this step; fewer once it was made easier. */
  reps: number;
  set: number;
  /** This technique was made easier. */
  easier: boolean;
  stateLeftMs: number;
  sessionLeftMs: number;
  /** Spent moving and holding so far. */
  workedMs: number;
}

export interface Session {
  readonly plan: Plan;
  /** The latest output; before the first event, that of a session that waits, paused. */
  readonly output: Output;
  readonly state: State;
  /** Everything that became true up to this event, in order. Throws CoreFault and changes nothing
   * where the event is older than the last one (`time`) or out of range (`argument`). A stop, a
   * symptom and a pain at the limit are never refused. */
  step(event: SessionEvent): Output[];
}

export interface Core {
  /** A record of somebody about whom nothing is known. */
  record(): PersonRecord;
  /** These answers alone, whatever was said before. */
  screen(answers: Answers): Screening;
  /** A session that waits, paused, for `go`. Throws CoreFault (`plan`) where the plan is not lawful
   * for this screening and record. */
  begin(screening: Screening, record: PersonRecord, plan: Plan): Session;
}

/** What a plan is made for. */
export interface Planned {
  screening: Screening;
  record: PersonRecord;
  request: Request;
  wishes?: Wishes | undefined;
  /** The texts of the programmes that hold; not there: none does. */
  programmes?: readonly string[];
}

/** Comes later than the core, when somebody is on the way to a plan: planner-wasm.ts. */
export interface Planner {
  plan(of: Planned): Plan;
  /** Takes as long as a few dozen plans. */
  reasons(of: Planned): Reasons;
}

/** A call that failed. It is never advice: nothing is permitted by it. */
export class CoreFault extends Error {
  constructor(readonly code: ErrorName) {
    super(`The core refused the call: ${code}.`);
  }
}
