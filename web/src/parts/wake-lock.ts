import { useEffect, useState } from 'preact/hooks';

/** Asks that the screen stays lit while this is shown, again each time the page comes back into
 * sight. False where the browser does not do that. */
export function useWakeLock(): boolean {
  const [awake, setAwake] = useState(true);
  useEffect(() => {
    let over = false;
    let held: WakeLockSentinel | null = null;
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') {
        return;
      }
      try {
        const lock = await navigator.wakeLock.request('screen');
        held = lock;
        if (over) {
          await lock.release();
        } else {
          setAwake(true);
        }
      } catch {
        setAwake(false);
      }
    };
    void ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', ask);
      void held?.release();
    };
  }, []);
  return awake;
}
