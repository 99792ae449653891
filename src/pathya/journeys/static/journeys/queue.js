// Two databases. "pathya-queue" holds what waits to be sent; it is kept until its person is signed in again.
// "pathya-known" holds what helps to log without a network; it goes when somebody signs out.
const opened = (name) =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("rows", { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
const run = async (name, mode, work) => {
  const database = await opened(name);
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("rows", mode);
      const request = work(transaction.objectStore("rows"));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
};
const QUEUE = "pathya-queue";
const KNOWN = "pathya-known";

export const add = (entry) => run(QUEUE, "readwrite", (rows) => rows.put(entry));
export const drop = (id) => run(QUEUE, "readwrite", (rows) => rows.delete(id));
export const waiting = async (person) => {
  const every = (await run(QUEUE, "readonly", (rows) => rows.getAll())) ?? [];
  return every.filter((entry) => entry.person === person).sort((a, b) => a.made - b.made);
};
export const keep = (id, value) => run(KNOWN, "readwrite", (rows) => rows.put({ id, value }));
export const kept = async (id) => (await run(KNOWN, "readonly", (rows) => rows.get(id)))?.value;
export const forget = () =>
  new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(KNOWN);
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });

const sent = async (address, token, person, entries) => {
  const body = JSON.stringify({ person, entries: entries.map(({ id, type, body }) => ({ id, type, body })) });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  try {
    return await fetch(address, { method: "POST", headers, body, credentials: "same-origin", redirect: "manual" });
  } catch {
    return undefined;
  }
};

// Sends what waits. Answers {state: "empty" | "away" | "signed-out" | "sent", results}. Each entry may be sent twice:
// its id makes the second time harmless.
export const flush = async (address, token, person) => {
  const entries = await waiting(person);
  if (!entries.length) return { state: "empty", results: [] };
  const answer = await sent(address, token, person, entries.slice(0, 100));
  if (!answer || answer.status >= 500 || answer.status === 429) return { state: "away", results: [] };
  if (!answer.ok) return { state: "signed-out", results: [] };
  const { results } = await answer.json();
  const made = new Map(entries.map((entry) => [entry.id, entry]));
  for (const one of results) await drop(one.id);
  return { state: "sent", results: results.map((one) => ({ ...one, entry: made.get(one.id) })) };
};
