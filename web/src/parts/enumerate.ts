// Several names in a row.

import { lateWords } from '../generated/late';
import { fill } from './text';

/** A capital letter where it begins, and nowhere else. */
export function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}

/** "Standing or sitting". */
export function anyOf(names: readonly string[]): string {
  const some = [...names];
  const last = some.pop() ?? '';
  const all =
    some.length === 0 ? last : fill(lateWords.library.or, { some: some.join(', '), last });
  return sentenceCase(all);
}

/** "Bridge, plank and side bends". */
export function allOf(names: readonly string[]): string {
  const some = [...names];
  const last = some.pop() ?? '';
  return some.length === 0 ? last : fill(lateWords.plan.and, { some: some.join(', '), last });
}
