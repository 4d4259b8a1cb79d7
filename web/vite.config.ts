import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const WORKER = 'service-worker.js';

/** Writes into the service worker which files make up the page, and a revision that changes with
 * any of them: then, and only then, browsers see a new worker. */
const listFilesInWorker: Plugin = {
  name: 'list-files-in-worker',
  generateBundle: {
    order: 'post', // after index.html has been put into the bundle
    handler(_, bundle) {
      const hash = createHash('sha256');
      const paths: string[] = [];
      for (const name of readdirSync('public').sort()) {
        hash.update(readFileSync(`public/${name}`));
        paths.push(`/${name}`);
      }
      for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
        hash.update(file.type === 'chunk' ? file.code : file.source);
        if (name !== WORKER) {
          paths.push(name === 'index.html' ? '/' : `/${name}`);
        }
      }
      const worker = bundle[WORKER];
      if (worker?.type !== 'chunk') {
        this.error(`The build has no ${WORKER}: look at build.rolldownOptions.input.`);
      }
      worker.code = worker.code
        .replace('__FILES__', JSON.stringify(paths))
        .replace('__REVISION__', JSON.stringify(hash.digest('hex').slice(0, 16)));
    },
  },
};

/** What is fetched later fetches its own styles (parts/late.tsx), so nothing has to come ahead of it.
 * Vite's helper for that would cost every first visit half a kilobyte. */
const importWithoutHelper: Plugin = {
  name: 'import-without-helper',
  enforce: 'pre',
  load(id) {
    return id === '\0vite/preload-helper.js'
      ? 'export const __vitePreload = (load) => load();'
      : undefined;
  },
};

export default defineConfig({
  plugins: [listFilesInWorker, importWithoutHelper],
  build: {
    target: 'es2022',
    // The CSP of the server allows nothing inline.
    assetsInlineLimit: 0,
    // Parts that are fetched later come in by the page's own means, which can try again.
    modulePreload: false,
    rolldownOptions: {
      input: { index: 'index.html', 'service-worker': 'sw/service-worker.ts' },
      output: {
        entryFileNames: (chunk) =>
          chunk.name === 'service-worker' ? WORKER : 'assets/[name]-[hash].js',
        assetFileNames: (asset) =>
          asset.names.includes('limber.wasm')
            ? 'assets/core-[hash][extname]'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
});
