// A static lesson: Python starts in a worker of this browser and runs the cells; their panels come into the rooms.
// It follows page.js and early.js, whose names it uses.

const LONG = 5000;  // milliseconds without an answer after which Python is busy
const SILENT = 30_000;  // … after which it may be gone: a browser short of memory ends a worker without a word
const laps = window.laps = {};  // when it came to what, for measurements

const rooms = () => [...document.querySelectorAll(".room")];
const cellOf = (number) => document.querySelector(`.room[data-cell="${number}"]`);
const size = Object.values(site.start.files).reduce((sum, bytes) => sum + bytes, 0);

// How much of Python has come: a bar that grows, beside words that a screen reader hears once.
const bar = document.createElement("progress");
bar.setAttribute("aria-label", "Fetched");
const WORDS = {
  booted: "Python has started in your browser. Unpacking…",
  unpacked: "Loading the lesson…",
  imported: "Drawing the first picture…",
};
function fetched(bytes) {
  bar.max = size;
  bar.value = Math.min(bytes, size);
  if (!bar.isConnected && !wrong) {
    progress = `Fetching Python for your browser, ${site.start.megabytes} MB: once, then it is kept. `;
    show(bar);
  }
}

const waiting = new Map();  // messages that Python has not answered: {number: [callbacks, when it was sent]}
let sent = 0, left = 0, dead = false;
function post({ id, data, buffers }, callbacks) {
  if (dead) return "";
  waiting.set(++sent, [callbacks, performance.now()]);
  worker.postMessage({ message: sent, id, data: JSON.stringify(data), buffers: (buffers ?? []).map((each) => new Uint8Array(each.buffer ?? each)) });
  return String(sent);
}
// ipywidgets sends the next change of a value when the one before was dealt with.
function idle(number) {
  const [callbacks] = waiting.get(number) ?? [];
  waiting.delete(number);
  callbacks?.iopub?.status?.({ content: { execution_state: "idle" } });
  if (wrong === BUSY || wrong === GONE) trouble("");
}
const BUSY = "The computation is busy: it has not answered for five seconds. It goes on by itself.";
const GONE = "The computation has not answered for half a minute: it works on something long, or has stopped. What was set " +
  "is kept, and a run is done again. ";
setInterval(() => {
  const [first] = waiting.values(), since = first ? performance.now() - first[1] : 0;
  if (dead || wrong === GONE || since < LONG) return;
  if (since < SILENT) trouble(BUSY);
  else maybeGone();
}, 1000);

// Nobody knows whether it still works: the reader decides.
function maybeGone() {
  const anew = document.createElement("button");
  anew.textContent = "Start it again";
  anew.addEventListener("click", () => {
    document.dispatchEvent(new Event("bl-stopped"));
    location.reload();
  });
  wrong = GONE;
  show(anew);
}

function died(why) {
  if (dead) return;
  dead = true;
  worker.terminate();
  if (laps.imported) stopped(`The computation behind this page has stopped${why}. What was set is kept, and a run is done again.`);
  else lost(`This lesson could not start${why}. Close other tabs if this device has little memory, then try again.`);
}

const manager = import(new URL(site.widgets, location.href)).then(({ Manager }) => new Manager(post));
manager.catch(() => {
  if (location.protocol !== "file:")  // where early.js says why
    lost("A part of this page did not arrive (its widgets), so it cannot start.");
});

function problem(place, cell, error) {
  const box = document.createElement("div"), more = document.createElement("details"), summary = document.createElement("summary");
  box.className = "problem";
  box.setAttribute("role", "alert");
  summary.textContent = `What happened in cell ${cell}`;
  const trace = document.createElement("pre");
  trace.textContent = error;
  more.append(summary, trace);
  box.append(place.closest(".typed") ? "This stopped before its end: see what happened, change it, and run it again." :
    "Something went wrong here, and it is not your fault. Reload the page to try again; if it stays, please tell your teacher:", more);
  place.replaceChildren(box);
}

async function ran({ ran: cell, model, text, error }) {
  laps[`cell ${cell}`] = performance.now();
  const place = cellOf(cell);
  const output = document.createElement("div");
  output.className = "output";
  place.replaceChildren(...text ? [Object.assign(document.createElement("pre"), { textContent: text })] : [], output);
  if (error) problem(place, cell, error);
  else if (model) await (await manager).show(model, output);
  if (left && !--left) {
    say("");
    reach();
    laps.all = performance.now();
    keepForLater();
  }
}

// The whole site for a visit without a network; where a browser does not allow that, nothing is said.
async function keepForLater() {
  try {
    await navigator.serviceWorker.register(site.offline);
  } catch {}
}

// What Python says is heard in its order, also while the widgets' code is still on its way.
let order = manager;
function hear({ data: said }) {
  if (said.fetched !== undefined) fetched(said.fetched);
  else if (said.lap) {
    laps[said.lap] = performance.now();
    say(WORDS[said.lap]);
  } else if (said.dead) died("");
  else if (said.failed) {
    console.error(said.failed);
    if (!laps.imported) died("");
  } else if (said.idle) idle(said.idle);
  else if (said.ran !== undefined) order = order.then(() => ran(said));
  else if (said.type) order = order.then(async () => (await manager).hear({ ...said, data: JSON.parse(said.data) }));
}
worker.onmessage = hear;
heardEarly.forEach(hear);
worker.onerror = (event) => died(event.message ? `: ${event.message}` : "");
worker.onmessageerror = () => died("");

const code = (room) => room.parentElement.querySelector(".code pre, .code textarea");
const run = (room) => worker.postMessage({ cell: +room.dataset.cell, run: code(room).value ?? code(room).textContent });
left = rooms().length;
for (const room of rooms()) run(room);

// In one's own browser one's own code runs: a cell that defines something can be typed in.
for (const room of rooms()) {
  const shown = code(room);
  if (!/^def /m.test(shown.textContent)) continue;
  const field = document.createElement("textarea"), button = document.createElement("button"), source = shown.textContent.trimEnd();
  Object.assign(field, { value: source, rows: source.split("\n").length + 1, spellcheck: false, wrap: "off" });
  field.setAttribute("aria-label", "Code of this cell: yours to change");
  field.setAttribute("autocapitalize", "off");
  Object.assign(button, { type: "button", textContent: "Run", title: "Run this cell (Shift+Enter)" });
  button.addEventListener("click", () => run(room));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.shiftKey) return;
    event.preventDefault();
    run(room);
  });
  room.parentElement.classList.add("typed");
  room.parentElement.querySelector(".code").replaceChildren(field, button);
}
