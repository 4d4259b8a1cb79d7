// Debian's Chromium with an empty profile, watched for whatever the page must not do.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  return chromium.launch({
    executablePath: process.env.LIMBER_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
  });
}

/** A browser profile of its own, with a list of what went wrong in any of its pages. */
export async function openContext(browser, program, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const complaints = [];
  await context.exposeBinding('limberComplain', (_, text) => complaints.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.limberComplain(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== program.origin && !['data:', 'blob:'].includes(protocol)) {
      complaints.push(`a request to ${request.url()}`);
    }
  });
  context.on('weberror', (error) => complaints.push(`an error: ${error.error().stack}`));
  context.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  return { context, complaints };
}

/** Until the page says that it is so. Playwright's waitForFunction takes a promise for true. */
export async function untilSo(page, asked) {
  for (let i = 0; i < 80; i++) {
    if (await page.evaluate(asked)) {
      return;
    }
    await page.waitForTimeout(250);
  }
  throw new Error(`It did not come true: ${asked}`);
}

/** What axe finds on the page as it stands. It is injected past the page's own policy. */
export async function accessibilityFaults(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
