// The lessons: where they are linked from, what they say, and the sketch that moves and sounds only
// when asked.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { lessons, lessonWords } from '../../web/src/generated/lessons.ts';
import { accessibilityFaults, openContext } from './support/browser.mjs';
import { letPass, Person, words } from './support/person.mjs';
import { freshWorld } from './support/world.mjs';

const LOOKS = {
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  dark: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  narrow: { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  desktop: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
};
const PICTURES = process.env.LIMBER_LESSON_PICTURES;
const sketch = lessonWords.bubble;
const world = freshWorld();
let program;
let context;

beforeEach(() => {
  ({ program, context } = world);
});

async function openAt(hash, from = context) {
  const person = new Person(await from.newPage());
  await person.open(`${program.origin}/#${hash}`);
  return person;
}

const titleOf = (id) => lessons.find((lesson) => lesson.id === id).title;

test('lessons_are_not_fetched_before_somebody_goes_there', async () => {
  const asked = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const person = await openAt('welcome');
  await person.sees(words.welcome.title);
  assert.ok(!asked.some((path) => /lessons|bubble/.test(path)), asked.join(' '));
  await person.page.goto(`${program.origin}/#lessons/lifting`);
  await person.sees(titleOf('lifting'));
  assert.ok(asked.some((path) => path.includes('/lessons-')));
  assert.ok(!asked.some((path) => path.includes('/bubble-')));
  await person.page.goto(`${program.origin}/#lessons/the-pop`);
  await person.page.getByText(sketch.label).waitFor();
  assert.ok(asked.some((path) => path.includes('/bubble-') && path.endsWith('.wasm')));
});

test('every_lesson_shows_each_claim_with_sources_and_the_review_status', async () => {
  const person = await openAt('lessons');
  await person.sees(lessonWords.title);
  for (const lesson of lessons) {
    await person.page.getByRole('link', { name: lesson.title, exact: true }).click();
    await person.sees(lesson.title);
    const main = await person.page.getByRole('main').textContent();
    for (const { says, sources } of lesson.claims) {
      assert.ok(main.includes(says), `${lesson.id} lacks: ${says}`);
      for (const source of sources) {
        assert.ok(main.includes(source), `${lesson.id} lacks: ${source}`);
      }
    }
    assert.ok(main.includes(words.app.not_reviewed), lesson.id);
    await person.page.getByRole('link', { name: lessonWords.back, exact: true }).click();
    await person.sees(lessonWords.title);
  }
});

test('lessons_that_cannot_be_fetched_say_so', async () => {
  const page = await context.newPage();
  await page.route('**/assets/lessons-*', (route) => route.abort());
  await page.goto(`${program.origin}/#lessons`);
  await page.getByRole('heading', { name: words.late.title }).waitFor();
  await page.getByText(words.late.lead).waitFor();
});

test('unknown_lesson_leads_to_the_list', async () => {
  const person = await openAt('lessons/no-such-thing');
  await person.sees(lessonWords.title);
  await person.page.getByText(lessonWords.none).waitFor();
});

test('lesson_of_the_moment_is_one_link_away_and_back_is_where_one_was', async () => {
  const page = await context.newPage();
  await page.clock.install();
  const person = new Person(page);
  await person.open(program.address);
  await person.answerAll();
  await person.fillCheckIn({ minutes: 8 });
  await page.getByRole('link', { name: words.learn.check_in }).click();
  await person.sees(titleOf('the-pop'));
  await person.press(words.app.back);
  await person.sees(words.check_in.title);
  const time = page.getByRole('group', { name: words.check_in.minutes });
  assert.ok(await time.getByRole('radio', { name: '8', exact: true }).isChecked());
  await person.press(words.check_in.make);
  await person.sees(words.plan.title);
  await page.getByRole('link', { name: words.learn.plan }).click();
  await person.sees(titleOf('how-much-is-enough'));
  await person.press(words.app.back);
  await person.sees(words.plan.title);
  await person.press(words.plan.begin);
  await person.press(words.session.start);
  await letPass(page, 10);
  await person.sayHowItFelt();
  await page.getByRole('link', { name: words.learn.thanks }).click();
  await person.sees(titleOf('relief-without-a-pop'));
});

test('nobody_who_is_sent_to_somebody_is_led_into_lessons', async () => {
  const person = await openAt('welcome');
  await person.sayEmergency();
  const told = await person.heading();
  await person.page.goto(`${program.origin}/#lessons/the-pop`);
  await person.sees(told);
});

/** Counts what the page does with sound, without making any. */
function watchSound(page) {
  return page.addInitScript(() => {
    window.sounds = [];
    const Real = window.AudioContext;
    window.AudioContext = class extends Real {
      constructor() {
        super();
        window.sounds.push('opened');
      }
      createBufferSource() {
        const source = super.createBufferSource();
        const start = source.start.bind(source);
        source.start = () => {
          window.sounds.push(Math.max(...source.buffer.getChannelData(0).map(Math.abs)));
          start();
        };
        return source;
      }
      close() {
        window.sounds.push('closed');
        return super.close();
      }
    };
  });
}

test('sketch_is_silent_until_it_is_asked_and_then_quiet_with_a_caption', async () => {
  const page = await context.newPage();
  await watchSound(page);
  const person = new Person(page);
  await person.open(`${program.origin}/#lessons/the-pop`);
  await page.getByRole('img', { name: sketch.chart }).waitFor();
  assert.deepEqual(await page.evaluate(() => window.sounds), []);
  await person.press(sketch.play);
  await page.getByText(sketch.played).waitFor();
  const [opened, loudest, closed] = await page.evaluate(() => window.sounds);
  assert.equal(opened, 'opened');
  assert.ok(loudest > 0.05 && loudest <= 0.16, `${loudest}`);
  assert.equal(closed, 'closed');
});

test('sketch_says_so_where_there_is_no_sound', async () => {
  const page = await context.newPage();
  await page.addInitScript(() => {
    delete window.AudioContext;
  });
  const person = new Person(page);
  await person.open(`${program.origin}/#lessons/the-pop`);
  await person.press(sketch.play);
  await page.getByText(sketch.silent).waitFor();
});

const radii = (page) =>
  page.locator('[data-bubble] circle').evaluateAll((all) => all.map((one) => Number(one.getAttribute('r'))));

test('sketch_is_three_stills_where_less_motion_is_wanted', async () => {
  const { page } = await openAt('lessons/the-pop');
  await page.getByText(sketch.after).waitFor();
  const [before, grown, after] = await radii(page);
  assert.ok(grown > 2 * before, `${before} ${grown}`);
  assert.ok(after > 0.9 * before && after < grown, `${after}`);
  assert.equal(await page.getByRole('button', { name: sketch.move }).count(), 0);
});

test('sketch_moves_only_when_asked_and_can_be_stopped', async () => {
  const { context: moving, complaints } = await openContext(world.browser, program, {
    reducedMotion: 'no-preference',
  });
  const page = await moving.newPage();
  await page.clock.install();
  const person = new Person(page);
  await person.open(`${program.origin}/#lessons/the-pop`);
  await page.getByText(sketch.before).waitFor();
  await page.clock.pauseAt(Date.now() + 60_000); // from here on it passes only as told
  const [rest] = await radii(page);
  await page.clock.runFor(3_000);
  assert.deepEqual(await radii(page), [rest]);
  await person.press(sketch.move);
  await page.clock.runFor(1_700);
  await page.getByText(sketch.grown).waitFor();
  assert.ok((await radii(page))[0] > 1.5 * rest);
  await person.press(sketch.stop);
  await page.clock.runFor(100);
  const stopped = await radii(page);
  await page.clock.runFor(1_000);
  assert.deepEqual(await radii(page), stopped);
  await person.press(sketch.again);
  await page.clock.runFor(12_000);
  await page.getByText(sketch.after).waitFor();
  assert.ok(Math.abs((await radii(page))[0] - rest) < 0.02 * rest);
  await page.getByRole('button', { name: sketch.again }).waitFor();
  await moving.close();
  assert.deepEqual(complaints, []);
});

for (const [look, options] of Object.entries(LOOKS)) {
  test(`lessons_are_free_of_axe_findings_and_sideways_scrolling_${look}`, async () => {
    const opened = await openContext(world.browser, program, options);
    const findings = {};
    for (const hash of ['lessons', ...lessons.map(({ id }) => `lessons/${id}`)]) {
      const { page } = await openAt(hash, opened.context);
      if (hash.endsWith('the-pop')) {
        await page.getByRole('img', { name: sketch.chart }).waitFor();
      }
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth > clientWidth ? `${scrollWidth} px in ${clientWidth}` : null;
      });
      const faults = [...(await accessibilityFaults(page)), ...(wide ? [wide] : [])];
      if (faults.length > 0) {
        findings[hash] = faults;
      }
      if (PICTURES) {
        mkdirSync(PICTURES, { recursive: true });
        const path = join(PICTURES, `${look}-${hash.replace('/', '-')}.png`);
        await page.screenshot({ path, fullPage: true });
      }
      await page.close();
    }
    await opened.context.close();
    assert.deepEqual(findings, {});
    assert.deepEqual(opened.complaints, []);
  });
}
