import { render } from 'preact';
import { App } from './app';
import { loadCore } from './core-wasm';
import { openLog } from './log';
import { keepOffline } from './offline';
import { words } from './parts/text';
import { startSync } from './sync';
import { Fault } from './views/fault';
import './style.css';

async function boot(place: HTMLElement): Promise<void> {
  let missing: string = words.fault.core;
  try {
    const core = await loadCore();
    missing = words.fault.storage;
    const log = await openLog();
    const sync = await startSync(log);
    render(<App core={core} log={log} sync={sync} />, place);
    await keepOffline();
  } catch (error) {
    console.error(error);
    render(<Fault text={missing} />, place);
  }
}

const root = document.getElementById('app');
if (root) {
  void boot(root);
}
