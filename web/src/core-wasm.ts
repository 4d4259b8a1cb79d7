// The core in WebAssembly. Every decision is made there; this file only carries values into its
// buffers and out again. Where a field lies, and what a number is called, comes from layout.ts.

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
  type Reason,
  type RuleId,
  type Screening,
  type Session,
  type SessionEvent,
  type State,
  type Step,
} from './core';
import { check, dayOf, idOf, indexOf, instantiate, nameOf, numberOf, Struct } from './core-memory';
import { catalogue } from './generated/catalogue';
import { layout, limits, names } from './generated/layout';
import wasmAddress from './generated/limber.wasm?url';

interface Exports {
  memory: WebAssembly.Memory;
  answers(): number;
  screening(): number;
  record(): number;
  other_record(): number;
  fact(): number;
  plan(): number;
  session(): number;
  event(): number;
  output(): number;
  screen(): number;
  rule_lifted(rule: number): number;
  closing_rule(technique: number): number;
  record_due(day: number): number;
  record_screen(): number;
  record_add(): number;
  record_hear(): void;
  plan_check(): number;
  session_begin(): number;
  session_step(): number;
  session_worked_ms(): number;
}

class WasmCore implements Core {
  private readonly answers: Struct;
  private readonly screening: Struct;
  private readonly recorded: Struct;
  private readonly otherRecorded: Struct;
  private readonly fact: Struct;
  private readonly planned: Struct;
  private readonly steps: Struct[];
  private readonly session: Struct;
  private readonly event: Struct;
  private readonly output: Struct;

  constructor(private readonly exports: Exports) {
    const at = (address: number, size: number) => new Struct(exports.memory.buffer, address, size);
    this.answers = at(exports.answers(), layout.answers.size);
    this.screening = at(exports.screening(), layout.screening.size);
    this.recorded = at(exports.record(), layout.record.size);
    this.otherRecorded = at(exports.other_record(), layout.record.size);
    this.fact = at(exports.fact(), layout.fact.size);
    this.planned = at(exports.plan(), layout.plan.size);
    const { offset, bytes, count } = layout.plan.step;
    this.steps = Array.from({ length: count }, (_, i) =>
      at(exports.plan() + offset + i * bytes, bytes),
    );
    this.session = at(exports.session(), layout.session.size);
    this.event = at(exports.event(), layout.event.size);
    this.output = at(exports.output(), layout.output.size);
  }

  record(): PersonRecord {
    return new WasmRecord(this, new Uint8Array(layout.record.size));
  }

  screen(answers: Answers): Screening {
    this.writeAnswers(answers);
    check(this.exports.screen());
    return this.readScreening();
  }

  begin(screening: Screening, record: PersonRecord, plan: Plan): Session {
    this.screening.bytes.set(screening.bytes);
    this.recorded.bytes.set(record.bytes);
    this.writePlan(plan);
    check(this.exports.session_begin());
    return new WasmSession(this, plan, this.planned.bytes.slice(), this.session.bytes.slice());
  }

  // The record's calls, on its bytes, which they change.

  recordDue(record: Uint8Array, today: string): Form {
    this.recorded.bytes.set(record);
    return nameOf(names.form, this.exports.record_due(dayOf(today)));
  }

  recordScreen(record: Uint8Array, answers: Answers): Screening {
    this.recorded.bytes.set(record);
    this.writeAnswers(answers);
    check(this.exports.record_screen());
    record.set(this.recorded.bytes);
    // What was judged are the kept answers, which complete the short form.
    const { offset, bytes } = layout.record.kept;
    this.answers.bytes.set(record.subarray(offset, offset + bytes));
    return this.readScreening();
  }

  recordHear(record: Uint8Array, other: Uint8Array): void {
    this.recorded.bytes.set(record);
    this.otherRecorded.bytes.set(other);
    this.exports.record_hear();
    record.set(this.recorded.bytes);
  }

  recordAdd(record: Uint8Array, { fact, today, technique, value, worked_ms }: Fact): void {
    const field = layout.fact;
    const nothing = fact === 'next-day' ? limits.techniqueMax : 0;
    this.fact.clear();
    this.fact.set(field.day, dayOf(today));
    this.fact.set(field.kind, numberOf(names.fact, fact));
    this.fact.set(field.technique, technique ? indexOf(catalogue.techniques, technique) : nothing);
    this.fact.set(field.value, value ?? 0);
    this.fact.set(field.worked_ms, worked_ms ?? 0);
    this.recorded.bytes.set(record);
    check(this.exports.record_add());
    record.set(this.recorded.bytes);
  }

  // The session's.

  /** One call of the machine on this session's bytes, which it changes. */
  stepOnce(plan: Uint8Array, session: Uint8Array, event: SessionEvent): [Output, boolean] {
    const field = layout.event;
    this.event.clear();
    this.event.set(field.at_ms, event.at_ms);
    this.event.set(field.kind, numberOf(names.event, event.event));
    this.event.set(field.value, event.value ?? 0);
    this.planned.bytes.set(plan);
    this.session.bytes.set(session);
    const error = this.exports.session_step();
    session.set(this.session.bytes);
    check(error);
    return [this.readOutput(), this.output.get(layout.output.again) === 1];
  }

  private writeAnswers(said: Answers): void {
    const field = layout.answers;
    this.answers.clear();
    this.answers.set(field.day, dayOf(said.today));
    this.answers.set(field.age_years, said.age ?? 0);
    this.answers.set(field.form, numberOf(names.form, said.form ?? 'full'));
    this.answers.set(field.changed, numberOf(names.answer, said.changed ?? 'missing'));
    this.answers.set(field.seen, said.seen ? 1 : 0);
    for (const [question, answer] of Object.entries(said.answers)) {
      const index = indexOf(catalogue.questions, question);
      this.answers.set(field.answer, numberOf(names.answer, answer), index);
    }
    for (const question of said.agreed ?? []) {
      this.answers.include(field.agreed, indexOf(catalogue.questions, question));
    }
  }

  private readScreening(): Screening {
    const field = layout.screening;
    const { screening } = this;
    const disposition = nameOf(names.disposition, screening.get(field.disposition));
    return {
      disposition,
      reasons: Array.from({ length: screening.get(field.reason_count) }, (_, i) =>
        this.readReason(screening.get(field.reason, i)),
      ),
      missing: catalogue.questions
        .filter((_, i) => screening.has(field.missing, i))
        .map(({ id }) => id),
      ageMissing: screening.get(field.age_missing) === 1,
      allowed: catalogue.techniques
        .filter((_, i) => screening.has(field.allowed, i))
        .map(({ id }) => id),
      closed:
        disposition === 'proceed'
          ? catalogue.techniques.flatMap(({ id }, i) => {
              const rule = idOf<RuleId>(catalogue.rules, this.exports.closing_rule(i));
              return rule ? [{ technique: id, rule }] : [];
            })
          : [],
      closedPositions: catalogue.positions
        .filter((_, i) => screening.has(field.closed_positions, i))
        .map(({ id }) => id),
      bytes: screening.bytes.slice(),
    };
  }

  private readReason(index: number): Reason {
    const rule = nameOf(catalogue.rules, index);
    const said = rule.questions.flatMap((question) => {
      const answer = this.readAnswer(question);
      return answer === 'yes' || answer === 'unknown' ? [{ question, answer }] : [];
    });
    return { rule: rule.id, said, lifted: this.exports.rule_lifted(index) === 1 };
  }

  private readAnswer(question: QuestionId): (typeof names.answer)[number] {
    const index = indexOf(catalogue.questions, question);
    return nameOf(names.answer, this.answers.get(layout.answers.answer, index));
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
    at.set(field.change_ms, step.change_ms);
    at.set(field.position, indexOf(catalogue.positions, step.position));
    const region =
      step.region === null ? limits.regionMax : indexOf(catalogue.regions, step.region);
    at.set(field.region, region);
  }

  /** With the session's buffer as the same call left it. */
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
      workedMs: this.exports.session_worked_ms(),
    };
  }
}

class WasmRecord implements PersonRecord {
  private readonly fields: Struct;

  constructor(
    private readonly core: WasmCore,
    readonly bytes: Uint8Array,
  ) {
    this.fields = new Struct(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get standing(): Disposition {
    return nameOf(names.disposition, this.fields.get(layout.record.standing));
  }

  get standingRule(): RuleId | null {
    return idOf<RuleId>(catalogue.rules, this.fields.get(layout.record.standing_rule));
  }

  get result(): Disposition {
    return nameOf(names.disposition, this.fields.get(layout.record.result));
  }

  get needsSeen(): boolean {
    return this.fields.get(layout.record.needs_seen) === 1;
  }

  get worseCount(): number {
    return this.fields.get(layout.record.worse_count);
  }

  get conditions(): Answers['answers'] {
    const { offset } = layout.record.kept;
    const { answer } = layout.answers;
    const kept = new Struct(this.bytes.buffer, offset, layout.answers.size);
    return Object.fromEntries(
      catalogue.questions.flatMap((question, i) => {
        const said = nameOf(names.answer, kept.get(answer, i));
        return question.kept && said !== 'missing' ? [[question.id, said]] : [];
      }),
    );
  }

  due(today: string): Form {
    return this.core.recordDue(this.bytes, today);
  }

  screen(answers: Answers): Screening {
    return this.core.recordScreen(this.bytes, answers);
  }

  hear(other: PersonRecord): void {
    this.core.recordHear(this.bytes, other.bytes);
  }

  add(fact: Fact): void {
    this.core.recordAdd(this.bytes, fact);
  }

  copy(): PersonRecord {
    return new WasmRecord(this.core, this.bytes.slice());
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
  return new WasmCore(await instantiate<Exports>(bytes ?? wasmAddress));
}
