// The service worker: the app opens from a cold start without a network, and an update waits until
// it is offered. `cargo xtask dist` fills in the three constants; with none, nothing is cached.
//
// Messages from the page          Answer, to the port or the page that asked
//   {type: "status"}              {type: "status", build, complete, n_done, n_files}
//   {type: "precache"}            fetches what is missing, then sends the status to every page
//   {type: "activate"}            the waiting build takes over

const BUILD = "dev";
const FIRST = []; // [url, sha256]: the first route; installing means having all of them
const LATER = []; // [url, sha256]: fetched after the first route is usable

const CACHE_PREFIX = "jipan-";
const CACHE = CACHE_PREFIX + BUILD;
const FILES = new Map([...FIRST, ...LATER]);
const PAGE = "/index.html";
/** The build gives such names; a file of such a name never changes. */
const NAMED_BY_HASH = /-[0-9a-f]{16}[._]/;

self.addEventListener("install", (event) => {
  // On the first visit the network belongs to the first route. An update has time: it takes all.
  const wanted = self.registration.active ? [...FIRST, ...LATER] : FIRST;
  event.waitUntil(fetchMissing(wanted));
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || FILES.size === 0) return;
  const path = pathOf(request, url);
  if (FILES.has(path)) event.respondWith(fromCache(path, request));
});

self.addEventListener("message", (event) => {
  switch (event.data?.type) {
    case "status":
      event.waitUntil(answerStatus(event));
      break;
    case "precache":
      event.waitUntil(precacheRest());
      break;
    case "activate":
      self.skipWaiting();
      break;
  }
});

/** The file that answers: the page for every navigation that does not end in a file name. */
function pathOf(request, url) {
  if (request.mode !== "navigate" || FILES.has(url.pathname)) return url.pathname;
  const last = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
  const isReserved = ["/healthz", "/metrics"].includes(url.pathname) || url.pathname.startsWith("/v1/");
  return last.includes(".") || isReserved ? url.pathname : PAGE;
}

async function fromCache(path, request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  try {
    // What was used once is there without a network, too, also if the rest never came.
    await fetchOne(cache, path, FILES.get(path));
    return await cache.match(path);
  } catch {
    return fetch(request);
  }
}

/** Puts every file into the cache of this build. Throws at the first that is not what was built. */
async function fetchMissing(files) {
  const cache = await caches.open(CACHE);
  const missing = [];
  for (const file of files) if (!(await cache.match(file[0]))) missing.push(file);
  await Promise.all(missing.map(([url, hash]) => fetchOne(cache, url, hash)));
}

async function fetchOne(cache, url, hash) {
  const known = await caches.match(url);
  if (known && (await hashOf(known.clone())) === hash) return cache.put(url, known);
  // The page has just loaded many of them: what is named by its hash is not downloaded twice.
  for (const from of NAMED_BY_HASH.test(url) ? ["force-cache", "reload"] : ["reload"]) {
    const response = await fetch(new Request(url, { cache: from }));
    if (response.ok && (await hashOf(response.clone())) === hash) {
      return cache.put(url, response.redirected ? await plainCopy(response) : response);
    }
    if (from === "reload") throw new Error(`${url} is not the file of build ${BUILD} (status ${response.status})`);
  }
}

/** A redirected response may not answer a navigation. */
async function plainCopy(response) {
  const type = response.headers.get("content-type") ?? "application/octet-stream";
  return new Response(await response.arrayBuffer(), { headers: { "content-type": type } });
}

async function hashOf(response) {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function precacheRest() {
  try {
    await fetchMissing([...FILES]);
  } finally {
    const answer = await status();
    for (const client of await self.clients.matchAll()) client.postMessage(answer);
  }
}

async function status() {
  const cache = await caches.open(CACHE);
  let n_done = 0;
  for (const url of FILES.keys()) if (await cache.match(url)) n_done += 1;
  const complete = FILES.size > 0 && n_done === FILES.size;
  return { type: "status", build: BUILD, complete, n_done, n_files: FILES.size };
}

async function answerStatus(event) {
  const asker = event.ports[0] ?? event.source;
  asker?.postMessage(await status());
}
