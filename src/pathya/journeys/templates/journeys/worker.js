// The worker of the portal: keeps the files of one build and one page that is the same for all. Nothing of a person
// passes through its cache: what waits to be sent lies in the page's own database.
const VERSION = {{ version|safe }};
const PAGE = {{ page|safe }};
const FILES = {{ files|safe }};
const CACHE = `pathya-${VERSION}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...FILES])).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const forget = (names) => names.filter((name) => name.startsWith("pathya-") && name !== CACHE).map((name) => caches.delete(name));
  event.waitUntil(caches.keys().then((names) => Promise.all(forget(names))).then(() => self.clients.claim()));
});
self.addEventListener("message", (event) => {
  // the language changed: the page is kept anew
  if (event.data === "renew") event.waitUntil(caches.open(CACHE).then((cache) => cache.add(PAGE)));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname.startsWith("/portal/")) event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(request)));
  }
});
