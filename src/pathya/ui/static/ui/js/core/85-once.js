// A second click on what is being sent already sends nothing. Forms that a module or htmx sends by itself are left alone,
// and so are downloads: a few seconds later the form can be sent again.
const SENT = new WeakMap();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post" || form.matches("[data-entry]:not([data-once]), [hx-post]")) return;
  const before = SENT.get(form);
  if (before && Date.now() - before < 4000) event.preventDefault();
  else SENT.set(form, Date.now());
});
addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form").forEach((form) => SENT.delete(form)));
