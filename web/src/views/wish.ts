// What somebody wants of a session.

import type { Request } from '../core';
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
