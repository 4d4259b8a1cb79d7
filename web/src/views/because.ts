// Why a technique is left out, in the words of the rule where a rule has closed it.

import type { LeftOut, Screening, TechniqueId } from '../core';
import { lateWords } from '../generated/late';
import { fill, leftOutText, ruleOf } from '../parts/text';

export function because(
  technique: TechniqueId,
  reason: LeftOut,
  closed: Screening['closed'],
): string {
  const rule = closed.find((each) => each.technique === technique)?.rule;
  return reason === 'screening' && rule
    ? fill(lateWords.plan.closed_because, { tell: ruleOf(rule).tell })
    : leftOutText(reason);
}
