// Toasts leave after a while unless somebody is reading them; every one can be dismissed.
const READING_MS = 6000;
const region = document.getElementById("toasts");

const leave = (toast) => {
  toast.classList.add("toast--leaving");
  setTimeout(() => toast.remove(), 220);
};
const prepare = (toast) => {
  if (toast.dataset.ready) return;
  toast.dataset.ready = "yes";
  const close = toast.querySelector("[data-dismiss]");
  close.hidden = false;
  close.addEventListener("click", () => leave(toast));
  if (toast.matches(".toast--error, .toast--danger")) return;
  let timer = setTimeout(() => leave(toast), READING_MS);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"]) {
    toast.addEventListener(name, () => {
      clearTimeout(timer);
      timer = setTimeout(() => leave(toast), READING_MS);
    });
  }
};
const prepareAll = () => region?.querySelectorAll("[data-toast]").forEach(prepare);
if (region) {
  prepareAll();
  new MutationObserver(prepareAll).observe(region, { childList: true });
}
