// Every view there is, one after the other, as somebody comes to it.
import { catalogue, GROUPS, letPass, Person, questionOf, techniques, words } from './person.mjs';

/** Calls `visit` with the page and the name of each view while it is on the screen. `openPage` gives
 * a page of a browser without a past; what other walks left on the server reaches it, so the flags
 * come last. */
export async function tour(openPage, program, visit) {
  for (const walk of [
    wayToHistory,
    wayOfSomebodyHurt,
    wayWithoutPlan,
    wayOfTheNextDay,
    wayOfAReader,
    wayWithConditions,
    waysToSomebodyElse,
  ]) {
    const person = new Person(await openPage());
    await person.open(await program.freshAddress());
    await walk(person, (name) => visit(person.page, name), program);
  }
}

async function wayToHistory(person, look) {
  await look('welcome');
  await person.press(words.welcome.start);
  await person.sees(words.screening.you);
  await look('questions-you');
  await person.sayAge();
  for (const group of GROUPS) {
    await person.sees(words.screening[group]);
    await look(`questions-${group}`);
    await person.answerGroup(group);
  }
  await person.sees(words.check_in.title);
  await look('check-in-empty');
  await person.fillCheckIn({ region: 'shoulders' }); // something is held
  await look('check-in');
  await person.press(words.check_in.make);
  await planToHistory(person, look);
}

async function planToHistory(person, look) {
  const { page } = person;
  await person.sees(words.plan.title);
  await look('plan');
  for (const fold of await page.locator('summary').all()) {
    await fold.click();
  }
  await look('plan-unfolded');
  await page.locator('[data-does=leave_out]').first().click();
  await page.getByText(words.plan.start_over).waitFor();
  await look('plan-changed');
  await person.press(words.plan.start_over);
  await person.press(words.plan.begin);
  await person.sees(words.session.title);
  await look('session-before');
  await person.press(words.session.start);
  for (const state of ['ready', 'move']) {
    await person.runUntil(state);
    await look(`session-${state}`);
  }
  const pad = page.getByRole('group', { name: words.session.pain_now });
  for (let i = 0; i < 600 && (await pad.count()) === 0; i++) {
    await page.clock.runFor(500);
  }
  await look('session-next');
  await person.runUntil('hold');
  await look('session-hold');
  await person.press(words.session.pause);
  await person.seesState('paused');
  await look('session-paused');
  await person.press(words.session.go);
  await letPass(page, 7);
  await person.sees(words.afterwards.title);
  await look('afterwards');
  await person.sayHowItFelt({ feel: 'worse' });
  await look('thanks');
  await person.lookAtHistory();
  await person.seesStatus('synced');
  await look('history');
}

/** On the day after a session. */
async function wayOfTheNextDay(person, look) {
  const { page } = person;
  await person.answerAll();
  await person.startSession();
  await letPass(page, 7);
  await person.sayHowItFelt();
  await page.clock.setSystemTime(new Date('2026-11-22T09:30:00'));
  await page.goto(`${new URL(page.url()).origin}/#welcome`);
  await page.reload();
  const asked = page.getByRole('group', { name: words.next_day.ask });
  await asked.getByRole('radio', { name: words.next_day.worse }).click();
  await look('next-day');
  await page.getByRole('group', { name: words.next_day.which }).getByRole('button').first().click();
  await page.getByText(words.next_day.then).waitFor();
  await look('next-day-worse');
  await person.press(words.screening.body);
  await person.sees(words.screening.body);
  await look('body');
  await person.press(words.app.back);
  await person.press(words.welcome.short);
  await person.sees(words.screening.short);
  await look('questions-short');
  await person.press(words.app.back);
  await person.answerShort();
  await person.checkIn();
  await person.sees(words.plan.title);
  await look('plan-smaller');
}

/** An exercise of each phase, without a helper and with one. */
function unlike() {
  const helped = ({ id }) => techniques.find((told) => told.id === id).helper !== null;
  const kinds = new Map(catalogue.techniques.map((each) => [each.phase + helped(each), each]));
  return kinds.values();
}

async function wayOfAReader(person, look) {
  const { page } = person;
  await person.press(words.app.library);
  await person.sees(words.library.title);
  await look('library');
  await page.getByRole('searchbox').fill('qqq');
  await page.getByText(words.library.none).waitFor();
  await look('library-none');
  await page.goto(`${new URL(page.url()).origin}/#library/qqq`);
  await person.sees(words.library.unknown);
  await look('exercise-unknown');
  for (const { id, name } of unlike()) {
    await page.goto(`${new URL(page.url()).origin}/#library/${id}`);
    await person.sees(name);
    await look(`exercise-${id}`);
  }
}

async function wayWithConditions(person, look) {
  const { page } = person;
  await person.answerAll({ 'P6.2': 'yes', 'P6.15': 'yes' });
  await person.sees(catalogue.dispositions.professional.title);
  await page.getByText(words.see.agree, { exact: true }).click();
  await look('professional-agree');
  await page.getByRole('checkbox', { name: words.see.agreed }).check();
  await person.press(words.see.agree_go);
  await person.sees(words.check_in.title);
  await page.locator('details summary').first().click();
  await look('check-in-closed');
  await person.checkIn();
  await person.sees(words.plan.title);
  await page.locator('details').last().locator('summary').click();
  await look('plan-closed');
}

async function wayOfSomebodyHurt(person, look) {
  const { page } = person;
  await person.answerAll();
  await person.startSession();
  await person.press(words.session.hurts);
  await page.getByText(words.session.how_strong).waitFor();
  await look('session-pain');
  await person.press('5');
  await page.getByText(words.session.up, { exact: true }).waitFor();
  await look('session-pain-up');
  await person.press(words.session.stop);
  await person.seesStop();
  await look('stopped');
  await person.press(words.stopped.symptom);
  await page.getByText(words.stopped.graver, { exact: true }).waitFor();
  await look('stopped-graver');
}

async function waysToSomebodyElse(person, look) {
  await person.sayEmergency();
  await look('emergency');
  await person.page.getByText(words.see.other, { exact: true }).click();
  await look('emergency-other-number');
  await person.askAnew();
  await look('questions-seen');
  await person.answerEverything({ [questionOf('urgent').id]: 'yes' });
  await person.sees(catalogue.dispositions.urgent.title);
  await look('urgent');
  await person.askAnew();
  await person.answerEverything({}, 17);
  await person.sees(catalogue.dispositions.professional.title);
  await look('professional');
}

async function wayWithoutPlan(person, look, program) {
  await person.answerAll();
  await person.fillCheckIn({ pain: 8 });
  await look('check-in-pain');
  await person.press(words.check_in.make);
  await person.sees(words.plan.refused);
  await look('plan-refused');
  await program.stop();
  await person.lookAtHistory();
  await person.seesStatus('offline');
  await look('history-offline');
  await program.start();
}
