// How far one came in each lesson, and how many predictions were right: kept in this browser, and nowhere else.

const KEY = "backprop-lab";

// What is kept, as {lesson: {read, right, asked}}; whatever else stands there counts as nothing.
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY)) ?? {};
    return Object.fromEntries(Object.entries(found).map(([lesson, { read, right, asked }]) =>
      [lesson, { read: Math.min(1, Number(read) || 0), right: Number(right) || 0, asked: Number(asked) || 0 }]));
  } catch { return {}; }  // none, unreadable, or a browser that keeps nothing
}

function keep(lesson, news) {
  const all = kept(), old = all[lesson] ?? { read: 0, right: 0, asked: 0 };
  all[lesson] = { ...old, ...news, read: Math.max(old.read, news.read ?? 0) };
  try { localStorage.setItem(KEY, JSON.stringify(all)); } catch { /* it keeps nothing */ }
}

const score = ({ right, asked }) => `${right} of ${asked} predictions right`;

// On a lesson's page: remember, and say at its end what was right.
function lesson({ name }) {
  const tell = () => {
    const { right = 0, asked = 0 } = kept()[name] ?? {};
    const words = asked ? `${score({ right, asked })}. ` : "No prediction was made yet: a question stands at every panel. ";
    document.getElementById("score").textContent = words + "This is kept in this browser, and nowhere else.";
  };
  document.addEventListener("reading", ({ detail: { at, of } }) => keep(name, { read: at / of }));
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const said = (target.parentElement ?? target).closest?.(".bl-predict")?.textContent.match(/(\d+) of (\d+) right so far/);
      if (!said) continue;
      keep(name, { right: Number(said[1]), asked: Number(said[2]) });
      tell();
    }
  }).observe(document.querySelector("main"), { childList: true, subtree: true, characterData: true });
  tell();

  const link = document.getElementById("share"), said = document.getElementById("copied");
  link.value = location.origin + location.pathname;
  link.addEventListener("focus", () => link.select());
  document.getElementById("copy").addEventListener("click", async () => {
    link.select();
    try {
      await navigator.clipboard.writeText(link.value);
      said.textContent = "Copied.";
    } catch { said.textContent = "Now press Ctrl+C, or ⌘C."; }  // only pages over HTTPS may write it
  });
}

// On the start page: on each card, and a way to forget it all.
function start() {
  const all = kept(), forget = document.getElementById("forget");
  for (const card of document.querySelectorAll("[data-lesson]")) {
    const place = card.querySelector(".progress"), mine = all[card.dataset.lesson];
    place.replaceChildren();
    if (!mine) continue;
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: mine.read });
    bar.setAttribute("aria-label", "Read");
    const words = [mine.read >= 1 ? "read" : `${Math.round(100 * mine.read)} % read`, ...mine.asked ? [score(mine)] : []];
    place.append(" · ", bar, words.join(", "));
  }
  forget.hidden = !Object.keys(all).length;
  forget.onclick = () => { try { localStorage.removeItem(KEY); } finally { start(); } };
}

if (document.body.dataset.lesson) lesson({ name: document.body.dataset.lesson });
else {
  start();
  addEventListener("pageshow", start);  // back from a lesson
}
