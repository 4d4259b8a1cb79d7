// The page's log, its sending, and a session in several tabs: the modules themselves, in a real
// browser, against the real server.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch, openContext, untilSo } from './support/browser.mjs';
import { moduleTexts, PLANNER_WASM, WASM } from './support/modules.mjs';
import { goodDay, REQUEST, TODAY } from './support/people.mjs';
import { Program } from './support/program.mjs';

let browser;
let texts;
let program;
let context;
let complaints;

before(async () => {
  [browser, texts] = await Promise.all([launch(), moduleTexts()]);
});

after(() => browser?.close());

beforeEach(async () => {
  program = new Program();
  await program.start();
  ({ context, complaints } = await openContext(browser, program));
  await context.route('**/modules/*', (route) => {
    const name = route.request().url().split('/').at(-1);
    const contentType = name.endsWith('.js') ? 'text/javascript' : 'application/wasm';
    const modules = { 'limber.wasm': WASM, 'planner.wasm': PLANNER_WASM };
    return route.fulfill({ contentType, body: modules[name] ?? texts[name] });
  });
});

afterEach(async () => {
  await context.close();
  await program.end();
  assert.deepEqual(complaints, []);
});

/** A tab with the data layer alone: log, sync, core, derive and openRun in `window.data`. */
async function openTab(address = program.origin, { sync = true } = {}) {
  const page = await context.newPage();
  const url = new URL(address);
  await page.goto(`${url.origin}/icon.svg${url.hash}`);
  await page.evaluate(
    async ([sync, today]) => {
      const load = (name) => import(`/modules/${name}.js`);
      const names = ['log', 'sync', 'core-wasm', 'planner-wasm', 'state', 'run'];
      const [log, { startSync }, core, planner, { derive }, { openRun }] = await Promise.all(
        names.map(load),
      );
      const data = { log: await log.openLog(), loggedStep: log.loggedStep, openRun };
      const fetched = async (name) => (await fetch(`/modules/${name}.wasm`)).arrayBuffer();
      data.core = await core.loadCore(await fetched('limber'));
      data.planner = await planner.loadPlanner(await fetched('planner'));
      data.sync = sync ? await startSync(data.log) : null;
      data.derive = async () =>
        derive(await data.log.all(), data.core, {
          device: data.log.device,
          today,
          bookmark: await data.log.bookmark(),
        });
      window.data = data;
    },
    [sync, TODAY],
  );
  return page;
}

function append(page, count = 1) {
  return page.evaluate(async (count) => {
    const refs = [];
    for (let i = 0; i < count; i++) {
      const session = `${'a'.repeat(32)}-1`;
      refs.push(await window.data.log.append('input', { session, at_ms: i, event: 'tick' }));
    }
    return refs;
  }, count);
}

function statusOf(page) {
  return page.evaluate(() => window.data.sync.status);
}

async function untilStatus(page, kind) {
  await page.waitForFunction((kind) => window.data.sync.status.kind === kind, kind);
  return statusOf(page);
}

/** It says "synced" before it has heard of what was just written, too. */
async function untilSent(page) {
  await untilSo(page, async () => (await window.data.log.countUnsent()) === 0);
  await untilStatus(page, 'synced');
}

function sequencesOf(events) {
  return events.map(({ sequence }) => sequence);
}

function upTo(count) {
  return Array.from({ length: count }, (_, i) => i + 1);
}

test('log_numbers_facts_of_two_tabs_without_gap_or_repetition', async () => {
  const [one, other] = [
    await openTab(program.origin, { sync: false }),
    await openTab(program.origin, { sync: false }),
  ];
  await Promise.all([append(one, 60), append(other, 60)]);
  const events = await one.evaluate(() => window.data.log.all());
  assert.deepEqual(sequencesOf(events), upTo(120));
  assert.equal(new Set(events.map(({ device }) => device)).size, 1);
  assert.match(events[0].device, /^[0-9a-f]{32}$/);
});

test('log_tells_other_tabs_of_a_change', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await other.evaluate(() => {
    window.told = new Promise((resolve) => window.data.log.onChange(resolve));
  });
  await append(one);
  await other.evaluate(() => window.told);
});

test('hand_over_code_leaves_the_address_and_pairs_the_browser', async () => {
  const page = await openTab(program.address);
  await untilStatus(page, 'synced');
  assert.equal(new URL(page.url()).hash, '');
  const again = await openTab(program.address);
  assert.equal((await untilStatus(again, 'synced')).kind, 'synced', 'a used code does no harm');
});

test('browser_without_the_secret_keeps_its_facts_and_says_so', async () => {
  const page = await openTab();
  await append(page, 3);
  assert.deepEqual(await untilStatus(page, 'not-paired'), { kind: 'not-paired', waiting: 3 });
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(program.address).hash);
  await untilStatus(page, 'synced');
  assert.deepEqual(sequencesOf(await program.events()), [1, 2, 3]);
});

test('outbox_of_three_hundred_goes_out_in_order_once_each', async () => {
  const page = await openTab(program.origin);
  await append(page, 300);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(program.address).hash);
  await untilStatus(page, 'synced');
  const events = await program.events();
  assert.deepEqual(sequencesOf(events), upTo(300));
});

test('outbox_waits_while_the_server_is_away_and_goes_out_once_it_is_back', async () => {
  const page = await openTab(program.address);
  await append(page, 5);
  await untilSent(page);
  await program.stop('SIGKILL');
  await append(page, 5);
  await untilStatus(page, 'offline');
  await page.waitForFunction(() => window.data.sync.status.waiting === 5);
  await program.start();
  await untilStatus(page, 'synced');
  assert.deepEqual(sequencesOf(await program.events()), upTo(10));
});

test('kill_while_a_long_outbox_is_sent_loses_nothing_that_was_acknowledged', async () => {
  const page = await openTab(program.address);
  await untilStatus(page, 'synced');
  let acknowledged = 0;
  page.on('response', async (response) => {
    if (response.request().method() === 'POST' && response.ok()) {
      const sent = JSON.parse(response.request().postData());
      acknowledged = Math.max(acknowledged, sent.at(-1)?.sequence ?? 0);
    }
  });
  const appending = append(page, 200);
  await page.waitForTimeout(150);
  await program.stop('SIGKILL');
  const wasAcknowledged = acknowledged;
  await appending;
  await program.start();
  const kept = sequencesOf(await program.events());
  assert.deepEqual(kept, upTo(kept.length));
  assert.ok(kept.length >= wasAcknowledged, `${kept.length} kept, ${wasAcknowledged} acknowledged`);
  await untilStatus(page, 'synced');
  assert.deepEqual(sequencesOf(await program.events()), upTo(200));
});

test('one_tab_sends_for_all_and_another_takes_over_when_it_closes', async () => {
  const one = await openTab(program.address);
  const other = await openTab();
  const senders = new Set();
  context.on('request', (request) => {
    if (request.method() === 'POST') {
      senders.add(request.frame().page());
    }
  });
  await untilStatus(one, 'synced');
  await Promise.all([append(one, 20), append(other, 20)]);
  await untilSent(other);
  assert.deepEqual([...senders], [one]);
  await one.close();
  await append(other, 5);
  await untilSent(other);
  assert.deepEqual(sequencesOf(await program.events()), upTo(45));
});

test('facts_of_another_device_arrive_at_once', async () => {
  const page = await openTab(program.address);
  await untilStatus(page, 'synced');
  const elsewhere = await openContext(browser, program);
  await elsewhere.context.route('**/modules/*', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: texts[route.request().url().split('/').at(-1)],
    }),
  );
  const there = await elsewhere.context.newPage();
  const { hash } = new URL(await program.freshAddress());
  await there.goto(`${program.origin}/icon.svg${hash}`);
  await there.evaluate(async () => {
    const { openLog } = await import('/modules/log.js');
    const { startSync } = await import('/modules/sync.js');
    const log = await openLog();
    await startSync(log);
    await log.append('input', { session: `${'b'.repeat(32)}-1`, at_ms: 0, event: 'go' });
  });
  await untilSo(page, async () => (await window.data.log.all()).length === 1);
  await elsewhere.context.close();
  assert.deepEqual(elsewhere.complaints, []);
});

test('refusal_for_good_is_shown_and_kept_until_it_is_tried_again', async () => {
  const page = await openTab(program.address);
  await untilStatus(page, 'synced');
  let posts = 0;
  const refusal = { error: { code: 'conflict', message: 'Another event is there.', field: '[0]' } };
  await page.route('**/api/events', (route) => {
    posts += 1;
    return route.fulfill({ status: 409, json: refusal });
  });
  await append(page, 2);
  const { waiting, message } = await untilStatus(page, 'refused');
  assert.deepEqual([waiting > 0, message], [true, 'Another event is there. ([0])']);
  await append(page, 2);
  await page.waitForTimeout(300);
  assert.equal(posts, 1, 'it is not sent again by itself');
  assert.equal((await statusOf(page)).waiting, 4);
  await page.unroute('**/api/events');
  await page.evaluate(() => window.data.sync.retry());
  await untilStatus(page, 'synced');
  assert.deepEqual(sequencesOf(await program.events()), upTo(4));
});

test('answer_that_nothing_was_stored_is_tried_again_by_itself', async () => {
  const page = await openTab(program.address);
  await untilStatus(page, 'synced');
  const busy = { error: { code: 'store-busy', message: 'Try again.', field: '' } };
  await page.route('**/api/events', (route) => route.fulfill({ status: 503, json: busy }), {
    times: 1,
  });
  await append(page, 2);
  await untilStatus(page, 'offline');
  await untilStatus(page, 'synced');
  assert.deepEqual(sequencesOf(await program.events()), [1, 2]);
});

test('another_store_under_the_same_address_gets_everything_anew', async () => {
  const page = await openTab(program.address);
  await append(page, 3);
  await untilSent(page);
  const { port } = program;
  await program.end();
  program = new Program();
  program.port = port;
  await program.start();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(program.address).hash);
  await untilSent(page);
  assert.deepEqual(sequencesOf(await program.events()), [1, 2, 3]);
});

// ---- A session in several tabs. ----------------------------------------------------------------

/** Answers and begins a session in this tab, and lets it run. */
async function beginSession(page) {
  const { catalogue } = await import(
    `data:text/javascript,${encodeURIComponent(texts['catalogue.js'])}`
  );
  const answers = goodDay(catalogue);
  await page.evaluate(
    async ([answers, request, version]) => {
      const { log, core, planner, loggedStep } = window.data;
      const screening = await log.append('screening', { catalogue: version, ...answers });
      const plan = planner.plan({
        screening: core.screen(answers),
        record: core.record(),
        request,
      });
      const steps = plan.steps.map(loggedStep);
      await log.append('session', { catalogue: version, screening, request, steps });
    },
    [answers, REQUEST, catalogue.version],
  );
  await openRun(page);
  await page.evaluate(() => window.run.tell('go'));
}

function openRun(page) {
  return page.evaluate(async () => {
    const { openSession } = await window.data.derive();
    window.unsaved = 0;
    window.run = await window.data.openRun(window.data.log, openSession, () => window.unsaved++);
    return { elsewhere: window.run.elsewhere, ...window.run.output };
  });
}

function stateOf(page) {
  return page.evaluate(() => window.run.output.state);
}

test('session_runs_in_one_tab_and_a_stop_in_another_stops_it_there', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await beginSession(one);
  assert.equal((await openRun(other)).elsewhere, true);
  await other.evaluate(() => window.run.tell('go'));
  assert.equal(await stateOf(other), 'paused', 'the other tab cannot run it too');
  await other.evaluate(() => window.run.tell('stop'));
  await one.waitForFunction(() => window.run.output.state === 'stopped');
  assert.equal((await one.evaluate(() => window.data.derive())).openSession, null);
});

test('session_reloaded_while_it_runs_comes_back_paused_where_it_was', async () => {
  const page = await openTab();
  await beginSession(page);
  await page.waitForTimeout(2_500);
  const before = await page.evaluate(() => window.run.output);
  await page.close();
  const again = await openTab();
  const { elsewhere, state, sessionLeftMs } = await openRun(again);
  assert.deepEqual([elsewhere, state], [false, 'paused']);
  assert.ok(sessionLeftMs - before.sessionLeftMs <= 1_500, 'within a bookmark of where it was');
  assert.ok(sessionLeftMs >= before.sessionLeftMs - 500);
  await again.waitForTimeout(400);
  assert.equal(await stateOf(again), 'paused', 'and stays so');
  await again.evaluate(() => window.run.tell('go'));
  assert.equal(await stateOf(again), 'ready');
});

test('session_whose_tab_is_gone_can_be_taken_over_by_another', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await beginSession(one);
  assert.equal((await openRun(other)).elsewhere, true);
  await one.close();
  const taken = await openRun(other);
  assert.deepEqual([taken.elsewhere, taken.state], [false, 'paused']);
});

test('session_that_is_left_is_paused_and_its_log_replays_to_the_same_state', async () => {
  const page = await openTab();
  await beginSession(page);
  await page.waitForTimeout(300);
  await page.evaluate(() => window.run.close());
  await untilSo(
    page,
    async () => (await window.data.log.all()).at(-1).body.event === 'pause',
  );
  const [left, open] = await page.evaluate(async () => {
    const { openSession } = await window.data.derive();
    return [window.run.output, { ...openSession.session.output, unlogged: openSession.unlogged }];
  });
  assert.deepEqual([open.state, open.stateLeftMs], ['paused', left.stateLeftMs]);
  assert.deepEqual(open.unlogged, []);
});

test('session_stopped_between_two_steps_of_the_log_replays_to_the_same_work', async () => {
  const page = await openTab();
  await beginSession(page);
  await page.waitForFunction(() => window.run.output.state === 'move', null, { timeout: 15_000 });
  await page.waitForTimeout(1_500);
  const stopped = await page.evaluate(async () => {
    window.run.tell('stop');
    return window.run.output;
  });
  assert.equal(stopped.state, 'stopped');
  await untilSo(
    page,
    async () => (await window.data.log.all()).at(-1).body.event === 'stop',
  );
  const end = await page.evaluate(async () => (await window.data.derive()).sessions[0].end);
  assert.ok(end.workedMs >= 1_000, `worked ${end.workedMs} ms`);
  assert.equal(end.worked.length, 1);
});

test('session_says_when_a_part_of_it_could_not_be_stored_and_goes_on', async () => {
  const page = await openTab();
  await beginSession(page);
  await page.evaluate(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('planted', 'QuotaExceededError');
    };
    window.run.tell('pause');
  });
  await page.waitForFunction(() => window.unsaved > 0);
  assert.equal(await stateOf(page), 'paused');
  assert.match(complaints.splice(0).join(), /could not be stored/);
});
