// Sends the chosen file in parts, with progress, pause and going on after a broken connection.
const form = document.querySelector("form[data-upload]");
const find = (name) => form.querySelector(`[data-${name}]`);
const [problem, box, state, percent, pause, resume, cancel, send] =
  ["problem", "progress", "state", "percent", "pause", "resume", "cancel", "send"].map(find);
const bar = box.querySelector("progress");
const words = form.dataset;
const MOST = 10 * 1024 * 1024;
const WAITS = [1000, 2000, 4000, 8000, 15000, 30000];
let file = null;
let upload = null;
let paused = false;
let running = false;
let request = null;
let timer = 0;

const say = (text) => { state.textContent = text; };
const show = (sent, size) => {
  const part = Math.floor((sent / size) * 100);
  bar.value = part;
  percent.textContent = `${part} %`;
};
const fail = (text) => {
  problem.textContent = text;
  problem.hidden = !text;
};
const buttons = (waiting) => {
  pause.hidden = waiting;
  resume.hidden = !waiting;
};

class Refused extends Error {
  constructor(status, error) {
    super(error?.message ?? words.failed);
    this.status = status;
    this.details = error ?? {};
  }
}

// XMLHttpRequest, because fetch does not tell how much of a body has left.
const call = (method, url, body, headers = {}, onSent = () => {}) => new Promise((done, broken) => {
  request = new XMLHttpRequest();
  request.open(method, url);
  request.timeout = 60000;
  request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.onprogress = (event) => onSent(event.loaded);
  request.onload = () => {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch { /* a proxy's page */ }
    if (request.status < 300 && answer) done(answer.data);
    else broken(new Refused(request.status, answer?.error));
  };
  request.onerror = request.ontimeout = request.onabort = () => broken(new Refused(0));
  request.send(body);
});
const json = { "Content-Type": "application/json" };
const at = () => `${words.upload}${upload.id}/`;

const begin = () => call("POST", words.upload, JSON.stringify({
  name: file.name,
  size: file.size,
  type: form.elements.kind.value,
  title: form.elements.title.value,
  description: form.elements.description.value,
  clientId: words.client,
  ...(words.request ? { requestId: words.request } : {}),
}), json);

const sendParts = async () => {
  while (upload.offset < file.size && !paused) {
    const from = upload.offset;
    const part = file.slice(from, from + upload.partSize);
    const headers = { "Content-Type": "application/octet-stream", "Upload-Offset": String(from) };
    try {
      upload = await call("PUT", at(), part, headers, (sent) => show(from + sent, file.size));
    } catch (error) {
      if (error.status !== 409 || !("offset" in error.details)) throw error;
      upload.offset = error.details.offset;
    }
    show(upload.offset, file.size);
  }
};

const run = async (tries = 0) => {
  if (running) return;
  running = true;
  clearTimeout(timer);
  paused = false;
  fail("");
  buttons(false);
  say(words.sending);
  try {
    upload = upload ? await call("GET", at()) : await begin();
    show(upload.offset, file.size);
    await sendParts();
    if (paused) return;
    say(words.checking);
    pause.hidden = true;
    await call("POST", `${at()}complete/`, "{}", json);
    location.assign(words.back);
  } catch (error) {
    stopped(error, tries);
  } finally {
    running = false;
  }
};

const stopped = (error, tries) => {
  if (paused) return;
  if (error.status === 0 || error.status === 503) {
    say(words.waits);
    buttons(true);
    timer = setTimeout(() => run(tries + 1), WAITS[Math.min(tries, WAITS.length - 1)]);
    return;
  }
  reset(error.details.fields?.file?.[0] ?? error.message);
};

const reset = (text) => {
  clearTimeout(timer);
  upload = null;
  box.hidden = true;
  send.disabled = false;
  fail(text);
};

form.addEventListener("submit", (event) => {
  file = form.elements.file.files[0];
  if (!file) return;
  event.preventDefault();
  if (file.size > MOST) {
    fail(words.tooLarge);
    return;
  }
  box.hidden = false;
  send.disabled = true;
  show(0, file.size);
  run();
});
pause.addEventListener("click", () => {
  paused = true;
  request?.abort();
  say(words.paused);
  buttons(true);
  resume.focus();
});
resume.addEventListener("click", () => { run(); pause.focus(); });
cancel.addEventListener("click", async () => {
  paused = true;
  request?.abort();
  if (upload) await call("DELETE", at()).catch(() => {});
  reset("");
});
window.addEventListener("online", () => { if (upload && !paused) run(); });
