// Measures what a first visit fetches, compressed, and fails where it has grown beyond its budget.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CORE_BYTES_MAX = 15_000;
export const FIRST_LOAD_BYTES_MAX = 60_000;

/** What stands in the html, and what that imports or names, but not what is imported later. */
function fetchedAtOnce(dist, names) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const found = new Set(names.filter((name) => html.includes(name)));
  for (const name of found) {
    const text = name.endsWith('.js') ? readFileSync(join(dist, 'assets', name), 'utf8') : '';
    for (const [, other] of text.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+)["'`]/g)) {
      found.add(other);
    }
    for (const other of names.filter((each) => each.endsWith('.wasm') && text.includes(each))) {
      found.add(other);
    }
  }
  return found;
}

/** Everything that the page fetches before it can be used; what comes later is listed apart. */
export function measure(dist) {
  const all = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.br'));
  const first = fetchedAtOnce(
    dist,
    all.map((name) => name.slice(0, -3)),
  );
  const assets = all.filter((name) => first.has(name.slice(0, -3)));
  const later = all.filter((name) => !assets.includes(name));
  const files = ['index.html.br', ...assets.map((name) => `assets/${name}`)].map((path) => ({
    path,
    bytes: statSync(join(dist, path)).size,
    plainBytes: readFileSync(join(dist, path.slice(0, -3))).length,
  }));
  return {
    files,
    later: later.map((name) => ({
      path: `assets/${name}`,
      bytes: statSync(join(dist, 'assets', name)).size,
    })),
    core: files.find(({ path }) => path.includes('/core-'))?.bytes ?? Number.NaN,
    firstLoad: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

export function report({ files, later, core, firstLoad }) {
  const row = (bytes, what) => `${String(bytes).padStart(8)}  ${what}`;
  return [
    'Bytes with brotli:',
    ...files.map(({ path, bytes, plainBytes }) => row(bytes, `${path} (${plainBytes} plain)`)),
    ...later.map(({ path, bytes }) => row(bytes, `${path}, fetched later`)),
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
