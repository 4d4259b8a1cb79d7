// What a session shows and says, with the words of its techniques, and what it asks when it is over.
// It begins only once this is here; stopping does not wait for it.

export { Afterwards, Thanks } from './afterwards';
export { said } from './session-cues';
export { Along, Now, Scene } from './session-now';
