// Every view there is, one after the other, as somebody comes to it.
import { catalogue, letPass, Person, questionOf, words } from './person.mjs';

/** Calls `visit` with the page and the name of each view while it is on the screen. `openPage` gives
 * a page of a browser without a past; what other walks left on the server reaches it, so the flags
 * come last. */
export async function tour(openPage, program, visit) {
  for (const walk of [wayToHistory, wayOfSomebodyHurt, wayWithoutPlan, waysToSomebodyElse]) {
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
  for (const group of ['emergency', 'urgent', 'professional']) {
    await person.sees(words.screening[group]);
    await look(`questions-${group}`);
    await person.answerGroup(group);
  }
  await person.sees(words.check_in.title);
  await look('check-in-empty');
  await person.fillCheckIn();
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
  await person.press(words.plan.begin);
  await person.sees(words.session.title);
  await look('session-before');
  await person.press(words.session.start);
  for (const state of ['ready', 'move', 'hold']) {
    await person.runUntil(state);
    await look(`session-${state}`);
  }
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
  await person.askAnew();
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
