import { useLayoutEffect, useState } from 'preact/hooks';
import type { Sync, SyncStatus } from '../sync';
import { counted, fill, words } from './text';

/** Where the entries lie, in words. */
export function Status({ sync }: { sync: Sync }) {
  const [status, setStatus] = useState<SyncStatus>(sync.status);
  // At once: what changes before the browser has painted would never be heard of.
  useLayoutEffect(() => sync.onStatus(setStatus), [sync]);
  return (
    <div class="status" role="status">
      <p>{statusText(status)}</p>
      {status.waiting > 0 && <p>{counted(words.sync.entries, status.waiting)}</p>}
      {(status.kind === 'refused' || status.kind === 'offline') && (
        <button type="button" class="button" onClick={() => sync.retry()}>
          {words.app.again}
        </button>
      )}
    </div>
  );
}

function statusText(status: SyncStatus): string {
  return status.kind === 'refused'
    ? fill(words.sync.refused, { message: status.message })
    : words.sync[status.kind];
}
