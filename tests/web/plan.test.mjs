// Today's plan: solved in the page as natively, explained, and changed by whoever it is for.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, beforeEach, test } from 'node:test';
import { accessibilityFaults } from './support/browser.mjs';
import { loadPageInNode } from './support/modules.mjs';
import { goodDay, REQUEST } from './support/people.mjs';
import { action, catalogue, Person, techniques, words } from './support/person.mjs';
import { BINARY } from './support/program.mjs';
import { freshWorld } from './support/world.mjs';

const EVERYWHERE = catalogue.positions.map(({ id }) => id);

/** Unlike each other in time, places and things. */
const REQUESTS = [
  REQUEST,
  { ...REQUEST, minutes: 5, regions: { 'lower-back': 5 }, equipment: [], positions: EVERYWHERE },
  { ...REQUEST, minutes: 10, regions: { neck: 7, shoulders: 3 }, positions: ['seated', 'standing'] },
  { ...REQUEST, minutes: 30, regions: { 'upper-back': 8, hips: 6 }, positions: EVERYWHERE },
  { ...REQUEST, minutes: 45, regions: { 'lower-back': 9 }, positions: EVERYWHERE, partner: true },
  { ...REQUEST, minutes: 12, regions: {}, pain: undefined },
];

let modules;
let core;
let planner;
let screening;

before(async () => {
  ({ modules, core, planner } = await loadPageInNode());
  screening = core.screen(goodDay(catalogue));
});

function asked(request, tweaks = modules.NO_TWEAKS) {
  return { screening, record: core.record(), request, wishes: modules.wishesOf(tweaks) };
}

// ---- What the planner in the page gives. ---------------------------------------------------------

/** The same from the program: its plan, with the reasons. */
function natively(request, { leftOut, kept, short, order }) {
  const wishes = { leave_out: leftOut, keep: [...kept, ...short], short, order };
  const input = JSON.stringify({ ...request, wishes, screen: goodDay(catalogue) });
  const call = ['plan', '--request', '-', '--json', '--why'];
  const { stdout, stderr } = spawnSync(BINARY, call, { input, encoding: 'utf8' });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

const IN_BOTH = ['technique', 'phase', 'side', 'sets', 'reps', 'hold_ms', 'change_ms', 'position'];

function same(step) {
  return IN_BOTH.map((field) => step[field]);
}

/** Ways to change a plan: what is first in it out, the last kept, one short, and another order. */
function tweaksFor(plan) {
  const chosen = modules.techniquesOf(plan);
  return {
    ...modules.NO_TWEAKS,
    leftOut: chosen.slice(0, 1),
    kept: chosen.slice(-1),
    short: chosen.slice(1, 2),
    order: chosen.toReversed(),
  };
}

test('plan_and_reasons_in_the_page_are_those_of_the_program', () => {
  for (const request of REQUESTS) {
    const first = planner.plan(asked(request));
    for (const tweaks of [modules.NO_TWEAKS, tweaksFor(first)]) {
      const here = planner.plan(asked(request, tweaks));
      const there = natively(request, tweaks);
      assert.deepEqual(here.steps.map(same), there.steps.map(same));
      assert.deepEqual([here.worth, here.atMost], [there.value, there.at_most]);
      const leftOut = there.left_out.map(({ technique, reason }) => ({ technique, reason }));
      assert.deepEqual(here.leftOut, leftOut);
      const reasons = planner.reasons(asked(request, tweaks));
      for (const { technique, adds, warmed_by: warmedBy } of there.reasons.chosen) {
        assert.deepEqual(reasons.chosen.get(technique), { adds, warmedBy });
      }
      for (const { technique, costs } of there.reasons.left_out) {
        assert.equal(reasons.leftOut.get(technique).costs, costs);
      }
    }
  }
});

/** A number below the limit, the same each time. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

const ACTS = ['swap', 'leave_out', 'keep', 'let_go', 'shorter', 'longer', 'earlier', 'later'];

/** Changes as somebody makes them, one after the other; `look` sees what came of each. */
function changeAtRandom(request, seed, look) {
  const any = dice(seed);
  const solve = (tweaks) => planner.plan(asked(request, tweaks));
  let now = { tweaks: modules.NO_TWEAKS, plan: solve(modules.NO_TWEAKS) };
  for (let i = 0; i < 12; i++) {
    const chosen = modules.techniquesOf(now.plan);
    const worth = now.plan.leftOut.filter(({ reason }) => /^(worth|wish)$/.test(reason));
    const puts = any(3) === 0 && worth.length > 0;
    const change = puts
      ? { act: 'put_in', technique: worth[any(worth.length)].technique }
      : { act: ACTS[any(ACTS.length)], technique: chosen[any(chosen.length)] };
    const next = modules.tryChange(solve, now, change);
    look(now, change, next);
    now = next;
  }
}

test('plan_change_breaks_no_limit_and_opens_nothing_that_a_filter_closed', () => {
  for (const [seed, request] of REQUESTS.entries()) {
    const closed = planner
      .plan(asked(request))
      .leftOut.filter(({ reason }) => !/^(worth|time)$/.test(reason))
      .map(({ technique }) => technique);
    changeAtRandom(request, seed + 1, (_, __, { plan }) => {
      assert.equal(plan.outcome, 'planned');
      assert.equal(core.begin(screening, core.record(), plan).state, 'paused', 'the core checks it');
      const chosen = modules.techniquesOf(plan);
      assert.deepEqual(chosen.filter((id) => closed.includes(id)), []);
      const limit_ms = request.minutes * 60_000;
      assert.ok(plan.durationMs <= limit_ms, `${plan.durationMs} of ${limit_ms} ms`);
    });
  }
});

test('plan_change_does_what_was_asked_or_leaves_everything_as_it_was', () => {
  const met = new Set();
  let unmet = 0;
  for (const [seed, request] of REQUESTS.entries()) {
    changeAtRandom(request, 100 + seed, (before, { act, technique }, after) => {
      if (after.difference === null) {
        unmet++;
        assert.deepEqual([after.plan, after.tweaks], [before.plan, before.tweaks]);
        return;
      }
      met.add(act);
      const chosen = modules.techniquesOf(after.plan);
      const out = act === 'swap' || act === 'leave_out';
      const free = act === 'let_go' || act === 'longer';
      assert.ok(free || chosen.includes(technique) !== out, `${act} ${technique}`);
      assert.deepEqual(modules.unmetOf(after.tweaks, after.plan), [], 'what was kept stays');
    });
  }
  assert.deepEqual([...met].sort(), [...ACTS, 'put_in'].sort());
  assert.ok(unmet > 0);
});

test('plan_wish_to_keep_what_a_filter_closed_opens_nothing', () => {
  for (const request of REQUESTS) {
    const { leftOut } = planner.plan(asked(request));
    const closed = leftOut.filter(({ reason }) => !/^(worth|region|time|warm-up)$/.test(reason));
    assert.ok(closed.length > 0);
    for (const { technique, reason } of closed) {
      const tweaks = { ...modules.NO_TWEAKS, kept: [technique] };
      const plan = planner.plan(asked(request, tweaks));
      assert.equal(plan.leftOut.find((each) => each.technique === technique).reason, reason);
    }
  }
});

test('swap_keeps_all_the_others_where_they_fit', () => {
  for (const request of REQUESTS) {
    const solve = (tweaks) => planner.plan(asked(request, tweaks));
    const before = { tweaks: modules.NO_TWEAKS, plan: solve(modules.NO_TWEAKS) };
    const last = modules.techniquesOf(before.plan).at(-2);
    const { difference, tweaks } = modules.tryChange(solve, before, { act: 'swap', technique: last });
    if (difference && tweaks.held.length > 0) {
      assert.deepEqual(difference.wentOut, []);
    }
  }
});

// ---- On the screen. ------------------------------------------------------------------------------

const world = freshWorld();
let page;
let person;

beforeEach(async () => {
  page = await world.context.newPage();
  person = new Person(page);
  await person.open(world.program.address);
  await person.answerAll();
});

const nameOf = (id) => catalogue.techniques.find((each) => each.id === id).name;

async function seesPlan(wish = { minutes: 10 }) {
  await person.checkIn(wish);
  await person.sees(words.plan.title);
}

/** The exercises in their order. */
function shown() {
  return page.locator('.exercise h3').evaluateAll((all) => all.map((it) => it.dataset.exercise));
}

function openMenu(id) {
  return page
    .getByRole('listitem')
    .filter({ has: page.locator(`[data-exercise="${id}"]`) })
    .locator('.change summary')
    .click();
}

function act(label, id) {
  return page.getByRole('button', { name: `${words.plan.acts[label]}: ${nameOf(id)}`, exact: true });
}

async function change(label, id) {
  await openMenu(id);
  await act(label, id).click();
}

const said = () => page.locator('.plan').getByRole('status').textContent();

const focused = () =>
  page.evaluate(() => {
    const { exercise, does, of } = document.activeElement.dataset;
    return exercise ?? `${does} ${of}`;
  });

test('why_these_tells_of_each_exercise_and_what_is_left_out_what_it_would_take', async () => {
  await seesPlan();
  const ids = await shown();
  await page.getByText(words.plan.why.title, { exact: true }).click();
  const why = page.locator('details.why');
  await why.getByRole('listitem').first().waitFor();
  const told = await why.getByRole('listitem').allTextContents();
  assert.equal(told.length, ids.length);
  const shares = Object.values(words.plan.why.adds);
  for (const [i, id] of ids.entries()) {
    assert.ok(told[i].startsWith(nameOf(id)), told[i]);
    assert.ok(shares.some((text) => told[i].includes(text)), told[i]);
  }
  assert.ok(told.some((text) => text.includes(words.plan.why.warmed.replace('{name}', ''))));
  await why.getByText(words.app.not_reviewed).waitFor();
  await page.locator('details.left-out summary').click();
  const puts = page.locator('.puts li');
  await puts.getByText(/seconds that now go to/).first().waitFor();
  const filtered = page.locator('details.left-out > ul:not(.puts)');
  assert.equal(await filtered.getByRole('button').count(), 0, 'what a filter closed has no button');
});

test('exercise_left_out_goes_and_the_focus_stays_in_its_place', async () => {
  await seesPlan();
  const ids = await shown();
  await change('leave_out', ids[1]);
  await page.getByText(words.plan.start_over).waitFor();
  const now = await shown();
  assert.ok(!now.includes(ids[1]));
  const done = words.plan.said.leave_out.replace('{name}', nameOf(ids[1]));
  assert.ok((await said()).startsWith(done), await said());
  assert.equal(await focused(), now[Math.min(1, now.length - 1)]);
  await person.press(words.plan.start_over);
  assert.deepEqual(await shown(), ids);
  assert.equal(await said(), words.plan.said.started_over);
  assert.equal(await action(page, words.plan.start_over).count(), 0);
});

test('exercise_that_was_swapped_gives_way_to_another_one_which_has_the_focus', async () => {
  await seesPlan();
  const ids = await shown();
  for (const id of ids) {
    await change('swap', id);
    const now = await shown();
    if (now.includes(id)) {
      continue; // everything else needs it
    }
    const came = now.filter((each) => !ids.includes(each));
    if (came.length > 0) {
      assert.ok(came.includes(await focused()));
    }
    await person.press(words.plan.start_over);
    assert.deepEqual(await shown(), ids);
  }
});

test('exercise_is_kept_and_let_go_and_says_so', async () => {
  await seesPlan();
  const [id] = await shown();
  await change('keep', id);
  await act('keep', id).and(page.locator('[aria-pressed=true]')).waitFor();
  const card = page.getByRole('listitem').filter({ has: page.locator(`[data-exercise="${id}"]`) });
  await card.getByText(words.plan.kept).waitFor();
  assert.equal(await focused(), `let_go ${id}`);
  await act('keep', id).click();
  assert.equal(await card.getByText(words.plan.kept).count(), 0);
});

test('exercise_made_shorter_takes_its_smallest_dose', async () => {
  await seesPlan({ minutes: 30 });
  const shorter = page.locator('[data-does=shorter]').first();
  const id = await shorter.getAttribute('data-of');
  const card = page.getByRole('listitem').filter({ has: page.locator(`[data-exercise="${id}"]`) });
  const before = await card.textContent();
  await change('shorter', id);
  await card.getByText(words.plan.short).waitFor();
  assert.notEqual((await card.textContent()).replace(words.plan.short, ''), before);
  const { dose } = techniques.find((each) => each.id === id);
  const often = dose.hold_s[1] > 0 ? words.plan.hold : words.plan.repeat;
  const text = (dose.reps[0] === 1 ? often.one : often.other)
    .replace('{count}', dose.reps[0])
    .replace('{seconds}', `${dose.hold_s[0]} seconds`);
  assert.ok((await card.textContent()).includes(text), text);
});

test('exercises_change_places_with_their_neighbours_only', async () => {
  await seesPlan({ minutes: 30, region: 'hips' });
  const ids = await shown();
  const can = page.locator('[data-does=later]:not([aria-disabled])').first();
  const id = await can.getAttribute('data-of');
  const at = ids.indexOf(id);
  await change('later', id);
  const wanted = ids.with(at, ids[at + 1]).with(at + 1, id);
  assert.deepEqual(await shown(), wanted);
  await page.waitForFunction((of) => document.activeElement.dataset.of === of, id);
  await act('earlier', id).click();
  assert.deepEqual(await shown(), ids);
});

test('what_was_left_out_can_be_put_in_and_what_does_not_fit_changes_nothing', async () => {
  await seesPlan({ minutes: 5 });
  await page.locator('details.left-out summary').click();
  const put = page.locator('.puts [data-does=put_in]').first();
  const id = await put.getAttribute('data-of');
  await put.click();
  await page.locator(`[data-exercise="${id}"]`).waitFor();
  assert.equal(await focused(), id);
  assert.ok((await said()).startsWith(words.plan.said.put_in.replace('{name}', nameOf(id))));

  const ids = await shown();
  for (const each of ids.filter((one) => one !== id)) {
    await change('keep', each);
  }
  for (let i = 0; i < 30 && (await put.count()) > 0; i++) {
    await page.locator('.puts li span').first().waitFor(); // what each would take is known
    if ((await put.count()) === 0) {
      break;
    }
    const before = await shown();
    const each = await put.getAttribute('data-of');
    await put.click();
    const now = await shown();
    assert.ok(ids.every((kept) => now.includes(kept)), 'what is kept stays');
    if (!now.includes(each)) {
      assert.equal(await said(), words.plan.said.cannot.replace('{name}', nameOf(each)));
      assert.deepEqual(now, before);
      return;
    }
  }
  assert.ok(await page.getByText(words.plan.why.apart).first().isVisible());
});

test('kept_exercises_for_which_there_is_no_time_any_more_are_named', async () => {
  await seesPlan({ minutes: 15 });
  for (const id of await shown()) {
    await change('keep', id);
  }
  await person.press(words.plan.change);
  await person.sees(words.check_in.title);
  const time = page.getByRole('group', { name: words.check_in.minutes });
  await time.getByRole('radio', { name: '3', exact: true }).check();
  await page.evaluate(() => {
    location.hash = 'plan';
  });
  await person.sees(words.plan.title);
  await page.getByText(words.plan.unmet.split('{')[0]).waitFor();
  await person.press(words.plan.start_over);
  assert.equal(await page.getByText(words.plan.unmet.split('{')[0]).count(), 0);
});

test('plan_says_that_it_is_being_put_together_while_the_planner_is_on_its_way', async () => {
  let letGo;
  const wait = new Promise((resolve) => {
    letGo = resolve;
  });
  await page.route(/planner-.{8}[.]wasm$/, async (route) => {
    await wait;
    await route.continue();
  });
  await person.sees(words.check_in.title); // what was answered is stored
  await page.reload();
  await person.checkIn();
  await page.getByRole('status').getByText(words.plan.making).waitFor();
  letGo();
  await person.sees(words.plan.title);
});

test('plan_is_changed_with_the_keyboard_alone', async () => {
  await seesPlan();
  const ids = await shown();
  const keys = page.keyboard;
  async function tabTo(wanted) {
    for (let i = 0; i < 150; i++) {
      if (await wanted.evaluate((it) => it === document.activeElement)) {
        return;
      }
      await keys.press('Tab');
    }
    assert.fail(`Tab does not lead to ${wanted}`);
  }
  await tabTo(page.locator('.change summary').first());
  await keys.press('Enter');
  await tabTo(act('keep', ids[0]));
  await keys.press('Space');
  await tabTo(page.locator('.change summary').nth(1));
  await keys.press('Enter');
  await tabTo(act('leave_out', ids[1]));
  await keys.press('Enter');
  await page.locator(`[data-exercise="${ids[1]}"]`).waitFor({ state: 'detached' });
  await tabTo(action(page, words.plan.start_over));
  await keys.press('Enter');
  await page.locator(`[data-exercise="${ids[1]}"]`).waitFor();
  assert.deepEqual(await shown(), ids);
  await tabTo(action(page, words.plan.begin));
  await keys.press('Enter');
  await person.sees(words.session.title);
});

test('plan_that_was_changed_is_the_one_that_is_begun', async () => {
  await seesPlan();
  const [, id] = await shown();
  await change('leave_out', id);
  await page.locator(`[data-exercise="${id}"]`).waitFor({ state: 'detached' });
  const ids = await shown();
  await person.press(words.plan.begin);
  await person.sees(words.session.title);
  await world.program.untilStored(({ kind }) => kind === 'session');
  const { body } = (await world.program.events()).find(({ kind }) => kind === 'session');
  assert.deepEqual([...new Set(body.steps.map(({ technique }) => technique))], ids);
  assert.ok(body.steps.some(({ change_ms }) => change_ms > 0), 'changes of position are logged');
  assert.deepEqual(
    Object.keys(body.request).filter((key) => /wish|tweak|order/.test(key)),
    [],
    'wishes are gone with the plan',
  );
});

test('changes_are_easy_to_hit_and_axe_finds_nothing_in_the_open_menus', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await seesPlan({ minutes: 15 });
  for (const summary of await page.locator('summary').all()) {
    await summary.click();
  }
  await page.locator('.puts button').first().waitFor();
  await act('leave_out', (await shown())[0]).click();
  const small = await page.locator('.plan button').evaluateAll((all) =>
    all
      .map((it) => [it.textContent, it.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 44 || height < 44)
      .map(([text]) => text),
  );
  assert.deepEqual(small, []);
  assert.deepEqual(await accessibilityFaults(page), []);
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((it) => it.outerHTML.slice(0, 80)),
  );
  assert.deepEqual(wide, [], 'it scrolls sideways');
});
