// The page without its server: opened once, it works, and hands over later what it kept.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { untilSo } from './support/browser.mjs';
import { action, catalogue, letPass, Person, words } from './support/person.mjs';
import { PAGE } from './support/program.mjs';
import { freshWorld } from './support/world.mjs';

const world = freshWorld({ serviceWorkers: 'allow' });
let program;
let context;
let page;
let person;

beforeEach(async () => {
  ({ program, context } = world);
  page = await context.newPage();
  await page.clock.install();
  person = new Person(page);
  await person.open(program.address);
  await untilKept();
});

/** Until the service worker has all files and answers for this page. */
async function untilKept() {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
      });
    }
  });
}

test('whole_session_without_server_and_network_is_handed_over_once_in_order', async () => {
  await person.lookAtHistory();
  await person.seesStatus('synced');
  await program.stop('SIGKILL');
  await context.setOffline(true);
  await page.goto(program.origin);
  await person.answerAll();
  await person.startSession();
  await letPass(page, 7);
  await person.sayHowItFelt();
  await person.lookAtHistory();
  await person.seesStatus('offline');
  assert.equal(await person.historyEntries().count(), 1);

  const posted = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') {
      posted.push(...JSON.parse(request.postData()).map(({ sequence }) => sequence));
    }
  });
  await program.start();
  await context.setOffline(false);
  // Some versions of the browser do not tell this page that the network is back; then one can ask.
  await action(page, words.app.again)
    .click({ timeout: 2_000 })
    .catch(() => {});
  await person.seesStatus('synced');
  const events = await program.events();
  const inOrder = events.map((_, i) => i + 1);
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    inOrder,
  );
  assert.deepEqual(posted, inOrder, 'each was sent once');
  assert.equal(events[0].kind, 'screening');
  assert.equal(events.at(-1).kind, 'afterwards');
});

test('library_that_was_never_opened_works_without_server_and_network', async () => {
  await program.stop('SIGKILL');
  await context.setOffline(true);
  await page.goto(program.origin);
  await person.press(words.app.library);
  await person.sees(words.library.title);
  const { name } = catalogue.techniques[0];
  await page.getByRole('link', { name, exact: true }).click();
  await person.sees(name);
});

test('emergency_card_works_without_server_and_network', async () => {
  await program.stop('SIGKILL');
  await context.setOffline(true);
  await page.goto(program.origin);
  await person.sayEmergency();
  await page.reload();
  await person.sees(catalogue.dispositions.emergency.title);
  assert.equal(await page.locator('.call').first().getAttribute('href'), 'tel:911');
});

test('data_never_passes_through_the_service_worker', async () => {
  await person.answerAll();
  const kept = await page.evaluate(async () => {
    const paths = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) {
        paths.push(new URL(url).pathname);
      }
    }
    return paths;
  });
  assert.ok(kept.includes('/'));
  assert.ok(kept.some((path) => /^\/assets\/core-.*\.wasm$/.test(path)));
  assert.deepEqual(
    kept.filter((path) => path.startsWith('/api') || path === '/health'),
    [],
  );
});

/** Like the page that is delivered, but of another revision; `lacks` is missing there. */
function pageOf(revision, lacks) {
  const folder = mkdtempSync(join(tmpdir(), 'limber-page-'));
  cpSync(PAGE, folder, { recursive: true });
  const change = (name, from, to) => {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    assert.ok(from.test(text), `${name} has no ${from}`);
    writeFileSync(path, text.replace(from, to));
    for (const ending of ['.br', '.gz']) {
      rmSync(`${path}${ending}`);
    }
  };
  change('index.html', /<html lang="en">/, `<html lang="en" data-revision="${revision}">`);
  change('service-worker.js', /(limber-)(\$\{[`"'])?[0-9a-f]{16}([`"']\})?/, `$1${revision}`);
  if (lacks !== undefined) {
    for (const ending of ['', '.br', '.gz']) {
      rmSync(join(folder, `${lacks}${ending}`), { force: true });
    }
  }
  return folder;
}

/** The server has another page from now on, and the browser has looked. */
async function serve(folder, isLookedAt) {
  program.page = folder;
  await program.restart();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await untilSo(page, isLookedAt);
}

const newerWaits = async () => Boolean((await navigator.serviceWorker.ready).waiting);

function revision() {
  return page.evaluate(() => document.documentElement.dataset.revision);
}

async function untilRevision(wanted) {
  await page.waitForFunction((it) => document.documentElement.dataset.revision === it, wanted);
}

test('new_version_is_taken_at_a_navigation_and_never_under_a_running_session', async () => {
  const newer = pageOf('newer');
  try {
    await person.answerAll();
    await person.startSession();
    await serve(newer, newerWaits);
    await page.clock.runFor(20_000);
    assert.equal(await revision(), undefined);
    assert.equal(await person.heading(), words.session.title, 'the session runs on');
    await page.reload();
    await untilRevision('newer');
    await person.seesState('paused');
  } finally {
    rmSync(newer, { recursive: true });
  }
});

test('version_that_could_not_be_fetched_whole_keeps_nothing_from_opening', async () => {
  const newer = pageOf('newer');
  const torn = pageOf('torn', 'icon.svg');
  try {
    await serve(newer, newerWaits);
    await serve(torn, async () => {
      const { installing } = await navigator.serviceWorker.ready;
      return installing === null && (await caches.keys()).includes('limber-torn');
    });
    await program.stop('SIGKILL');
    await context.setOffline(true);
    await page.goto(program.origin);
    await untilRevision('newer');
    await person.sees(words.welcome.title);
  } finally {
    rmSync(newer, { recursive: true });
    rmSync(torn, { recursive: true });
  }
});
