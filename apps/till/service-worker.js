/* global VERSION, FILES, self, caches, fetch, URL */
// The build writes VERSION and FILES above this text. Everything of one build is fetched before the worker counts as
// installed, and a page always gets all its files from one build.

const OWN = 'zhiji-till-'
const CACHE = OWN + VERSION

self.addEventListener('install', (event) => {
  // `reload`: what the browser kept from before must not get into the cache of this build.
  const wanted = FILES.map((name) => new Request(new URL(name, self.registration.scope), { cache: 'reload' }))
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()))
})

// A sale that is being rung up must not change its program under the cashier's hands: a new build waits to be told.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  // Head office is never answered for from a cache: what it says is true now or not at all.
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(kept('index.html', request))
  else event.respondWith(kept(request, request))
})

/** From this build; then from what the screens keep themselves (pictures for the customer's screen); then the line. */
async function kept(what, request) {
  const cache = await caches.open(CACHE)
  const name = typeof what === 'string' ? new URL(what, self.registration.scope) : what
  const found = (await cache.match(name)) ?? (await caches.match(request))
  return found ?? fetch(request)
}

async function forgetOthers() {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith(OWN) && name !== CACHE).map((name) => caches.delete(name)),
  )
}
