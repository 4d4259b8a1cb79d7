// The core as the page has it: the WebAssembly module behind web/src/core.ts.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadModules, WASM } from './support/modules.mjs';
import { goodDay, REQUEST, TODAY } from './support/people.mjs';

let modules;
let core;

before(async () => {
  modules = await loadModules();
  core = await modules.loadCore(WASM);
});

function answersOf(changes = {}) {
  return goodDay(modules.catalogue, changes);
}

test('module_imports_nothing', () => {
  assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(WASM)), []);
});

test('module_exports_what_the_page_calls_and_nothing_more', () => {
  const names = WebAssembly.Module.exports(new WebAssembly.Module(WASM)).map(({ name }) => name);
  const calls = ['screen', 'plan_make', 'plan_check', 'session_begin', 'session_step'];
  const buffers = ['answers', 'screening', 'request', 'plan', 'session', 'event', 'output'];
  const rest = ['memory', '_initialize', 'session_worked_ms'];
  assert.deepEqual(names.sort(), [...calls, ...buffers, ...rest].sort());
});

test('screen_all_no_proceeds_and_opens_techniques', () => {
  const screening = core.screen(answersOf());
  assert.equal(screening.disposition, 'proceed');
  assert.deepEqual(screening.reasons, []);
  assert.deepEqual(screening.missing, []);
  assert.ok(screening.allowed.length > 0);
});

test('screen_nothing_answered_permits_nothing', () => {
  const screening = core.screen({ today: TODAY, answers: {} });
  assert.equal(screening.disposition, 'incomplete');
  assert.equal(screening.ageMissing, true);
  assert.equal(screening.missing.length, modules.catalogue.questions.length);
  assert.deepEqual(screening.allowed, []);
});

test('screen_every_single_missing_answer_is_named_and_holds_back', () => {
  for (const { id } of modules.catalogue.questions) {
    const screening = core.screen(answersOf({ [id]: undefined }));
    assert.deepEqual([screening.disposition, screening.missing], ['incomplete', [id]], id);
    assert.deepEqual(screening.allowed, [], id);
  }
});

test('screen_every_single_yes_and_unknown_closes_all_and_names_its_rule', () => {
  for (const { id } of modules.catalogue.questions) {
    for (const answer of ['yes', 'unknown']) {
      const screening = core.screen(answersOf({ [id]: answer }));
      assert.ok(['professional', 'urgent', 'emergency'].includes(screening.disposition), id);
      assert.deepEqual(screening.allowed, [], id);
      const reason = screening.reasons.find(({ question }) => question === id);
      assert.equal(reason?.answer, answer, id);
    }
  }
});

test('screen_question_that_the_catalogue_lacks_is_refused', () => {
  const refused = { name: 'Error', code: 'argument' };
  assert.throws(() => core.screen(answersOf({ E999: 'no' })), refused);
  assert.throws(() => core.screen(answersOf({ E1: 'perhaps' })), refused);
  assert.throws(() => core.screen({ ...answersOf(), age: 300 }), refused);
  assert.throws(() => core.screen({ ...answersOf(), age: 40.5 }), refused);
});

test('plan_adds_up_and_leaves_no_technique_unmentioned', () => {
  const plan = core.plan(answersOf(), REQUEST);
  assert.equal(plan.outcome, 'planned');
  const sum = plan.steps.reduce((total, step) => total + step.duration_ms, 0);
  assert.equal(plan.durationMs, sum);
  assert.ok(sum <= REQUEST.minutes * 60_000);
  const mentioned = [...plan.steps, ...plan.leftOut].map(({ technique }) => technique);
  const all = modules.catalogue.techniques.map(({ id }) => id);
  assert.deepEqual([...new Set(mentioned)].sort(), all.sort());
});

test('plan_without_stated_pain_is_no_stronger_than_with_pain_above_the_limit', () => {
  const unknown = core.plan(answersOf(), { ...REQUEST, pain: undefined });
  const sore = core.plan(answersOf(), { ...REQUEST, pain: 5 });
  assert.deepEqual(unknown.steps, sore.steps);
});

test('plan_of_another_day_or_after_a_red_flag_has_no_steps', () => {
  const stale = core.plan(answersOf(), { ...REQUEST, today: '2026-11-22' });
  assert.deepEqual([stale.outcome, stale.steps], ['stale', []]);
  const flagged = core.plan(answersOf({ E1: 'yes' }), REQUEST);
  assert.deepEqual([flagged.outcome, flagged.steps], ['not-screened', []]);
});

test('session_of_a_plan_that_was_changed_is_refused', () => {
  const plan = core.plan(answersOf(), REQUEST);
  const refused = { code: 'plan' };
  const longer = plan.steps.map((step, i) => (i === 0 ? { ...step, reps: step.reps + 90 } : step));
  assert.throws(() => core.begin(answersOf(), { ...plan, steps: longer }), refused);
  assert.throws(() => core.begin(answersOf({ U1: 'yes' }), plan), refused);
  assert.throws(() => core.begin(answersOf(), { ...plan, steps: [] }), refused);
});

test('session_waits_paused_and_one_late_tick_goes_through_everything_in_order', () => {
  const plan = core.plan(answersOf(), REQUEST);
  const session = core.begin(answersOf(), plan);
  assert.deepEqual([session.state, session.output.sessionLeftMs], ['paused', plan.durationMs]);
  session.step({ at_ms: 0, event: 'go' });
  const outputs = session.step({ at_ms: plan.durationMs, event: 'tick' });
  assert.equal(session.state, 'done');
  const times = outputs.map(({ at_ms }) => at_ms);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  assert.deepEqual([...new Set(outputs.map(({ step }) => step))], [...plan.steps.keys()]);
  const work_ms = plan.steps.reduce(
    (sum, { sets, reps, move_ms, hold_ms }) => sum + sets * reps * (move_ms + hold_ms),
    0,
  );
  assert.equal(session.workedMs, work_ms);
});

test('session_stop_is_taken_in_every_state_even_at_a_time_that_goes_back', () => {
  const plan = core.plan(answersOf(), REQUEST);
  const seen = new Set();
  for (let at_ms = 0; at_ms <= plan.durationMs; at_ms += 1_000) {
    const session = core.begin(answersOf(), plan);
    session.step({ at_ms: 0, event: 'go' });
    session.step({ at_ms, event: 'tick' });
    seen.add(session.state);
    session.step({ at_ms: 0, event: 'stop' });
    assert.deepEqual([session.state, session.output.stop], ['stopped', 'person']);
    session.step({ at_ms, event: 'go' });
    assert.equal(session.state, 'stopped');
  }
  for (const state of ['ready', 'move', 'hold', 'done']) {
    assert.ok(seen.has(state), `${state} was not met`);
  }
});

test('session_event_that_is_too_old_is_refused_and_changes_nothing', () => {
  const session = core.begin(answersOf(), core.plan(answersOf(), REQUEST));
  session.step({ at_ms: 0, event: 'go' });
  session.step({ at_ms: 3_000, event: 'pause' });
  const before = session.output;
  assert.throws(() => session.step({ at_ms: 2_999, event: 'go' }), { code: 'time' });
  assert.deepEqual(session.output, before);
});

test('sessions_side_by_side_do_not_touch_each_other', () => {
  const plan = core.plan(answersOf(), REQUEST);
  const one = core.begin(answersOf(), plan);
  const other = core.begin(answersOf(), plan);
  one.step({ at_ms: 0, event: 'go' });
  other.step({ at_ms: 0, event: 'stop' });
  one.step({ at_ms: plan.durationMs, event: 'tick' });
  assert.deepEqual([one.state, other.state], ['done', 'stopped']);
});
