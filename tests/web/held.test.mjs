// From an answer that leads to somebody else there is no way to a plan but all questions anew.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { action, catalogue, Person, questionOf, words } from './support/person.mjs';
import { freshWorld } from './support/world.mjs';

const world = freshWorld();
let program;
let context;
let person;

beforeEach(async () => {
  ({ program, context } = world);
  person = new Person(await context.newPage());
  await person.open(program.address);
});

const OPENINGS = ['check-in', 'plan', 'session', 'afterwards', 'questions', 'welcome', ''];

/** No view that leads to exercise, and no way there, whatever is tried. */
async function isHeld(title, what) {
  const { page } = person;
  await person.sees(title);
  for (const name of [words.check_in.make, words.plan.begin, words.session.start]) {
    assert.equal(await action(page, name).count(), 0, what);
  }
}

async function tryEverything(title) {
  const { page } = person;
  await isHeld(title, 'at first');
  await page.reload();
  await isHeld(title, 'after a reload');
  for (const view of OPENINGS) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, view);
    await isHeld(title, `after #${view}`);
    await page.goto(`${program.origin}/?${view}#${view}`);
    await isHeld(title, `opened at #${view}`);
  }
  for (let i = 0; i < 4; i++) {
    await page.goBack();
    await isHeld(title, 'after going back');
  }
  const other = await context.newPage();
  await other.goto(`${program.origin}/#plan`);
  await other.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  await other.close();
}

test('emergency_reaches_no_plan_by_address_back_reload_or_second_tab', async () => {
  await person.sayEmergency();
  await tryEverything(catalogue.dispositions.emergency.title);
});

test('urgent_reaches_no_plan_by_address_back_reload_or_second_tab', async () => {
  await person.answerAll({ [questionOf('urgent').id]: 'yes' });
  await tryEverything(catalogue.dispositions.urgent.title);
});

test('answer_unknown_is_held_like_a_yes', async () => {
  await person.answerAll({ [questionOf('urgent').id]: 'unknown' });
  await isHeld(catalogue.dispositions.urgent.title, 'unknown');
});

test('professional_by_age_alone_reaches_no_plan', async () => {
  await person.answerAll({}, 17);
  await tryEverything(catalogue.dispositions.professional.title);
});

test('emergency_stays_after_the_server_and_the_browser_page_were_gone', async () => {
  await person.sayEmergency();
  await program.restart('SIGKILL');
  await person.page.close();
  person = new Person(await context.newPage());
  await person.open(program.origin);
  await isHeld(catalogue.dispositions.emergency.title, 'later');
});

test('emergency_in_a_second_tab_holds_a_plan_that_stands_open', async () => {
  await person.answerAll();
  await person.checkIn();
  await person.sees(words.plan.title);
  const other = new Person(await context.newPage());
  await other.open(`${program.origin}/#questions`);
  await other.sees(words.screening.short);
  await other.answer(questionOf('emergency'), 'yes');
  await other.press(words.screening.emergency_now);
  await other.sees(catalogue.dispositions.emergency.title);
  await isHeld(catalogue.dispositions.emergency.title, 'in the first tab');
});

test('all_questions_anew_are_the_way_out_and_an_abandoned_attempt_is_not', async () => {
  const title = catalogue.dispositions.emergency.title;
  const { page } = person;
  await person.sayEmergency();
  await person.askAnew();
  await person.sayAge();
  await person.sees(words.screening.emergency);
  await page.reload();
  await isHeld(title, 'after an abandoned attempt');
  await person.askAnew();
  await person.answerEverything();
  await person.sees(words.check_in.title);
});

test('screening_without_all_answers_does_not_finish', async () => {
  const { page } = person;
  const insist = () => action(page, words.screening.next).click({ force: true });
  await person.press(words.welcome.start);
  await insist();
  await person.sees(words.screening.you);
  await person.sayAge();
  await insist();
  await person.sees(words.screening.emergency);
  for (const view of ['check-in', 'plan', 'session']) {
    await page.goto(`${program.origin}/#${view}`);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.notEqual(await person.heading(), words.check_in.title);
  }
  assert.deepEqual(await program.events(), []);
});
