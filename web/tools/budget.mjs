// Measures what the page fetches, compressed, and fails where it has grown beyond its budget.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CORE_BYTES_MAX = 15_000;
export const PLANNER_BYTES_MAX = 25_000;
export const FIRST_LOAD_BYTES_MAX = 60_000;

/** The scripts and styles that the html names, what those scripts import at once, and the core. */
function firstOf(dist, names) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const first = new Set(names.filter((name) => html.includes(`/assets/${name}"`)));
  for (const name of first) {
    if (name.endsWith('.js')) {
      const code = readFileSync(join(dist, 'assets', name), 'utf8');
      for (const [, path] of code.matchAll(/(?:\bfrom|\bimport)\s*["'`](\.\/[\w.-]+)["'`]/g)) {
        first.add(basename(path));
      }
    }
  }
  return [...first, ...names.filter((name) => name.startsWith('core-'))];
}

/** What is fetched before the page can be used, and what only once it is needed. */
export function measure(dist) {
  const weigh = (path) => ({
    path,
    bytes: statSync(join(dist, `${path}.br`)).size,
    plainBytes: statSync(join(dist, path)).size,
  });
  const names = readdirSync(join(dist, 'assets')).filter((name) => !/\.(br|gz)$/.test(name));
  const first = firstOf(dist, names);
  const files = ['index.html', ...first.map((name) => `assets/${name}`)].map(weigh);
  const late = names.filter((name) => !first.includes(name)).map((name) => weigh(`assets/${name}`));
  return {
    files,
    late,
    core: files.find(({ path }) => path.includes('/core-'))?.bytes ?? Number.NaN,
    planner: late.find(({ path }) => /planner-.{8}\.wasm$/.test(path))?.bytes ?? Number.NaN,
    firstLoad: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

export function report({ files, late, core, planner, firstLoad }) {
  const row = (bytes, what) => `${String(bytes).padStart(8)}  ${what}`;
  const list = (each) =>
    each.map((file) => row(file.bytes, `${file.path} (${file.plainBytes} plain)`));
  return [
    'Bytes with brotli:',
    ...list(files),
    row(core, `the core; at most ${CORE_BYTES_MAX}`),
    row(planner, `the planner; at most ${PLANNER_BYTES_MAX}`),
    row(firstLoad, `first load; at most ${FIRST_LOAD_BYTES_MAX}`),
    'Fetched when it is needed:',
    ...list(late),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const measured = measure(fileURLToPath(new URL('../dist', import.meta.url)));
  console.log(report(measured));
  const fits =
    measured.core <= CORE_BYTES_MAX &&
    measured.planner <= PLANNER_BYTES_MAX &&
    measured.firstLoad <= FIRST_LOAD_BYTES_MAX;
  if (!fits) {
    console.error('budget: the page has grown too large; see the figures above.');
    process.exitCode = 1;
  }
}
