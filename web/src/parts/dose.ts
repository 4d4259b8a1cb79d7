// How much, and how long it takes, in words.

import type { Step } from '../core';
import { lateWords } from '../generated/late';
import { counted, fill, secondsText, words } from './text';

/** "1 min 20 s", in steps of 5 seconds: nobody needs it closer. */
export function durationText(ms: number): string {
  const rounded = Math.max(5, Math.round(ms / 5000) * 5);
  const parts = { minutes: Math.floor(rounded / 60), seconds: rounded % 60 };
  const { short } = words.units;
  if (parts.minutes === 0) {
    return fill(short.seconds, parts);
  }
  return fill(parts.seconds === 0 ? short.minutes : short.both, parts);
}

/** What a step asks for: "Hold for 20 seconds, 2 times". */
export function doseText(step: Pick<Step, 'hold_ms' | 'reps' | 'sets'>): string {
  const once =
    step.hold_ms > 0
      ? counted(lateWords.plan.hold, step.reps, { seconds: secondsText(step.hold_ms) })
      : counted(lateWords.plan.repeat, step.reps);
  return step.sets > 1 ? fill(lateWords.plan.sets, { count: step.sets, once }) : once;
}
