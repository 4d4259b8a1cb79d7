// What every view can see and do.

import type { Core, Screening } from '../core';
import type { EventRef, Log } from '../log';
import type { Run } from '../run';
import type { Known } from '../state';
import type { Sync } from '../sync';
import type { Feel } from './afterwards';
import type { Looking } from './library';
import { type Draft, freshDraft } from './questions';
import type { View } from './route';
import { type Referred, referredOf } from './see-somebody';
import type { Tweaks, Wish } from './wish';

/** What this tab remembers until it is closed. Nothing of it is a fact. */
export interface Memory {
  /** The questions as far as they are answered; null: not begun. */
  draft: Draft | null;
  /** A referral that was just found: it is shown even where it cannot be stored. */
  found: Referred | null;
  /** All questions were asked for anew, in spite of a referral. */
  anew: boolean;
  wish: Wish | null;
  /** How the plan of today was changed; null: none was asked for. */
  tweaks: Tweaks | null;
  run: Run | null;
  /** The session that ended in this tab, until it was said how it felt. */
  ended: EventRef | null;
  feel: Feel | null;
  /** What was looked for in the library; null: nothing yet. */
  looking: Looking | null;
}

export const emptyMemory: Memory = {
  draft: null,
  found: null,
  anew: false,
  wish: null,
  tweaks: null,
  run: null,
  ended: null,
  feel: null,
  looking: null,
};

export interface Page {
  core: Core;
  log: Log;
  sync: Sync;
  /** The date here, as 2026-11-21. */
  today: string;
  known: Known;
  memory: Memory;
  /** What the address names within the view; empty: nothing. */
  entry: string;
  remember(change: Partial<Memory>): void;
  go(view: View): void;
  /** Stores first; what comes next happens only once that is done. */
  store(work: () => Promise<unknown>, then: () => void): void;
}

/** The referral that holds, if one does. */
export function referralOf({ known, memory }: Pick<Page, 'known' | 'memory'>): Referred | null {
  return memory.found ?? referredOf(known.lastScreening);
}

/** The screening that opens the way to a plan. */
export function openScreening({ known }: Page): Screening | null {
  return known.mayPlan && known.lastScreening ? known.lastScreening.screening : null;
}

/** The form that is due. Where the short one turns out not to be enough, what was said in it counts
 * for the full one. */
export function draftOf({ known, memory }: Pick<Page, 'known' | 'memory'>): Draft {
  const fresh = freshDraft(known.due, known.record);
  const { draft } = memory;
  if (draft?.form === 'short' && known.due === 'full') {
    return { ...fresh, answers: { ...fresh.answers, ...draft.answers } };
  }
  return draft ?? fresh;
}

/** The session of today that is over without anybody having said how it felt. */
export function dueOf({
  known,
  memory,
  today,
}: Pick<Page, 'known' | 'memory' | 'today'>): EventRef | null {
  if (memory.ended !== null) {
    return memory.ended;
  }
  const latest = known.sessions[0];
  const over = latest?.end?.state === 'done' || latest?.end?.state === 'stopped';
  return latest && over && !latest.afterwards && latest.request.today === today ? latest.ref : null;
}
