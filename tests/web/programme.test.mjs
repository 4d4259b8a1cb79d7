// A professional's programme: planned around in the page as by the program, and told as there.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { accessibilityFaults } from './support/browser.mjs';
import { loadPageInNode } from './support/modules.mjs';
import { goodDay, REQUEST } from './support/people.mjs';
import { action, catalogue, Person, words } from './support/person.mjs';
import { limber, Program } from './support/program.mjs';
import { freshWorld } from './support/world.mjs';

const world = freshWorld();
let modules;
let core;
let planner;

before(async () => {
  ({ modules, core, planner } = await loadPageInNode());
});

const BY = 'A. Example, physiotherapist';

function programme(exercises, more = {}) {
  return { programme: 1, title: 'Lower back', by: BY, date: '2026-01-01', exercises, ...more };
}

const exercise = (technique, reps, more = {}) => ({ technique, sets: 1, reps, ...more });

const nameOf = (id) => catalogue.techniques.find((each) => each.id === id).name;

// ---- What the planner in the page gives. ---------------------------------------------------------

/** Sound, clipped, for other days, too little, too much at once, ahead and past. */
const PROGRAMMES = [
  programme([exercise('pelvic-tilt', 7), exercise('cat-cow', 30, { sets: 2, hold_s: 3 })]),
  programme([
    exercise('knee-to-chest', 5, { hold_s: 5 }),
    exercise('lying-twist', 2, { hold_s: 20, days: ['saturday'] }),
    exercise('bridge', 8, { hold_s: 5, days: ['monday', 'thursday'] }),
    exercise('cat-cow', 2),
    exercise('side-bends', 6, { days: ['sunday'] }),
  ]),
  programme(
    catalogue.techniques.map(({ id }) => exercise(id, 3, { hold_s: 20 })),
    { until: '2026-11-21' },
  ),
  programme(catalogue.techniques.toReversed().map(({ id }) => exercise(id, 9, { hold_s: 30 }))),
  programme([exercise('cat-cow', 6)], { date: '2026-11-22' }),
  programme([exercise('cat-cow', 6)], { until: '2026-11-20' }),
];

const REQUESTS = [
  { request: REQUEST },
  { request: { ...REQUEST, minutes: 6, regions: { 'lower-back': 5 } } },
  { request: { ...REQUEST, pain: 5 } },
  { request: { ...REQUEST, pain: 9 } },
  { request: { ...REQUEST, minutes: 20, equipment: [] }, changes: { 'P6.15': 'yes' } },
];

function inPage(document, { request, changes }, tweaks) {
  const screening = core.screen(goodDay(catalogue, changes));
  return planner.plan({
    screening,
    record: core.record(),
    request,
    wishes: modules.wishesOf(tweaks),
    programmes: [JSON.stringify(document)],
  });
}

function inProgram(document, { request, changes }, { leftOut, kept, short, order }) {
  const wishes = { leave_out: leftOut, keep: [...kept, ...short], short, order };
  const screen = goodDay(catalogue, changes);
  const asked = JSON.stringify({ ...request, wishes, screen, programme: document });
  return JSON.parse(limber(['plan', '--request', '-', '--json'], asked));
}

const IN_BOTH = ['technique', 'phase', 'side', 'sets', 'reps', 'hold_ms', 'change_ms', 'position'];

const same = (step) => IN_BOTH.map((field) => step[field]);

/** What is told of a plan, in the form of the program. */
function toldOf({ prescribed, leftOut }) {
  const reasonOf = ({ technique, fate }) =>
    fate === 'closed' || fate === 'left-out'
      ? leftOut.find((each) => each.technique === technique).reason
      : fate;
  return {
    conflicts: prescribed.differs,
    exercises: prescribed.exercises.map((each) => ({
      technique: each.technique,
      today: each.today,
      planned: each.done && { ...each.done, hold_ms: each.done.hold_ms },
      conflicts: [...each.differs, ...(each.smaller ? ['smaller'] : [])],
      left_out: each.fate === 'done' ? null : reasonOf(each),
    })),
  };
}

function toldThere({ programme: { conflicts, exercises } }) {
  const names = (all) => all.map(({ conflict }) => conflict);
  return {
    conflicts: names(conflicts),
    exercises: exercises.map(({ technique, today, planned, conflicts: each, left_out }) => ({
      technique,
      today,
      planned: planned && {
        sets: planned.sets,
        reps: planned.reps,
        hold_ms: planned.hold_s * 1000,
      },
      conflicts: names(each),
      left_out: left_out?.reason ?? null,
    })),
  };
}

/** Somebody takes the first prescribed one out, keeps the last that gave way, and shortens another. */
function tweaksFor({ prescribed: { exercises } }) {
  const done = exercises.filter(({ fate }) => fate === 'done').map(({ technique }) => technique);
  const missed = exercises.filter(({ fate }) => fate === 'together' || fate === 'other-day');
  return {
    ...modules.NO_TWEAKS,
    leftOut: done.slice(0, 1),
    short: done.slice(1, 2),
    kept: missed.slice(-1).map(({ technique }) => technique),
    order: done.toReversed(),
  };
}

test('plan_around_a_programme_in_the_page_and_what_is_told_are_those_of_the_program', () => {
  const fates = new Set();
  for (const document of PROGRAMMES) {
    for (const asked of REQUESTS) {
      const first = inPage(document, asked, modules.NO_TWEAKS);
      for (const tweaks of [modules.NO_TWEAKS, tweaksFor(first)]) {
        const here = inPage(document, asked, tweaks);
        const there = inProgram(document, asked, tweaks);
        assert.equal(here.outcome, there.outcome);
        assert.deepEqual(here.steps.map(same), there.steps.map(same));
        assert.deepEqual([here.worth, here.atMost], [there.value, there.at_most]);
        const leftOut = there.left_out.map(({ technique, reason }) => ({ technique, reason }));
        assert.deepEqual(here.leftOut, leftOut);
        assert.deepEqual(toldOf(here), toldThere(there));
        for (const { fate } of here.prescribed.exercises) {
          fates.add(fate);
        }
      }
    }
  }
  const met = ['less', 'no-session', 'closed', 'not-running', 'other-day', 'left-out', 'together'];
  assert.deepEqual(
    met.filter((fate) => !fates.has(fate)),
    [],
  );
});

test('what_the_person_keeps_goes_before_the_programme', () => {
  const [, , everything] = PROGRAMMES;
  const asked = { request: { ...REQUEST, minutes: 6 } };
  const { prescribed } = inPage(everything, asked, modules.NO_TWEAKS);
  const missed = prescribed.exercises.filter(({ fate }) => fate === 'together');
  let met = 0;
  for (const { technique } of missed) {
    const tweaks = { ...modules.NO_TWEAKS, kept: [technique], short: [technique] };
    const { steps } = inPage(everything, asked, tweaks);
    met += steps.some((step) => step.technique === technique) ? 1 : 0;
  }
  assert.ok(met > missed.length / 2, `${met} of ${missed.length}`);
});

/** Programmes of so many devices, each a document; in the order in which they were learned. */
function eventsOf(documents) {
  return documents.map((document, i) => ({
    device: String(i + 1).repeat(32),
    sequence: 1,
    at_ms: 1,
    kind: 'programme',
    body: { catalogue: catalogue.version, document, replaces: [] },
  }));
}

test('programme_that_holds_in_the_page_is_the_one_that_holds_in_the_program', async () => {
  const [early, late] = ['2026-02-01', '2026-03-01'].map((date) =>
    JSON.stringify(programme([exercise('cat-cow', 6)], { date })),
  );
  const other = JSON.stringify(programme([exercise('cat-cow', 7)], { date: '2026-03-01' }));
  const odd = JSON.stringify(programme([exercise('cat-cow', 8)], { date: '2026-03-01', title: '\u{1F9D8}' }));
  const odder = JSON.stringify(programme([exercise('cat-cow', 9)], { date: '2026-03-01', title: '\uFF21' }));
  for (const documents of [[early], [early, late], [late, early, early], [late, other], [odd, odder]]) {
    for (const order of [documents, documents.toReversed()]) {
      const program = new Program();
      await program.start();
      const events = eventsOf(order);
      await program.tell(events);
      const now = { device: '0'.repeat(32), today: REQUEST.today, bookmark: null };
      const kept = modules.programmeOf(modules.derive(events, core, now).programmes);
      const there = JSON.parse(program.call(['programme', '--json']));
      await program.end();
      assert.equal(kept.several, there.several);
      assert.equal(kept.unreadable, false);
      assert.equal(kept.programme.date, there.programme.date);
      assert.equal(kept.programme.title, there.programme.title);
      assert.equal(kept.programme.exercises[0].asked.reps, there.programme.exercises[0].prescribed.reps);
    }
  }
});

test('programme_that_the_page_cannot_read_is_told_and_planned_without', () => {
  const sound = programme([exercise('cat-cow', 6)]);
  const asked = { request: REQUEST };
  const screening = core.screen(goodDay(catalogue));
  const plain = planner.plan({ screening, record: core.record(), request: REQUEST });
  assert.equal(plain.prescribed, null);
  const odd = [
    '',
    'null',
    '[]',
    '7',
    '{}',
    ...[
      { ...sound, programme: 2 },
      { ...sound, date: 'soon' },
      { ...sound, date: undefined },
      { ...sound, until: 7 },
      { ...sound, title: undefined },
      { ...sound, note: 5 },
      { ...sound, exercises: {} },
      { ...sound, exercises: [] },
      { ...sound, exercises: [null] },
      { ...sound, exercises: [exercise(7, 6)] },
      { ...sound, exercises: [exercise('cat-cow', 0)] },
      { ...sound, exercises: [exercise('cat-cow', 2.5)] },
      { ...sound, exercises: [exercise('cat-cow', 6, { sets: 256 })] },
      { ...sound, exercises: [exercise('cat-cow', 6, { hold_s: -1 })] },
      { ...sound, exercises: [exercise('cat-cow', 6, { days: ['someday'] })] },
      { ...sound, exercises: [exercise('cat-cow', 6, { days: 'monday' })] },
      { ...sound, exercises: Array(65).fill(exercise('cat-cow', 6)) },
    ].map((each) => JSON.stringify(each)),
  ];
  for (const document of odd) {
    const { prescribed, ...plan } = planner.plan({
      screening,
      record: core.record(),
      request: asked.request,
      programmes: [document],
    });
    assert.deepEqual({ ...plan, prescribed: null }, plain, document);
    assert.deepEqual([prescribed.programme, prescribed.unreadable], [null, true], document);
  }
  const both = planner.plan({
    screening,
    record: core.record(),
    request: REQUEST,
    programmes: [odd[0], JSON.stringify(sound)],
  }).prescribed;
  assert.deepEqual([both.programme.title, both.unreadable], ['Lower back', true]);
});

// ---- On the screen. ------------------------------------------------------------------------------

let page;
let person;

/** The names of the day of the week and of the day after, as a programme writes them. */
function weekday(ahead = 0) {
  const day = new Date(Date.now() + ahead * 24 * 60 * 60_000);
  return day.toLocaleDateString('en-GB', { weekday: 'long' }).toLowerCase();
}

const PRESCRIBED = programme(
  [
    exercise('pelvic-tilt', 7, { note: 'Keep breathing.' }),
    exercise('cat-cow', 30),
    exercise('bridge', 8, { hold_s: 5, days: [weekday(2)] }),
    exercise('knee-to-chest', 2, { hold_s: 20 }),
  ],
  { note: 'Slowly.' },
);

/** By the program, into the log that the page syncs with. */
const takeIn = (document) =>
  world.program.call(['programme', 'import', '-'], JSON.stringify(document));

beforeEach(async () => {
  page = await world.context.newPage();
  person = new Person(page);
});

async function seesPlan({ document = PRESCRIBED, changes = {}, wish = { minutes: 15 } } = {}) {
  if (document !== null) {
    takeIn(document);
  }
  await person.open(await world.program.freshAddress());
  await person.answerAll(changes);
  await person.checkIn(wish);
  await person.sees(words.plan.title);
}

const card = (id) =>
  page.getByRole('listitem').filter({ has: page.locator(`[data-exercise="${id}"]`) });

const missed = () => page.locator('.missed');

test('prescribed_exercises_are_shown_with_whose_they_are_and_the_note', async () => {
  await seesPlan();
  const own = page.locator('.programme');
  await own.getByRole('heading', { level: 2, name: words.plan.programme.title }).waitFor();
  await own.getByText('Lower back', { exact: true }).waitFor();
  await own.getByText(`${words.programme.by} ${BY}`).waitFor();
  await own.getByText(`${words.programme.note} Slowly.`).waitFor();
  const tilt = card('pelvic-tilt');
  await tilt.getByText(`${words.programme.by} ${BY}`).waitFor();
  await tilt.getByText(`${words.programme.note} Keep breathing.`).waitFor();
  await tilt.getByText('7 slow movements').waitFor();
  assert.equal(await tilt.getByText(words.programme.dose).count(), 0, 'it is done as prescribed');
  const chosen = await page.locator('.exercise h3').count();
  assert.ok((await page.locator('.prescribed').count()) < chosen, 'the planner adds its own');
});

test('prescribed_dose_that_is_clipped_is_told_with_what_was_asked', async () => {
  await seesPlan();
  const cat = card('cat-cow');
  await cat.getByText(`${words.programme.dose} 30 slow movements`).waitFor();
  await cat.getByText('10 slow movements').first().waitFor();
  await cat.getByText(words.programme.exercise.reps).waitFor();
});

test('prescribed_dose_is_smaller_in_pain_and_says_so', async () => {
  await seesPlan({ wish: { minutes: 15, pain: 5 } });
  const tilt = card('pelvic-tilt');
  await tilt.getByText(`${words.programme.dose} 7 slow movements`).waitFor();
  await tilt.getByText(words.programme.smaller).waitFor();
});

test('prescribed_exercise_for_another_day_is_not_planned_and_says_so', async () => {
  await seesPlan();
  assert.equal(await card('bridge').count(), 0);
  const why = `${nameOf('bridge')}: ${words.programme.fate['other-day']}`;
  await missed().getByText(why).waitFor();
  assert.equal(await missed().getByRole('button').count(), 0, 'it is meant for another day');
});

test('prescribed_exercise_that_an_answer_closes_is_told_with_the_words_of_the_rule', async () => {
  await seesPlan({ changes: { 'P6.15': 'yes' }, document: programme(PRESCRIBED.exercises) });
  assert.equal(await card('knee-to-chest').count(), 0);
  const told = await missed().getByRole('listitem').allTextContents();
  const knee = told.find((text) => text.includes(nameOf('knee-to-chest')));
  assert.match(knee, /floor/);
});

test('prescribed_exercise_of_a_later_catalogue_and_one_that_is_too_little_are_told', async () => {
  const document = JSON.stringify(programme([exercise('moon-walk', 5), exercise('cat-cow', 2)]));
  const [event] = eventsOf([document]);
  await world.program.tell([{ ...event, body: { ...event.body, catalogue: '9.9.9' } }]);
  await seesPlan({ document: null });
  await missed().getByText(`moon-walk: ${words.programme.exercise.unknown}`).waitFor();
  await missed().getByText(`${nameOf('cat-cow')}: ${words.programme.exercise.less}`).waitFor();
});

test('programme_that_has_not_begun_is_told_and_not_planned', async () => {
  await seesPlan({ document: programme([exercise('pelvic-tilt', 7)], { date: '2999-01-01' }) });
  await page.locator('.programme').getByText(words.programme.whole.future).waitFor();
  assert.equal(await page.getByText(words.plan.programme.lead).count(), 0);
  await missed().getByText(words.programme.fate['not-running']).waitFor();
  assert.equal(await page.locator('.prescribed').getByText(BY).count(), 0);
});

test('no_session_tells_of_the_programme_too', async () => {
  takeIn(PRESCRIBED);
  await person.open(world.program.address);
  await person.answerAll();
  await person.checkIn({ pain: 9 });
  await person.sees(words.plan.refused);
  await missed().getByText(words.programme.fate['no-session']).waitFor();
});

test('programme_of_a_later_form_is_told_in_a_plain_sentence', async () => {
  await seesPlan({ document: null });
  await page.evaluate(async (body) => {
    const opening = indexedDB.open('limber');
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const writing = opening.result.transaction('events', 'readwrite');
    const event = { device: 'e'.repeat(32), sequence: 1, at_ms: 1, kind: 'programme', body };
    writing.objectStore('events').add(event);
    await new Promise((resolve) => {
      writing.oncomplete = resolve;
    });
    new BroadcastChannel('limber-log').postMessage(null);
  }, eventsOf([JSON.stringify({ programme: 2, routines: [] })])[0].body);
  await page.getByText(words.programme.unreadable).waitFor();
  await person.press(words.plan.begin);
  await person.sees(words.session.title);
});

const act = (label, id) =>
  page.getByRole('button', { name: `${words.plan.acts[label]}: ${nameOf(id)}`, exact: true });

test('prescribed_exercise_is_left_out_and_put_in_again_by_the_person', async () => {
  await seesPlan();
  await card('pelvic-tilt').locator('.change summary').click();
  await act('leave_out', 'pelvic-tilt').click();
  await card('pelvic-tilt').waitFor({ state: 'detached' });
  const wish = catalogue.leftOut[modules.names.leftOut.indexOf('wish')];
  await missed().getByText(wish).waitFor();
  await act('put_in', 'pelvic-tilt').click();
  await card('pelvic-tilt').getByText('7 slow movements').waitFor();
  assert.equal(await missed().getByText(wish).count(), 0);
});

test('prescribed_exercise_is_made_as_short_as_possible_by_the_person', async () => {
  await seesPlan();
  await card('pelvic-tilt').locator('.change summary').click();
  await act('shorter', 'pelvic-tilt').click();
  await card('pelvic-tilt').getByText(words.programme.smaller).waitFor();
});

test('reasons_say_of_what_is_in_only_because_it_is_prescribed_that_it_is', async () => {
  await seesPlan({ document: programme([exercise('chin-tuck', 6, { hold_s: 5 })]) });
  await page.getByText(words.plan.why.title, { exact: true }).click();
  await page.locator('details.why').getByRole('listitem').first().waitFor();
  const told = await page.locator('details.why').getByRole('listitem').allTextContents();
  const chin = told.find((text) => text.startsWith(nameOf('chin-tuck')));
  assert.ok(chin.includes(words.plan.programme.exercise), chin);
  assert.ok(!told.some((text) => text.includes(words.plan.why.adds.nothing)));
});

test('session_begun_around_a_programme_is_planned_and_played_alike_by_the_program', async () => {
  await seesPlan();
  await person.press(words.plan.begin);
  await person.sees(words.session.title);
  await world.program.untilStored(({ kind }) => kind === 'session');
  const events = await world.program.events();
  const bodyOf = (kind) => events.find((event) => event.kind === kind).body;
  const { catalogue: _, ...screen } = bodyOf('screening');
  const { request, steps } = bodyOf('session');
  const document = JSON.parse(world.program.call(['programme', 'export']));
  assert.deepEqual(document, PRESCRIBED);
  const asked = { ...request, screen, programme: document };
  const call = ['plan', '--request', '-', '--json'];
  const plan = JSON.parse(limber(call, JSON.stringify(asked)));
  const logged = Object.keys(steps[0]);
  assert.deepEqual(
    plan.steps.map((step) => logged.map((key) => step[key])),
    steps.map((step) => logged.map((key) => step[key])),
  );
  const go = [{ at_ms: 0, event: 'go' }];
  const [own, again] = [{ steps }, {}].map((more) => {
    const input = JSON.stringify({ request: asked, events: go, ...more });
    return JSON.parse(limber(['replay', '--events', '-', '--json'], input));
  });
  assert.equal(own.begin, 'ok');
  assert.deepEqual(own, again);
  assert.equal(JSON.parse(world.program.call(['history', '--json'])).sessions.length, 1);
});

test('removed_programme_is_no_longer_planned_with', async () => {
  await seesPlan();
  await page.locator('.programme').waitFor();
  world.program.call(['programme', 'remove']);
  await page.reload();
  await person.checkIn({ minutes: 15 });
  await person.sees(words.plan.title);
  await page.locator('.programme').waitFor({ state: 'detached' });
  assert.equal(await page.locator('.prescribed, .missed').count(), 0);
});

test('programme_in_a_plan_is_read_in_order_and_axe_finds_nothing', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await seesPlan();
  for (const summary of await page.locator('summary').all()) {
    await summary.click();
  }
  await act('leave_out', 'pelvic-tilt').click();
  await act('put_in', 'pelvic-tilt').waitFor();
  assert.deepEqual(await accessibilityFaults(page), []);
  const headings = await page.locator('main h2').allTextContents();
  const at = (text) => headings.indexOf(text);
  assert.ok(at(words.plan.programme.title) === 0 && at(words.programme.left_out) > 1, headings.join());
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((it) => it.outerHTML.slice(0, 80)),
  );
  assert.deepEqual(wide, [], 'it scrolls sideways');
  assert.equal(await action(page, words.plan.begin).count(), 1);
});
