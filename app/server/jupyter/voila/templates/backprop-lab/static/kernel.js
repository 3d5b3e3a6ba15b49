// A lesson's page on the server: puts what its kernel sends into the rooms, and says what keeps the page from it.
// It follows page.js, whose names it uses.

// Voilà holds JupyterLab 4.2's modules, ipywidgets' manager asks for 4.6's and works with these: webpack's warnings that
// they differ, a dozen a page, help nobody, and no release of either has both.
const warn = console.warn.bind(console);
console.warn = (...words) => { if (!/ of shared (singleton )?module /.test(words[0])) warn(...words); };

const config = () => JSON.parse(element("jupyter-config-data")?.textContent ?? "{}");

// What the server said while others were starting.
document.querySelectorAll(".line").forEach((line) => line.remove());

// What the cells gave arrives one by one, as the kernel runs them.
let arrived = 0, waits = 0;
const outputs = () => document.querySelectorAll("#arrived > [data-cell]");
const arriving = new MutationObserver(() => {
  const cells = outputs().length;
  if (cells === arrived) return;
  arrived = cells;
  waits = 0;
  say(`Starting… ${cells} of ${element("status").dataset.cells}`);
});
arriving.observe(document, { childList: true, subtree: true });

// Voilà calls this every ten seconds while no cell arrives.
window.voila_heartbeat = () => {
  if (++waits === 6) lost("This takes unusually long.");
};

document.addEventListener("DOMContentLoaded", () => {
  arriving.disconnect();
  if (!config().kernelId) {
    lost("This lesson could not start, for its computation did not. If it happens again, tell your teacher.");
  } else if (outputs().length < element("status").dataset.cells) {
    lost("Only a part of this lesson arrived, for the server stopped or the connection broke off.");
  }
  // Each into its room, before voila.js draws it.
  for (const output of outputs()) {
    document.querySelector(`.room[data-cell="${output.dataset.cell}"]`).append(...output.children);
  }
});

// ipywidgets gives up for good a widget that comes in the moment in which it stops looking: on a slow machine a lesson then
// stayed empty. As long as nothing counts as restored it looks whenever it is told to, which it is until all is drawn.
const LOOKS = 2500;  // milliseconds
const drawing = () => [...document.querySelectorAll(".output")].some(
  (output) => output.querySelector("script") || output.textContent === "Loading widget...");
function askAgain(manager) {
  Object.defineProperty(manager, "restoredStatus", { value: false });
  const again = setInterval(() => {
    if (drawing()) manager.restored.emit();
    else clearInterval(again);
  }, LOOKS);
}

// voila.js assigns this when it has started; it draws the outputs then.
let application;
Object.defineProperty(window, "jupyterapp", {
  get: () => application,
  set(app) {
    application = app;
    app.widgetManagerPromise.promise.then((manager) => { askAgain(manager); watch(manager); });
    const drawn = new MutationObserver(() => {
      if (drawing()) return;
      drawn.disconnect();
      reach();
      say("");
    });
    drawn.observe(document, { childList: true, subtree: true });
    // A change, so that a page without outputs is looked at too.
    say("Starting… drawing");
  },
});

let kernel = null;
function watch(manager) {
  kernel = manager.kernel;
  kernel.statusChanged.connect((_, status) => {
    if (["dead", "restarting", "autorestarting"].includes(status)) stopped();
    at.work = status === "busy" ? began() : null;
  });
}

// A kernel that works on something long is busy, not gone: it says so, or does not answer when it is asked.
const LONG = 5000;  // milliseconds
const at = { work: null, question: null };  // when it began
function began() {
  setTimeout(() => { if (busy()) check(); }, LONG + 100);
  return performance.now();
}
const busy = () => Object.values(at).some((begin) => begin !== null && performance.now() - begin > LONG);
function ask() {
  if (at.question !== null || kernel?.connectionStatus !== "connected") return;
  const asked = at.question = began();
  const answered = () => { if (at.question === asked) at.question = null; };
  kernel.requestCommInfo({ target_name: "none" }).then(answered, answered);
}

// JupyterLab's tries end after a minute or two; whoever slept for longer is connected again as well.
function reconnect() {
  const opening = latest?.socket.readyState === WebSocket.CONNECTING && performance.now() - latest.at < 3 * LONG;
  if (!kernel || kernel.isDisposed || opening) return;
  at.question = at.work = null;
  kernel.reconnect().catch(() => {});
}

// The websockets by which voila.js reaches the kernel; why none opens is told by nobody else. After a first failure it
// offers no protocol any more, and the server speaks this one only.
const V1 = "v1.kernel.websocket.jupyter.org";
let asked = Infinity, opened = false, latest = null;
const sockets = new Set();
window.WebSocket = class extends WebSocket {
  constructor(url, protocols) {
    super(url, protocols?.length ? protocols : V1);
    asked = Math.min(asked, performance.now());
    latest = { socket: this, at: performance.now() };
    this.addEventListener("open", () => {
      opened = true;
      sockets.add(this);
      check();
    });
    this.addEventListener("close", () => {
      if (!sockets.delete(this)) return;
      at.question = at.work = null;
      setTimeout(check, 1000);
    });
  }
};

// What keeps the page from its kernel. Whether the server and the kernel are there is asked: a kernel that the server
// has ended is not announced, and a connection on which nothing comes stays open.
const own = document.currentScript.src;
const token = () => document.cookie.match(/\b_xsrf=([^;]*)/)?.[1] ?? "";
async function check() {
  if (final) return;  // nothing that is heard now changes what was said
  const { baseUrl, kernelId } = config();
  const url = kernelId ? `${baseUrl}api/kernels/${kernelId}` : own;
  const headers = { "X-XSRFToken": token() };  // a Hub's server answers nobody without it
  const answer = await fetch(url, { cache: "no-store", headers, signal: AbortSignal.timeout(5000) }).catch(() => null);
  const model = kernelId && answer?.ok ? await answer.json().catch(() => null) : null;
  if (kernelId && answer?.status === 404) stopped((await answer.json().catch(() => null))?.reason ?? undefined);
  else if (!answer?.ok) {
    trouble("The server does not answer: this device is offline, or the lessons were stopped. Trying again…");
  } else if (busy() && model?.connections !== 0) {
    trouble("The computation is busy: it has not answered for five seconds. It goes on by itself.");
  } else if (busy() || (opened && !sockets.size)) {
    // It is closed, or looks open and was closed by the server while this device slept.
    trouble("The connection is interrupted. Trying again…");
    reconnect();
  } else if (sockets.size || performance.now() - asked < 3000 || asked === Infinity) {
    trouble("");
    ask();
  } else {
    trouble("This network lets no websockets through: without them the controls cannot work. Use another network, a " +
      "telephone’s hotspot say, or ask who runs this one, or a proxy in front, to let them through. Then reload the page.");
  }
}
setInterval(check, 4000);
for (const event of ["online", "offline"]) addEventListener(event, check);
document.addEventListener("visibilitychange", check);

// A page that is left gives its kernel back. Voilà says so, too, but at `beforeunload`: tablets do not send it, and
// while a lesson starts it may come before Voilà listens. To be told twice does the server no harm.
addEventListener("pagehide", () => {
  const { baseUrl, kernelId } = config();
  if (!kernelId) return;
  navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`, new URLSearchParams({ _xsrf: token() }));
});
