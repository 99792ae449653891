// The undo stands for ten seconds, longer while somebody is on it.
for (const undo of document.querySelectorAll("[data-undo]")) {
  const leave = () => undo.remove();
  let timer = setTimeout(leave, Number(undo.dataset.undo) * 1000);
  for (const name of ["pointerenter", "focusin"]) undo.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"]) {
    undo.addEventListener(name, () => {
      clearTimeout(timer);
      timer = setTimeout(leave, Number(undo.dataset.undo) * 1000);
    });
  }
}
