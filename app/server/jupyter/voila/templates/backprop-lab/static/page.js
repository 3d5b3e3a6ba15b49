// A lesson's page: tells how far the start is, shows code on request, and says so when its kernel is gone.

// The elements above <main> are there as soon as the first cell is; this runs in <head>, before them.
const element = (id) => document.getElementById(id);

// What the server said while others were starting.
document.querySelectorAll(".line").forEach((line) => line.remove());

function say(text, ...more) {
  const status = element("status");
  status.replaceChildren(text, ...more);
  status.hidden = !text;
}

function lost(text) {
  const reload = document.createElement("button");
  reload.textContent = "Reload";
  reload.addEventListener("click", () => location.reload());
  say(text + " ", reload);
  element("status").classList.add("problem");
  // What was said last stays.
  say = () => {};
}

// The page arrives cell by cell, as the kernel runs them.
let arrived = 0, waits = 0;
const arriving = new MutationObserver(() => {
  const cells = document.querySelectorAll("main > .cell").length;
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
  const button = element("code");
  const show = (shown) => {
    button.setAttribute("aria-pressed", shown);
    document.body.classList.toggle("with-code", shown);
    sessionStorage.setItem("code", shown);
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-pressed") !== "true"));
  show(sessionStorage.getItem("code") === "true");
  if (!element("jupyter-config-data") || !document.querySelector("main > .cell")) {
    lost("This lesson could not start.");
  }
});

// voila.js assigns this when it has started; it draws the outputs then.
let application;
Object.defineProperty(window, "jupyterapp", {
  get: () => application,
  set(app) {
    application = app;
    app.widgetManagerPromise.promise.then(watch);
    const drawing = () => [...document.querySelectorAll(".output")].some(
      (output) => output.querySelector("script") || output.textContent === "Loading widget...");
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

// An equation wider than a narrow page scrolls in a box of its own: by keyboard, too.
const reach = () => document.querySelectorAll('mjx-container[display="true"]').forEach((equation) => {
  if (equation.scrollWidth > equation.clientWidth) equation.tabIndex = 0;
  else equation.removeAttribute("tabindex");
});
addEventListener("resize", reach);

const config = () => JSON.parse(element("jupyter-config-data")?.textContent ?? "{}");
const stopped = () => lost("The computation behind this page has stopped, so the controls do nothing any more.");

function watch({ kernel }) {
  kernel.statusChanged.connect((_, status) => {
    if (["dead", "restarting", "autorestarting"].includes(status)) stopped();
  });

  // A kernel that the server has ended is not announced, and its connection stays open: ask.
  const { baseUrl, kernelId } = config();
  const ask = async () => {
    const answer = await fetch(`${baseUrl}api/kernels/${kernelId}`).catch(() => null);
    if (answer?.status === 404) stopped();
  };
  setInterval(ask, 10_000);
  document.addEventListener("visibilitychange", ask);

  let patience, interrupted = false;
  kernel.connectionStatusChanged.connect((_, status) => {
    clearTimeout(patience);
    if (status === "disconnected") {
      lost("The connection is lost, so the controls do nothing any more.");
    } else if (status === "connecting") {
      ask();
      patience = setTimeout(() => {
        interrupted = true;
        say("The connection is interrupted. Trying again…");
      }, 1000);
    } else if (interrupted) {
      interrupted = false;
      say("");
    }
  });
}

// A page that is left gives its kernel back. Voilà says so, too, but at `beforeunload`: tablets do not send it, and
// while a lesson starts it may come before Voilà listens. To be told twice does the server no harm.
addEventListener("pagehide", () => {
  const { baseUrl, kernelId } = config();
  if (!kernelId) return;
  const token = document.cookie.match(/\b_xsrf=([^;]*)/)?.[1] ?? "";
  navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`, new URLSearchParams({ _xsrf: token }));
});

// Going back may bring a page whose kernel was shut down when it was left.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
