// Measures what a first visit fetches, compressed, and fails where it has grown beyond its budget.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CORE_BYTES_MAX = 15_000;
export const FIRST_LOAD_BYTES_MAX = 60_000;

/** Everything that the page fetches before it can be used: its html and all under assets/. */
export function measure(dist) {
  const assets = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.br'));
  const files = ['index.html.br', ...assets.map((name) => `assets/${name}`)].map((path) => ({
    path,
    bytes: statSync(join(dist, path)).size,
    plainBytes: readFileSync(join(dist, path.slice(0, -3))).length,
  }));
  return {
    files,
    core: files.find(({ path }) => path.includes('/core-'))?.bytes ?? Number.NaN,
    firstLoad: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

export function report({ files, core, firstLoad }) {
  const row = (bytes, what) => `${String(bytes).padStart(8)}  ${what}`;
  return [
    'Bytes with brotli:',
    ...files.map(({ path, bytes, plainBytes }) => row(bytes, `${path} (${plainBytes} plain)`)),
    row(core, `the core; at most ${CORE_BYTES_MAX}`),
    row(firstLoad, `first load; at most ${FIRST_LOAD_BYTES_MAX}`),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const measured = measure(fileURLToPath(new URL('../dist', import.meta.url)));
  console.log(report(measured));
  if (!(measured.core <= CORE_BYTES_MAX && measured.firstLoad <= FIRST_LOAD_BYTES_MAX)) {
    console.error('budget: the page has grown too large; see the figures above.');
    process.exitCode = 1;
  }
}
