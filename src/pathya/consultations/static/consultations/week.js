// Moving calls in the week: by pointer or by keyboard, put down at once, taken back when the server refuses.
// The server decides; without this script the handle leads to a form that does the same.

const STEP = 15;
const FAR = 6; // px a pointer travels before a click is a drag
const calendar = document.querySelector("[data-calendar]");
if (calendar) begin(calendar);

function begin(calendar) {
  const say = (text) => (document.querySelector("[data-calendar-say]").textContent = text);
  const dialog = document.querySelector("[data-calendar-dialog]");
  const form = dialog.querySelector("form");
  const columns = [...calendar.querySelectorAll("[data-date]")];
  const words = calendar.dataset;
  const language = document.documentElement.lang === "hi" ? "hi-IN" : "en-IN";
  const asTime = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
  let moving = null; // { call, home: { column, from }, column, from, by }

  const onGrid = () => getComputedStyle(columns[0]).display === "block";
  const number = (call, name) => Number(call.dataset[name]);
  const clockTime = (minutes) => asTime.format(new Date(2000, 0, 1, 0, minutes));
  const stamp = (column, from) =>
    `${column.dataset.date}T${String(Math.floor(from / 60)).padStart(2, "0")}:${String(from % 60).padStart(2, "0")}`;

  function place(call, column, from) {
    if (call.parentElement !== column) column.append(call);
    const end = from + number(call, "minutes");
    const at = { "--fh": Math.floor(from / 60), "--fm": from % 60, "--th": Math.floor(end / 60), "--tm": end % 60 };
    for (const [name, value] of Object.entries(at)) call.style.setProperty(name, value);
    call.querySelector("[data-time]").textContent = clockTime(from);
  }

  function troubles(call, column, from) {
    const end = from + number(call, "busy");
    const clash = [...column.querySelectorAll("[data-call], [data-fixed]")].some(
      (other) => other !== call && from < number(other, "from") + number(other, "busy") && number(other, "from") < end,
    );
    const inside = column.dataset.open.split(" ").some((span) => {
      const [opens, closes] = span.split("-").map(Number);
      return opens <= from && from + number(call, "minutes") <= closes;
    });
    return { clash, past: stamp(column, from) <= words.now, outside: !inside };
  }

  function put(column, from) {
    const { call } = moving;
    const latest = 24 * 60 - number(call, "minutes");
    Object.assign(moving, { column, from: Math.max(0, Math.min(latest, from)) });
    place(call, column, moving.from);
    const found = troubles(call, column, moving.from);
    call.classList.toggle("is-clash", found.clash || found.past);
    call.classList.toggle("is-outside", found.outside && !found.clash && !found.past);
    return found;
  }

  function lift(call, by) {
    const column = call.parentElement;
    moving = { call, by, home: { column, from: number(call, "from") }, column, from: number(call, "from") };
    call.classList.add("is-moving");
  }

  function settle(call) {
    call.classList.remove("is-moving", "is-clash", "is-outside");
    call.removeAttribute("aria-busy");
  }

  function back(text = words.sayBack) {
    const { call, home } = moving;
    moving = null;
    place(call, home.column, home.from);
    settle(call);
    say(text);
    call.querySelector("[data-grip]").focus();
  }

  function told() {
    const { column, from } = moving;
    return `${column.dataset.name}, ${clockTime(from)}`;
  }

  function drop() {
    const { call, home, column, from } = moving;
    if (column === home.column && from === home.from) return back();
    const found = troubles(call, column, from);
    if (found.clash || found.past) return back(`${told()}: ${found.past ? words.sayPast : words.sayClash}. ${words.sayBack}`);
    form.elements.at.value = stamp(column, from);
    form.elements.sequence.value = call.dataset.sequence;
    form.action = call.dataset.url;
    form.querySelector("[data-calendar-told]").textContent = `${call.querySelector("h3").textContent.trim()}: ${told()}`;
    form.querySelector("[data-calendar-odd]").hidden = !found.outside;
    dialog.showModal();
    form.elements.reason.focus();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { call, home, column, from } = moving;
    const body = new FormData(form);
    moving = null;
    dialog.close();
    settle(call);
    call.setAttribute("aria-busy", "true");
    call.dataset.from = from;
    let answer;
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      answer = { ok: response.ok, ...(await response.json()) };
    } catch {
      answer = { ok: false, message: document.body.dataset.offline };
    }
    call.removeAttribute("aria-busy");
    if (answer.ok) {
      call.dataset.sequence = answer.sequence;
      form.reset();
    } else {
      call.dataset.from = home.from;
      place(call, home.column, home.from);
    }
    toast(answer.message, answer.ok);
    say(answer.message);
    call.querySelector("[data-grip]").focus();
  });
  dialog.addEventListener("close", () => moving && back());
  dialog.querySelector("[data-calendar-leave]").addEventListener("click", () => dialog.close());

  calendar.addEventListener("pointerdown", (event) => {
    const call = event.target.closest("[data-call]");
    if (!call || !onGrid() || event.button !== 0 || moving || call.hasAttribute("aria-busy")) return;
    const start = { x: event.clientX, y: event.clientY, from: number(call, "from") };
    const hour = columns[0].offsetHeight / hours();
    const follow = (move) => {
      if (!moving) {
        if (Math.hypot(move.clientX - start.x, move.clientY - start.y) < FAR) return;
        lift(call, "pointer");
      }
      const column = columns.find(({ parentElement }) => {
        const { left, right } = parentElement.getBoundingClientRect();
        return left <= move.clientX && move.clientX < right;
      });
      const minutes = start.from + ((move.clientY - start.y) / hour) * 60;
      put(column ?? moving.column, Math.round(minutes / STEP) * STEP);
    };
    const end = (ended) => {
      for (const name of ["pointermove", "pointerup", "pointercancel"]) document.removeEventListener(name, handlers[name]);
      if (!moving) return;
      const still = (click) => click.preventDefault();
      document.addEventListener("click", still, { capture: true });
      setTimeout(() => {
        document.removeEventListener("click", still, { capture: true });
        ended.type === "pointerup" ? drop() : back();
      });
    };
    const handlers = { pointermove: follow, pointerup: end, pointercancel: end };
    for (const [name, handler] of Object.entries(handlers)) document.addEventListener(name, handler);
  });

  function hours() {
    const style = getComputedStyle(calendar);
    return Number(style.getPropertyValue("--bottom")) - Number(style.getPropertyValue("--top"));
  }

  calendar.addEventListener("keydown", (event) => {
    const call = event.target.closest("[data-grip]")?.closest("[data-call]");
    if (!call || !onGrid() || call.hasAttribute("aria-busy")) return;
    if (!moving) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      lift(call, "keyboard");
      return say(`${told()}. ${words.sayPicked}`);
    }
    const along = { ArrowUp: -STEP, ArrowDown: STEP, PageUp: -60, PageDown: 60 }[event.key];
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") back();
    else if (event.key === "Enter" || event.key === " ") drop();
    else if (along || across) {
      const column = columns[columns.indexOf(moving.column) + (across ?? 0)] ?? moving.column;
      const found = put(column, moving.from + (along ?? 0));
      const odd = found.past ? words.sayPast : found.clash ? words.sayClash : found.outside ? words.sayOutside : "";
      say(odd ? `${told()}: ${odd}` : told());
      call.querySelector("[data-grip]").focus();
    } else return;
    event.preventDefault();
  });
  calendar.addEventListener("click", (event) => {
    if (event.target.closest("[data-grip]") && onGrid()) event.preventDefault();
  });
}

function toast(text, good) {
  const box = document.createElement("div");
  box.className = `toast toast--${good ? "success" : "danger"}`;
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words);
  document.getElementById("toasts")?.append(box);
  setTimeout(() => box.remove(), 8000);
}
