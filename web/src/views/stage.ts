// What a session shows and says, with the words of its techniques, and what it asks when it is over.
// It begins only once this is here; stopping does not wait for it.

import { figures } from '../parts/figure';

export { Afterwards, Thanks } from './afterwards';
export { said } from './session-cues';
export { Along, Now } from './session-now';

// Where it can be had, it is there before a session begins.
figures.load().catch(() => {});
