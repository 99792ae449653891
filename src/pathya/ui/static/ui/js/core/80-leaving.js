// Signing out leaves nothing of the person on a shared device but what still waits to be sent (under their own id).
document.addEventListener("submit", (event) => {
  if (!event.target.action?.endsWith("/accounts/logout/") || !globalThis.indexedDB) return;
  indexedDB.deleteDatabase("pathya-known");
  globalThis.caches?.keys().then((names) => names.forEach((name) => caches.delete(name)));
});
