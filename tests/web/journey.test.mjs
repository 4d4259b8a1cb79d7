// The whole way: from the first question to the history, with the real program and browser.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { openContext } from './support/browser.mjs';
import { action, catalogue, EVERY_NO, GROUPS, letPass, Person, words } from './support/person.mjs';
import { freshWorld } from './support/world.mjs';

const world = freshWorld();
let program;
let context;

beforeEach(() => {
  ({ program, context } = world);
});

async function openPage() {
  const page = await context.newPage();
  await page.clock.install();
  const person = new Person(page);
  await person.open(program.address);
  return person;
}

function kindsOf(events) {
  return events.map(({ kind, body }) => (kind === 'input' ? body.event : kind));
}

test('whole_session_is_in_the_history_after_the_server_was_started_again', async () => {
  const person = await openPage();
  await person.answerAll(EVERY_NO);
  await person.startSession();
  await letPass(person.page, 7);
  await person.sayHowItFelt();
  await person.lookAtHistory();
  await person.seesStatus('synced');
  await program.restart();
  await person.page.reload();
  await person.sees(words.history.title);
  assert.equal(await person.historyEntries().count(), 1);
  const entry = await person.historyEntries().first().textContent();
  assert.ok(entry.includes(words.history.states.done), entry);
  const kinds = kindsOf(await program.events());
  assert.deepEqual(kinds.slice(0, 3), ['screening', 'session', 'go']);
  assert.deepEqual(kinds.slice(-2), ['tick', 'afterwards']);
});

test('history_of_one_browser_is_there_in_another', async () => {
  const person = await openPage();
  await person.answerAll();
  await person.startSession();
  await person.press(words.session.stop);
  await person.seesStop();
  await person.page.goto(`${program.origin}/#history`);
  await person.sees(words.history.title);
  await person.seesStatus('synced');
  const other = await openContext(world.browser, program);
  const there = new Person(await other.context.newPage());
  await there.open(await program.freshAddress());
  await there.lookAtHistory();
  await there.historyEntries().first().waitFor();
  const entry = await there.historyEntries().first().textContent();
  assert.ok(entry.includes(words.history.states.person), entry);
  await other.context.close();
  assert.deepEqual(other.complaints, []);
});

test('address_asked_for_before_the_view_was_painted_is_followed', async () => {
  const person = await openPage();
  const technique = catalogue.techniques.find(({ id }) => id === 'cat-cow');
  await person.press(words.welcome.start);
  await person.sees(words.screening.you);
  await person.page.evaluate(
    ([title, address]) => {
      const watch = new MutationObserver(() => {
        if (document.querySelector('h1')?.textContent === title) {
          watch.disconnect();
          location.hash = address;
        }
      });
      watch.observe(document.body, { subtree: true, childList: true });
    },
    [words.welcome.title, `#library/${technique.id}`],
  );
  await person.press(words.app.back);
  await person.sees(technique.name);
  assert.equal(new URL(person.page.url()).hash, `#library/${technique.id}`);
});

/** Keeps what is sent to the server on the way; the function returned lets it go on. */
async function holdWhatIsSent() {
  let letGo;
  const gone = new Promise((resolve) => {
    letGo = resolve;
  });
  await context.route('**/api/events', async (route) => {
    await gone;
    await route.continue();
  });
  return letGo;
}

test('entry_stored_before_the_history_was_painted_is_said_to_be_stored', async () => {
  const person = await openPage();
  const { page } = person;
  await person.lookAtHistory();
  await person.seesStatus('synced');
  await page.goBack();
  const letGo = await holdWhatIsSent();
  await person.answerAll();
  await person.sees(words.check_in.title); // the answers are stored
  await page.clock.pauseAt(Date.now() + 2_000); // nothing that waits for the painting happens now
  await person.lookAtHistory();
  await person.seesStatus('waiting');
  letGo();
  await program.untilStored(({ kind }) => kind === 'screening');
  await page.waitForTimeout(500); // for the page to hear of it
  await page.clock.resume();
  await person.seesStatus('synced');
});

test('one_screening_is_for_one_session', async () => {
  const person = await openPage();
  await person.answerAll();
  await person.startSession();
  await person.press(words.session.stop);
  await person.seesStop();
  await program.untilStored(({ body }) => body.event === 'stop');
  for (const view of ['check-in', 'plan', 'session']) {
    await person.page.goto(`${program.origin}/#${view}`);
    await person.page.reload();
    await person.page.getByRole('heading', { level: 1 }).waitFor();
    assert.notEqual(await person.heading(), words.check_in.title, view);
    assert.notEqual(await person.heading(), words.plan.title, view);
    assert.notEqual(await person.heading(), words.session.title, view);
  }
});

test('whole_session_with_the_keyboard_alone', async () => {
  const person = await openPage();
  const { page } = person;
  const keys = page.keyboard;
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: it } = document;
      return `${it?.tagName} ${it?.getAttribute('type') ?? ''} ${it?.textContent}`;
    });
  /** Tab until the focus is on what is looked for. */
  async function tabTo(wanted) {
    await wanted.waitFor();
    for (let i = 0; i < 150; i++) {
      const found = await wanted.evaluate((it) => it === document.activeElement);
      if (found) {
        return;
      }
      await keys.press('Tab');
    }
    assert.fail(`Tab does not lead to ${wanted}; the focus is on ${await focused()}`);
  }
  async function pressKey(name, key = 'Enter') {
    await tabTo(action(page, name));
    await keys.press(key);
  }

  await pressKey(words.welcome.start);
  await tabTo(page.getByLabel(words.screening.age));
  await keys.type('41');
  await keys.press('Enter');
  for (const group of GROUPS) {
    await person.sees(words.screening[group]);
    await pressKey(words.screening.none, 'Space');
    await pressKey(group === 'body' ? words.screening.finish : words.screening.next);
  }
  await person.sees(words.check_in.title);
  await tabTo(page.getByRole('checkbox').first());
  await keys.press('Space');
  await tabTo(page.getByRole('group', { name: words.check_in.pain }).getByRole('radio').first());
  await keys.press('ArrowRight');
  await pressKey(words.check_in.presets.floor);
  await pressKey(words.check_in.make);
  await person.sees(words.plan.title);
  await pressKey(words.plan.begin);
  await person.sees(words.session.title);
  await pressKey(words.session.start);
  await person.seesState('ready');
  await keys.press('Space');
  await person.seesState('paused');
  await keys.press('Escape');
  await person.seesStop();
  await pressKey(words.stopped.just);
  await person.sees(words.afterwards.title);
});
