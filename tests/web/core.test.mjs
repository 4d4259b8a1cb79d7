// The core as the page has it: the WebAssembly module behind web/src/core-wasm.ts.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadPageInNode, PLANNER_WASM, WASM } from './support/modules.mjs';
import { goodDay, REQUEST, TODAY } from './support/people.mjs';

let modules;
let core;
let planner;

before(async () => {
  ({ modules, core, planner } = await loadPageInNode());
});

function answersOf(changes = {}) {
  return goodDay(modules.catalogue, changes);
}

function planOf(changes, request) {
  return planner.plan({
    screening: core.screen(answersOf(changes)),
    record: core.record(),
    request: { ...REQUEST, ...request },
  });
}

function begin(plan, changes) {
  return core.begin(core.screen(answersOf(changes)), core.record(), plan);
}

test('modules_import_nothing', () => {
  for (const bytes of [WASM, PLANNER_WASM]) {
    assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(bytes)), []);
  }
});

const exportsOf = (bytes) =>
  WebAssembly.Module.exports(new WebAssembly.Module(bytes))
    .map(({ name }) => name)
    .sort();

test('planner_exports_what_the_page_calls_and_nothing_more', () => {
  const buffers = ['screening', 'record', 'request', 'programme', 'plan', 'told', 'reasons'];
  const calls = ['plan_make', 'programme_tell', 'plan_reasons'];
  const all = [...calls, 'memory', '_initialize', ...buffers];
  assert.deepEqual(exportsOf(PLANNER_WASM), all.sort());
});

test('module_exports_what_the_page_calls_and_nothing_more', () => {
  const calls = ['screen', 'rule_lifted', 'closing_rule', 'plan_check'];
  const record = ['record_due', 'record_screen', 'record_add', 'record_hear'];
  const session = ['session_begin', 'session_step', 'session_worked_ms'];
  const buffers = ['answers', 'screening', 'record', 'other_record', 'fact'];
  const more = ['plan', 'session', 'event', 'output'];
  const rest = ['memory', '_initialize'];
  const all = [calls, record, session, buffers, more, rest].flat();
  assert.deepEqual(exportsOf(WASM), all.sort());
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

/** Questions that a rule looks at on their own, so that they matter in every set of answers. */
function deciding() {
  const { questions, rules } = modules.catalogue;
  return questions.flatMap(({ id }) => {
    const rule = rules.find((each) => each.questions.join() === id && !/over-70/.test(each.id));
    return rule ? [{ id, rule }] : [];
  });
}

test('screen_missing_answer_is_named_and_holds_back_wherever_it_matters', () => {
  for (const { id } of deciding()) {
    const screening = core.screen(answersOf({ [id]: undefined }));
    assert.deepEqual([screening.disposition, screening.missing], ['incomplete', [id]], id);
    assert.deepEqual(screening.allowed, [], id);
  }
});

test('screen_question_that_hangs_on_another_is_missing_only_once_that_one_counts', () => {
  const parts = ['P3.2', 'P3.3', 'P3.4', 'P3.5', 'P3.6'];
  const open = Object.fromEntries(parts.map((id) => [id, undefined]));
  assert.deepEqual(core.screen(answersOf(open)).missing, []);
  assert.deepEqual(core.screen(answersOf({ ...open, 'P3.1': 'yes' })).missing, parts);
  assert.deepEqual(core.screen(answersOf({ 'U3.1': 'unknown', 'U3.2': undefined })).missing, ['U3.2']);
});

test('screen_yes_and_unknown_name_their_rule_and_lead_or_close', () => {
  for (const { id, rule: own } of deciding()) {
    for (const answer of ['yes', 'unknown']) {
      const screening = core.screen(answersOf({ [id]: answer }));
      assert.equal(screening.disposition, own.disposition, id);
      assert.equal(screening.allowed.length > 0, own.disposition === 'proceed', id);
      const reason = screening.reasons.find(({ rule }) => rule === own.id);
      assert.deepEqual(reason.said, [{ question: id, answer }], id);
    }
  }
});

test('screen_tells_which_rule_closes_a_technique_and_which_positions', () => {
  const thin = core.screen(answersOf({ 'P6.11': 'yes' }));
  assert.ok(thin.closed.length > 0);
  assert.deepEqual([...new Set(thin.closed.map(({ rule }) => rule))], ['closes-thin-bones']);
  for (const { technique } of thin.closed) {
    assert.ok(!thin.allowed.includes(technique), technique);
  }
  assert.deepEqual(core.screen(answersOf({ 'P6.14': 'yes' })).closedPositions, ['kneeling']);
  assert.deepEqual(core.screen(answersOf()).closed, []);
});

test('screen_agreement_lifts_its_own_reason_and_leaves_techniques_closed', () => {
  const held = core.screen(answersOf({ 'P6.2': 'yes' }));
  assert.deepEqual([held.disposition, held.reasons[0].lifted], ['professional', false]);
  const agreed = core.screen({ ...answersOf({ 'P6.2': 'yes' }), agreed: ['P6.2'] });
  assert.deepEqual([agreed.disposition, agreed.reasons[0].lifted], ['proceed', true]);
  assert.ok(agreed.closed.length > 0);
  const grave = core.screen({ ...answersOf({ U2: 'yes' }), agreed: ['U2'] });
  assert.equal(grave.disposition, 'urgent');
});

test('screen_question_that_the_catalogue_lacks_is_refused', () => {
  const refused = { name: 'Error', code: 'argument' };
  assert.throws(() => core.screen(answersOf({ E999: 'no' })), refused);
  assert.throws(() => core.screen(answersOf({ E1: 'perhaps' })), refused);
  assert.throws(() => core.screen({ ...answersOf(), age: 300 }), refused);
  assert.throws(() => core.screen({ ...answersOf(), age: 40.5 }), refused);
  assert.throws(() => core.screen({ ...answersOf(), agreed: ['E999'] }), refused);
  assert.throws(() => core.screen({ ...answersOf(), form: 'some' }), refused);
  assert.throws(() => core.record().add({ fact: 'pain', today: TODAY, value: 11 }), refused);
  assert.throws(() => core.record().add({ fact: 'pain', today: 'now', value: 1 }), refused);
});

test('plan_adds_up_and_leaves_no_technique_unmentioned', () => {
  const plan = planOf();
  assert.equal(plan.outcome, 'planned');
  const sum = plan.steps.reduce((total, step) => total + step.change_ms + step.duration_ms, 0);
  assert.equal(plan.durationMs, sum);
  assert.ok(sum <= REQUEST.minutes * 60_000);
  const mentioned = [...plan.steps, ...plan.leftOut].map(({ technique }) => technique);
  const all = modules.catalogue.techniques.map(({ id }) => id);
  assert.deepEqual([...new Set(mentioned)].sort(), all.sort());
});

test('plan_without_stated_pain_is_no_stronger_than_with_pain_above_the_limit', () => {
  const unknown = planOf({}, { pain: undefined });
  const sore = planOf({}, { pain: 5 });
  assert.deepEqual(unknown.steps, sore.steps);
});

test('plan_of_another_day_or_after_a_red_flag_has_no_steps', () => {
  const stale = planOf({}, { today: '2026-11-22' });
  assert.deepEqual([stale.outcome, stale.steps], ['stale', []]);
  const flagged = planOf({ E1: 'yes' });
  assert.deepEqual([flagged.outcome, flagged.steps], ['not-screened', []]);
});

test('session_of_a_plan_that_was_changed_is_refused', () => {
  const plan = planOf();
  const refused = { code: 'plan' };
  const longer = plan.steps.map((step, i) => (i === 0 ? { ...step, reps: step.reps + 90 } : step));
  assert.throws(() => begin({ ...plan, steps: longer }), refused);
  assert.throws(() => begin(plan, { U2: 'yes' }), refused);
  assert.throws(() => begin({ ...plan, steps: [] }), refused);
});

test('session_waits_paused_and_one_late_tick_goes_through_everything_in_order', () => {
  const plan = planOf();
  const session = begin(plan);
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
  assert.equal(session.output.workedMs, work_ms);
});

test('session_stop_is_taken_in_every_state_even_at_a_time_that_goes_back', () => {
  const plan = planOf();
  const seen = new Set();
  for (let at_ms = 0; at_ms <= plan.durationMs; at_ms += 1_000) {
    const session = begin(plan);
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
  const session = begin(planOf());
  session.step({ at_ms: 0, event: 'go' });
  session.step({ at_ms: 3_000, event: 'pause' });
  const before = session.output;
  assert.throws(() => session.step({ at_ms: 2_999, event: 'go' }), { code: 'time' });
  assert.deepEqual(session.output, before);
});

test('sessions_side_by_side_do_not_touch_each_other', () => {
  const plan = planOf();
  const one = begin(plan);
  const other = begin(plan);
  one.step({ at_ms: 0, event: 'go' });
  other.step({ at_ms: 0, event: 'stop' });
  one.step({ at_ms: plan.durationMs, event: 'tick' });
  assert.deepEqual([one.state, other.state], ['done', 'stopped']);
});

test('record_short_form_is_enough_within_a_week_and_the_full_one_after_it', () => {
  const record = core.record();
  assert.equal(record.due(TODAY), 'full', 'nothing is known');
  assert.equal(record.screen(answersOf({ 'P6.11': 'yes' })).disposition, 'proceed');
  assert.equal(record.due('2026-11-22'), 'short');
  const short = modules.catalogue.questions.filter((question) => question.short);
  const answers = Object.fromEntries(short.map(({ id }) => [id, 'no']));
  const said = { today: '2026-11-22', form: 'short', changed: 'no', answers };
  const screening = record.screen(said);
  assert.equal(screening.disposition, 'proceed');
  assert.ok(screening.closed.length > 0, 'what was kept still closes');
  assert.deepEqual(screening.reasons[0].said, [{ question: 'P6.11', answer: 'yes' }]);
  assert.equal(record.conditions['P6.11'], 'yes');
  assert.equal(record.conditions.E1, undefined);
  const copy = record.copy();
  assert.equal(copy.screen({ ...said, changed: 'unknown' }).disposition, 'incomplete');
  assert.equal(copy.due('2026-11-22'), 'full');
  assert.equal(record.due('2026-11-22'), 'short', 'a copy is another one');
  assert.equal(record.due('2026-11-29'), 'full');
});

test('record_of_another_device_holds_back_and_asks_for_having_been_seen', () => {
  const [here, there] = [core.record(), core.record()];
  here.screen(answersOf());
  there.screen(answersOf({ E1: 'yes' }));
  here.hear(there);
  assert.deepEqual(
    [here.standing, here.standingRule, here.needsSeen, here.due(TODAY)],
    ['emergency', 'emergency-saddle-numbness', true, 'full'],
  );
  assert.equal(here.screen(answersOf()).disposition, 'emergency');
  assert.equal(here.screen({ ...answersOf(), seen: true }).disposition, 'proceed');
});
