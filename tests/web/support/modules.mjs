// The page's own modules one by one: built like the page, but not minified, for Node or a browser.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const WEB = fileURLToPath(new URL('../../../web/', import.meta.url));
const SOURCES = [
  'core-wasm',
  'log',
  'planner-wasm',
  'programme',
  'run',
  'state',
  'sync',
  'generated/catalogue',
  'generated/late',
  'generated/layout',
  'views/tweaks',
  'views/wish',
];
const require = createRequire(join(WEB, 'package.json'));

export const WASM = readFileSync(join(WEB, 'src/generated/limber.wasm'));
export const PLANNER_WASM = readFileSync(join(WEB, 'src/generated/planner.wasm'));

/** Calls `use` with a folder in which each module lies as <name>.js. */
async function withModules(use) {
  const { build } = await import(pathToFileURL(require.resolve('vite')));
  const folder = mkdtempSync(join(tmpdir(), 'limber-modules-'));
  const named = SOURCES.map((source) => [source.split('/').at(-1), join(WEB, `src/${source}.ts`)]);
  try {
    const lib = { entry: Object.fromEntries(named), formats: ['es'] };
    await build({
      root: WEB,
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: false, minify: false, lib },
    });
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All that they export, in Node. */
export function loadModules() {
  return withModules(async (folder) => {
    const files = SOURCES.map((source) => join(folder, `${source.split('/').at(-1)}.js`));
    const modules = await Promise.all(files.map((file) => import(pathToFileURL(file))));
    return Object.assign({}, ...modules);
  });
}

/** The same, and the core and the planner as the page has them. */
export async function loadPageInNode() {
  const modules = await loadModules();
  const core = await modules.loadCore(WASM);
  const planner = await modules.loadPlanner(PLANNER_WASM);
  return { modules, core, planner };
}

/** Their text by file name, for a browser to import from /modules/. */
export function moduleTexts() {
  return withModules((folder) =>
    Object.fromEntries(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    ),
  );
}
