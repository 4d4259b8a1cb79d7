// How much, and how long it takes, in words.

import type { Step } from '../core';
import { lateWords } from '../generated/late';
import type { Dose, Span } from './technique-texts';
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

function spanText([least, most]: Span, forms: { one: string; other: string }): string {
  return least === most
    ? counted(forms, most)
    : fill(forms.other, { count: fill(lateWords.library.span, { least, most }) });
}

/** "10 to 30 seconds", "10 to 15 minutes". */
function lengthText(span: Span): string {
  const [least, most] = [span[0] / 60, span[1] / 60];
  return least >= 2 && Number.isInteger(least) && Number.isInteger(most)
    ? spanText([least, most], words.units.minutes)
    : spanText(span, words.units.seconds);
}

/** What a technique asks for at least and at most, a sentence each. */
export function doseTexts(dose: Dose, twoSided: boolean): string[] {
  const text = lateWords.library;
  const { hold_s, move_s, reps, sets, dayTimesMax, weekTimesMax } = dose;
  const once =
    hold_s[1] > 0
      ? fill(text.hold, { seconds: lengthText(hold_s), times: spanText(reps, text.times) })
      : fill(text.move, {
          movements: spanText(reps, lateWords.plan.repeat),
          seconds: lengthText([move_s, move_s]),
        });
  const sentences = [once];
  if (sets[1] > 1) {
    sentences.push(spanText(sets, text.rounds));
  }
  if (twoSided) {
    sentences.push(text.both);
  }
  sentences.push(counted(text.day, dayTimesMax));
  if (weekTimesMax < 7 * dayTimesMax) {
    sentences.push(counted(text.week, weekTimesMax));
  }
  return sentences;
}
