// What the facts add up to. A pure fold: the same events give the same state.

import {
  type Answers,
  type Core,
  CoreFault,
  type Disposition,
  type Fact,
  type Form,
  type Output,
  type PersonRecord,
  type Plan,
  type QuestionId,
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
import { layout, names } from './generated/layout';
import {
  type AfterwardsBody,
  type Bookmark,
  type EventRef,
  type InputBody,
  type LogEvent,
  type LoggedStep,
  type NextDayBody,
  type ProgrammeBody,
  refOf,
  type ScreeningBody,
  type SessionBody,
} from './log';

export interface KnownScreening {
  ref: EventRef;
  /** It was answered here, under this catalogue. */
  own: boolean;
  body: ScreeningBody;
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
  nextDay: NextDayBody | null;
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
  /** What the log adds up to, with what holds back from other devices. */
  record: PersonRecord;
  /** The questions that are asked next. */
  due: Form;
  /** The screening that holds. */
  lastScreening: KnownScreening | null;
  /** A session was begun on it: the next one needs a new screening. */
  screeningUsed: boolean;
  /** It is this device's own and of today, and was not used: it can be completed. */
  fresh: boolean;
  /** It proceeds, too. Nothing else opens the way to a plan. */
  mayPlan: boolean;
  openSession: OpenSession | null;
  /** Latest first. */
  sessions: HistoryEntry[];
  /** The latest session, where it was on an earlier day and nobody said how it was after it. */
  nextDayDue: HistoryEntry | null;
  /** The texts of a professional's programmes that hold: no later event took their place. */
  programmes: readonly string[];
}

export interface Circumstances {
  device: string;
  /** The date here, as 2026-11-21. */
  today: string;
  bookmark: Bookmark | null;
}

interface LoggedSession {
  ref: EventRef;
  own: boolean;
  at_ms: number;
  body: SessionBody;
  /** The machine as far as the inputs took it. null: the core refuses the plan. */
  machine: Session | null;
  workedMs: Map<TechniqueId, number>;
  inputs: { ref: EventRef; at_ms: number }[];
  afterwards: AfterwardsBody | null;
  nextDay: NextDayBody | null;
}

interface OtherDevice {
  record: PersonRecord;
  latest: KnownScreening;
}

const NOTHING: Screening = {
  disposition: 'incomplete',
  reasons: [],
  missing: [],
  ageMissing: true,
  allowed: [],
  closed: [],
  closedPositions: [],
  bytes: new Uint8Array(layout.screening.size),
};

/** What `work` gives; `otherwise` where the core refuses it. */
function unlessRefused<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (fault) {
    if (fault instanceof CoreFault) {
      return otherwise;
    }
    throw fault;
  }
}

/** Of another catalogue's answers those to questions that this one asks, too. A question that was
 * taken apart since then passes its answer on to its parts. */
function readable(body: ScreeningBody): ScreeningBody {
  if (body.catalogue === catalogue.version) {
    return body;
  }
  const answers: Answers['answers'] = {};
  for (const { id, compound } of catalogue.questions) {
    const answer = body.answers[id] ?? body.answers[compound as QuestionId];
    if (answer) {
      answers[id] = answer;
    }
  }
  const agreed = body.agreed?.filter((id) => catalogue.questions.some((each) => each.id === id));
  return { ...body, answers, agreed };
}

function stepOf(step: LoggedStep): Step {
  const duration_ms = step.ready_ms + workOf(step) + (step.sets - 1) * step.rest_ms;
  return { ...step, duration_ms, change_ms: step.change_ms ?? 0, region: null };
}

function workOf({ sets, reps, move_ms, hold_ms }: LoggedStep): number {
  return sets * reps * (move_ms + hold_ms);
}

/** The plan that was begun. Whether it is lawful, and its sums right, the core checks. */
export function planOf({ request, steps }: SessionBody): Plan {
  const whole = steps.map(stepOf);
  return {
    outcome: 'planned',
    durationMs: whole.reduce((sum, step) => sum + step.change_ms + step.duration_ms, 0),
    pain: request.pain ?? 0,
    steps: whole,
    leftOut: [],
    prescribed: null,
    worth: 0,
    atMost: 0,
  };
}

function addTo(sums: Map<TechniqueId, number>, technique: TechniqueId, ms: number): void {
  if (ms > 0) {
    sums.set(technique, (sums.get(technique) ?? 0) + ms);
  }
}

/** An input that comes too late, from a second tab say, changes nothing: so says the core. */
function tell(session: Session, input: SessionEvent): Output[] {
  return unlessRefused(() => session.step(input), []);
}

function hurts({ event, value }: InputBody): boolean {
  return event === 'symptom' || (event === 'pain' && (value ?? 0) >= catalogue.painStopMin);
}

function isWarning(stop: Stop): boolean {
  return stop === 'pain' || stop === 'symptom';
}

/** Facts in, in the order in which this browser learned them. */
class Fold {
  readonly record: PersonRecord;
  readonly others = new Map<string, OtherDevice>();
  readonly sessions = new Map<EventRef, LoggedSession>();
  holds: KnownScreening | null = null;
  private readonly programmes = new Map<EventRef, string | null>();
  private readonly replaced = new Set<EventRef>();
  private readonly screenings = new Map<EventRef, Screening>();
  private readonly empty: PersonRecord;

  constructor(
    private readonly core: Core,
    private readonly device: string,
  ) {
    this.record = core.record();
    this.empty = core.record();
  }

  take(event: LogEvent): void {
    const ref = refOf(event);
    switch (event.kind) {
      case 'screening':
        if (event.device === this.device && event.body.catalogue === catalogue.version) {
          this.takeOwnScreening(ref, event.body);
        } else {
          this.takeOtherScreening(ref, event.device, event.body);
        }
        break;
      case 'session':
        this.takeSession(ref, event.device === this.device, event.at_ms, event.body);
        break;
      case 'input':
        this.takeInput(ref, event.body);
        break;
      case 'afterwards':
        this.takeAfterwards(event.body);
        break;
      case 'next-day':
        this.takeNextDay(event.body);
        break;
      case 'programme':
        this.takeProgramme(ref, event.body);
    }
  }

  private takeProgramme(ref: EventRef, { document, replaces }: ProgrammeBody): void {
    this.programmes.set(ref, document);
    for (const replaced of replaces) {
      this.replaced.add(replaced);
    }
  }

  get unreplaced(): string[] {
    return [...this.programmes].flatMap(([ref, document]) =>
      document === null || this.replaced.has(ref) ? [] : [document],
    );
  }

  /** What was known of other devices counts first. Once nothing stands, it is dealt with. */
  private takeOwnScreening(ref: EventRef, body: ScreeningBody): void {
    for (const other of this.others.values()) {
      this.record.hear(other.record);
    }
    const screening = unlessRefused(() => this.record.screen(body), NOTHING);
    this.screenings.set(ref, screening);
    this.holds = { ref, own: true, body, screening };
    if (this.record.standing === 'incomplete') {
      this.others.clear();
    }
  }

  /** Opens nothing here, ever. An earlier catalogue's answers are another device's, too. */
  private takeOtherScreening(ref: EventRef, device: string, written: ScreeningBody): void {
    const body = readable(written);
    const record = this.others.get(device)?.record ?? this.core.record();
    const screening = unlessRefused(() => record.screen(body), NOTHING);
    this.screenings.set(ref, screening);
    this.others.set(device, { record, latest: { ref, own: false, body, screening } });
  }

  private takeSession(ref: EventRef, own: boolean, at_ms: number, body: SessionBody): void {
    const { pain, today } = body.request;
    this.sessions.set(ref, {
      ref,
      own,
      at_ms,
      body,
      machine: this.begin(body),
      workedMs: new Map(),
      inputs: [],
      afterwards: null,
      nextDay: null,
    });
    if (pain !== undefined) {
      this.add({ fact: 'pain', today, value: pain });
    }
  }

  /** It was lawful when it was begun, whatever was learned since: hence with an empty record. */
  private begin(body: SessionBody): Session | null {
    const screening = this.screenings.get(body.screening);
    return screening && body.catalogue === catalogue.version
      ? unlessRefused(() => this.core.begin(screening, this.empty, planOf(body)), null)
      : null;
  }

  private takeInput(ref: EventRef, body: InputBody): void {
    const session = this.sessions.get(body.session);
    session?.inputs.push({ ref, at_ms: body.at_ms });
    if (!session?.machine) {
      if (session && hurts(body)) {
        this.lockAll(session.body);
      }
      return;
    }
    const { steps, request } = session.body;
    let before = session.machine.output;
    const warned = isWarning(before.stop);
    for (const output of tell(session.machine, body)) {
      const worked = steps[before.step];
      if (worked) {
        addTo(session.workedMs, worked.technique, output.workedMs - before.workedMs);
      }
      before = output;
    }
    if (isWarning(before.stop) && !warned) {
      const { technique } = steps[before.step] ?? {};
      this.add({ fact: 'stopped', today: request.today, technique });
    }
  }

  /** Where a session can't be played again nobody knows in which technique it hurt: in all of them. */
  private lockAll({ steps, request }: SessionBody): void {
    for (const { technique } of steps) {
      if (catalogue.techniques.some(({ id }) => id === technique)) {
        this.add({ fact: 'stopped', today: request.today, technique });
      }
    }
  }

  private takeAfterwards(body: AfterwardsBody): void {
    const session = this.sessions.get(body.session);
    if (session) {
      session.afterwards = body;
      this.add({ fact: 'pain', today: session.body.request.today, value: body.pain });
    }
  }

  private takeNextDay(body: NextDayBody): void {
    const { today, feel } = body;
    const session = this.sessions.get(body.session);
    if (session) {
      session.nextDay = body;
    }
    const technique = catalogue.techniques.find(({ id }) => id === body.technique)?.id;
    this.add({ fact: 'next-day', today, technique, value: feel === 'worse' ? 1 : 0 });
  }

  /** What was worked, once all inputs are known. Where that can't be told, all that was planned. */
  addWork(): void {
    for (const { body, machine, workedMs } of this.sessions.values()) {
      const sums = machine ? workedMs : new Map<TechniqueId, number>();
      for (const step of machine ? [] : body.steps) {
        addTo(sums, step.technique, workOf(step));
      }
      for (const [technique, worked_ms] of sums) {
        this.add({ fact: 'worked', today: body.request.today, technique, worked_ms });
      }
    }
  }

  /** A fact that the core refuses speaks of what this catalogue does not know. */
  private add(fact: Fact): void {
    unlessRefused(() => this.record.add(fact), undefined);
  }
}

/** What the record says with what other devices hold back; and the screening that holds then. */
function withOthers({ record, others, holds }: Fold): [PersonRecord, KnownScreening | null] {
  const heard = record.copy();
  for (const other of others.values()) {
    heard.hear(other.record);
  }
  const gravity = (disposition: Disposition): number => names.disposition.indexOf(disposition);
  const raised = gravity(heard.standing) > gravity(holds?.screening.disposition ?? 'incomplete');
  const raisedBy = [...others.values()].find((other) => other.record.result === heard.standing);
  return [heard, raised && raisedBy ? raisedBy.latest : holds];
}

function historyEntry({ machine, body, workedMs, ...logged }: LoggedSession): HistoryEntry {
  return {
    ref: logged.ref,
    at_ms: logged.at_ms,
    request: body.request,
    steps: body.steps,
    end: machine && {
      state: machine.output.state,
      stop: machine.output.stop,
      workedMs: machine.output.workedMs,
      worked: [...workedMs.keys()],
    },
    afterwards: logged.afterwards,
    nextDay: logged.nextDay,
  };
}

function ended(session: Session): boolean {
  return session.state === 'stopped' || session.state === 'done';
}

/** Taken to where the page last saw it, and paused there. */
function reopen(logged: LoggedSession, bookmark: Bookmark | null): OpenSession | null {
  const { machine: session } = logged;
  if (!session || ended(session)) {
    return null;
  }
  const replayed = logged.inputs.map(({ ref }) => ref);
  let at_ms = Math.max(0, ...logged.inputs.map((input) => input.at_ms));
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

function nextDayOf(latest: HistoryEntry | undefined, today: string): HistoryEntry | null {
  const nothing = latest?.end?.workedMs === 0;
  return latest && !latest.nextDay && !nothing && latest.request.today < today ? latest : null;
}

export function derive(events: readonly LogEvent[], core: Core, now: Circumstances): Known {
  const fold = new Fold(core, now.device);
  for (const event of events) {
    fold.take(event);
  }
  fold.addWork();
  const [record, last] = withOthers(fold);
  const logged = [...fold.sessions.values()];
  const sessions = logged.map(historyEntry).reverse();
  const ofToday = last?.own === true && last.body.today === now.today;
  const proceeds = ofToday && last.screening.disposition === 'proceed';
  const screeningUsed = logged.some(({ body }) => body.screening === last?.ref);
  const latest = logged.at(-1);
  const resumable = proceeds && latest?.own && latest.body.screening === last.ref;
  return {
    record,
    due: record.due(now.today),
    lastScreening: last,
    screeningUsed,
    fresh: ofToday && !screeningUsed,
    mayPlan: proceeds && !screeningUsed,
    openSession: resumable ? reopen(latest, now.bookmark) : null,
    sessions,
    nextDayDue: nextDayOf(sessions[0], now.today),
    programmes: fold.unreplaced,
  };
}
