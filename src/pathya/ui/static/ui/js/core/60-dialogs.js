// `<button data-open="id">` opens a dialog, `[data-close]` inside closes it, as does a click beside it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) {
    document.getElementById(opener.dataset.open)?.showModal();
    return;
  }
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
});
// What a server could not do is said, never swallowed.
const say = (text) => {
  const toasts = document.getElementById("toasts");
  const box = document.createElement("div");
  box.className = "toast toast--danger";
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words);
  toasts?.append(box);
  setTimeout(() => box.remove(), 8000);
};
const texts = document.body.dataset;
document.addEventListener("htmx:sendError", () => say(texts.offline));
document.addEventListener("htmx:timeout", () => say(texts.offline));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) say(texts.broken);
});
