// What the page makes of the facts in its log: web/src/state.ts.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadPageInNode } from './support/modules.mjs';
import { goodDay, REQUEST, TODAY } from './support/people.mjs';

const HERE = '0'.repeat(31) + '1';
const THERE = 'f'.repeat(32);
const TOMORROW = '2026-11-22';

let modules;
let core;
let planner;

before(async () => {
  ({ modules, core, planner } = await loadPageInNode());
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

  /** The short form: all no, and nothing new. */
  short({ device = HERE, answers = {}, ...body } = {}) {
    const asked = modules.catalogue.questions.filter((question) => question.short);
    const no = Object.fromEntries(asked.map(({ id }) => [id, 'no']));
    const said = { today: TODAY, form: 'short', changed: 'no', answers: { ...no, ...answers } };
    return this.add('screening', { catalogue: modules.catalogue.version, ...said, ...body }, device);
  }

  session(screening, { device = HERE, ...changes } = {}) {
    const request = { ...REQUEST, ...changes };
    const answers = { ...goodDay(modules.catalogue), today: request.today };
    const plan = planner.plan({
      screening: core.screen(answers),
      record: core.record(),
      request,
    });
    const steps = plan.steps.map(modules.loggedStep);
    const body = { catalogue: modules.catalogue.version, screening, request, steps };
    return this.add('session', body, device);
  }

  /** A whole session, from its screening to its end. */
  wholeSession(today, screening = this.screening({}, { today })) {
    const session = this.session(screening, { today });
    this.input(session, 0, 'go');
    this.input(session, 60 * 60_000, 'tick');
    return session;
  }

  plan(request = {}, changes = {}) {
    const { record, lastScreening } = this.derive({ today: request.today ?? TODAY, ...changes });
    const { screening } = lastScreening;
    return planner.plan({ screening, record, request: { ...REQUEST, ...request } });
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
  const { record, ...known } = new Facts().derive();
  assert.deepEqual(known, {
    due: 'full',
    lastScreening: null,
    screeningUsed: false,
    fresh: false,
    mayPlan: false,
    openSession: null,
    sessions: [],
    nextDayDue: null,
    programmes: [],
  });
  assert.deepEqual([record.standing, record.needsSeen], ['incomplete', false]);
});

test('programme_holds_until_another_event_takes_its_place', () => {
  const facts = new Facts();
  const { version: catalogue } = modules.catalogue;
  const first = facts.add('programme', { catalogue, document: '{}', replaces: [] });
  assert.deepEqual(facts.derive().programmes, ['{}']);
  const second = facts.add('programme', { catalogue, document: '{ }', replaces: [first] }, THERE);
  assert.deepEqual(facts.derive().programmes, ['{ }']);
  facts.add('programme', { catalogue, document: null, replaces: [second] });
  assert.deepEqual(facts.derive().programmes, []);
  facts.events.reverse();
  assert.deepEqual(facts.derive().programmes, []);
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
  assert.equal(facts.derive().lastScreening.screening.disposition, 'emergency', 'not been seen');
  facts.screening({}, { seen: true });
  assert.equal(facts.derive().mayPlan, true);
});

test('urgent_flag_ends_with_a_full_screening_and_not_with_the_short_form', () => {
  const facts = new Facts();
  facts.screening({ U2: 'yes' });
  facts.short();
  assert.equal(facts.derive().lastScreening.screening.disposition, 'urgent');
  assert.equal(facts.derive().due, 'full');
  facts.screening();
  assert.equal(facts.derive().mayPlan, true);
});

test('screening_that_was_ended_early_opens_nothing', () => {
  const facts = new Facts();
  facts.screening({ U2: undefined });
  const known = facts.derive();
  assert.deepEqual(
    [known.lastScreening.screening.disposition, known.mayPlan],
    ['incomplete', false],
  );
});

test('screening_from_elsewhere_that_is_learned_later_can_only_hold_back', () => {
  const facts = new Facts();
  facts.screening();
  facts.screening({ U2: 'yes' }, { device: THERE });
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
  facts.screening({ U2: 'yes' }, { device: THERE });
  facts.screening({}, { device: THERE });
  assert.equal(facts.derive().mayPlan, true);
});

test('screening_from_elsewhere_holds_back_whatever_day_its_clock_says', () => {
  const facts = new Facts();
  facts.screening();
  facts.screening({ U2: 'yes' }, { device: THERE, today: '2026-11-20' });
  assert.equal(facts.derive().lastScreening.screening.disposition, 'urgent');
  assert.equal(facts.derive().due, 'full');
  facts.screening();
  assert.equal(facts.derive().mayPlan, true, 'asked anew here, it is dealt with');
});

test('emergency_from_elsewhere_asks_for_having_been_seen_in_a_browser_that_was_empty', () => {
  const facts = new Facts();
  facts.screening({ E2: 'yes' }, { device: THERE });
  const { record, lastScreening, mayPlan } = facts.derive();
  assert.deepEqual([record.needsSeen, lastScreening.own, mayPlan], [true, false, false]);
  facts.screening();
  assert.equal(facts.derive().lastScreening.screening.disposition, 'emergency');
  facts.screening({}, { seen: true });
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
  facts.screening();
  assert.equal(facts.derive().mayPlan, false, 'it needs having been seen, whichever catalogue');
  facts.screening({ Z9: 'yes' }, { catalogue: '0.0.9+00000000' });
  assert.equal(facts.derive().mayPlan, false);
});

test('yes_to_a_question_that_was_taken_apart_since_counts_for_its_parts', () => {
  const facts = new Facts();
  facts.screening({ 'E5.1': undefined, 'E5.2': undefined, E5: 'yes' }, { catalogue: '0.0.9+0' });
  const { screening } = facts.derive().lastScreening;
  assert.equal(screening.disposition, 'emergency');
  assert.deepEqual(
    screening.reasons.map(({ rule }) => rule),
    ['emergency-both-legs', 'emergency-weak-leg'],
  );
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
    flagged_elsewhere: (facts) => facts.screening({ U2: 'yes' }, { device: THERE }),
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

test('session_of_another_catalogue_is_history_and_counts_as_planned', () => {
  const facts = new Facts();
  for (let i = 0; i < 3; i++) {
    facts.session(facts.screening());
    facts.events.at(-1).body.catalogue = '0.0.9+00000000';
  }
  assert.equal(facts.derive().sessions[0].end, null);
  facts.screening();
  assert.ok(facts.plan().leftOut.some(({ reason }) => /^(day|week)-limit$/.test(reason)));
});

test('stop_in_a_session_of_another_catalogue_locks_all_of_it', () => {
  const facts = new Facts();
  const session = facts.session(facts.screening());
  facts.events.at(-1).body.catalogue = '0.0.9+00000000';
  const { steps } = facts.events.at(-1).body;
  facts.input(session, 9_000, 'pain', 5);
  facts.screening();
  assert.ok(!facts.plan().leftOut.some(({ reason }) => reason === 'locked'));
  facts.input(session, 9_500, 'symptom');
  facts.screening();
  const locked = facts.plan().leftOut.filter(({ reason }) => reason === 'locked');
  const techniques = new Set(steps.map(({ technique }) => technique));
  assert.deepEqual(new Set(locked.map(({ technique }) => technique)), techniques);
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

test('short_form_is_due_the_day_after_a_full_one_and_opens_a_plan', () => {
  const facts = new Facts();
  facts.screening({ 'P6.11': 'yes' });
  const known = facts.derive({ today: TOMORROW });
  assert.deepEqual([known.due, known.mayPlan], ['short', false]);
  assert.equal(known.record.conditions['P6.11'], 'yes');
  const short = facts.short({ today: TOMORROW });
  const later = facts.derive({ today: TOMORROW });
  assert.deepEqual([later.lastScreening.ref, later.mayPlan, later.due], [short, true, 'short']);
  assert.ok(later.lastScreening.screening.closed.length > 0);
});

test('session_on_the_short_form_replays_with_what_completed_it', () => {
  const facts = new Facts();
  facts.screening();
  const session = facts.session(facts.short({ today: TOMORROW }), { today: TOMORROW });
  facts.input(session, 0, 'go');
  assert.equal(facts.derive({ today: TOMORROW }).openSession.ref, session);
});

test('something_new_in_the_short_form_makes_the_full_one_due', () => {
  for (const changed of ['yes', 'unknown', undefined]) {
    const facts = new Facts();
    facts.screening();
    facts.short({ today: TOMORROW, changed });
    const known = facts.derive({ today: TOMORROW });
    assert.deepEqual([known.due, known.mayPlan], ['full', false], changed);
  }
});

test('sign_in_the_short_form_is_an_emergency', () => {
  const facts = new Facts();
  facts.screening();
  facts.short({ today: TOMORROW, answers: { E3: 'unknown' } });
  const known = facts.derive({ today: TOMORROW });
  assert.equal(known.lastScreening.screening.disposition, 'emergency');
  assert.equal(known.record.needsSeen, true);
});

test('stop_by_a_symptom_or_strong_pain_locks_the_technique_and_asks_everything', () => {
  const stops = { symptom: ['symptom'], pain: ['pain', 7], stop_then_symptom: ['stop'] };
  for (const [name, [event, value]] of Object.entries(stops)) {
    const facts = new Facts();
    const session = facts.session(facts.screening());
    const { technique } = facts.events.at(-1).body.steps[0];
    facts.input(session, 0, 'go');
    facts.input(session, 9_000, event, value);
    if (event === 'stop') {
      assert.equal(facts.derive().due, 'short', 'a plain stop asks for nothing more');
      facts.input(session, 9_500, 'symptom');
    }
    assert.equal(facts.derive().due, 'full', name);
    facts.screening();
    const reasonOf = (plan) => plan.leftOut.find((left) => left.technique === technique)?.reason;
    assert.equal(reasonOf(facts.plan()), 'locked', name);
    facts.screening({}, { today: '2026-11-27' });
    assert.equal(reasonOf(facts.plan({ today: '2026-11-27' })), 'locked', name);
    facts.screening({}, { today: '2026-11-28' });
    assert.notEqual(reasonOf(facts.plan({ today: '2026-11-28' })), 'locked', name);
  }
});

test('next_day_is_asked_once_on_a_later_day_about_the_latest_session', () => {
  const facts = new Facts();
  const session = facts.wholeSession(TODAY);
  assert.equal(facts.derive().nextDayDue, null, 'on the same day');
  assert.equal(facts.derive({ today: TOMORROW }).nextDayDue.ref, session);
  facts.add('next-day', { session, today: TOMORROW, feel: 'same' });
  assert.equal(facts.derive({ today: TOMORROW }).nextDayDue, null);
  assert.equal(facts.derive({ today: TOMORROW }).sessions[0].nextDay.feel, 'same');
});

test('next_day_is_not_asked_about_a_session_in_which_nothing_was_done', () => {
  const facts = new Facts();
  facts.session(facts.screening());
  assert.equal(facts.derive({ today: TOMORROW }).nextDayDue, null);
});

test('worse_on_the_day_after_makes_doses_small_and_leaves_out_what_disagreed', () => {
  const facts = new Facts();
  const session = facts.wholeSession(TODAY);
  const { technique } = facts.events[1].body.steps[1];
  facts.short({ today: TOMORROW });
  const before = facts.plan({ today: TOMORROW });
  facts.add('next-day', { session, today: TOMORROW, feel: 'worse', technique });
  facts.short({ today: TOMORROW });
  const after = facts.plan({ today: TOMORROW });
  assert.equal(after.leftOut.find((left) => left.technique === technique).reason, 'locked');
  assert.ok(after.durationMs < before.durationMs);
});

test('worse_twice_in_a_row_leads_to_a_professional_who_can_agree', () => {
  const facts = new Facts();
  const days = [TODAY, TOMORROW, '2026-11-23'];
  for (const [i, today] of days.slice(0, 2).entries()) {
    const session = facts.wholeSession(today, i === 0 ? undefined : facts.short({ today }));
    facts.add('next-day', { session, today: days[i + 1], feel: 'worse' });
  }
  const [, , last] = days;
  facts.short({ today: last });
  const known = facts.derive({ today: last });
  assert.deepEqual([known.mayPlan, known.fresh, known.record.worseCount], [false, true, 2]);
  const [reason] = known.lastScreening.screening.reasons;
  assert.deepEqual([reason.rule, reason.said], ['professional-worse-twice', []]);
  facts.short({ today: last, agreed: ['P4.2'] });
  assert.equal(facts.derive({ today: last }).mayPlan, true);
});

test('agreement_opens_with_techniques_still_closed_and_lasts_until_all_is_asked_again', () => {
  const facts = new Facts();
  facts.screening({ 'P6.2': 'yes' });
  assert.equal(facts.derive().mayPlan, false);
  facts.screening({ 'P6.2': 'yes' }, { agreed: ['P6.2'] });
  const known = facts.derive();
  assert.equal(known.mayPlan, true);
  assert.ok(known.lastScreening.screening.closed.length > 0);
  facts.short({ today: TOMORROW });
  assert.equal(facts.derive({ today: TOMORROW }).mayPlan, true);
  facts.screening({ 'P6.2': 'yes' }, { today: TOMORROW });
  assert.equal(facts.derive({ today: TOMORROW }).mayPlan, false);
});

test('day_limit_that_is_reached_says_enough', () => {
  const facts = new Facts();
  for (let i = 0; i < 12; i++) {
    facts.wholeSession(TODAY);
  }
  facts.screening();
  const plan = facts.plan();
  assert.equal(plan.outcome, 'enough');
  assert.ok(plan.leftOut.some(({ reason }) => reason === 'day-limit'));
});

test('input_to_a_session_that_is_not_here_is_left_aside', () => {
  const facts = new Facts();
  facts.input(`${THERE}-7`, 0, 'go');
  assert.deepEqual(facts.derive().sessions, []);
});

test('steps_of_before_there_was_a_time_to_change_position_take_none', () => {
  const facts = new Facts();
  const session = facts.session(facts.screening());
  const { steps } = facts.events.at(-1).body;
  assert.ok(steps.some(({ change_ms }) => change_ms > 0));
  for (const step of steps) {
    delete step.change_ms;
  }
  facts.input(session, 0, 'go');
  const { openSession } = facts.derive();
  const ready = openSession.session.output;
  assert.equal(openSession.plan.steps[0].change_ms, 0);
  assert.ok(ready.stateLeftMs <= steps[0].ready_ms);
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
  // The processor's time, and the best of three: other programs may be at work on this machine.
  const times_ms = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    facts.derive();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  const took_ms = Math.min(...times_ms);
  assert.ok(took_ms < 500, `took ${Math.round(took_ms)} ms`);
});
