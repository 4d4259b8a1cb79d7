// What is asked when, and what follows from it over days: with the real program and browser.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { openContext } from './support/browser.mjs';
import { TODAY } from './support/people.mjs';
import {
  action,
  catalogue,
  DEPENDENT,
  letPass,
  Person,
  questionById,
  words,
} from './support/person.mjs';
import { freshWorld } from './support/world.mjs';

const world = freshWorld();
const { dispositions, leftOut } = catalogue;
let program;
let context;
let person;
let page;

beforeEach(async () => {
  ({ program, context } = world);
  page = await context.newPage();
  await page.clock.install({ time: new Date(`${TODAY}T09:30:00`) });
  person = new Person(page);
  await person.open(program.address);
});

async function isDay(date) {
  await page.clock.setSystemTime(new Date(`${date}T09:30:00`));
  await page.goto(`${program.origin}/#welcome`);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

function isAsked(id) {
  return page.getByRole('group', { name: questionById(id).ask }).isVisible();
}

function nameOf(technique) {
  return catalogue.techniques.find(({ id }) => id === technique).name;
}

function tellOf(rule) {
  return catalogue.rules.find(({ id }) => id === rule).tell;
}

/** In the plan's list of what is left out, this exercise stands beside this reason. */
async function isLeftOut(name, reason) {
  await person.sees(words.plan.title);
  const list = page.locator('details').last();
  await list.locator('summary').click();
  await list.getByRole('listitem').filter({ hasText: reason }).getByText(name).waitFor();
}

async function wholeSession() {
  await person.startSession();
  await letPass(page, 7);
  await person.sayHowItFelt();
}

async function sayNextDay(feel, technique) {
  const asked = page.getByRole('group', { name: words.next_day.ask });
  await asked.getByRole('radio', { name: words.next_day[feel], exact: true }).click();
  if (feel === 'worse') {
    await person.press(technique ?? words.next_day.not_sure);
  }
}

// ---- The two forms.

test('short_form_follows_a_full_one_of_the_same_week_and_opens_a_plan', async () => {
  await person.answerAll();
  await person.sees(words.check_in.title);
  await isDay('2026-11-22');
  await person.answerShort();
  await person.checkIn();
  await person.sees(words.plan.title);
  const screenings = (await program.events()).filter(({ kind }) => kind === 'screening');
  assert.deepEqual(screenings.map(({ body }) => body.form), [undefined, 'short']);
  const asked = catalogue.questions.filter((question) => question.short).map(({ id }) => id);
  assert.deepEqual(Object.keys(screenings[1].body.answers).sort(), asked.sort());
  await isDay('2026-11-29');
  assert.equal(await action(page, words.welcome.start).count(), 1, 'a week later all is asked');
});

for (const changed of ['yes', 'unknown']) {
  test(`something_new_in_the_short_form_leads_to_the_full_one_${changed}`, async () => {
    await person.answerAll();
    await person.sees(words.check_in.title);
    await isDay('2026-11-22');
    await person.answerShort({ changed });
    await person.sees(words.screening.you);
    await page.getByText(words.screening.something_new).waitFor();
    await page.goto(`${program.origin}/#check-in`);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await person.answerAll();
    await person.sees(words.check_in.title);
  });
}

test('sign_in_the_short_form_is_an_emergency_at_once', async () => {
  await person.answerAll();
  await person.sees(words.check_in.title);
  await isDay('2026-11-22');
  await person.press(words.welcome.short);
  await person.answer(questionById('E2'), 'unknown');
  await person.press(words.screening.emergency_now);
  await person.sees(dispositions.emergency.title);
});

test('questions_that_hang_on_another_appear_once_that_one_counts', async () => {
  await person.press(words.welcome.start);
  await person.sayAge();
  await person.answerGroup('emergency');
  await person.sees(words.screening.urgent);
  assert.deepEqual([await isAsked('U3.2'), await isAsked('U7.2')], [false, false]);
  await person.answer(questionById('U3.1'), 'unknown');
  assert.deepEqual([await isAsked('U3.2'), await isAsked('U7.2')], [true, false]);
  await person.answerGroup('urgent');
  await person.sees(words.screening.professional);
  const parts = DEPENDENT.filter((id) => id.startsWith('P3'));
  const shown = async () => (await Promise.all(parts.map(isAsked))).filter(Boolean).length;
  assert.equal(await shown(), 0);
  await person.answer(questionById('P3.1'), 'yes');
  assert.equal(await shown(), parts.length);
  await person.answer(questionById('P3.1'), 'no');
  assert.equal(await shown(), 0);
});

// ---- Emergency.

test('emergency_asks_for_having_been_seen_after_a_reload_and_in_another_browser', async () => {
  const { title } = dispositions.emergency;
  await person.sayEmergency();
  await program.untilStored(({ kind }) => kind === 'screening');
  await page.reload();
  await person.sees(title);
  const elsewhere = await openContext(world.browser, program);
  const other = new Person(await elsewhere.context.newPage());
  await other.open(await program.freshAddress());
  await other.sees(title);
  await other.askAnew({ seen: false });
  await other.press(words.screening.emergency_now);
  await other.sees(title);
  await other.askAnew();
  await other.answerEverything();
  await other.sees(words.check_in.title);
  await elsewhere.context.close();
  assert.deepEqual(elsewhere.complaints, []);
});

test('emergency_number_is_that_of_the_locale_and_can_be_changed_on_this_device', async () => {
  const expected = {
    'en-GB': '999', 'de-DE': '112', 'en-US': '911', 'en-AU': '000', 'en-NZ': '111', 'ja-JP': '119',
    'pt-BR': '192', 'zh-CN': '120', 'en-IN': '112', 'en-ZA': '112', de: '112', en: '112',
  };
  for (const [locale, number] of Object.entries(expected)) {
    const opened = await openContext(world.browser, program, { locale });
    const visitor = new Person(await opened.context.newPage());
    await visitor.open(program.origin);
    await visitor.sayEmergency();
    const call = visitor.page.locator('.call').first();
    assert.equal(await call.getAttribute('href'), `tel:${number}`, locale);
    if (locale === 'en-GB') {
      await visitor.page.getByText(words.see.other, { exact: true }).click();
      await visitor.page.getByLabel(words.see.own_number).fill('+44 20 7946 0000');
      await visitor.press(words.see.keep);
      assert.equal(await call.getAttribute('href'), 'tel:+442079460000');
      await visitor.page.reload();
      assert.equal(await call.getAttribute('href'), 'tel:+442079460000', 'after a reload');
      await visitor.page.getByText(words.see.other, { exact: true }).click();
      await visitor.page.getByLabel(words.see.own_number).fill('');
      await visitor.press(words.see.keep);
      assert.equal(await call.getAttribute('href'), 'tel:999');
    }
    await opened.context.close();
    assert.deepEqual(opened.complaints, []);
  }
});

test('urgent_names_the_medical_advice_line_only_where_there_is_one', async () => {
  for (const [locale, number] of Object.entries({ 'en-GB': '111', 'de-AT': '1450', 'fr-FR': null })) {
    const opened = await openContext(world.browser, program, { locale });
    const visitor = new Person(await opened.context.newPage());
    await visitor.open(program.origin);
    await visitor.answerAll({ U2: 'yes' });
    await visitor.sees(dispositions.urgent.title);
    const line = visitor.page.locator('.advice-line a');
    assert.equal(await line.count(), number === null ? 0 : 1, locale);
    if (number !== null) {
      assert.equal(await line.getAttribute('href'), `tel:${number}`);
    }
    await opened.context.close();
  }
});

test('emergency_card_says_what_to_say_and_prints_on_one_page', async () => {
  await person.press(words.welcome.start);
  await person.sayAge();
  for (const id of ['E1', 'E2', 'E5.1']) {
    await person.answer(questionById(id), 'yes');
  }
  await person.press(words.screening.emergency_now);
  await person.sees(dispositions.emergency.title);
  const say = await page.locator('.say').innerText();
  for (const id of ['E1', 'E2', 'E5.1']) {
    assert.ok(say.includes(questionById(id).ask), id);
  }
  const sheet = (await page.pdf({ format: 'A4' })).toString('latin1');
  assert.equal(sheet.match(/\/Type\s*\/Page\b(?!s)/g).length, 1);
});

// ---- Professional.

test('agreement_opens_gentle_exercise_and_the_rest_stays_closed', async () => {
  await person.answerAll({ 'P6.2': 'yes', 'P6.11': 'yes' });
  await person.sees(dispositions.professional.title);
  const reasons = await page.locator('.reasons').innerText();
  for (const rule of ['professional-spine-operation', 'closes-thin-bones']) {
    assert.ok(reasons.includes(tellOf(rule)), rule);
  }
  await page.getByText(words.see.agree, { exact: true }).click();
  const box = page.getByRole('checkbox', { name: words.see.agreed });
  assert.deepEqual([await box.count(), await box.isChecked()], [1, false]);
  await action(page, words.see.agree_go).click({ force: true });
  await person.sees(dispositions.professional.title);
  await box.check();
  await person.press(words.see.agree_go);
  await person.checkIn();
  await isLeftOut(nameOf('seated-twist'), tellOf('professional-spine-operation'));
});

test('agreement_is_not_offered_where_it_would_open_nothing', async () => {
  await person.answerAll({ 'P6.2': 'yes', 'P6.6': 'yes' });
  await person.sees(dispositions.professional.title);
  assert.equal(await page.getByText(words.see.agree, { exact: true }).count(), 0);
  await person.askAnew();
  await person.answerEverything({ 'P6.2': 'yes', U2: 'yes' });
  await person.sees(dispositions.urgent.title);
  assert.equal(await page.getByText(words.see.agree, { exact: true }).count(), 0);
});

// ---- About the body.

test('conditions_are_kept_and_can_be_changed_at_any_time', async () => {
  await person.answerAll({ 'P6.11': 'yes' });
  await person.sees(words.check_in.title);
  await page.locator('details summary').first().click();
  await page.getByText(tellOf('closes-thin-bones')).waitFor();
  await person.press(words.check_in.body);
  await person.sees(words.screening.body);
  const said = (id, answer) =>
    page
      .getByRole('group', { name: questionById(id).ask })
      .getByRole('radio', { name: words.answers[answer], exact: true });
  assert.equal(await said('P6.11', 'yes').isChecked(), true);
  await said('P6.11', 'no').check();
  await said('P6.14', 'yes').check();
  await person.press(words.screening.save_body);
  await person.sees(words.check_in.title);
  assert.equal(await page.getByText(tellOf('closes-thin-bones')).count(), 0);
  const kneeling = catalogue.positions.find(({ id }) => id === 'kneeling').name;
  assert.equal(await page.getByRole('checkbox', { name: kneeling }).count(), 0);

  await isDay('2026-11-22');
  await person.press(words.screening.body);
  assert.equal(await said('P6.14', 'yes').isChecked(), true, 'it is kept');
  await said('P6.14', 'no').check();
  await person.press(words.screening.save_body);
  await person.sees(words.screening.short);
  await person.page.goto(`${program.origin}/#check-in`);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.notEqual(await person.heading(), words.check_in.title, 'the signs are asked first');
});

test('conditions_are_filled_in_when_everything_is_asked_again_and_nothing_else_is', async () => {
  await person.answerAll({ 'P6.14': 'yes' });
  await person.sees(words.check_in.title);
  await isDay('2026-12-01');
  await person.press(words.welcome.start);
  assert.equal(await page.getByLabel(words.screening.age).inputValue(), '');
  await person.sayAge();
  for (const group of ['emergency', 'urgent', 'professional']) {
    await person.sees(words.screening[group]);
    assert.equal(await page.locator('input:checked').count(), 0, group);
    await person.answerGroup(group);
  }
  await person.sees(words.screening.body);
  const kept = catalogue.questions.filter((question) => question.kept);
  assert.equal(await page.locator('input:checked').count(), kept.length);
  await person.press(words.screening.finish);
  await person.sees(words.check_in.title);
});

// ---- During and after.

test('symptom_asks_what_changed_and_locks_the_exercise_in_the_next_plan', async () => {
  await person.answerAll();
  await person.startSession();
  const name = await page.locator('.doing h2').textContent();
  await person.press(words.session.hurts);
  await person.press(words.session.symptom);
  await person.seesStop();
  await page.getByRole('radio', { name: words.stopped.changes.dizzy }).check();
  await page.getByText(words.stopped.then.dizzy).waitFor();
  await person.press(words.stopped.screen);
  await person.answerEverything();
  await person.checkIn();
  await isLeftOut(name, leftOut[9]);
});

test('pain_is_asked_before_the_next_exercise_and_does_not_hold_anything_up', async () => {
  await person.answerAll();
  await person.startSession({ minutes: 10 });
  const pad = page.getByRole('group', { name: words.session.pain_now });
  assert.equal(await pad.count(), 0, 'not before the first one');
  const runUntilAsked = async (asked) => {
    for (let i = 0; i < 600 && ((await pad.count()) > 0) !== asked; i++) {
      await page.clock.runFor(500);
    }
  };
  await runUntilAsked(true);
  await person.seesState('ready');
  await pad.getByRole('button', { name: '1', exact: true }).click();
  await page.getByText(words.session.pain_noted.replace('{value}', '1')).waitFor();
  await person.seesState('ready');
  await program.untilStored(({ body }) => body.event === 'pain' && body.value === 1);
  await runUntilAsked(true);
  const name = await page.locator('.doing h2').textContent();
  await runUntilAsked(false);
  await page.locator('.doing .do').waitFor();
  assert.equal(await page.locator('.doing h2').textContent(), name, 'left alone it goes on');
  await runUntilAsked(true);
  await pad.getByRole('button', { name: '5', exact: true }).click();
  await page.getByText(words.session.up, { exact: true }).waitFor();
});

test('worse_on_the_day_after_means_less_and_twice_in_a_row_a_professional', async () => {
  await person.answerAll();
  await wholeSession();
  await isDay('2026-11-22');
  const [{ body }] = (await program.events()).filter(({ kind }) => kind === 'session');
  const name = nameOf(body.steps[0].technique);
  await sayNextDay('worse', name);
  await page.getByText(words.next_day.then).waitFor();
  await page.getByText(words.next_day.then_without.replace('{technique}', name)).waitFor();
  await person.answerShort();
  await person.checkIn();
  await page.getByText(words.plan.smaller).waitFor();
  await isLeftOut(name, leftOut[9]);
  await person.press(words.plan.begin);
  await person.press(words.session.start);
  await letPass(page, 7);
  await person.sayHowItFelt();
  await isDay('2026-11-23');
  await sayNextDay('worse');
  await page.getByText(words.next_day.twice).waitFor();
  await person.answerShort();
  await person.sees(dispositions.professional.title);
  await page.getByText(tellOf('professional-worse-twice')).first().waitFor();
  await page.getByText(words.see.log_answer).waitFor();
});

test('next_day_question_can_be_left_and_is_not_asked_twice', async () => {
  await person.answerAll();
  await wholeSession();
  assert.equal(await page.getByText(words.next_day.ask).count(), 0);
  await isDay('2026-11-22');
  await page.getByText(words.next_day.ask).waitFor();
  await person.answerShort();
  await person.sees(words.check_in.title);
  await isDay('2026-11-22');
  await sayNextDay('better');
  await page.getByText(words.next_day.noted).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.getByText(words.next_day.ask).count(), 0);
});

test('plan_that_stands_open_is_made_anew_when_another_device_has_used_up_the_day', async () => {
  await person.answerAll();
  await person.checkIn();
  await person.sees(words.plan.title);
  await program.tell(busyDay());
  await person.sees(words.plan.refused);
  await page.getByText(catalogue.outcomes[6]).waitFor();
});

test('limit_of_the_day_says_enough', async () => {
  await program.tell(busyDay());
  await person.answerAll();
  await person.checkIn();
  await person.sees(words.plan.refused);
  await page.getByText(catalogue.outcomes[6]).waitFor();
  await person.press(words.plan.enough);
  await person.sees(words.welcome.title);
});

/** What another device tells of a day on which every technique was done often. */
function busyDay() {
  const device = 'd'.repeat(32);
  const dose = { sets: 1, reps: 1, ready_ms: 0, move_ms: 0, hold_ms: 300_000, rest_ms: 0 };
  const steps = catalogue.techniques.map(({ id, phase }) => ({
    technique: id,
    phase,
    side: 'none',
    position: 'standing',
    ...dose,
  }));
  const request = {
    today: TODAY, minutes: 60, regions: {}, equipment: [], positions: [], partner: false,
  };
  const body = { catalogue: '0.0.9+0', screening: `${device}-1`, request, steps };
  return [1, 2, 3].map((sequence) => ({ device, sequence, at_ms: 0, kind: 'session', body }));
}
