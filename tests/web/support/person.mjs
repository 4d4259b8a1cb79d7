// Somebody who uses the page: finds things by role and by the words that are on the screen.
import { loadModules } from './modules.mjs';

const modules = await loadModules();
export const { catalogue, techniques } = modules;
export const words = { ...modules.words, ...modules.lateWords };

/** The first question of a group: emergency, urgent or professional. */
export function questionOf(group) {
  return catalogue.questions.find((question) => question.group === group);
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A button, or a link that looks like one, whether or not its key stands beside its name. */
export function action(page, text) {
  const keys = [words.session.key_stop, words.session.key_pause].join('|');
  const name = new RegExp(`^${escaped(text)} ?(${keys})?$`);
  return page.getByRole('button', { name }).or(page.getByRole('link', { name })).first();
}

/** The button that says no to whatever has no answer yet. */
function noneButton(page) {
  const { none, none_left: left } = words.screening;
  const counted = [left.one, left.other].map((text) => escaped(text).replace('\\{count\\}', '\\d+'));
  return page.getByRole('button', { name: new RegExp(`^(${[escaped(none), ...counted].join('|')})$`) });
}

/** Asked only once another question counts. */
export const DEPENDENT = ['U3.2', 'U7.2', 'P3.2', 'P3.3', 'P3.4', 'P3.5', 'P3.6'];

/** To every question that is asked of somebody who says no, one by one. */
export const EVERY_NO = Object.fromEntries(
  catalogue.questions.filter(({ id }) => !DEPENDENT.includes(id)).map(({ id }) => [id, 'no']),
);

export const GROUPS = ['emergency', 'urgent', 'professional', 'body'];

function groupOf(question) {
  return question.kept ? 'body' : question.group;
}

export function questionById(id) {
  return catalogue.questions.find((question) => question.id === id);
}

export class Person {
  constructor(page) {
    this.page = page;
  }

  async open(address) {
    await this.page.goto(address);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  press(name) {
    return action(this.page, name).click();
  }

  heading() {
    return this.page.getByRole('heading', { level: 1 }).textContent();
  }

  sees(text) {
    return this.page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
  }

  // ---- Screening.

  async answer(question, answer) {
    const group = this.page.getByRole('group', { name: question.ask });
    await group.getByRole('radio', { name: words.answers[answer], exact: true }).check();
  }

  async sayAge(age = 41) {
    await this.sees(words.screening.you);
    await this.page.getByLabel(words.screening.age).fill(String(age));
    await this.press(words.screening.next);
  }

  /** Answers the group that is shown, all no but for the changes, and goes on. */
  async answerGroup(group, changes = {}) {
    await this.sees(words.screening[group]);
    const asked = catalogue.questions.filter((question) => groupOf(question) === group);
    for (const question of asked.filter(({ id }) => changes[id] !== undefined)) {
      await this.answer(question, changes[question.id]);
    }
    const none = noneButton(this.page);
    if ((await none.count()) > 0) {
      await none.click();
    }
    await this.press(group === 'body' ? words.screening.finish : words.screening.next);
  }

  async answerAll(changes = {}, age = 41) {
    await this.press(words.welcome.start);
    await this.answerEverything(changes, age);
  }

  async answerEverything(changes, age) {
    await this.sayAge(age);
    for (const group of GROUPS) {
      await this.answerGroup(group, changes);
    }
  }

  /** The short form: all no, but for the changes. */
  async answerShort({ changed = 'no', ...changes } = {}) {
    await this.press(words.welcome.short);
    await this.sees(words.screening.short);
    for (const [id, answer] of Object.entries(changes)) {
      await this.answer(questionById(id), answer);
    }
    await noneButton(this.page).click();
    await this.answer({ ask: words.screening.changed }, changed);
    await this.press(words.screening.finish);
  }

  /** Says yes to the first emergency question and looks at what to do at once. */
  async sayEmergency() {
    await this.press(words.welcome.start);
    await this.sayAge();
    await this.answer(questionOf('emergency'), 'yes');
    await this.press(words.screening.emergency_now);
    await this.sees(catalogue.dispositions.emergency.title);
  }

  /** From where somebody else is to be seen, back to all questions. After an emergency those ask
   * whether one has been seen. */
  async askAnew({ seen = true } = {}) {
    await this.page.getByText(words.see.anew, { exact: true }).click();
    await this.press(words.see.anew_begin);
    await this.sees(words.screening.you);
    const card = this.page.getByRole('group', { name: words.screening.seen });
    if ((await card.count()) > 0) {
      const name = seen ? words.screening.seen_yes : words.screening.seen_not;
      await card.getByRole('radio', { name, exact: true }).check();
    }
  }

  // ---- From the check-in to the session.

  async checkIn(wish) {
    await this.fillCheckIn(wish);
    await this.press(words.check_in.make);
  }

  async fillCheckIn({ region = 'lower-back', pain = 2, minutes = 5 } = {}) {
    await this.sees(words.check_in.title);
    const { name } = catalogue.regions.find(({ id }) => id === region);
    await this.page.getByRole('checkbox', { name, exact: true }).check();
    const scale = this.page.getByRole('group', { name: words.check_in.pain });
    await scale.getByRole('radio', { name: String(pain), exact: true }).check();
    const time = this.page.getByRole('group', { name: words.check_in.minutes });
    await time.getByRole('radio', { name: String(minutes), exact: true }).check();
    await this.press(words.check_in.presets.floor);
  }

  async beginSession(wish) {
    await this.checkIn(wish);
    await this.sees(words.plan.title);
    await this.press(words.plan.begin);
    await this.sees(words.session.title);
  }

  async startSession(wish) {
    await this.beginSession(wish);
    await this.press(words.session.start);
    await this.seesState('ready');
  }

  seesState(state) {
    const word = words.session.states[state];
    return this.page.getByText(word, { exact: true }).first().waitFor();
  }

  /** Lets time pass, half a second at a time, until the session is in this state. */
  async runUntil(state) {
    const word = this.page.getByText(words.session.states[state], { exact: true });
    for (let i = 0; i < 1_200 && (await word.count()) === 0; i++) {
      await this.page.clock.runFor(500);
    }
    await this.seesState(state);
  }

  seesStop() {
    return this.sees(words.stopped.title);
  }

  // ---- Afterwards.

  async sayHowItFelt({ feel = 'better', pain = 1, stiffness = 3 } = {}) {
    await this.sees(words.afterwards.title);
    await this.page.getByRole('radio', { name: words.afterwards[feel], exact: true }).check();
    for (const [scale, value] of Object.entries({ pain, stiffness })) {
      const group = this.page.getByRole('group', { name: words.afterwards[scale], exact: true });
      await group.getByRole('radio', { name: String(value), exact: true }).check();
    }
    await this.press(words.afterwards.save);
    await this.sees(words.thanks.title);
  }

  async lookAtHistory() {
    await this.press(words.app.history);
    await this.sees(words.history.title);
  }

  seesStatus(kind) {
    return this.page.getByRole('status').getByText(words.sync[kind]).waitFor();
  }

  historyEntries() {
    return this.page.getByRole('main').locator('li', { has: this.page.locator('time') });
  }
}

/** Lets the page's own clock run far ahead; what is due happens on the way. */
export function letPass(page, minutes) {
  return page.clock.runFor(minutes * 60_000);
}
