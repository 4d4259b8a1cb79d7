// The keys of a session.

import { useLayoutEffect } from 'preact/hooks';
import type { Output } from '../core';
import type { Run } from '../run';

export function isRunning({ state }: Output): boolean {
  return state === 'ready' || state === 'move' || state === 'hold' || state === 'rest';
}

/** Escape stops, always. Space halts what runs, wherever the focus is; while the session waits, a button that
 * has the focus keeps its Space, and else it goes on. Before the session is `ready` it does
 * nothing. The keys work from the moment in which the session is on the screen, not from the next
 * frame. */
export function useSessionKeys(run: Run, ready: boolean): void {
  useLayoutEffect(() => {
    let swallowed = false;
    const down = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') {
        event.preventDefault();
        run.tell('stop');
      } else if (ready && event.key === ' ' && takesSpace(run, event.target)) {
        event.preventDefault();
        swallowed = true;
        if (!event.repeat) {
          run.tell(isRunning(run.output) ? 'pause' : 'go');
        }
      }
    };
    // A button is pressed when Space is let go: that half of the key belongs to the first one.
    const up = (event: KeyboardEvent): void => {
      if (event.key === ' ' && swallowed) {
        event.preventDefault();
        swallowed = false;
      }
    };
    window.addEventListener('keydown', down, true);
    window.addEventListener('keyup', up, true);
    return () => {
      window.removeEventListener('keydown', down, true);
      window.removeEventListener('keyup', up, true);
    };
  }, [run, ready]);
}

function takesSpace(run: Run, target: EventTarget | null): boolean {
  if (isRunning(run.output)) {
    return true;
  }
  const inControl = target instanceof Element && target.closest('button, summary, a') !== null;
  const asked = document.querySelector('.session .panel') !== null;
  return run.output.state === 'paused' && !inControl && !asked;
}
