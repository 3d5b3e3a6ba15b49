// A lesson's page, served or static: tells how far the start is, shows code on request, says so when its computation is gone.
// What runs the cells is kernel.js, or on the static site app/site/static/site.js.

// The elements above <main> are there as soon as the first cell is; this runs in <head>, before them.
const element = (id) => document.getElementById(id);

// What the start is at; what is wrong has the last word.
let progress = "", wrong = "", final = false;

function show(...more) {
  const status = element("status");
  if (!status || final) return;
  status.replaceChildren(wrong || progress, ...more);
  status.hidden = !(wrong || progress);
  status.classList.toggle("problem", Boolean(wrong));
}

function say(text) {
  progress = text;
  show();
}

function trouble(text) {
  if (text === wrong) return;
  wrong = text;
  show();
}

function lost(text, button = "Reload") {
  const reload = document.createElement("button");
  reload.textContent = button;
  reload.addEventListener("click", () => location.reload());
  wrong = text + " ";
  show(reload);
  // What was said last stays.
  final = true;
}

// A script that did not arrive. The page itself says so when it is this one.
document.documentElement.classList.add("scripted");
addEventListener("error", ({ target }) => {
  if (target.tagName === "SCRIPT") lost(`A part of this page did not arrive (${target.src}), so it cannot start.`);
}, true);

document.addEventListener("DOMContentLoaded", () => {
  element("unscripted").remove();
  const button = element("code");
  const toggle = (shown) => {
    button.setAttribute("aria-pressed", shown);
    document.body.classList.toggle("with-code", shown);
    try { sessionStorage.setItem("code", shown); } catch { /* a private window may keep nothing */ }
  };
  button.addEventListener("click", () => toggle(button.getAttribute("aria-pressed") !== "true"));
  try { toggle(sessionStorage.getItem("code") === "true"); } catch { toggle(false); }
});

// What a symbol or a term means, <abbr title="…">, is said on touch and to the keyboard, too: a title of its own is for
// a mouse that waits. JupyterLab, which lets no cell be focused inside, shows the title.
function gloss(term, i) {
  const tip = document.createElement("span");
  tip.textContent = term.title;
  Object.assign(tip, { className: "tip", id: `tip-${i}` });
  tip.setAttribute("role", "tooltip");
  term.removeAttribute("title");
  term.setAttribute("aria-describedby", tip.id);
  const place = () => {
    term.classList.remove("hushed");
    tip.style.left = "0";
    const over = tip.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
    tip.style.left = `${-Math.max(0, over)}px`;
  };
  term.append(tip);
  term.addEventListener("focus", () => { place(); term.scrollIntoView({ block: "nearest" }); });
  term.addEventListener("pointerenter", place);
  term.addEventListener("keydown", ({ key }) => { if (key === "Escape") term.classList.add("hushed"); });
}

// A text has many terms, and they are one stop of Tab: the arrow keys lead from one to the next.
function rove(text) {
  const terms = [...text.querySelectorAll("abbr[aria-describedby]")].filter((term) => term.closest("details, .prose") === text);
  terms.forEach((term, i) => {
    term.tabIndex = i ? -1 : 0;
    if (terms.length > 1) {
      const keys = document.createElement("small");
      keys.textContent = ` (← → term ${i + 1} of ${terms.length})`;
      term.lastChild.append(keys);
    }
    term.addEventListener("keydown", (event) => {
      const next = terms[i + ({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? NaN)];
      if (!next || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;  // Alt and ← is the way back
      event.preventDefault();
      next.focus();
    });
    term.addEventListener("focus", () => terms.forEach((each) => { each.tabIndex = each === term ? 0 : -1; }));
  });
}
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("abbr[title]").forEach(gloss);
  document.querySelectorAll(".prose, .prose details").forEach(rove);
});

// An equation wider than a narrow page scrolls in a box of its own: by keyboard, too.
const reach = () => document.querySelectorAll(".katex-display").forEach((equation) => {
  if (equation.scrollWidth > equation.clientWidth) equation.tabIndex = 0;
  else equation.removeAttribute("tabindex");
});
addEventListener("resize", reach);

// The page keeps what it shows, and its address what was set; link.js keeps how far each run is.
function stopped(why = "The computation behind this page has stopped, so the controls do nothing any more. " +
  "What was set is kept, and a run is done again.") {
  if (!final) document.dispatchEvent(new Event("bl-stopped"));
  lost(why, "Go on");
}

// Going back may bring a page whose kernel was shut down when it was left.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
