// Parts of the page that are fetched when they are first needed, and what is so while they are missing.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { lessonWords } from '../../web/src/generated/lessons.ts';
import { measure } from '../../web/tools/budget.mjs';
import { action, catalogue, letPass, Person, techniques, words } from './support/person.mjs';
import { PAGE } from './support/program.mjs';
import { freshWorld } from './support/world.mjs';

const { files, late } = measure(PAGE);
const world = freshWorld();
let program;
let context;
let person;
let page;

beforeEach(async () => {
  ({ program, context } = world);
  page = await context.newPage();
  await page.clock.install();
  person = new Person(page);
});

function isLate(url) {
  return late.some(({ path }) => url.pathname === `/${path}`);
}

/** As when the server has gone, for what is fetched late. */
async function losing(wanted = isLate) {
  await context.route(wanted, (route) => route.abort('connectionrefused'));
  return () => context.unroute(wanted);
}

async function seesMissing() {
  await page.getByText(words.late.lead).waitFor();
}

test('first_load_is_what_its_budget_counts', async () => {
  const fetched = new Set();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === '/' || pathname.startsWith('/assets/')) {
      fetched.add(pathname === '/' ? 'index.html' : pathname.slice(1));
    }
  });
  await person.open(program.address);
  await page.waitForTimeout(500); // for whatever else it might fetch by itself
  assert.deepEqual([...fetched].sort(), files.map(({ path }) => path).sort());
});

/** What each late file is needed for: what cannot be had without it, and can once it has come. The
 * name of a file ends with a hash. */
const NEEDED_FOR = {
  plan: /(dose|figure|late|list|planning|stage|technique-texts)-.{8}[.](js|css)$/,
  planner: /(planner-wasm-.{8}[.]js|planner-.{8}[.]wasm)$/,
  library: /reading-.{8}[.]js$/,
  history: /history-.{8}[.]js$/,
  lessons: /lessons-.{8}[.]js$/,
  sketch: /bubble-.{8}[.]js$/,
  curves: /bubble-.{8}[.]wasm$/,
  nothing: /(figure-wasm-.{8}[.]js|figure-.{8}[.]wasm)$/,
};

/** Going there, and what is on the screen then. */
const WAYS = {
  plan: {
    go: () => person.answerAll(),
    comes: () => person.beginSession(),
  },
  planner: {
    go: async () => {
      await person.answerAll();
      await person.checkIn();
    },
    comes: () => person.sees(words.plan.title),
  },
  library: {
    go: () => person.press(words.app.library),
    comes: () => person.sees(words.library.title),
  },
  history: {
    go: () => person.press(words.app.history),
    comes: () => person.sees(words.history.title),
  },
  lessons: {
    go: () => person.press(words.app.lessons),
    comes: () => person.sees(lessonWords.title),
  },
  sketch: {
    go: async () => {
      await person.press(words.app.lessons);
      await page.getByRole('main').locator('a[href="#lessons/the-pop"]').click();
    },
    comes: () => page.getByText(lessonWords.bubble.label).waitFor(),
  },
};

const filesFor = (need) => late.filter(({ path }) => NEEDED_FOR[need].test(path));

/** "figure_wasm", "late_css". */
const nameOf = (path) => path.replace(/^assets.(.*)-.{8}[.](\w+)$/, '$1_$2').replace(/-/g, '_');

test('each_late_file_is_needed_for_one_thing', () => {
  for (const { path } of late) {
    const needs = Object.keys(NEEDED_FOR).filter((need) => NEEDED_FOR[need].test(path));
    assert.equal(needs.length, 1, `${path} is needed for: ${needs}`);
  }
  for (const need of Object.keys(NEEDED_FOR)) {
    assert.ok(filesFor(need).length > 0, `no file is needed for ${need}`);
  }
});

for (const [need, { go, comes }] of Object.entries(WAYS)) {
  for (const { path } of filesFor(need)) {
    test(`${need}_comes_at_another_try_when_${nameOf(path)}_could_not_be_fetched`, async () => {
      await person.open(program.address);
      const restore = await losing((url) => url.pathname === `/${path}`);
      await go();
      await page.getByRole('heading', { name: words.late.title }).waitFor();
      await seesMissing();
      await person.press(words.app.again);
      await page.getByText(words.late.still).waitFor();
      await restore();
      await person.press(words.app.again);
      await comes();
    });
  }
}

test('sketch_says_so_when_its_curves_could_not_be_fetched', async () => {
  const [{ path }] = filesFor('curves');
  await losing((url) => url.pathname === `/${path}`);
  await person.open(program.address);
  await WAYS.sketch.go();
  await page.getByText(lessonWords.bubble.fault).waitFor();
  await page.getByText(lessonWords.bubble.label).waitFor();
});

/** Nothing on the screen says that something went wrong. */
async function seesNoTrouble() {
  for (const trouble of [words.late.lead, words.late.title, words.fault.title]) {
    assert.equal(await page.getByText(trouble).count(), 0, trouble);
  }
  // The page's clock may stand still: what it does after a failed fetch needs it to go on a little.
  const figure = page.locator('.technique-figure');
  for (let i = 0; i < 100 && (await figure.count()) > 0; i++) {
    await page.clock.runFor(20);
    await page.waitForTimeout(20);
  }
  assert.equal(await figure.count(), 0);
  assert.equal(await page.getByRole('alert').count(), 0);
}

for (const { path } of filesFor('nothing')) {
  test(`plan_session_library_and_lessons_work_without_${nameOf(path)}_and_show_no_error`, async () => {
    const lost = [];
    await losing((url) => url.pathname === `/${path}` && lost.push(url.pathname) > 0);
    await person.open(program.address);
    await person.answerAll();
    await person.checkIn({ region: 'shoulders' }); // something is held
    await person.sees(words.plan.title);
    await seesNoTrouble();
    await person.press(words.plan.begin);
    await person.press(words.session.start);
    for (const state of ['move', 'hold']) {
      await person.runUntil(state);
      assert.ok(await page.getByRole('timer').isVisible());
      assert.ok(await page.locator('.doing .do').isVisible());
      await seesNoTrouble();
    }
    await letPass(page, 7);
    await person.sayHowItFelt();
    await page.goto(`${program.origin}/#library/cat-cow`);
    await person.sees(catalogue.techniques.find(({ id }) => id === 'cat-cow').name);
    await page.getByText(techniques.find(({ id }) => id === 'cat-cow').steps[0]).waitFor();
    await seesNoTrouble();
    assert.equal(await action(page, words.library.picture_still).count(), 0);
    assert.equal(await action(page, words.library.picture_move).count(), 0);
    await page.goto(`${program.origin}/#lessons/common-mistakes`);
    await page.getByRole('heading', { name: lessonWords.pictures }).waitFor();
    await seesNoTrouble();
    assert.ok(lost.length > 0, 'it was never asked for');
  });
}

for (const view of ['history', 'library']) {
  test(`${view}_comes_at_another_try_when_nothing_late_could_be_fetched`, async () => {
    await person.open(program.address);
    const restore = await losing();
    await person.press(words.app[view]);
    await seesMissing();
    await restore();
    await person.press(words.app.again);
    await person.sees(words[view].title);
  });
}

test('session_without_its_words_waits_and_can_be_stopped', async () => {
  await person.open(program.address);
  await person.answerAll();
  await person.startSession();
  await person.runUntil('move');
  const restore = await losing();
  await page.reload();
  await person.sees(words.session.title);
  await seesMissing();
  await page.keyboard.press('Space');
  await page.clock.runFor(60_000);
  assert.equal(await action(page, words.session.go).count(), 0);
  await restore();
  await person.press(words.app.again);
  await person.seesState('paused');

  await losing();
  await page.reload();
  await seesMissing();
  await person.press(words.session.stop);
  await person.seesStop();
  await program.untilStored(({ body }) => body.event === 'stop');
});

test('escape_stops_a_session_without_its_words', async () => {
  await person.open(program.address);
  await person.answerAll();
  await person.startSession();
  await losing();
  await page.reload();
  await seesMissing();
  await page.keyboard.press('Escape');
  await person.seesStop();
  await person.press(words.stopped.symptom);
  await page.getByText(words.stopped.graver_now).waitFor();
});

test('emergency_card_needs_nothing_that_is_fetched_late', async () => {
  await losing();
  await person.open(program.address);
  await person.sayEmergency();
  await page.reload();
  await person.sees(catalogue.dispositions.emergency.title);
  assert.ok(await page.locator('.call').first().isVisible());
});
