// Reading a value off a chart with pointer or arrow keys; the words come from the table beside it.
const readable = (figure) => {
  figure.dataset.ready = "yes";
  const drawing = figure.querySelector("svg");
  const marks = [...figure.querySelectorAll("[data-mark]")];
  const rows = [...figure.querySelectorAll("tr[data-point]")];
  const read = figure.querySelector("[data-read]");
  if (!marks.length || marks.length !== rows.length) return;
  let at = marks.length - 1;
  const show = (index) => {
    marks[at].removeAttribute("data-on");
    at = Math.min(Math.max(index, 0), marks.length - 1);
    marks[at].setAttribute("data-on", "");
    read.textContent = [...rows[at].cells].map((cell) => cell.textContent).join(": ");
  };
  const middle = (mark) => {
    const box = mark.getBoundingClientRect();
    return box.left + box.width / 2;
  };
  drawing.addEventListener("pointermove", (event) => {
    const distances = marks.map((mark) => Math.abs(middle(mark) - event.clientX));
    show(distances.indexOf(Math.min(...distances)));
  });
  drawing.tabIndex = 0;
  drawing.addEventListener("keydown", (event) => {
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: marks.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    show(next);
  });
};
const prepareCharts = (scope) => scope.querySelectorAll("[data-chart]:not([data-ready])").forEach(readable);
prepareCharts(document);
document.addEventListener("htmx:load", (event) => prepareCharts(event.target));
