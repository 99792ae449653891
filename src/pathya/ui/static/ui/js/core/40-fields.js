// Show and hide a password.
const reveal = (box) => {
  const button = box.querySelector(".reveal__button");
  const input = box.querySelector("input");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
};
const prepareFields = (scope) => scope.querySelectorAll("[data-reveal]:not([data-ready])").forEach((box) => {
  box.dataset.ready = "yes";
  reveal(box);
});
prepareFields(document);
document.addEventListener("htmx:load", (event) => prepareFields(event.target));
