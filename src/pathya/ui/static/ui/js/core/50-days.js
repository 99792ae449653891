// The month of days as a grid: one tab stop, arrows, Home and End within the week, Page Up and Down for months.
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

const freeDays = (grid) => [...grid.querySelectorAll("a.day")];
const stand = (grid, day) => {
  for (const each of freeDays(grid)) each.tabIndex = each === day ? 0 : -1;
};
const neighbour = (grid, day, [down, right]) => {
  const days = freeDays(grid);
  if (right) return days[days.indexOf(day) + right];
  const column = day.closest("td").cellIndex;
  const rows = [...grid.tBodies[0].rows];
  for (let row = rows.indexOf(day.closest("tr")) + down; rows[row]; row += down) {
    const found = rows[row].cells[column].querySelector("a.day");
    if (found) return found;
  }
  return undefined;
};
const target = (box, grid, day, key) => {
  const week = [...day.closest("tr").querySelectorAll("a.day")];
  if (key === "Home") return week[0];
  if (key === "End") return week.at(-1);
  return STEPS[key] && neighbour(grid, day, STEPS[key]);
};
const onKey = (event, box, grid) => {
  const day = event.target.closest("a.day");
  if (!day || event.altKey || event.ctrlKey || event.metaKey) return;
  const month = { PageUp: "prev", PageDown: "next" }[event.key];
  if (month) {
    event.preventDefault();
    box.querySelector(`[rel="${month}"]`)?.click();
    return;
  }
  const next = target(box, grid, day, event.key);
  if (!next && !(event.key in STEPS)) return;
  event.preventDefault();
  if (!next) return;
  stand(grid, next);
  next.focus();
};
const prepareDays = (scope) => {
  const boxes = [...scope.querySelectorAll("[data-days]:not([data-ready])")];
  if (scope.matches?.("[data-days]:not([data-ready])")) boxes.push(scope);
  for (const box of boxes) {
    box.dataset.ready = "yes";
    const grid = box.querySelector("table");
    grid.setAttribute("role", "grid");
    const days = freeDays(grid);
    stand(grid, days.find((day) => day.hasAttribute("aria-current")) ?? days[0]);
    grid.addEventListener("keydown", (event) => onKey(event, box, grid));
  }
};
prepareDays(document);
document.addEventListener("htmx:load", (event) => prepareDays(event.target));
