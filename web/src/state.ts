// What the facts add up to. A pure fold: the same events give the same state.

import {
  type Answers,
  type Core,
  CoreFault,
  type Output,
  type Plan,
  type Request,
  type Screening,
  type Session,
  type SessionEvent,
  type State,
  type Step,
  type Stop,
  type TechniqueId,
} from './core';
import { catalogue } from './generated/catalogue';
import { names } from './generated/layout';
import {
  type AfterwardsBody,
  type Bookmark,
  type EventRef,
  type InputBody,
  type LogEvent,
  type LoggedStep,
  refOf,
  type ScreeningBody,
  type SessionBody,
} from './log';

export interface KnownScreening {
  ref: EventRef;
  answers: Answers;
  screening: Screening;
}

export interface HistoryEntry {
  ref: EventRef;
  /** Unix time by the clock of the device that began it: to be shown, never compared. */
  at_ms: number;
  request: Request;
  steps: LoggedStep[];
  /** How its replay ends. null: another catalogue's session, which this one's core refuses. */
  end: {
    state: State;
    stop: Stop;
    workedMs: number;
    /** The techniques that were moved or held in, for however long. */
    worked: TechniqueId[];
  } | null;
  afterwards: AfterwardsBody | null;
}

export interface OpenSession {
  ref: EventRef;
  plan: Plan;
  /** Replayed up to `at_ms`, and paused. */
  session: Session;
  at_ms: number;
  /** The inputs in the log that made it so. */
  replayed: EventRef[];
  /** What the replay had to add so that it is paused: not in the log yet. */
  unlogged: SessionEvent[];
}

export interface Known {
  /** The screening that holds. */
  lastScreening: KnownScreening | null;
  /** A session was begun on it: the next one needs a new screening. */
  screeningUsed: boolean;
  /** It is of today, proceeds, and was not used. Nothing else opens the way to a plan. */
  mayPlan: boolean;
  openSession: OpenSession | null;
  /** Latest first. */
  sessions: HistoryEntry[];
}

export interface Circumstances {
  device: string;
  /** The date here, as 2026-11-21. */
  today: string;
  bookmark: Bookmark | null;
}

interface LoggedScreening {
  ref: EventRef;
  device: string;
  own: boolean;
  body: ScreeningBody;
}

interface LoggedSession {
  ref: EventRef;
  own: boolean;
  at_ms: number;
  body: SessionBody;
  inputs: { ref: EventRef; body: InputBody }[];
  afterwards: AfterwardsBody | null;
}

interface Facts {
  screenings: LoggedScreening[];
  sessions: Map<EventRef, LoggedSession>;
}

function gather(events: readonly LogEvent[], device: string): Facts {
  const facts: Facts = { screenings: [], sessions: new Map() };
  for (const event of events) {
    const ref = refOf(event);
    const own = event.device === device;
    if (event.kind === 'screening') {
      facts.screenings.push({ ref, device: event.device, own, body: event.body });
    } else if (event.kind === 'session') {
      const { at_ms, body } = event;
      facts.sessions.set(ref, { ref, own, at_ms, body, inputs: [], afterwards: null });
    } else if (event.kind === 'input') {
      facts.sessions.get(event.body.session)?.inputs.push({ ref, body: event.body });
    } else if (event.kind === 'afterwards') {
      const session = facts.sessions.get(event.body.session);
      if (session) {
        session.afterwards = event.body;
      }
    }
  }
  return facts;
}

// ---- Screening. --------------------------------------------------------------------------------

const NOTHING: Screening = {
  disposition: 'incomplete',
  reasons: [],
  missing: [],
  ageMissing: true,
  allowed: [],
};

/** Only to proceed opens anything: whatever else was found goes before it. */
function gravity({ screening: { disposition } }: KnownScreening): number {
  return disposition === 'proceed' ? -1 : names.disposition.indexOf(disposition);
}

/** Answers to another catalogue's questions may hold a screening back, but open nothing. */
function evaluate({ ref, body }: LoggedScreening, core: Core): KnownScreening {
  const { catalogue: version, ...answers } = body;
  let screening = NOTHING;
  try {
    screening = core.screen(answers);
  } catch (fault) {
    if (!(fault instanceof CoreFault)) {
      throw fault;
    }
  }
  const opens = screening.disposition === 'proceed' && version !== catalogue.version;
  return { ref, answers, screening: opens ? NOTHING : screening };
}

/** This browser's own latest screening holds. What another device last said of the same day or a
 * later one, and this browser learned only afterwards, can hold it back and nothing else: no clock
 * tells which of the two came first. */
function screeningThatHolds(screenings: LoggedScreening[], core: Core): KnownScreening | null {
  const own = screenings.findLastIndex((screening) => screening.own);
  const since = screenings[own]?.body.today ?? '';
  const latest = new Map<string, LoggedScreening>();
  for (const screening of screenings.slice(Math.max(own, 0))) {
    if (screening.body.today >= since) {
      latest.set(screening.device, screening);
    }
  }
  return [...latest.values()]
    .map((screening) => evaluate(screening, core))
    .reduce<KnownScreening | null>(
      (holds, next) => (holds && gravity(next) <= gravity(holds) ? holds : next),
      null,
    );
}

// ---- Sessions. ---------------------------------------------------------------------------------

function stepOf(step: LoggedStep): Step {
  const work_ms = step.sets * step.reps * (step.move_ms + step.hold_ms);
  const duration_ms = step.ready_ms + work_ms + (step.sets - 1) * step.rest_ms;
  return { ...step, duration_ms, region: null };
}

/** The plan that was begun. Whether it is lawful, and its sums right, the core checks. */
export function planOf({ request, steps }: SessionBody): Plan {
  const whole = steps.map(stepOf);
  return {
    outcome: 'planned',
    durationMs: whole.reduce((sum, step) => sum + step.duration_ms, 0),
    pain: request.pain ?? 0,
    steps: whole,
    leftOut: [],
  };
}

/** null: the core refuses the plan, or the screening is not here. */
function replay(
  facts: Facts,
  { body, inputs }: LoggedSession,
  core: Core,
  hear: (output: Output) => void = () => {},
): Session | null {
  const screening = facts.screenings.find(({ ref }) => ref === body.screening);
  if (!screening) {
    return null;
  }
  try {
    const session = core.begin(screening.body, planOf(body));
    for (const input of inputs) {
      tell(session, input.body).forEach(hear);
    }
    return session;
  } catch (fault) {
    if (fault instanceof CoreFault) {
      return null;
    }
    throw fault;
  }
}

/** An input that comes too late, from a second tab say, changes nothing: so says the core. */
function tell(session: Session, input: SessionEvent): Output[] {
  try {
    return session.step(input);
  } catch (fault) {
    if (fault instanceof CoreFault) {
      return [];
    }
    throw fault;
  }
}

function historyEntry(facts: Facts, logged: LoggedSession, core: Core): HistoryEntry {
  const { steps, request } = logged.body;
  const worked = new Set<TechniqueId>();
  const session = replay(facts, logged, core, ({ state, step }) => {
    const technique = steps[step]?.technique;
    if (technique && (state === 'move' || state === 'hold')) {
      worked.add(technique);
    }
  });
  return {
    ref: logged.ref,
    at_ms: logged.at_ms,
    request,
    steps,
    end: session && {
      state: session.output.state,
      stop: session.output.stop,
      workedMs: session.workedMs,
      worked: [...worked],
    },
    afterwards: logged.afterwards,
  };
}

function ended(session: Session): boolean {
  return session.state === 'stopped' || session.state === 'done';
}

/** Replayed to where the page last saw it, and paused there. */
function reopen(
  facts: Facts,
  logged: LoggedSession,
  core: Core,
  bookmark: Bookmark | null,
): OpenSession | null {
  const session = replay(facts, logged, core);
  if (!session || ended(session)) {
    return null;
  }
  const replayed = logged.inputs.map(({ ref }) => ref);
  let at_ms = Math.max(0, ...logged.inputs.map(({ body }) => body.at_ms));
  if (bookmark?.session === logged.ref && bookmark.at_ms > at_ms) {
    at_ms = bookmark.at_ms;
    tell(session, { at_ms, event: 'tick' });
  }
  const unlogged: SessionEvent[] = [];
  if (session.state !== 'paused') {
    const pause: SessionEvent = { at_ms, event: 'pause' };
    tell(session, pause);
    unlogged.push(pause);
  }
  return ended(session)
    ? null
    : { ref: logged.ref, plan: planOf(logged.body), session, at_ms, replayed, unlogged };
}

export function derive(events: readonly LogEvent[], core: Core, now: Circumstances): Known {
  const facts = gather(events, now.device);
  const sessions = [...facts.sessions.values()];
  const last = screeningThatHolds(facts.screenings, core);
  const proceeds = last?.screening.disposition === 'proceed' && last.answers.today === now.today;
  const screeningUsed = sessions.some(({ body }) => body.screening === last?.ref);
  const latest = sessions.at(-1);
  const resumable = proceeds && latest?.own && latest.body.screening === last?.ref;
  return {
    lastScreening: last,
    screeningUsed,
    mayPlan: proceeds && !screeningUsed,
    openSession: resumable ? reopen(facts, latest, core, now.bookmark) : null,
    sessions: sessions.map((session) => historyEntry(facts, session, core)).reverse(),
  };
}
