// Parts of the page that are fetched when they are first needed, and what is so while they are missing.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { measure } from '../../web/tools/budget.mjs';
import { action, catalogue, Person, words } from './support/person.mjs';
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

for (const { path } of late.filter(({ path }) => !/history|reading/.test(path))) {
  const name = path.replace(/^assets.(.*)-.{8}[.](js|css)$/, '$1_$2').replace(/-/g, '_');
  test(`plan_is_made_at_another_try_when_${name}_could_not_be_fetched`, async () => {
    await person.open(program.address);
    const restore = await losing((url) => url.pathname === `/${path}`);
    await person.answerAll();
    await person.sees(words.late.title);
    await seesMissing();
    await person.press(words.app.again);
    await page.getByText(words.late.still).waitFor();
    await restore();
    await person.press(words.app.again);
    await person.beginSession();
  });
}

for (const view of ['history', 'library']) {
  test(`${view}_comes_at_another_try`, async () => {
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
