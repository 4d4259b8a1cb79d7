// The core, typed. Every decision is made in WebAssembly; this file only carries values into its
// buffers and out again. Where a field lies, and what a number is called, comes from layout.ts.

import { catalogue } from './generated/catalogue';
import { layout, names } from './generated/layout';
import wasmAddress from './generated/limber.wasm?url';

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

/** What a person says to a question; a question that is not there was not answered. */
export type Answer = 'yes' | 'no' | 'unknown';

export interface Answers {
  /** The day of the answers, as 2026-11-21. */
  today: string;
  /** In years. */
  age?: number | undefined;
  sex?: 'female' | 'male' | 'other' | 'unknown' | undefined;
  answers: Partial<Record<QuestionId, Answer>>;
}

export interface Screening {
  disposition: Disposition;
  /** The rules that fired, gravest first. A rule about age alone has no question. */
  reasons: { rule: RuleId; question: QuestionId | null; answer: Answer | null }[];
  missing: QuestionId[];
  ageMissing: boolean;
  /** Empty unless the disposition is to proceed. */
  allowed: TechniqueId[];
}

export interface Request {
  today: string;
  minutes: number;
  /** How stiff, 0 to 10; a region that is not there is not stiff. */
  regions: Partial<Record<RegionId, number>>;
  equipment: EquipmentId[];
  positions: PositionId[];
  partner: boolean;
  /** 0 to 10 now. Where it is not said, the core counts it as too much for most techniques. */
  pain?: number | undefined;
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
  position: PositionId;
  /** The stiff region it is chosen for; null: it is there for everybody. */
  region: RegionId | null;
}

export interface Plan {
  outcome: Outcome;
  durationMs: number;
  /** 0 to 10 at the start; 0 where it was not said. */
  pain: number;
  steps: Step[];
  leftOut: { technique: TechniqueId; reason: LeftOut }[];
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
}

export interface Session {
  readonly plan: Plan;
  /** The latest output; before the first event, that of a session that waits, paused. */
  readonly output: Output;
  readonly state: State;
  readonly workedMs: number;
  /** Everything that became true up to this event, in order. Throws CoreFault and changes nothing
   * where the event is older than the last one (`time`) or out of range (`argument`). A stop, a
   * symptom and a pain at the limit are never refused. */
  step(event: SessionEvent): Output[];
}

export interface Core {
  screen(answers: Answers): Screening;
  plan(answers: Answers, request: Request): Plan;
  /** A session that waits, paused, for `go`. Throws CoreFault (`plan`) where the plan is not lawful
   * for these answers. */
  begin(answers: Answers, plan: Plan): Session;
}

/** A call that failed. It is never advice: nothing is permitted by it. */
export class CoreFault extends Error {
  constructor(readonly code: ErrorName) {
    super(`The core refused the call: ${code}.`);
  }
}

// ---- Reading and writing the buffers. ----------------------------------------------------------

interface Exports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  answers(): number;
  screening(): number;
  request(): number;
  plan(): number;
  session(): number;
  event(): number;
  output(): number;
  screen(): number;
  plan_make(): number;
  plan_check(): number;
  session_begin(): number;
  session_step(): number;
  session_worked_ms(): number;
}

interface Field {
  readonly offset: number;
  readonly bytes: number;
  readonly count: number;
}

/** One struct in the module's memory: numbers in and out by field. The module has no heap, so its
 * memory never grows, and what looks into it stays good. */
class Struct {
  private readonly view: DataView;

  constructor(memory: WebAssembly.Memory, address: number, size: number) {
    this.view = new DataView(memory.buffer, address, size);
  }

  get(field: Field, index = 0): number {
    const at = field.offset + index * field.bytes;
    if (field.bytes === 1) {
      return this.view.getUint8(at);
    }
    return field.bytes === 2 ? this.view.getUint16(at, true) : this.view.getUint32(at, true);
  }

  /** Throws where the number does not fit: a value that is cut off would be another value. */
  set(field: Field, value: number, index = 0): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * field.bytes)) {
      throw new CoreFault('argument');
    }
    const at = field.offset + index * field.bytes;
    if (field.bytes === 1) {
      this.view.setUint8(at, value);
    } else if (field.bytes === 2) {
      this.view.setUint16(at, value, true);
    } else {
      this.view.setUint32(at, value, true);
    }
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.view.buffer, this.view.byteOffset, this.view.byteLength);
  }

  clear(): void {
    this.bytes().fill(0);
  }
}

type Ids = readonly { readonly id: string }[];

function indexOf(list: Ids, id: string): number {
  const index = list.findIndex((entry) => entry.id === id);
  if (index < 0) {
    throw new CoreFault('argument');
  }
  return index;
}

function numberOf(list: readonly string[], name: string): number {
  const number = list.indexOf(name);
  if (number < 0) {
    throw new CoreFault('argument');
  }
  return number;
}

function nameOf<T>(list: readonly T[], number: number): T {
  const name = list[number];
  if (name === undefined) {
    throw new CoreFault('argument');
  }
  return name;
}

/** A name for a number that may be one past the end of the list, where it means "none". */
function idOf<T extends string>(list: readonly { readonly id: T }[], index: number): T | null {
  return list[index]?.id ?? null;
}

function setOf(list: Ids, ids: readonly string[]): number {
  return ids.reduce((bits, id) => bits | (1 << indexOf(list, id)), 0);
}

const MS_OF_A_DAY = 24 * 60 * 60 * 1000;

/** Days since 1970-01-01; 0, which is "not stated", where it is no date. */
function dayOf(date: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) ? 0 : ms / MS_OF_A_DAY;
}

function check(error: number): void {
  if (error !== 0) {
    throw new CoreFault(names.error[error] ?? 'argument');
  }
}

// ---- The calls. --------------------------------------------------------------------------------

class WasmCore implements Core {
  private readonly answers: Struct;
  private readonly screening: Struct;
  private readonly request: Struct;
  private readonly planned: Struct;
  private readonly steps: Struct[];
  private readonly session: Struct;
  private readonly event: Struct;
  private readonly output: Struct;

  constructor(private readonly exports: Exports) {
    const at = (address: number, size: number) => new Struct(exports.memory, address, size);
    this.answers = at(exports.answers(), layout.answers.size);
    this.screening = at(exports.screening(), layout.screening.size);
    this.request = at(exports.request(), layout.request.size);
    this.planned = at(exports.plan(), layout.plan.size);
    const { offset, bytes, count } = layout.plan.step;
    this.steps = Array.from({ length: count }, (_, i) =>
      at(exports.plan() + offset + i * bytes, bytes),
    );
    this.session = at(exports.session(), layout.session.size);
    this.event = at(exports.event(), layout.event.size);
    this.output = at(exports.output(), layout.output.size);
  }

  screen(answers: Answers): Screening {
    this.writeAnswers(answers);
    check(this.exports.screen());
    return this.readScreening();
  }

  plan(answers: Answers, request: Request): Plan {
    this.writeAnswers(answers);
    check(this.exports.screen());
    this.writeRequest(request);
    check(this.exports.plan_make());
    return this.readPlan();
  }

  begin(answers: Answers, plan: Plan): Session {
    this.writeAnswers(answers);
    check(this.exports.screen());
    this.writePlan(plan);
    check(this.exports.session_begin());
    return new WasmSession(this, plan, this.planned.bytes().slice(), this.session.bytes().slice());
  }

  /** One call of the machine on this session's bytes, which it changes. */
  stepOnce(plan: Uint8Array, session: Uint8Array, event: SessionEvent): [Output, boolean] {
    const field = layout.event;
    this.event.clear();
    this.event.set(field.at_ms, event.at_ms);
    this.event.set(field.kind, numberOf(names.event, event.event));
    this.event.set(field.value, event.value ?? 0);
    this.planned.bytes().set(plan);
    this.session.bytes().set(session);
    const error = this.exports.session_step();
    session.set(this.session.bytes());
    check(error);
    return [this.readOutput(), this.output.get(layout.output.again) === 1];
  }

  workedMs(session: Uint8Array): number {
    this.session.bytes().set(session);
    return this.exports.session_worked_ms();
  }

  private writeAnswers({ today, age, answers }: Answers): void {
    const field = layout.answers;
    this.answers.clear();
    this.answers.set(field.day, dayOf(today));
    this.answers.set(field.age_years, age ?? 0);
    for (const [question, answer] of Object.entries(answers)) {
      const index = indexOf(catalogue.questions, question);
      this.answers.set(field.answer, numberOf(names.answer, answer), index);
    }
  }

  private readScreening(): Screening {
    const field = layout.screening;
    const missing = this.screening.get(field.missing);
    const reasons = Array.from({ length: this.screening.get(field.reason_count) }, (_, i) => {
      const rule = nameOf(catalogue.rules, this.screening.get(field.reason, i));
      const question = rule.question ?? null;
      return { rule: rule.id, question, answer: question && this.readAnswer(question) };
    });
    return {
      disposition: nameOf(names.disposition, this.screening.get(field.disposition)),
      reasons,
      missing: catalogue.questions.filter((_, i) => (missing >>> i) & 1).map(({ id }) => id),
      ageMissing: this.screening.get(field.age_missing) === 1,
      allowed: catalogue.techniques
        .filter((_, i) => (this.screening.get(field.allowed, i >> 5) >>> (i & 31)) & 1)
        .map(({ id }) => id),
    };
  }

  private readAnswer(question: QuestionId): Answer | null {
    const number = this.answers.get(layout.answers.answer, indexOf(catalogue.questions, question));
    const answer = nameOf(names.answer, number);
    return answer === 'missing' ? null : answer;
  }

  private writeRequest(request: Request): void {
    const field = layout.request;
    this.request.clear();
    this.request.set(field.day, dayOf(request.today));
    this.request.set(field.minutes, request.minutes);
    this.request.set(field.positions, setOf(catalogue.positions, request.positions));
    this.request.set(field.equipment, setOf(catalogue.equipment, request.equipment));
    this.request.set(field.pain_known, request.pain === undefined ? 0 : 1);
    this.request.set(field.pain, request.pain ?? 0);
    for (const [region, stiffness] of Object.entries(request.regions)) {
      this.request.set(field.stiffness, stiffness, indexOf(catalogue.regions, region));
    }
  }

  private readPlan(): Plan {
    const field = layout.plan;
    const steps = this.steps.slice(0, this.planned.get(field.step_count));
    return {
      outcome: nameOf(names.outcome, this.planned.get(field.outcome)),
      durationMs: this.planned.get(field.duration_ms),
      pain: this.planned.get(field.pain),
      steps: steps.map((step) => this.readStep(step)),
      leftOut: catalogue.techniques
        .map(({ id }, i) => ({
          technique: id,
          reason: nameOf(names.leftOut, this.planned.get(field.left_out, i)),
        }))
        .filter(({ reason }) => reason !== 'not'),
    };
  }

  private readStep(step: Struct): Step {
    const field = layout.step;
    return {
      technique: nameOf(catalogue.techniques, step.get(field.technique)).id,
      phase: nameOf(names.phase, step.get(field.phase)),
      side: nameOf(names.side, step.get(field.side)),
      sets: step.get(field.sets),
      reps: step.get(field.reps),
      ready_ms: step.get(field.ready_ms),
      move_ms: step.get(field.move_ms),
      hold_ms: step.get(field.hold_ms),
      rest_ms: step.get(field.rest_ms),
      duration_ms: step.get(field.duration_ms),
      position: nameOf(catalogue.positions, step.get(field.position)).id,
      region: idOf<RegionId>(catalogue.regions, step.get(field.region)),
    };
  }

  private writePlan(plan: Plan): void {
    const field = layout.plan;
    this.planned.clear();
    this.planned.set(field.duration_ms, plan.durationMs);
    this.planned.set(field.outcome, numberOf(names.outcome, plan.outcome));
    this.planned.set(field.pain, plan.pain);
    this.planned.set(field.step_count, plan.steps.length);
    plan.steps.forEach((step, i) => {
      this.writeStep(this.steps[i], step);
    });
  }

  private writeStep(at: Struct | undefined, step: Step): void {
    if (!at) {
      throw new CoreFault('plan'); // more steps than a plan has room for
    }
    const field = layout.step;
    at.set(field.technique, indexOf(catalogue.techniques, step.technique));
    at.set(field.phase, numberOf(names.phase, step.phase));
    at.set(field.side, numberOf(names.side, step.side));
    at.set(field.sets, step.sets);
    at.set(field.reps, step.reps);
    at.set(field.ready_ms, step.ready_ms);
    at.set(field.move_ms, step.move_ms);
    at.set(field.hold_ms, step.hold_ms);
    at.set(field.rest_ms, step.rest_ms);
    at.set(field.duration_ms, step.duration_ms);
    at.set(field.position, indexOf(catalogue.positions, step.position));
    const everybody = layout.request.stiffness.count;
    const region = step.region === null ? everybody : indexOf(catalogue.regions, step.region);
    at.set(field.region, region);
  }

  private readOutput(): Output {
    const field = layout.output;
    return {
      at_ms: this.output.get(field.at_ms),
      cue: nameOf(names.cue, this.output.get(field.cue)),
      state: nameOf(names.state, this.output.get(field.state)),
      stop: nameOf(names.stop, this.output.get(field.stop)),
      step: this.output.get(field.step),
      rep: this.output.get(field.rep),
      reps: this.output.get(field.reps),
      set: this.output.get(field.set),
      easier: this.output.get(field.easier) === 1,
      stateLeftMs: this.output.get(field.state_left_ms),
      sessionLeftMs: this.output.get(field.session_left_ms),
    };
  }
}

const STOPPED_BY_DAMAGE = {
  cue: 'stopped',
  state: 'stopped',
  stop: 'internal',
  stateLeftMs: 0,
  sessionLeftMs: 0,
} as const;

class WasmSession implements Session {
  output: Output;

  constructor(
    private readonly core: WasmCore,
    readonly plan: Plan,
    private readonly planBytes: Uint8Array,
    private readonly bytes: Uint8Array,
  ) {
    // A tick at time 0 changes nothing in a session that waits, and says how it stands.
    [this.output] = core.stepOnce(planBytes, bytes, { at_ms: 0, event: 'tick' });
  }

  get state(): State {
    return this.output.state;
  }

  get workedMs(): number {
    return this.core.workedMs(this.bytes);
  }

  step(event: SessionEvent): Output[] {
    const outputs: Output[] = [];
    let again = true;
    while (again) {
      [this.output, again] = this.stepOnce(event);
      outputs.push(this.output);
    }
    return outputs;
  }

  /** A damaged session has stopped for good; the core says so by its error, without an output. */
  private stepOnce(event: SessionEvent): [Output, boolean] {
    try {
      return this.core.stepOnce(this.planBytes, this.bytes, event);
    } catch (fault) {
      if (fault instanceof CoreFault && fault.code === 'plan') {
        return [{ ...this.output, ...STOPPED_BY_DAMAGE }, false];
      }
      throw fault;
    }
  }
}

/** With bytes: a module that a test brought along. */
export async function loadCore(bytes?: BufferSource): Promise<Core> {
  const source = bytes ?? (await (await fetch(wasmAddress)).arrayBuffer());
  const { instance } = await WebAssembly.instantiate(source, {});
  const exports = instance.exports as unknown as Exports;
  exports._initialize?.();
  return new WasmCore(exports);
}
