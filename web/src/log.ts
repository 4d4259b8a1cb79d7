// The browser's own event log, in IndexedDB. Facts are only ever added.

import type { Answers, EventName, Request, Step, TechniqueId } from './core';

/** `<device>-<sequence>` */
export type EventRef = string;

export interface ScreeningBody extends Answers {
  catalogue: string;
}

/** A step as the log keeps it: what the core derives is left out. Steps of before there was a time
 * to change position have none. */
export type LoggedStep = Omit<Step, 'duration_ms' | 'region' | 'change_ms'> & {
  change_ms?: number | undefined;
};

export interface SessionBody {
  catalogue: string;
  screening: EventRef;
  request: Request;
  steps: LoggedStep[];
}

export interface InputBody {
  session: EventRef;
  at_ms: number;
  event: EventName;
  value?: number | undefined;
}

export interface AfterwardsBody {
  session: EventRef;
  feel: 'better' | 'same' | 'worse';
  pain: number;
  stiffness: number;
}

/** Asked on a later day, about the latest session. */
export interface NextDayBody {
  session: EventRef;
  today: string;
  feel: 'better' | 'same' | 'worse';
  /** What disagreed, where that is known. */
  technique?: TechniqueId | undefined;
}

/** What a professional prescribed, as it was written; null: it was removed. */
export interface ProgrammeBody {
  catalogue: string;
  document: string | null;
  replaces: EventRef[];
}

export interface Bodies {
  screening: ScreeningBody;
  session: SessionBody;
  input: InputBody;
  afterwards: AfterwardsBody;
  'next-day': NextDayBody;
  programme: ProgrammeBody;
}

export type Kind = keyof Bodies;

/** One fact, as the server and the exports know it. */
export type LogEvent = {
  [K in Kind]: { device: string; sequence: number; at_ms: number; kind: K; body: Bodies[K] };
}[Kind];

/** Where a session stood: a convenience after a reload, not a fact. */
export interface Bookmark {
  session: EventRef;
  at_ms: number;
}

export interface Log {
  /** This browser's own number, 32 hex digits. */
  readonly device: string;
  /** Resolves when the fact is safely stored. */
  append<K extends Kind>(kind: K, body: Bodies[K]): Promise<EventRef>;
  /** All facts, in the order in which this browser learned them. */
  all(): Promise<LogEvent[]>;
  /** Called after every change, from whichever tab. Returns what ends it. */
  onChange(listener: () => void): () => void;
  bookmark(): Promise<Bookmark | null>;
  setBookmark(bookmark: Bookmark): Promise<void>;

  // For sync.ts.

  /** This browser's own facts that the server has not acknowledged, by sequence. */
  unsent(limit: number): Promise<LogEvent[]>;
  countUnsent(): Promise<number>;
  markSent(events: readonly LogEvent[]): Promise<void>;
  /** Takes in what the server told, and the cursor up to which it did, in one transaction. */
  merge(events: readonly LogEvent[], cursor: number): Promise<void>;
  pairing(): Promise<Pairing | null>;
  /** With another secret than before: another store, to which everything is new. */
  pair(secret: string): Promise<void>;
}

export interface Pairing {
  secret: string;
  /** `arrival` of the last event that was pulled. */
  cursor: number;
}

export function refOf(event: { device: string; sequence: number }): EventRef {
  return `${event.device}-${event.sequence}`;
}

export function loggedStep({ duration_ms: _, region: __, ...step }: Step): LoggedStep {
  return step;
}

// ---- IndexedDB. --------------------------------------------------------------------------------

/** `unsent` is there only while it holds, so that an index finds what waits. */
type Stored = LogEvent & { order?: number; unsent?: 1 };

const DATABASE = 'limber';
const EVENTS = 'events';
const META = 'meta';
const CHANNEL = 'limber-log';

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    const events = opening.result.createObjectStore(EVENTS, {
      keyPath: 'order',
      autoIncrement: true,
    });
    events.createIndex('identity', ['device', 'sequence'], { unique: true });
    events.createIndex('unsent', ['unsent', 'sequence']);
    opening.result.createObjectStore(META);
  };
  return finished(opening);
}

function randomDevice(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function withoutMarks({ order: _, unsent: __, ...event }: Stored): LogEvent {
  return event as LogEvent;
}

class BrowserLog implements Log {
  private readonly channel = new BroadcastChannel(CHANNEL);
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly database: IDBDatabase,
    readonly device: string,
  ) {
    this.channel.onmessage = () => this.tellListeners();
  }

  async append<K extends Kind>(kind: K, body: Bodies[K]): Promise<EventRef> {
    const at_ms = Date.now();
    const { device } = this;
    const sequence = await this.write(async (events, meta) => {
      const next = ((await finished<number | undefined>(meta.get('sequence'))) ?? 0) + 1;
      meta.put(next, 'sequence');
      events.add({ device, sequence: next, at_ms, kind, body, unsent: 1 });
      return next;
    });
    this.changed();
    return refOf({ device, sequence });
  }

  async all(): Promise<LogEvent[]> {
    return (await this.read<Stored[]>(EVENTS, (events) => events.getAll())).map(withoutMarks);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async bookmark(): Promise<Bookmark | null> {
    return (await this.read<Bookmark | undefined>(META, (meta) => meta.get('bookmark'))) ?? null;
  }

  async setBookmark(bookmark: Bookmark): Promise<void> {
    const transaction = this.database.transaction(META, 'readwrite');
    transaction.objectStore(META).put(bookmark, 'bookmark');
    await committed(transaction);
  }

  async unsent(limit: number): Promise<LogEvent[]> {
    const waiting = await this.read<Stored[]>(EVENTS, (events) =>
      events.index('unsent').getAll(null, limit),
    );
    return waiting.map(withoutMarks);
  }

  countUnsent(): Promise<number> {
    return this.read(EVENTS, (events) => events.index('unsent').count());
  }

  async markSent(sent: readonly LogEvent[]): Promise<void> {
    await this.write(async (events) => {
      for (const event of sent) {
        const stored = await this.find(events, event);
        if (stored) {
          delete stored.unsent;
          events.put(stored);
        }
      }
    });
  }

  async merge(incoming: readonly LogEvent[], cursor: number): Promise<void> {
    const news = await this.write(async (events, meta) => {
      let added = 0;
      for (const event of incoming) {
        const stored = await this.find(events, event);
        if (!stored) {
          events.add(event);
          added++;
        } else if (stored.unsent) {
          delete stored.unsent;
          events.put(stored);
        }
      }
      meta.put(cursor, 'cursor');
      return added;
    });
    if (news > 0) {
      this.changed();
    }
  }

  async pairing(): Promise<Pairing | null> {
    const secret = await this.read<string | undefined>(META, (meta) => meta.get('secret'));
    const cursor = await this.read<number | undefined>(META, (meta) => meta.get('cursor'));
    return secret === undefined ? null : { secret, cursor: cursor ?? 0 };
  }

  async pair(secret: string): Promise<void> {
    await this.write(async (events, meta) => {
      if ((await finished<string | undefined>(meta.get('secret'))) !== secret) {
        meta.put(0, 'cursor');
        for (const stored of await finished<Stored[]>(events.getAll())) {
          events.put({ ...stored, unsent: 1 });
        }
      }
      meta.put(secret, 'secret');
    });
  }

  private find(events: IDBObjectStore, event: LogEvent): Promise<Stored | undefined> {
    return finished(events.index('identity').get([event.device, event.sequence]));
  }

  private async read<T>(store: string, ask: (store: IDBObjectStore) => IDBRequest): Promise<T> {
    return finished<T>(ask(this.database.transaction(store).objectStore(store)));
  }

  /** One transaction: all of it or nothing, and no other tab in between. */
  private async write<T>(
    change: (events: IDBObjectStore, meta: IDBObjectStore) => Promise<T>,
  ): Promise<T> {
    const transaction = this.database.transaction([EVENTS, META], 'readwrite', {
      durability: 'strict',
    });
    const end = committed(transaction);
    const result = await change(transaction.objectStore(EVENTS), transaction.objectStore(META));
    await end;
    return result;
  }

  private changed(): void {
    this.channel.postMessage(null);
    this.tellListeners();
  }

  private tellListeners(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }
}

export async function openLog(): Promise<Log> {
  const database = await openDatabase();
  const transaction = database.transaction(META, 'readwrite');
  const end = committed(transaction);
  const meta = transaction.objectStore(META);
  let device = await finished<string | undefined>(meta.get('device'));
  if (device === undefined) {
    device = randomDevice();
    meta.put(device, 'device');
  }
  await end;
  // Asked without waiting: the answer, and in some browsers the person's, may take its time.
  void navigator.storage?.persist?.();
  return new BrowserLog(database, device);
}
