// The service worker: after the first visit the counter opens without a network.
//
// The server fills in the two constants below when it starts (each placeholder
// occurs once) and serves the result as /sw.js with `cache-control: no-cache`:
// BUILD, a hash of the site's files and of the server itself, and PRECACHE, the
// URLs of everything that must work offline, as a JSON array of strings.
// Each answer to a URL of the list carries `x-khongcho-build`, so that a server
// replaced in the middle of an installation cannot mix two builds in one cache.
//
// One build, one cache, all or nothing. A new build installs beside the old one
// and waits; only a person's consent (boot.js sends SKIP_WAITING) lets it take
// over, so code never changes under an open form.

const BUILD = "__BUILD_ID__";
const PRECACHE = __PRECACHE__;

const CACHE_PREFIX = "khongcho-";
const CACHE = CACHE_PREFIX + BUILD;
const SHELL = "/_shell";
// The same as in boot.js.
const SYNC_TAG = "khongcho-outbox";
// Always the network's business; a missing network is the caller's to handle.
const NETWORK_ONLY = ["/api/", "/healthz", "/metrics"];

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
  const work = { SKIP_WAITING: () => self.skipWaiting(), TIDY: forgetUnusedBuilds }[event.data?.type];
  if (work) event.waitUntil(work());
});

// Background Sync: the browser has a network again. Exchanges need the store and the
// rules, which live in the application: a tab that is open, hidden or not, is woken.
// With no tab open nothing is sent, nothing is lost, and nobody is disturbed with a
// notification; the counter sends when it is next opened.
self.addEventListener("sync", (event) => {
  if (event.tag === SYNC_TAG) event.waitUntil(wakeTabs());
});

async function wakeTabs() {
  const tabs = await self.clients.matchAll({ type: "window" });
  for (const tab of tabs) tab.postMessage({ type: "SEND" });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (NETWORK_ONLY.some((path) => url.pathname.startsWith(path))) return;

  if (request.mode === "navigate" && !PRECACHE.includes(url.pathname)) {
    // The shell of this very build, whatever the address: new pages of the
    // server never meet the old wasm module.
    event.respondWith(answer(SHELL, request));
  } else {
    event.respondWith(answer(url.pathname + url.search, request));
  }
});

// Every file, or none and another try at the next update check.
async function install() {
  const responses = await Promise.all(PRECACHE.map(download));
  const cache = await caches.open(CACHE);
  await Promise.all(PRECACHE.map((url, index) => cache.put(url, responses[index])));
}

async function download(url) {
  // Addresses under /assets/ carry the build id and never change: what the page
  // has just loaded need not be loaded again. All others are asked for anew.
  const fixed = url.startsWith("/assets/");
  const response = await fetch(url, { cache: fixed ? "default" : "no-cache" });
  const build = response.headers.get("x-khongcho-build") ?? BUILD;
  if (!response.ok || response.redirected || build !== BUILD) {
    throw new Error(`${url}: status ${response.status}, build ${build}, expected ${BUILD}`);
  }
  return response;
}

async function activate() {
  await self.clients.claim();
  await forgetUnusedBuilds();
}

// This build's cache (an icon or the web manifest goes by two names, one of them
// without the build), then an older build's for a tab that still runs it, then
// the network.
async function answer(key, request) {
  const cache = await caches.open(CACHE);
  const own = (await cache.match(key)) ?? (await cache.match(`/assets/${BUILD}${key}`));
  return own ?? (await caches.match(key)) ?? fetch(request);
}

// Each tab holds a shared Web Lock named after its build's cache for as long as it
// lives, and says TIDY when it has started (boot.js). A cache without a tab goes,
// unless it is ours or belongs to a worker that is about to take over.
async function forgetUnusedBuilds() {
  const { installing, waiting } = self.registration;
  if (installing || waiting) return;
  const { held } = await self.navigator.locks.query();
  const used = new Set([CACHE, ...held.map((lock) => lock.name)]);
  const names = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX));
  await Promise.all(names.filter((name) => !used.has(name)).map((name) => caches.delete(name)));
}
