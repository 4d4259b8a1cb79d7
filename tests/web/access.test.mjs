// Every view, for everybody: axe finds nothing, and nothing runs out of a narrow screen. With
// LIMBER_SCREENSHOTS=1 the tour also takes the pictures in docs/screenshots.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { accessibilityFaults, launch, openContext } from './support/browser.mjs';
import { words } from './support/person.mjs';
import { Program, SCREENSHOTS } from './support/program.mjs';
import { tour } from './support/tour.mjs';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };
const LOOKS = {
  phone: { viewport: PHONE, colorScheme: 'light' },
  dark: { viewport: PHONE, colorScheme: 'dark' },
  narrow: { viewport: NARROW, colorScheme: 'light' },
  desktop: { viewport: DESKTOP, colorScheme: 'light' },
};
const PICTURES = {
  phone: ['welcome', 'check-in', 'plan', 'session-hold', 'emergency', 'history'],
  desktop: ['welcome', 'plan', 'session-hold'],
};
const MORNING = new Date('2026-11-21T09:30:00');

let browser;
let program;
let complaints;
let contexts;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

beforeEach(async () => {
  program = new Program();
  await program.start();
  complaints = [];
  contexts = [];
});

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await program.end();
  assert.deepEqual(complaints.flat(), []);
});

function opener(look) {
  return async () => {
    const opened = await openContext(browser, program, LOOKS[look]);
    contexts.push(opened.context);
    complaints.push(opened.complaints);
    const page = await opened.context.newPage();
    await page.clock.install({ time: MORNING });
    return page;
  };
}

/** Words or controls that a narrow screen would cut off or make scroll sideways. */
function tooWide(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? `${scrollWidth} px in ${clientWidth}` : null;
  });
}

const WITHOUT_ADVICE = [
  'questions-you',
  'questions-seen',
  'session-ready',
  'session-move',
  'session-hold',
  'session-next',
  'session-pain',
  'afterwards',
  'history',
  'history-offline',
  'exercise-unknown',
];

test('no_advice_without_saying_that_no_clinician_has_reviewed_it', async () => {
  const bare = [];
  await tour(opener('phone'), program, async (page, name) => {
    const marks = page.getByText(words.app.not_reviewed, { exact: true });
    if ((await marks.count()) === 0) {
      bare.push(name);
    }
  });
  assert.deepEqual(bare.filter((name) => !WITHOUT_ADVICE.includes(name)), []);
});

for (const look of Object.keys(LOOKS)) {
  test(`every_view_is_free_of_axe_findings_and_sideways_scrolling_${look}`, async () => {
    const findings = {};
    await tour(opener(look), program, async (page, name) => {
      const wide = await tooWide(page);
      const faults = [...(await accessibilityFaults(page)), ...(wide ? [wide] : [])];
      if (faults.length > 0) {
        findings[name] = faults;
      }
    });
    assert.deepEqual(findings, {});
  });
}

if (process.env.LIMBER_SCREENSHOTS) {
  for (const [look, names] of Object.entries(PICTURES)) {
    test(`pictures_are_taken_${look}`, async () => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await tour(opener(look), program, async (page, name) => {
        if (names.includes(name)) {
          await page.screenshot({ path: join(SCREENSHOTS, `${look}-${name}.png`) });
        }
      });
    });
  }
}
