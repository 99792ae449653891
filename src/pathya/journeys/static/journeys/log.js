// The day page: whatever is logged lies in the device's queue first and is sent at once, or when there is a network
// and its person is signed in. Forms that fail to be read go the plain way, to the server.
import { add, flush, forget, keep, kept, waiting } from "./queue.js";
import { found, show } from "./nearby.js";

const root = document.querySelector("[data-log]");
const texts = root.dataset;
const shell = texts.person === "";
const results = document.getElementById("results");
const typed = document.getElementById("q");
const template = document.getElementById("portion");
const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};
const day = () => (shell || texts.today === "1" ? today() : texts.day);
let person = texts.person;

const say = (text, kind = "success") => {
  const box = document.createElement("div");
  box.className = `toast toast--${kind}`;
  box.append(Object.assign(document.createElement("p"), { textContent: text }));
  document.getElementById("toasts")?.append(box);
  setTimeout(() => box.remove(), 8000);
};
const number = (data, name) => (data.get(name) ? Number(data.get(name)) : undefined);
const kind = () => document.querySelector(".kinds input:checked")?.value ?? "lunch";
const moment = () => (day() === today() ? { at: new Date().toISOString() } : { day: day() });

// What each form becomes: a body as the API takes it; undefined leaves the form to the server.
const MAKERS = {
  meal(data, form) {
    const count = number(data, "count") ?? 1;
    const measure = data.get("measure");
    const amount = measure ? { measure, count } : { grams: count === 1 ? 100 : count };
    if (!(count > 0)) return undefined;
    const name = form.querySelector(".portion__name").textContent.trim();
    const told = measure ? `${count} ${data.get("label") ?? measure}` : `${amount.grams} g`;
    return { body: { mealType: kind(), ...moment(), foods: [{ foodId: data.get("food"), ...amount }] }, label: `${name}, ${told}` };
  },
  quick(data) {
    const names = ["energy", "protein", "carbohydrate", "fat"];
    const quick = Object.fromEntries(names.map((name) => [name, number(data, name)]).filter(([, value]) => value !== undefined));
    if (!(quick.energy >= 0)) return undefined;
    return { body: { mealType: kind(), ...moment(), quick }, type: "meal", label: `${quick.energy} kcal` };
  },
  remove: (_data, form) => ({ body: { id: form.dataset.meal }, label: texts.textRemoved }),
  symptom(data, form) {
    const severity = number(data, "symptom-severity");
    if (!severity) return undefined;
    const now = new Date();
    const told = new Date(`${day()}T${data.get("symptom-time") || (day() === today() ? "23:59" : "12:00")}`);
    const chosen = form.elements["symptom-kind"].selectedOptions[0].textContent;
    const body = { kind: data.get("symptom-kind"), severity, at: (told < now ? told : now).toISOString(), note: data.get("symptom-note") ?? "" };
    return { body, label: `${chosen} ${severity}` };
  },
  water: (data) => ({ body: { day: day(), ml: data.get("less") ? -250 : 250 }, label: texts.textWater }),
  day(data, form) {
    if (!form.checkValidity()) return undefined;
    const body = {};
    for (const [name, field] of Object.entries(FIELDS)) {
      const value = data.get(name) ?? "";
      const input = form.elements[name];
      const before = input instanceof RadioNodeList ? [...input].find((one) => one.defaultChecked)?.value ?? "" : input?.defaultValue ?? "";
      if (value !== before) body[field] = name === "notes" ? value : value === "" ? null : name.endsWith("kg") || name.endsWith("hours") ? value : Number(value);
    }
    return { body: { day: day(), at: new Date().toISOString(), ...body }, label: texts.textDay };
  },
};
const FIELDS = { energy: "energy", mood: "mood", sleep_hours: "sleepHours", exercise_minutes: "exerciseMinutes", weight_kg: "weightKg", notes: "notes" };

const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
const showWaiting = async () => {
  const list = document.querySelector("[data-waiting]");
  if (!list || !person) return;
  const entries = await waiting(person);
  list.hidden = entries.length === 0;
  list.replaceChildren(
    ...entries.map((entry) => Object.assign(document.createElement("li"), { className: "waiting", textContent: `${entry.label} · ${texts.textWaits}` })),
  );
};
const renew = (logged = "", removed = "") => {
  if (shell) return;
  const address = `${texts.food}?day=${texts.day}&logged=${logged}&removed=${removed}`;
  window.htmx.ajax("GET", address, { target: "#food", swap: "innerHTML" });
};
const tell = (told) => {
  if (told.state === "away") say(texts.textAway, "warning");
  if (told.state === "signed-out") say(texts.textSignedOut, "danger");
  for (const one of told.results) {
    if (one.state === "refused") say(`${one.entry?.label ?? ""}: ${one.message || texts.textRefused}`, "danger");
    if (one.stayed.length) say(`${texts.textStayed} ${one.stayed.map((name) => texts[`field${name.replace(/_|^./g, (c) => c.toUpperCase()).replace(/_(.)/g, "$1")}`] ?? name).join(", ")}`, "warning");
  }
};
const send = async () => {
  if (shell || !person) return { state: "away", results: [] };
  const work = () => flush(texts.sync, token(), person);
  const told = navigator.locks ? await navigator.locks.request("pathya-sync", work) : await work();
  tell(told);
  const last = told.results.at(-1);
  if (told.state === "sent") renew(last?.meal, last?.entry?.type === "remove" ? last.entry.body.id : "");
  await showWaiting();
  return told;
};
const settle = (form, type, told) => {
  const done = told.results.some((one) => one.state === "done");
  if (type === "day" && done) {
    say(texts.textSaved);
    for (const input of form.elements) [input.defaultValue, input.defaultChecked] = [input.type === "radio" ? input.defaultValue : input.value, input.checked];
  }
  if (type === "water" && done) location.assign(`${location.pathname}?day=${texts.day}`);
  if (shell && type === "symptom") form.reset();
  if (type === "meal" && typed) {
    typed.value = "";
    typed.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-entry]");
  if (!form || !person) return;
  if (form.dataset.entry === "symptom" && navigator.onLine && !shell) return;
  const data = new FormData(form, event.submitter);
  if (event.submitter?.firstChild) data.set("label", event.submitter.firstChild.textContent.trim());
  const made = MAKERS[form.dataset.entry](data, form);
  if (!made) return;
  event.preventDefault();
  const id = crypto.randomUUID();
  const type = made.type ?? form.dataset.entry;
  const body = type === "meal" || type === "symptom" ? { id, ...made.body } : made.body;
  await add({ id, person, type, body, label: made.label, made: Date.now() });
  await showWaiting();
  settle(form, type, await send());
});

const nearby = async () => {
  const known = await kept("foods");
  if (known && template) show(results, template, found(known, typed.value));
};
document.addEventListener("htmx:beforeRequest", (event) => {
  if (navigator.onLine || !event.target.closest("[data-search]")) return;
  event.preventDefault();
  nearby();
});
document.addEventListener("submit", (event) => shell && event.target.closest("[data-search]") && event.preventDefault());

const leaveUndo = () => {
  for (const undo of document.querySelectorAll("[data-undo]:not([data-ready])")) {
    undo.dataset.ready = "yes";
    setTimeout(() => undo.contains(document.activeElement) || undo.remove(), Number(undo.dataset.undo) * 1000);
  }
};
document.addEventListener("htmx:afterSettle", () => {
  leaveUndo();
  showWaiting();
});

const learn = async () => {
  const before = await kept("person");
  if (before && before !== person) await forget();
  const language = document.documentElement.lang;
  const registration = await navigator.serviceWorker?.register("/portal/worker.js", { scope: "/portal/" });
  if ((await kept("language")) === language && Date.now() - ((await kept("learnt")) ?? 0) < 86_400_000) return;
  const answer = await fetch(texts.known, { credentials: "same-origin" });
  if (!answer.ok) return;
  const known = await answer.json();
  await keep("foods", { foods: known.foods, lately: known.lately });
  await keep("person", person);
  await keep("language", language);
  await keep("learnt", Date.now());
  (registration?.active ?? registration?.waiting)?.postMessage("renew");
};
const begin = async () => {
  leaveUndo();
  if (!shell) {
    await send();
    await learn();
    return;
  }
  person = (await kept("person")) ?? "";
  const hour = new Date().getHours();
  const usual = hour < 11 ? "breakfast" : hour < 16 ? "lunch" : hour < 19 ? "snack" : "dinner";
  for (const choice of document.querySelectorAll(".kinds input")) choice.checked = choice.value === usual;
  document.querySelector("[data-nobody]").hidden = Boolean(person);
  document.querySelector("[data-somebody]").hidden = !person;
  typed.addEventListener("input", nearby);
  await nearby();
  await showWaiting();
};
window.addEventListener("online", () => (shell ? location.assign("/portal/log/") : send()));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
begin().catch(() => {});
