// To and from the server: the outbox, in order, and what other devices wrote. One tab at a time
// does it, whichever holds the lock; the others show what it says.

import type { Log, LogEvent } from './log';

export type SyncStatus =
  | { kind: 'synced'; waiting: 0 }
  /** Connected, and about to send. */
  | { kind: 'waiting'; waiting: number }
  | { kind: 'offline'; waiting: number }
  /** This browser has no secret, or an old one: the address with a fresh code is needed. */
  | { kind: 'not-paired'; waiting: number }
  /** The server refused for good. What waits is kept; `retry`, or a reload, sends it again. */
  | { kind: 'refused'; waiting: number; message: string };

export interface Sync {
  readonly status: SyncStatus;
  /** Returns what ends it. */
  onStatus(listener: (status: SyncStatus) => void): () => void;
  retry(): void;
}

const BATCH_EVENTS = 100;
const BATCH_BYTES = 60_000; // the server takes 64 KiB
const ANSWER_WITHIN_MS = 10_000;
const RECONNECT_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;

/** An answer that repeating the same request will not change. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** How loud the bell rings: something to send or to fetch, or somebody who asks to try now. */
const NEWS = 1;
const ASKED = 2;

/** Wakes the loop. A ring while nobody listens is kept. */
class Bell {
  private loudest = 0;
  private waiter: { least: number; wake(): void } | null = null;

  ring(loudness: number): void {
    this.loudest = Math.max(this.loudest, loudness);
    if (this.waiter && this.loudest >= this.waiter.least) {
      this.waiter.wake();
    }
  }

  /** Until a ring that is loud enough, or until the time is up. Resolves with the loudest heard. */
  wait(least: number, forMs?: number): Promise<number> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        const heard = this.loudest;
        this.waiter = null;
        this.loudest = 0;
        resolve(heard);
      };
      const timer = forMs === undefined ? undefined : setTimeout(wake, forMs);
      this.waiter = { least, wake };
      if (this.loudest >= least) {
        wake();
      }
    });
  }
}

// ---- Calls. ------------------------------------------------------------------------------------

interface Page {
  events: (LogEvent & { arrival: number })[];
  last: number;
  more: boolean;
}

async function call<T>(path: string, secret: string | null, body?: unknown): Promise<T> {
  const headers: Record<string, string> = secret ? { Authorization: `Bearer ${secret}` } : {};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const response = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    cache: 'no-store',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (response.ok) {
    return response.json();
  }
  const message = await messageOf(response);
  if (response.status >= 400 && response.status < 500) {
    throw new Refusal(response.status, message);
  }
  throw new Error(message);
}

async function messageOf(response: Response): Promise<string> {
  try {
    const { error } = await response.json();
    return error.field ? `${error.message} (${error.field})` : error.message;
  } catch {
    return `The server answered ${response.status}.`;
  }
}

/** As many of the first events as one request may carry; at least one. */
function firstBatch(events: readonly LogEvent[]): LogEvent[] {
  const encoder = new TextEncoder();
  let bytes = 0;
  const fits = events.findIndex((event) => {
    bytes += encoder.encode(JSON.stringify(event)).length + 1;
    return bytes > BATCH_BYTES;
  });
  return events.slice(0, fits < 0 ? events.length : Math.max(fits, 1));
}

function withoutArrival({ arrival: _, ...event }: LogEvent & { arrival: number }): LogEvent {
  return event as LogEvent;
}

// ---- The loop. ---------------------------------------------------------------------------------

type Message = { status: SyncStatus } | 'what-status' | 'asked';

class BrowserSync implements Sync {
  private current: SyncStatus;
  private leading = false;
  private listening = false;
  private failures = 0;
  private readonly bell = new Bell();
  private readonly channel = new BroadcastChannel('limber-sync');
  private readonly listeners = new Set<(status: SyncStatus) => void>();

  constructor(
    private readonly log: Log,
    waiting: number,
  ) {
    this.current = waiting > 0 ? { kind: 'waiting', waiting } : { kind: 'synced', waiting: 0 };
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => this.hear(data);
    this.channel.postMessage('what-status');
    log.onChange(() => {
      void this.recount();
      this.bell.ring(NEWS);
    });
    window.addEventListener('online', () => this.bell.ring(ASKED));
    window.addEventListener('hashchange', () => this.takeCode());
  }

  get status(): SyncStatus {
    return this.current;
  }

  onStatus(listener: (status: SyncStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  retry(): void {
    this.bell.ring(ASKED);
    this.channel.postMessage('asked');
  }

  /** Takes the one-time code out of the address, where nobody else shall find it. */
  takeCode(): void {
    const code = /^#hand-over=([0-9a-f]{32})$/.exec(location.hash)?.[1];
    if (code !== undefined) {
      history.replaceState(history.state, '', location.pathname + location.search);
      void this.handOver(code);
    }
  }

  /** Leads from when no other tab does until this one is closed. */
  start(): void {
    void navigator.locks.request('limber-sync', () => this.lead());
  }

  private async handOver(code: string): Promise<void> {
    for (;;) {
      try {
        const { secret } = await call<{ secret: string }>('/api/hand-over', null, { code });
        await this.log.pair(secret);
        this.retry();
        return;
      } catch (error) {
        if (error instanceof Refusal) {
          return; // the code is used up; what the loop says about the pairing holds
        }
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      }
    }
  }

  private async lead(): Promise<never> {
    this.leading = true;
    for (;;) {
      const pairing = await this.log.pairing();
      try {
        if (!pairing) {
          throw new Refusal(401, '');
        }
        await this.push(pairing.secret);
        await this.pull(pairing.secret);
        this.failures = 0;
        this.show({ kind: 'synced', waiting: 0 });
        void this.listen(pairing.secret);
        await this.bell.wait(NEWS);
      } catch (error) {
        await this.fail(error);
      }
    }
  }

  private async fail(error: unknown): Promise<void> {
    const waiting = await this.log.countUnsent();
    if (error instanceof Refusal) {
      const { message } = error;
      this.show(
        error.status === 401
          ? { kind: 'not-paired', waiting }
          : { kind: 'refused', waiting, message },
      );
      await this.bell.wait(ASKED);
      return;
    }
    this.show({ kind: 'offline', waiting });
    const backoff_ms = Math.min(1_000 * 2 ** this.failures, BACKOFF_MAX_MS);
    this.failures++;
    const heard = await this.bell.wait(ASKED, backoff_ms * (0.75 + Math.random() / 2));
    if (heard === ASKED) {
      this.failures = 0; // the network is said to be back, though it may take another moment
    }
  }

  private async push(secret: string): Promise<void> {
    for (;;) {
      const batch = firstBatch(await this.log.unsent(BATCH_EVENTS));
      if (batch.length === 0) {
        return;
      }
      await call('/api/events', secret, batch);
      await this.log.markSent(batch);
    }
  }

  private async pull(secret: string): Promise<void> {
    let more = true;
    while (more) {
      const cursor = (await this.log.pairing())?.cursor ?? 0;
      const page = await call<Page>(`/api/events?after=${cursor}`, secret);
      await this.log.merge(page.events.map(withoutArrival), page.last);
      more = page.more;
    }
  }

  /** Whatever is heard, even that the line is dead, is a reason to look. */
  private async listen(secret: string): Promise<void> {
    if (this.listening) {
      return;
    }
    this.listening = true;
    try {
      const headers = { Authorization: `Bearer ${secret}` };
      const response = await fetch('/api/live', { headers, cache: 'no-store' });
      const reader = response.ok ? response.body?.getReader() : undefined;
      while (reader && !(await reader.read()).done) {
        this.bell.ring(NEWS);
      }
    } catch {
      // The loop finds out what is wrong.
    }
    this.listening = false;
    setTimeout(() => this.bell.ring(NEWS), RECONNECT_MS);
  }

  private hear(message: Message): void {
    if (message === 'asked') {
      this.bell.ring(ASKED);
    } else if (message === 'what-status') {
      if (this.leading) {
        this.channel.postMessage({ status: this.current });
      }
    } else {
      this.set(message.status);
    }
  }

  /** How many wait, whether or not anything can be sent now. */
  private async recount(): Promise<void> {
    const waiting = await this.log.countUnsent();
    if (!this.leading) {
      return;
    }
    if (this.current.kind !== 'synced' && this.current.kind !== 'waiting') {
      this.show({ ...this.current, waiting });
    } else if (waiting > 0) {
      this.show({ kind: 'waiting', waiting });
    }
  }

  private show(status: SyncStatus): void {
    this.set(status);
    this.channel.postMessage({ status });
  }

  private set(status: SyncStatus): void {
    this.current = status;
    for (const listener of this.listeners) {
      listener(status);
    }
  }
}

export async function startSync(log: Log): Promise<Sync> {
  const sync = new BrowserSync(log, await log.countUnsent());
  sync.takeCode();
  sync.start();
  return sync;
}
