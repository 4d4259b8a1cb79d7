// A session while it runs in this tab: the clock, the core's machine, and the log of what the
// machine was told.

import { CoreFault, type EventName, type Output, type Plan, type SessionEvent } from './core';
import { type EventRef, type InputBody, type Log, type LogEvent, refOf } from './log';
import type { OpenSession } from './state';

export interface Run {
  readonly ref: EventRef;
  readonly plan: Plan;
  /** Another tab runs this session: here only what holds it back works (stop, pain, symptom), and
   * it works there. Opening it again takes it over once the other tab has let go. */
  readonly elsewhere: boolean;
  /** The latest output, brought up to now by the last tick. */
  readonly output: Output;
  /** What the person says. Takes effect before it returns and is stored right after. Once it has
   * stopped, only what makes the cause graver is taken. */
  tell(event: Exclude<EventName, 'tick'>, value?: number): void;
  /** Called with each output, and several times a second while it runs (cue `none` in between).
   * Returns what ends it. */
  onOutput(listener: (output: Output) => void): () => void;
  /** Pauses and lets go of the session, when its view is left. */
  close(): void;
}

const TICK_MS = 100;
const BOOKMARK_MS = 1_000;
/** How long a page that is being reloaded may take to let go of the session. */
const LET_GO_MS = 500;

function running({ state }: Output): boolean {
  return state !== 'paused' && state !== 'stopped' && state !== 'done';
}

/** Holds the session against other tabs. Resolves with what lets go of it; null: another holds it. */
function hold(ref: EventRef): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), LET_GO_MS);
    navigator.locks
      .request(`limber-session-${ref}`, { signal: patience.signal }, () => {
        clearTimeout(timer);
        return new Promise<void>((letGo) => resolve(letGo));
      })
      .catch(() => resolve(null));
  });
}

class TabRun implements Run {
  readonly ref: EventRef;
  readonly plan: Plan;
  readonly elsewhere: boolean;
  private readonly began = performance.now();
  private readonly listeners = new Set<(output: Output) => void>();
  /** The inputs that the machine was told. */
  private readonly told: Set<EventRef>;
  /** Resolves when all that was handed to the log so far is stored there. */
  private stored: Promise<unknown> = Promise.resolve();
  private bookmarked_ms = 0;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly endListening: () => void;

  constructor(
    private readonly log: Log,
    private readonly open: OpenSession,
    private readonly letGo: (() => void) | null,
    private readonly onUnsaved: () => void,
  ) {
    this.told = new Set(open.replayed);
    this.ref = open.ref;
    this.plan = open.plan;
    this.elsewhere = letGo === null;
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.endListening = log.onChange(() => this.keep(this.hearOtherTabs()));
    if (!this.elsewhere) {
      for (const input of open.unlogged) {
        this.record(input);
      }
    }
    this.keep(this.hearOtherTabs());
  }

  get output(): Output {
    return this.open.session.output;
  }

  tell(event: Exclude<EventName, 'tick'>, value?: number): void {
    const holdsBack = event === 'stop' || event === 'pain' || event === 'symptom';
    const nothingNew = this.output.state === 'stopped' && (event === 'stop' || !holdsBack);
    if (nothingNew || (this.elsewhere && !holdsBack)) {
      return;
    }
    // These overtake what is due: the log has to say first how far time had come here, or a replay
    // would stop in an earlier state than this machine did.
    if (holdsBack && running(this.output)) {
      this.record({ at_ms: this.output.at_ms, event: 'tick' });
    }
    const input = { at_ms: this.now(), event, value };
    this.step(input);
    this.record(input);
  }

  onOutput(listener: (output: Output) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    if (!this.elsewhere && running(this.output)) {
      this.tell('pause');
    }
    clearInterval(this.timer);
    this.endListening();
    void this.stored.then(() => this.letGo?.());
  }

  private now(): number {
    return this.open.at_ms + Math.floor(performance.now() - this.began);
  }

  private tick(): void {
    if (this.elsewhere || !running(this.output)) {
      return;
    }
    const at_ms = this.now();
    const before = this.output.step;
    this.step({ at_ms, event: 'tick' });
    if (this.output.step !== before || this.output.state === 'done') {
      this.record({ at_ms, event: 'tick' });
    }
    if (at_ms - this.bookmarked_ms >= BOOKMARK_MS) {
      this.bookmarked_ms = at_ms;
      this.keep(this.log.setBookmark({ session: this.ref, at_ms }));
    }
  }

  /** A session that the core will take no further, after a whole day say, is stopped. */
  private step(event: SessionEvent): void {
    let outputs: Output[];
    try {
      outputs = this.open.session.step(event);
    } catch (fault) {
      if (!(fault instanceof CoreFault)) {
        throw fault;
      }
      outputs = this.open.session.step({ at_ms: this.output.at_ms, event: 'stop' });
    }
    for (const output of outputs) {
      for (const listener of this.listeners) {
        listener(output);
      }
    }
  }

  /** Handed over at once: the browser stores in this order, and a page that goes away a moment
   * later has said what it had to say. */
  private record(event: SessionEvent): void {
    const body: InputBody = { session: this.ref, ...event };
    this.keep(this.log.append('input', body).then((ref) => this.told.add(ref)));
  }

  private keep(work: Promise<unknown>): void {
    const done = work.catch((error) => {
      console.error('Part of this session could not be stored.', error);
      this.onUnsaved();
    });
    this.stored = Promise.all([this.stored, done]);
  }

  private async hearOtherTabs(): Promise<void> {
    await this.stored; // until then, an input of our own looks like another tab's
    for (const event of await this.log.all()) {
      const ref = refOf(event);
      if (isInputOf(this.ref, event) && !this.told.has(ref)) {
        this.told.add(ref);
        const { event: name, value } = event.body;
        this.step({ at_ms: this.now(), event: name, value });
      }
    }
  }
}

function isInputOf(session: EventRef, event: LogEvent): event is LogEvent & { body: InputBody } {
  return event.kind === 'input' && event.body.session === session;
}

/** Takes up an open session in this tab. It is paused until told to go. `onUnsaved` is called when
 * part of it could not be stored: the session goes on, but the person should know. */
export async function openRun(log: Log, open: OpenSession, onUnsaved: () => void): Promise<Run> {
  return new TabRun(log, open, await hold(open.ref), onUnsaved);
}
