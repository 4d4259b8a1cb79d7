// While a session runs: stopping, pausing, leaving, reloading, two tabs.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { action, letPass, Person, words } from './support/person.mjs';
import { freshWorld } from './support/world.mjs';

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
  await person.open(program.address);
  await person.answerAll();
});

function secondsLeft() {
  return page.getByRole('timer').textContent();
}

const STOPS = {
  the_button: () => person.press(words.session.stop),
  escape: () => page.keyboard.press('Escape'),
};

for (const [name, stop] of Object.entries(STOPS)) {
  for (const state of ['paused', 'ready', 'move', 'hold', 'rest']) {
    test(`stop_by_${name}_works_at_once_in_${state}`, async () => {
      await person.startSession({ region: 'shoulders', minutes: 30 });
      await person.runUntil(state === 'paused' ? 'ready' : state);
      if (state === 'paused') {
        await person.press(words.session.pause);
        await person.seesState('paused');
      }
      await stop();
      await person.seesStop();
      await letPass(page, 30);
      assert.equal(await person.heading(), words.stopped.title, 'it is latched');
      await program.untilStored(({ body }) => body.event === 'stop');
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.notEqual(await person.heading(), words.session.title, 'and stays so after a reload');
    });
  }
}

test('clock_of_getting_ready_counts_the_change_of_position', async () => {
  await person.startSession();
  const ring = page.locator('.ring .left');
  const ready = page.getByText(words.session.states.ready, { exact: true });
  const seen = [];
  for (let i = 0; i < 300; i++) {
    await page.clock.runFor(1_000);
    if ((await ready.count()) > 0) {
      const [part] = (await ring.getAttribute('stroke-dasharray')).split(' ').map(Number);
      seen.push([Number.parseInt(await secondsLeft(), 10), part]);
    }
  }
  const begun = seen.filter(([seconds], i) => i > 0 && seen[i - 1][0] - 1 === seconds);
  assert.ok(begun.length > 0);
  assert.deepEqual(begun.filter(([, part]) => part >= 1), [], 'it stands still at first');
});

test('stop_works_before_the_session_has_begun', async () => {
  await person.beginSession();
  await page.keyboard.press('Escape');
  await person.seesStop();
});

test('stop_works_while_it_asks_how_strong_the_pain_is', async () => {
  await person.startSession();
  await person.press(words.session.hurts);
  await page.keyboard.press('Escape');
  await person.seesStop();
});

test('space_halts_what_runs_wherever_the_focus_is_and_goes_on_only_when_asked', async () => {
  await person.startSession();
  await action(page, words.session.skip).focus();
  await page.keyboard.press('Space');
  await person.seesState('paused');
  const left = await secondsLeft();
  await letPass(page, 5);
  await person.seesState('paused');
  assert.equal(await secondsLeft(), left);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('Space');
  await person.runUntil('ready');
});

test('pain_at_the_limit_stops_and_leads_to_the_questions', async () => {
  await person.startSession();
  await person.press(words.session.hurts);
  await person.press('6');
  await person.seesStop();
  await page.getByText(words.stopped.graver, { exact: true }).waitFor();
  await person.press(words.stopped.screen);
  await person.sees(words.screening.you);
});

test('pain_that_is_up_waits_and_goes_on_easier_or_without', async () => {
  await person.startSession();
  await person.press(words.session.hurts);
  await person.press('5');
  await page.getByText(words.session.up, { exact: true }).waitFor();
  await letPass(page, 5);
  await page.getByText(words.session.up, { exact: true }).waitFor();
  await person.press(words.session.go_easier);
  await person.seesState('ready');
});

test('symptom_stops_at_once_and_says_where_to_turn', async () => {
  await person.startSession();
  await person.press(words.session.hurts);
  await person.press(words.session.symptom);
  await person.seesStop();
  await page.getByText(words.stopped.graver_now).waitFor();
});

test('reload_in_mid_session_comes_back_paused_where_it_was', async () => {
  await person.startSession();
  await person.runUntil('move');
  await page.clock.runFor(3_000);
  const left = Number(await secondsLeft());
  await page.reload();
  await person.seesState('paused');
  assert.ok(Math.abs(Number(await secondsLeft()) - left) <= 2);
  await letPass(page, 3);
  await person.seesState('paused');
  await person.press(words.session.go);
  await person.runUntil('move');
});

test('back_in_mid_session_pauses_it_and_forward_finds_it_paused', async () => {
  await person.startSession();
  await person.runUntil('move');
  await page.goBack();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.notEqual(await person.heading(), words.session.title);
  await letPass(page, 3);
  await page.goForward();
  await person.sees(words.session.title);
  await person.seesState('paused');
  await person.press(words.session.go);
  await letPass(page, 7);
  await person.sees(words.afterwards.title);
});

test('page_out_of_sight_pauses', async () => {
  await person.startSession();
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await person.seesState('paused');
});

test('second_tab_does_not_run_it_too_and_its_stop_stops_the_first', async () => {
  await person.startSession();
  const other = new Person(await context.newPage());
  await other.open(`${program.origin}/#session`);
  await other.page.getByText(words.session.elsewhere).waitFor();
  await other.press(words.session.stop);
  await person.seesStop();
  await other.seesStop();
});

test('server_killed_in_mid_session_changes_nothing_for_the_person_and_loses_nothing', async () => {
  await person.startSession();
  await page.clock.runFor(30_000);
  await program.stop('SIGKILL');
  await letPass(page, 7);
  await person.sayHowItFelt();
  await person.lookAtHistory();
  await person.seesStatus('offline');
  await program.start();
  await person.press(words.app.again);
  await person.seesStatus('synced');
  const events = await program.events();
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    [...events.keys()].map((i) => i + 1),
  );
  assert.equal(events.at(-1).kind, 'afterwards');
  const { at_ms } = events.findLast(({ kind }) => kind === 'input').body;
  assert.ok(at_ms > 60_000);
});

for (const [screen, size] of Object.entries({
  phone: { width: 390, height: 844 },
  laptop: { width: 1280, height: 800 },
})) {
  test(`what_to_do_now_is_in_sight_without_scrolling_on_a_${screen}`, async () => {
    await page.setViewportSize(size);
    await person.startSession({ minutes: 30 });
    for (const state of ['move', 'hold']) {
      await person.runUntil(state);
      const deck = await action(page, words.session.stop).boundingBox();
      for (const part of ['.dial', '.doing h2', '.doing .do']) {
        const box = await page.locator(part).boundingBox();
        const end = box.y + box.height;
        assert.ok(box.y >= 0 && end <= deck.y, `${part} in ${state} ends at ${end}, STOP begins at ${deck.y}`);
      }
    }
  });
}
