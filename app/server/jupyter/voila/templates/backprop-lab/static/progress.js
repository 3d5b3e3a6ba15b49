// How far one came in each lesson, and how many predictions were right: kept in this browser, and nowhere else.

const KEY = "backprop-lab";

const NONE = { read: 0, panels: {} };

// What is kept, as {lesson: {read: a share, panels: {name: [right, answered]}}}.
function kept() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; }  // unreadable, or nothing may be kept
}

function keep(lesson, change) {
  const all = kept(), mine = { ...NONE, ...all[lesson] };
  all[lesson] = { ...mine, ...change(mine) };
  try { localStorage.setItem(KEY, JSON.stringify(all)); } catch { /* nothing may be kept */ }
}

// "3 of 4 predictions right", or nothing.
function score({ panels }) {
  const [right, answered] = Object.values(panels ?? {}).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  return answered ? `${right} of ${answered} predictions right` : "";
}

// On a lesson's page: remember, and say at its end what was right.
function lesson({ name }) {
  const tell = () => {
    const words = score(kept()[name] ?? NONE);
    document.getElementById("score").textContent = (words ? `${words} in this lesson.` : "No prediction was made yet in this lesson.") +
      " This is kept in this browser, and nowhere else.";
  };
  document.addEventListener("reading", ({ detail: { at, of } }) => keep(name, ({ read }) => ({ read: Math.max(read, at / of) })));
  // A panel tells what became of its questions: the first answer to each counts.
  document.addEventListener("backprop-questions", ({ detail: { name: panel, states = [] } }) => {
    const counted = states.map(([, came]) => came).filter(Boolean);
    if (!counted.length) return;
    const right = counted.filter((came) => came === "right").length;
    keep(name, ({ panels }) => ({ panels: { ...panels, [panel]: [right, counted.length] } }));
    tell();
  });
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
    const words = [mine.read >= 1 ? "read" : `${Math.round(100 * mine.read)} % read`, score(mine)].filter(Boolean);
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
