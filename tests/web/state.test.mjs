// What the page makes of the facts in its log: web/src/state.ts.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadModules, WASM } from './support/modules.mjs';
import { goodDay, REQUEST, TODAY } from './support/people.mjs';

const HERE = '0'.repeat(31) + '1';
const THERE = 'f'.repeat(32);
const TOMORROW = '2026-11-22';

let modules;
let core;

before(async () => {
  modules = await loadModules();
  core = await modules.loadCore(WASM);
});

/** A log that grows fact by fact, in the order in which this browser learns them. */
class Facts {
  events = [];
  #next = {};

  add(kind, body, device = HERE) {
    const sequence = (this.#next[device] ?? 0) + 1;
    this.#next[device] = sequence;
    this.events.push({ device, sequence, at_ms: 0, kind, body });
    return `${device}-${sequence}`;
  }

  screening(changes = {}, { device = HERE, ...body } = {}) {
    const answers = goodDay(modules.catalogue, changes);
    return this.add(
      'screening',
      { catalogue: modules.catalogue.version, ...answers, ...body },
      device,
    );
  }

  session(screening, { device = HERE } = {}) {
    const plan = core.plan(goodDay(modules.catalogue), REQUEST);
    const steps = plan.steps.map(modules.loggedStep);
    const body = { catalogue: modules.catalogue.version, screening, request: REQUEST, steps };
    return this.add('session', body, device);
  }

  input(session, at_ms, event, value) {
    this.add('input', { session, at_ms, event, value });
  }

  derive(changes = {}) {
    const now = { device: HERE, today: TODAY, bookmark: null, ...changes };
    return modules.derive(this.events, core, now);
  }
}

test('no_facts_permit_nothing', () => {
  assert.deepEqual(new Facts().derive(), {
    lastScreening: null,
    screeningUsed: false,
    mayPlan: false,
    openSession: null,
    sessions: [],
  });
});

test('screening_of_today_that_proceeds_opens_a_plan_once', () => {
  const facts = new Facts();
  const screening = facts.screening();
  assert.equal(facts.derive().mayPlan, true);
  facts.session(screening);
  const known = facts.derive();
  assert.deepEqual([known.screeningUsed, known.mayPlan], [true, false]);
});

test('screening_of_another_day_opens_nothing', () => {
  const facts = new Facts();
  facts.screening();
  assert.equal(facts.derive({ today: TOMORROW }).mayPlan, false);
  assert.equal(facts.derive({ today: '2026-11-20' }).mayPlan, false);
});

test('red_flag_holds_until_a_new_full_screening', () => {
  const facts = new Facts();
  facts.screening();
  const flagged = facts.screening({ E1: 'yes' });
  const known = facts.derive();
  assert.deepEqual([known.lastScreening.ref, known.mayPlan], [flagged, false]);
  assert.equal(known.lastScreening.screening.disposition, 'emergency');
  assert.equal(facts.derive({ today: TOMORROW }).lastScreening.screening.disposition, 'emergency');
  facts.screening();
  assert.equal(facts.derive().mayPlan, true);
});

test('screening_that_was_ended_early_opens_nothing', () => {
  const facts = new Facts();
  facts.screening({ U1: undefined });
  const known = facts.derive();
  assert.deepEqual(
    [known.lastScreening.screening.disposition, known.mayPlan],
    ['incomplete', false],
  );
});

test('screening_from_elsewhere_that_is_learned_later_can_only_hold_back', () => {
  const facts = new Facts();
  facts.screening();
  facts.screening({ U1: 'yes' }, { device: THERE });
  assert.equal(facts.derive().lastScreening.screening.disposition, 'urgent');
  facts.screening();
  assert.equal(facts.derive().mayPlan, true, 'a full screening here comes after it');
  facts.screening({ E1: 'yes' });
  facts.screening({}, { device: THERE });
  facts.screening({}, { device: THERE, today: TOMORROW });
  for (const today of [TODAY, TOMORROW]) {
    assert.equal(facts.derive({ today }).lastScreening.screening.disposition, 'emergency');
  }
});

test('flag_from_elsewhere_is_lifted_by_a_full_screening_there', () => {
  const facts = new Facts();
  facts.screening();
  facts.screening({ U1: 'yes' }, { device: THERE });
  facts.screening({}, { device: THERE });
  assert.equal(facts.derive().mayPlan, true);
});

test('screening_from_elsewhere_of_an_earlier_day_does_not_count_against_todays', () => {
  const facts = new Facts();
  facts.screening();
  facts.screening({ U1: 'yes' }, { device: THERE, today: '2026-11-20' });
  assert.equal(facts.derive().mayPlan, true);
});

test('flag_from_elsewhere_holds_where_this_browser_never_asked', () => {
  const facts = new Facts();
  facts.screening({ E1: 'yes' }, { device: THERE });
  facts.screening({}, { device: 'e'.repeat(32) });
  assert.equal(facts.derive().lastScreening.screening.disposition, 'emergency');
});

test('screening_under_another_catalogue_holds_back_but_opens_nothing', () => {
  const facts = new Facts();
  facts.screening({}, { catalogue: '0.0.9+00000000' });
  assert.equal(facts.derive().mayPlan, false);
  facts.screening({ E1: 'yes' }, { catalogue: '0.0.9+00000000' });
  assert.equal(facts.derive().lastScreening.screening.disposition, 'emergency');
  facts.screening({ Z9: 'yes' }, { catalogue: '0.0.9+00000000' });
  facts.screening({}, { device: THERE });
  assert.equal(facts.derive().lastScreening.screening.disposition, 'incomplete');
});

test('session_that_was_not_ended_reopens_paused_where_the_log_ends', () => {
  const facts = new Facts();
  const session = facts.session(facts.screening());
  facts.input(session, 1_000, 'go');
  facts.input(session, 4_000, 'tick');
  const open = facts.derive().openSession;
  assert.deepEqual([open.ref, open.at_ms, open.session.state], [session, 4_000, 'paused']);
  assert.deepEqual(open.unlogged, [{ at_ms: 4_000, event: 'pause' }]);
});

test('session_that_was_not_ended_reopens_paused_at_the_bookmark', () => {
  const facts = new Facts();
  const session = facts.session(facts.screening());
  facts.input(session, 0, 'go');
  const far = facts.derive({ bookmark: { session, at_ms: 90_000 } }).openSession;
  const near = facts.derive().openSession;
  assert.deepEqual([far.at_ms, far.session.state], [90_000, 'paused']);
  const { sessionLeftMs } = near.session.output;
  assert.equal(far.session.output.sessionLeftMs, sessionLeftMs - 90_000);
});

test('bookmark_of_another_session_counts_for_nothing', () => {
  const facts = new Facts();
  facts.session(facts.screening());
  const bookmark = { session: `${HERE}-99`, at_ms: 90_000 };
  assert.equal(facts.derive({ bookmark }).openSession.at_ms, 0);
});

test('session_that_was_paused_already_reopens_without_another_pause', () => {
  const facts = new Facts();
  const session = facts.session(facts.screening());
  facts.input(session, 0, 'go');
  facts.input(session, 5_000, 'pause');
  const open = facts.derive({ bookmark: { session, at_ms: 60_000 } }).openSession;
  assert.deepEqual([open.at_ms, open.unlogged], [60_000, []]);
});

test('session_does_not_reopen_once_stopped_done_or_flagged_or_on_another_day', () => {
  const ends = {
    stopped: (facts, session) => facts.input(session, 9_000, 'stop'),
    symptom: (facts, session) => facts.input(session, 9_000, 'symptom'),
    pain: (facts, session) => facts.input(session, 9_000, 'pain', 7),
    done: (facts, session) => facts.input(session, 60 * 60_000, 'tick'),
    flagged: (facts) => facts.screening({ E1: 'yes' }),
    flagged_elsewhere: (facts) => facts.screening({ U1: 'yes' }, { device: THERE }),
    screened_again: (facts) => facts.screening(),
  };
  for (const [name, end] of Object.entries(ends)) {
    const facts = new Facts();
    const session = facts.session(facts.screening());
    facts.input(session, 0, 'go');
    assert.ok(facts.derive().openSession, name);
    assert.equal(facts.derive({ today: TOMORROW }).openSession, null, name);
    end(facts, session);
    assert.equal(facts.derive().openSession, null, name);
  }
});

test('session_of_another_device_is_history_and_not_taken_over', () => {
  const facts = new Facts();
  facts.session(facts.screening(), { device: THERE });
  const known = facts.derive();
  assert.deepEqual([known.openSession, known.sessions.length], [null, 1]);
});

test('stop_in_the_log_is_latched_whatever_follows', () => {
  const facts = new Facts();
  const session = facts.session(facts.screening());
  facts.input(session, 0, 'go');
  facts.input(session, 9_000, 'stop');
  facts.input(session, 10_000, 'go');
  facts.input(session, 11_000, 'tick');
  assert.deepEqual(facts.derive().sessions[0].end.state, 'stopped');
  assert.equal(facts.derive().openSession, null);
});

test('input_at_a_time_that_goes_back_changes_nothing_but_a_stop_counts', () => {
  const facts = new Facts();
  const session = facts.session(facts.screening());
  facts.input(session, 0, 'go');
  facts.input(session, 9_000, 'pause');
  facts.input(session, 4_000, 'go');
  assert.equal(facts.derive().openSession.session.state, 'paused');
  facts.input(session, 4_000, 'stop');
  assert.equal(facts.derive().sessions[0].end.stop, 'person');
});

test('history_tells_how_each_session_ended_and_what_was_said_afterwards', () => {
  const facts = new Facts();
  const first = facts.session(facts.screening());
  facts.input(first, 0, 'go');
  facts.input(first, 60 * 60_000, 'tick');
  const said = { session: first, feel: 'better', pain: 1, stiffness: 2 };
  facts.add('afterwards', said);
  const second = facts.session(facts.screening());
  const [latest, earlier] = facts.derive().sessions;
  assert.deepEqual([latest.ref, latest.end.state], [second, 'paused']);
  assert.deepEqual([earlier.ref, earlier.end.state, earlier.afterwards], [first, 'done', said]);
  assert.ok(earlier.end.workedMs > 0);
});

test('session_that_the_core_refuses_is_shown_without_an_end', () => {
  const facts = new Facts();
  facts.session(facts.screening());
  facts.events.at(-1).body.steps[0].technique = 'no-longer-there';
  const known = facts.derive();
  assert.deepEqual([known.sessions[0].end, known.openSession], [null, null]);
});

test('input_to_a_session_that_is_not_here_is_left_aside', () => {
  const facts = new Facts();
  facts.input(`${THERE}-7`, 0, 'go');
  assert.deepEqual(facts.derive().sessions, []);
});

test('fold_leaves_the_events_as_they_were', () => {
  const facts = new Facts();
  const session = facts.session(facts.screening());
  facts.input(session, 0, 'go');
  const before = structuredClone(facts.events);
  facts.derive({ bookmark: { session, at_ms: 9_000 } });
  assert.deepEqual(facts.events, before);
});

test('five_hundred_sessions_fold_within_half_a_second', () => {
  const facts = new Facts();
  for (let i = 0; i < 500; i++) {
    const session = facts.session(facts.screening());
    facts.input(session, 0, 'go');
    for (let at_ms = 20_000; at_ms < 600_000; at_ms += 20_000) {
      facts.input(session, at_ms, 'tick');
    }
  }
  const began = performance.now();
  facts.derive();
  const took_ms = performance.now() - began;
  assert.ok(took_ms < 500, `took ${Math.round(took_ms)} ms`);
});
