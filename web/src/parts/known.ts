import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Core } from '../core';
import type { Log } from '../log';
import { derive, type Known } from '../state';
import { today } from './dates';

/** What the log adds up to, again after every change and whenever the page comes back into sight,
 * since the day may have changed. null: not read yet. */
export function useKnown(core: Core, log: Log): [Known | null, () => Promise<Known>] {
  const [known, setKnown] = useState<Known | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const latest = useRef(0);
  const refresh = useCallback(async () => {
    latest.current++;
    const turn = latest.current;
    const [events, bookmark] = await Promise.all([log.all(), log.bookmark()]);
    const next = derive(events, core, { device: log.device, today: today(), bookmark });
    if (turn === latest.current) {
      setKnown(next);
    }
    return next;
  }, [core, log]);
  useEffect(() => {
    const update = (): void => {
      refresh().catch(setFailure);
    };
    update();
    document.addEventListener('visibilitychange', update);
    const end = log.onChange(update);
    return () => {
      document.removeEventListener('visibilitychange', update);
      end();
    };
  }, [log, refresh]);
  if (failure !== null) {
    throw failure;
  }
  return [known, refresh];
}
