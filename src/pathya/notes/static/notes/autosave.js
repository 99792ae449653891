// Keeps what is typed: a little after each change, again when a save failed, and before a button sends the form.
// The server answers {version, told}; after 409 nothing is sent until somebody decides on the page.

const PAUSE = 1200;
const AGAIN = 5000;

for (const form of document.querySelectorAll("form[data-autosave]")) begin(form);

function begin(form) {
  const told = document.getElementById(form.dataset.autosave);
  const say = (text, kind = "") => {
    told.textContent = text;
    told.dataset.kind = kind;
  };
  let timer = 0;
  let running = null;
  let dirty = false;
  let stopped = false;
  let sending = false;

  const plan = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const save = () => {
    if (stopped || running || !dirty) return running;
    dirty = false;
    running = send().finally(() => {
      running = null;
      if (dirty && !sending) plan(PAUSE);
    });
    return running;
  };

  async function send() {
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1", Accept: "application/json" },
      });
      const body = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok && body.version) {
        form.elements.version.value = body.version;
        say(body.told);
        return;
      }
      stopped = answer.status === 409 || answer.status === 404;
      say(`${body.told ?? form.dataset.failed} ${stopped ? form.dataset.conflict : ""}`.trim(), "warning");
      if (answer.status >= 500) retry();
    } catch {
      say(form.dataset.failed, "warning");
      retry();
    }
  }

  const retry = () => {
    dirty = true;
    plan(AGAIN);
  };

  form.addEventListener("input", () => {
    dirty = true;
    if (!stopped) plan(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    sending = true;
    if (!running) return;
    // The version of the save under way has to be in the form first.
    event.preventDefault();
    const button = event.submitter;
    running.then(() => form.requestSubmit(button));
  });
  addEventListener("online", () => dirty && !stopped && save());
  document.addEventListener("visibilitychange", () => document.hidden && save());
  addEventListener("beforeunload", (event) => {
    if (dirty && !sending) event.preventDefault();
  });
  if (isFresh() && [...form.elements].some(isChanged)) form.dispatchEvent(new Event("input"));
}

// What was typed before this script was there counts; what the browser puts back on its own does not.
function isFresh() {
  return performance.getEntriesByType("navigation")[0]?.type === "navigate";
}

function isChanged(field) {
  if (field.options) {
    const chosen = [...field.options].findIndex((one) => one.defaultSelected);
    return field.selectedIndex !== Math.max(chosen, 0);
  }
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
}
