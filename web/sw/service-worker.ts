// Keeps the page's own files, so that it opens without the server. Data never passes through here.
//
// A newer version is used from the next time that the page is opened or loaded again. The page that
// was opened with it then lets its worker take over, which a browser may put off for minutes. A page
// that is being used has all its files in memory already, and goes on with them.

declare const __FILES__: string[];
declare const __REVISION__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const files = __FILES__;
const cacheName = `limber-${__REVISION__}`;

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((path) => new Request(path, { cache: 'reload' })));
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name !== cacheName) {
      await caches.delete(name);
    }
  }
  await worker.clients.claim();
}

/** The page as it is opened: the newest that is here whole, if a newer worker waits. A cache whose
 * files could not all be fetched is empty. */
async function pageToOpen(): Promise<Response | undefined> {
  const names = worker.registration.waiting ? (await caches.keys()).reverse() : [cacheName];
  for (const name of names) {
    const page = await caches.match('/', { cacheName: name });
    if (page) {
      return page;
    }
  }
  return undefined;
}

async function answer(request: Request): Promise<Response> {
  const kept = request.mode === 'navigate' ? await pageToOpen() : await caches.match(request);
  return kept ?? fetch(request);
}

function ours(request: Request): boolean {
  const { origin, pathname } = new URL(request.url);
  const file = files.includes(pathname) || pathname.startsWith('/assets/');
  return (
    request.method === 'GET' &&
    origin === worker.location.origin &&
    (request.mode === 'navigate' ? pathname === '/' : file)
  );
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') {
    event.waitUntil(worker.skipWaiting());
  }
});
worker.addEventListener('fetch', (event) => {
  if (ours(event.request)) {
    event.respondWith(answer(event.request));
  }
});
