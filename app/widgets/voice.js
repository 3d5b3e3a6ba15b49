// For those who do not see a panel: it is a group with a name, one polite live region says what has come to rest, and
// folds say whether they are open. And the sentence under a picture keeps the height it once had: nothing beneath it
// jumps while it plays.
const GONE = ["restarting", "autorestarting", "terminating", "dead"];  // what a kernel is that knows nothing any more
const LOST = ": its kernel is gone";
const REST = 700;  // milliseconds without a change: a slider that is still moved is not read aloud

export default {
  render({ model, el }) {
    let timer, alive = true;
    el.classList.add("bl-voice");
    el.setAttribute("role", "status");
    const say = () => {
      clearTimeout(timer);
      timer = setTimeout(() => { el.textContent = model.get("said"); }, REST);
    };
    model.on("change:said", say);
    const kernel = model.widget_manager?.kernel;  // JupyterLab's
    const lost = () => dead(el.closest(".bl-panel"));
    const changed = (_, status) => GONE.includes(status) && lost();
    kernel?.statusChanged?.connect(changed);
    kernel?.disposed?.connect(lost);
    const settle = () => {
      if (!alive) return;
      const panel = el.closest(".bl-panel");
      if (!panel) return requestAnimationFrame(settle);  // it is yet to be put there
      panel.setAttribute("role", "group");
      panel.setAttribute("aria-label", model.get("name"));
      panel.addEventListener("bl-said", ({ detail }) => {  // a part of it has something to say, at once
        clearTimeout(timer);
        el.textContent = detail;
      });
      keepsItsHeight(panel.querySelector(".bl-stage .bl-sentence"));
      watchFolds();
    };
    settle();
    return () => {
      alive = false;
      clearTimeout(timer);
      model.off("change:said", say);
      kernel?.statusChanged?.disconnect(changed);
      kernel?.disposed?.disconnect(lost);
    };
  },
};

function keepsItsHeight(sentence) {
  let tallest = 0, width = 0;
  if (sentence) new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== width) {  // another width, other lines
      [width, tallest] = [contentRect.width, 0];
      sentence.style.minHeight = "";
    } else if (contentRect.height > tallest) {
      tallest = contentRect.height;
      sentence.style.minHeight = `${tallest}px`;
    }
  }).observe(sentence);
}

// In JupyterLab a kernel that was restarted leaves its panels on the page. On a lesson's page the page itself says so.
function dead(panel) {
  const message = document.body.dataset.voila ? null : panel?.querySelector(".bl-message .widget-html-content");
  if (!message) return;
  panel.classList.add("bl-dead");
  const status = panel.querySelector(".bl-bar .bl-status .widget-html-content");  // the message may be far below it
  if (status && !status.textContent.includes(LOST)) status.textContent += LOST;
  message.textContent = "The kernel that this panel belonged to is gone: run the cell again.";
  for (const each of panel.querySelectorAll("button, input, select")) each.disabled = true;
}

// The page keeps the one who watches: this module is loaded anew for each panel.
function watchFolds() {
  const tell = () => {
    for (const fold of document.querySelectorAll(".bl-fold")) {
      const open = String(fold.classList.contains("bl-open"));
      if (fold.getAttribute("aria-expanded") !== open) fold.setAttribute("aria-expanded", open);
    }
  };
  tell();
  if (document.body.foldsWatched) return;
  document.body.foldsWatched = new MutationObserver(tell);
  document.body.foldsWatched.observe(document.body, { subtree: true, childList: true, attributeFilter: ["class"] });
}
