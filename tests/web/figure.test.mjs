// The moving figure: in the session, in the library, and how much work it is.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { openContext } from './support/browser.mjs';
import { action, catalogue, Person, techniques, words } from './support/person.mjs';
import { freshWorld } from './support/world.mjs';

const FRAMES = 200;
const FRAMES_EACH = 10;
const FRAME_WORK_MS_MAX = 4;
const FRAMES_PER_SECOND_MIN = 30;
const MEASURED_MS = 2_000;

const moving = freshWorld({ reducedMotion: 'no-preference' });
let program;
let context;
let person;
let page;

beforeEach(async () => {
  ({ program, context } = moving);
  page = await context.newPage();
  person = new Person(page);
});

const nameOf = (id) => catalogue.techniques.find((technique) => technique.id === id).name;
const labelOf = (name) => words.library.figure.replace('{name}', name);
const figure = () => page.locator('.technique-figure');

/** What is drawn: every path, in order. */
function drawn() {
  return figure().evaluate((svg) => [...svg.children].map((path) => path.getAttribute('d')).join());
}

/** Until something is drawn. */
async function seesFigure() {
  await page.locator('.technique-figure path').first().waitFor({ state: 'attached' });
}

/** Keeps how long each frame of an animation takes: of work that is asked for again and again. */
function watchFrames() {
  return page.addInitScript(() => {
    window.frames = [];
    const known = new WeakSet();
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (work) => {
      const again = known.has(work);
      known.add(work);
      return ask((now) => {
        const began = performance.now();
        work(now);
        if (again) {
          window.frames.push(performance.now() - began);
        }
      });
    };
  });
}

/** The median of how long that many frames from now on take, in milliseconds. */
function workOfFrames(count) {
  return page.evaluate(async (wanted) => {
    window.frames.length = 0;
    while (window.frames.length < wanted) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return window.frames.sort((one, other) => one - other)[wanted >> 1];
  }, count);
}

function framesSoFar() {
  return page.evaluate(() => window.frames.length);
}

async function openEntry(id) {
  await page.goto(`${program.origin}/#library/${id}`);
  await person.sees(nameOf(id));
  await seesFigure();
}

/** In a session that the page's own clock runs. */
async function beginSession() {
  await page.clock.install();
  await person.open(program.address);
  await person.answerAll();
  await person.beginSession({ minutes: 15 });
  await seesFigure();
}

/** Skips what comes before the first step on the left side, which its other side follows. */
async function skipToASide() {
  const left = page.locator('.doing .side').getByText(words.session.left, { exact: true });
  for (let i = 0; i < 30 && (await left.count()) === 0; i++) {
    await person.press(words.session.skip);
    await page.clock.runFor(100);
  }
  await left.waitFor();
}

const viewBox = () =>
  figure().evaluate((svg) => svg.getAttribute('viewBox').split(' ').map(Number));

test('figure_moves_while_the_session_moves_and_stands_still_while_it_is_paused', async () => {
  await beginSession();
  const before = await drawn();
  await page.clock.runFor(1_000);
  assert.equal(await drawn(), before, 'it moved before the session began');
  await person.press(words.session.start);
  await person.runUntil('move');
  const seen = new Set();
  for (let i = 0; i < 4; i++) {
    await page.clock.runFor(400);
    seen.add(await drawn());
  }
  assert.equal(seen.size, 4, 'it did not move');
  await person.press(words.session.pause);
  await person.seesState('paused');
  const paused = await drawn();
  assert.notEqual(paused, before, 'it went back to its start');
  await page.clock.runFor(3_000);
  assert.equal(await drawn(), paused, 'it moved while paused');
  await person.press(words.session.go);
  await person.runUntil('move');
  await page.clock.runFor(400);
  assert.notEqual(await drawn(), paused, 'it did not go on');
});

test('figure_of_a_session_that_was_reloaded_or_skipped_on_while_paused_is_that_of_its_exercise', async () => {
  await beginSession();
  await person.press(words.session.start);
  await person.runUntil('move');
  await page.reload();
  await person.seesState('paused');
  await seesFigure();
  const [first, next] = [await drawn(), await page.locator('.doing .next').textContent()];
  await person.press(words.session.skip);
  await page.clock.runFor(100);
  const name = await page.locator('.doing h2').textContent();
  assert.ok(next.includes(name), `${next} was announced, ${name} came`);
  await page.getByRole('img', { name: labelOf(name), exact: true }).waitFor();
  assert.notEqual(await drawn(), first);
});

/** The horizontal extent of what is drawn. */
function extent() {
  return figure().evaluate((svg) => {
    const xs = [...svg.children].flatMap((path) =>
      [...path.getAttribute('d').matchAll(/(-?\d+) -?\d+/g)].map(([, x]) => Number(x)),
    );
    return [Math.min(...xs), Math.max(...xs)];
  });
}

test('figure_of_the_right_side_is_the_mirrored_one_of_the_left', async () => {
  await beginSession();
  await person.press(words.session.start);
  await skipToASide();
  const name = await page.locator('.doing h2').textContent();
  const [box, wide] = [await viewBox(), await extent()];
  const right = page.locator('.doing .side').getByText(words.session.right, { exact: true });
  for (let i = 0; i < 300 && (await right.count()) === 0; i++) {
    await page.clock.runFor(1_000);
  }
  assert.equal(await page.locator('.doing h2').textContent(), name);
  const [left, top, width, height] = box;
  assert.deepEqual(await viewBox(), [-left - width, top, width, height]);
  const mirrored = await extent();
  assert.ok(Math.abs(mirrored[0] + wide[1]) <= 1 && Math.abs(mirrored[1] + wide[0]) <= 1, `${wide} ${mirrored}`);
  assert.notDeepEqual(mirrored, wide, 'the picture is symmetric and shows nothing');
});

test('figure_of_the_session_has_a_label', async () => {
  await beginSession();
  const name = await page.locator('.doing h2').textContent();
  await page.getByRole('img', { name: labelOf(name), exact: true }).waitFor();
});

test('every_entry_shows_its_own_figure_with_a_label', async () => {
  await person.open(program.address);
  const pictures = new Set();
  for (const { id, name } of catalogue.techniques) {
    await openEntry(id);
    await page.getByRole('img', { name: labelOf(name), exact: true }).waitFor();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    pictures.add(await drawn());
  }
  assert.equal(pictures.size, techniques.length);
});

test('button_in_the_library_stops_the_movement_and_starts_it_again', async () => {
  await person.open(program.address);
  await openEntry('cat-cow');
  const moves = async () => {
    const before = await drawn();
    await page.waitForTimeout(700);
    return (await drawn()) !== before;
  };
  assert.ok(await moves(), 'it does not move');
  await person.press(words.library.picture_still);
  assert.ok(!(await moves()), 'it does not stop');
  await person.press(words.library.picture_move);
  assert.ok(await moves(), 'it does not start again');
});

test('figure_is_dark_where_the_page_is_and_light_on_paper', async () => {
  await person.open(program.address);
  await openEntry('cat-cow');
  const paper = async (media) => {
    await page.emulateMedia(media);
    return figure().evaluate((svg) => getComputedStyle(svg).backgroundColor);
  };
  const light = await paper({ colorScheme: 'light' });
  assert.notEqual(await paper({ colorScheme: 'dark' }), light);
  assert.equal(await paper({ colorScheme: 'dark', media: 'print' }), light);
});

test('printed_entry_shows_the_still_picture', async () => {
  await person.open(program.address);
  await openEntry('cat-cow');
  await person.press(words.library.picture_still);
  await action(page, words.library.picture_move).waitFor();
  const still = await drawn();
  await person.press(words.library.picture_move);
  await page.waitForTimeout(700);
  const printed = await figure().evaluate((svg) => {
    window.dispatchEvent(new Event('beforeprint'));
    return [...svg.children].map((path) => path.getAttribute('d')).join();
  });
  assert.equal(printed, still);
});

test('where_less_motion_is_wanted_there_are_stills_and_no_animation_frames', async () => {
  const { context: calm, complaints } = await openContext(moving.browser, program, {
    reducedMotion: 'reduce',
  });
  page = await calm.newPage();
  person = new Person(page);
  await page.clock.install();
  await watchFrames();
  await person.open(program.address);
  await openEntry('cat-cow');
  const still = await drawn();
  const before = await framesSoFar();
  await page.clock.runFor(2_000);
  assert.equal(await drawn(), still);
  assert.equal(await framesSoFar(), before, 'the library asks for frames');
  await page.goto(`${program.origin}/#welcome`);
  await person.answerAll();
  await person.startSession({ minutes: 15 });
  const frames = await framesSoFar();
  const seen = {};
  for (const state of ['ready', 'move', 'hold']) {
    await person.runUntil(state);
    seen[state] = await drawn();
    await page.clock.runFor(800);
    assert.equal(await drawn(), seen[state], `it moves in ${state}`);
  }
  assert.notEqual(seen.ready, seen.move);
  assert.equal(await framesSoFar(), frames, 'the session asks for frames');
  await calm.close();
  assert.deepEqual(complaints, []);
});

test('work_of_a_frame_leaves_time_for_sixty_in_a_second', async (t) => {
  await watchFrames();
  await person.open(program.address);
  const works = [];
  for (const { id } of catalogue.techniques) {
    await openEntry(id);
    works.push({ id, work_ms: await workOfFrames(FRAMES_EACH) });
  }
  const [slowest] = works.sort((one, other) => other.work_ms - one.work_ms);
  await openEntry(slowest.id);
  const work_ms = await workOfFrames(FRAMES);
  t.diagnostic(
    `work of a frame of ${slowest.id}, which takes most: ${work_ms.toFixed(2)} ms, the median of ${FRAMES}`,
  );
  assert.ok(work_ms <= FRAME_WORK_MS_MAX, `${work_ms} ms`);
});

test('figure_in_the_session_is_smooth', async (t) => {
  await watchFrames();
  await person.open(program.address);
  await person.answerAll();
  await person.startSession({ minutes: 15 });
  await seesFigure();
  await page.getByText(words.session.states.move, { exact: true }).waitFor({ timeout: 30_000 });
  const { frames, pictures } = await page.evaluate(async (measured) => {
    window.frames.length = 0;
    const seen = new Set();
    const watch = new MutationObserver(() => seen.add(performance.now()));
    watch.observe(document.querySelector('.technique-figure'), { attributes: true, subtree: true });
    await new Promise((resolve) => setTimeout(resolve, measured));
    watch.disconnect();
    return { frames: window.frames.length, pictures: seen.size };
  }, MEASURED_MS);
  const perSecond = (count) => (count * 1000) / MEASURED_MS;
  t.diagnostic(`the session shows ${perSecond(pictures)} pictures in a second, of ${perSecond(frames)} frames`);
  assert.ok(perSecond(pictures) >= FRAMES_PER_SECOND_MIN, `${perSecond(pictures)} in a second`);
});
