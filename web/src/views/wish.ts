// What somebody wants of a session.

import type { Request, TechniqueId } from '../core';
import { equipment, positions } from '../parts/text';

/** What is wanted today, as far as it was said. */
export type Wish = Omit<Request, 'today'>;

/** Where and how comes from last time; how the body is, is asked anew each day. */
export function wishLike(last: Request | undefined): Wish {
  return {
    minutes: last?.minutes ?? 10,
    regions: {},
    pain: undefined,
    partner: false,
    positions: positions.map(({ id }) => id).filter((id) => last?.positions.includes(id)),
    equipment: equipment.map(({ id }) => id).filter((id) => last?.equipment.includes(id)),
  };
}

/** All wishes about today's plan. Gone with it. */
export interface Tweaks {
  leftOut: readonly TechniqueId[];
  kept: readonly TechniqueId[];
  /** As short as possible; they stay in, too. */
  short: readonly TechniqueId[];
  /** What was in the plan when another was swapped: stays while that can be. */
  held: readonly TechniqueId[];
  /** Empty: as the planner likes it. */
  order: readonly TechniqueId[];
}

export const NO_TWEAKS: Tweaks = { leftOut: [], kept: [], short: [], held: [], order: [] };
