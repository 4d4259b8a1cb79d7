// The built program as a server of its own: a fresh data folder, any free port, always stopped.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const BINARY = process.env.LIMBER_BINARY ?? join(ROOT, 'build/release/cli/limber');
export const PAGE = process.env.LIMBER_PAGE ?? join(ROOT, 'web/dist');
export const SCREENSHOTS = join(ROOT, 'docs/screenshots');

const STARTED_WITHIN_MS = 10_000;

/** What the command line says. */
export function limber(words, input = '') {
  const { status, stdout, stderr } = spawnSync(BINARY, words, { input, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`limber ${words.join(' ')}: ${stderr}`);
  }
  return stdout;
}

export class Program {
  #child = null;
  #data = mkdtempSync(join(tmpdir(), 'limber-web-'));
  /** Where the page lies; set it before a start to serve another one. */
  page = PAGE;
  /** Kept over restarts, so that the page's address stays the same. */
  port = 0;
  /** With a fresh one-time code. */
  address = '';

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  async start() {
    const options = ['--data', this.#data, '--port', String(this.port), '--page', this.page];
    this.#child = spawn(BINARY, ['serve', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.address = await firstAddress(this.#child);
    this.port = Number(new URL(this.address).port);
  }

  /** With SIGKILL it has no chance to tidy up. */
  async stop(signal = 'SIGTERM') {
    if (this.#child && this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.kill(signal);
      await gone;
    }
    this.#child = null;
  }

  async restart(signal) {
    await this.stop(signal);
    await this.start();
  }

  /** Hands out another one-time code, as a second `limber serve` does. */
  async freshAddress() {
    const second = spawn(BINARY, ['serve', '--data', this.#data, '--page', this.page], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return firstAddress(second);
  }

  /** What the command line says, on the same log. */
  call(words, input) {
    return limber([...words, '--data', this.#data], input);
  }

  /** A secret of our own. */
  async #handOver() {
    const code = new URL(await this.freshAddress()).hash.replace('#hand-over=', '');
    const { secret } = await this.#ask('/api/hand-over', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    return secret;
  }

  /** Events of another device. */
  async tell(events) {
    await this.#ask('/api/events', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${await this.#handOver()}`,
      },
      body: JSON.stringify(events),
    });
  }

  /** Every event that the server has, in the order of arrival. */
  async events() {
    const secret = await this.#handOver();
    const events = [];
    let more = true;
    while (more) {
      const after = events.at(-1)?.arrival ?? 0;
      const headers = { Authorization: `Bearer ${secret}` };
      const page = await this.#ask(`/api/events?after=${after}`, { headers });
      events.push(...page.events);
      more = page.more;
    }
    return events;
  }

  /** Until the server has an event that is asked for. */
  async untilStored(wanted) {
    for (let i = 0; i < 50; i++) {
      if ((await this.events()).some(wanted)) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`No event came that is ${wanted}.`);
  }

  async end() {
    await this.stop('SIGKILL');
    rmSync(this.#data, { recursive: true, force: true });
  }

  async #ask(path, options) {
    const response = await fetch(this.origin + path, options);
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  }
}

function firstAddress(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(new Error(`${BINARY} told no address. It said: ${said}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail();
    }, STARTED_WITHIN_MS);
    const listen = (chunk) => {
      said += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+\/#hand-over=[0-9a-f]{32}/.exec(said)?.[0];
      if (address) {
        clearTimeout(timer);
        resolve(address);
      }
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.on('error', reject);
    // Not at `exit`: what it said may still be on its way then.
    child.on('close', () => {
      clearTimeout(timer);
      fail();
    });
  });
}
