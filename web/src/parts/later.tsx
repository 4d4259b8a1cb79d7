import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from './text';

/** What is fetched only when it is shown. `load` stays the same. */
export function Later({ load }: { load: () => Promise<{ default: ComponentType }> }) {
  const [Part, setPart] = useState<ComponentType | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    load().then(
      (module) => setPart(() => module.default),
      () => setFailed(true),
    );
  }, [load]);
  return Part ? <Part /> : failed ? <p role="alert">{words.fault.core}</p> : null;
}
