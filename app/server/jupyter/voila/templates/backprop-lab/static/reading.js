// What can be read of a lesson before its kernel runs: equations, and contents that follow the reader. This runs when
// the text is there and before any of it is painted.
{  // its names are its own: page.js is on the page, too
  renderMathInElement(document.querySelector("main"), {
    delimiters: [{ left: "$$", right: "$$", display: true }, { left: "$", right: "$", display: false }],
    strict: "ignore",  // as ½ in an equation
    throwOnError: false,
  });
  document.documentElement.classList.add("typeset");

  // A line may end after an equation, but the next one begins with no comma, and none ends with an opening bracket.
  const whole = (equation) => {
    let part = equation;
    while (part.parentElement.matches("span, abbr, a, em, strong") && part.parentElement.childNodes.length === 1) part = part.parentElement;
    return part;
  };
  for (const part of [...document.querySelectorAll("main .katex:not(.katex-display > *)")].map(whole)) {
    const before = /[(\[“‘]$/.exec(part.previousSibling?.data ?? "")?.[0] ?? "";
    const after = /^[.,;:!?)\]”’]+/.exec(part.nextSibling?.data ?? "")?.[0] ?? "";
    if (!before && !after) continue;
    const joined = document.createElement("span");
    joined.className = "joined";
    if (before) part.previousSibling.data = part.previousSibling.data.slice(0, -1);
    if (after) part.nextSibling.data = part.nextSibling.data.slice(after.length);
    part.replaceWith(joined);
    joined.append(before, part, after);
  }

  // A heading's words, without its link to itself and the equations' second copy.
  function words(heading) {
    const copy = heading.cloneNode(true);
    copy.querySelectorAll(".anchor-link, .katex-mathml").forEach((part) => part.remove());
    return copy.textContent.trim();
  }

  const contents = document.querySelector(".contents"), details = contents.querySelector("details");
  const headings = [...document.querySelectorAll("main :is(h2, .panel-title)")];
  const entries = headings.map((heading) => {
    const entry = document.createElement("li"), link = document.createElement("a");
    link.href = `#${encodeURIComponent(heading.id)}`;
    link.textContent = words(heading);
    entry.classList.toggle("part", heading.tagName === "H3");
    entry.append(link);
    return entry;
  });
  contents.querySelector("ol").append(...entries);

  // Always open where the margin has room for it; elsewhere behind a button, which goes while one reads on and comes back
  // when one turns round.
  const wide = matchMedia("(min-width: 1440px)"), root = document.documentElement;
  const inMargin = () => wide.matches && root.dataset.hall !== "on";
  const fits = () => { details.open = inMargin(); };
  wide.addEventListener("change", fits);
  new MutationObserver(fits).observe(root, { attributeFilter: ["data-hall"] });
  fits();
  contents.querySelector("summary").addEventListener("click", (event) => { if (inMargin()) event.preventDefault(); });
  contents.addEventListener("click", ({ target }) => { if (target.closest("a")) fits(); });
  contents.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || inMargin()) return;
    fits();
    contents.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", ({ target }) => { if (!contents.contains(target)) fits(); });

  // The button lies over no picture, and over nothing that is set or said beneath it: beside those it stands in the gutter,
  // where there is one, and else it waits for the next text.
  const CORNER = 130, SEEN = ".bl-picture, .bl-net, .bl-code, .bl-main, .bl-bar, .bl-sentence", HIGH = 44;  // pixels
  const gutter = matchMedia("(min-width: 1200px)"), phone = matchMedia("(max-width: 631px)");
  const round = () => contents.classList.toggle("round", phone.matches || contents.classList.contains("gutter"));
  phone.addEventListener("change", round);
  round();
  function overPicture() {
    const { right } = contents.getBoundingClientRect();
    return [...document.querySelectorAll(SEEN)].some((part) => {
      const box = part.getBoundingClientRect();
      return box.height && box.top < HIGH && box.bottom > 0 && box.right > right - CORNER;
    });
  }

  let at = -1, before = 0, asked = false, turned = false;
  const title = document.querySelector("main > .prose");
  function follow() {
    asked = false;
    const line = innerHeight / 3, end = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    const now = end ? headings.length - 1 : headings.findLastIndex((heading) => heading.getBoundingClientRect().top < line);
    if (Math.abs(scrollY - before) > 8 || scrollY < 8) {
      const below = title.offsetTop + title.offsetHeight;  // never over the title and its promise
      turned = scrollY < 8 || (scrollY < before && scrollY >= below);
      before = scrollY;
    }
    const over = !inMargin() && scrollY >= 8 && overPicture(), beside = gutter.matches && root.dataset.hall !== "on";
    // An open list stays where it was opened, and a button that goes away goes from where it stands.
    const seen = turned || contents.matches(":focus-within");
    if (inMargin() || (seen && !details.open)) contents.classList.toggle("gutter", over && beside);
    round();
    contents.classList.toggle("away", !turned || (over && !beside));
    if (now === at) return;
    at = now;
    entries.forEach((entry, i) => {
      const link = entry.firstChild;
      if (i === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    if (inMargin()) entries[at]?.scrollIntoView?.({ block: "nearest" });
    document.dispatchEvent(new CustomEvent("reading", { detail: { at: at + 1, of: headings.length } }));
  }
  addEventListener("scroll", () => {
    if (!asked) requestAnimationFrame(follow);
    asked = true;
  }, { passive: true });
  addEventListener("DOMContentLoaded", follow);
  details.addEventListener("toggle", follow);
  contents.addEventListener("focusin", follow);

  // Beside its text a whole stage stays in sight where the window has room for it, else its picture alone (beside.css).
  const fit = (stage) => {
    const high = [...stage.children].reduce((sum, { offsetHeight }) => sum + offsetHeight + 4, 0);
    stage.classList.toggle("fits", high < innerHeight - 20);
  };
  const watched = new WeakSet();
  const grown = new ResizeObserver((entries) => new Set(entries.map(({ target }) => target.parentElement)).forEach(
    (stage) => { if (stage) fit(stage); }));
  const built = new MutationObserver(() => {
    for (const part of document.querySelectorAll(".beside .bl-stage > *")) {
      if (!watched.has(part)) grown.observe(part);
      watched.add(part);
    }
  });
  for (const room of document.querySelectorAll(".beside .room")) built.observe(room, { childList: true, subtree: true });
  addEventListener("resize", () => document.querySelectorAll(".beside .bl-stage").forEach(fit));

  // A panel is shown when it is whole: nothing more comes, and its first picture is painted, where that is in sight.
  const QUIET = 200, SETTLED = 600, LONGEST = 10_000;  // milliseconds
  for (const room of document.querySelectorAll(".room")) {
    let timer, painted, limit;
    const whole = () => {
      seen.disconnect();
      for (const each of [timer, painted, limit]) clearTimeout(each);
      room.classList.add("whole");
    };
    const awaited = () => {
      const stage = room.querySelector(".bl-stage");  // which has no box on a phone
      const { top, bottom } = (stage?.getClientRects().length ? stage : room).getBoundingClientRect();
      return room.matches(".live:not(.closed) > [data-id]") && top < innerHeight && bottom > 0 && !room.querySelector("img[data-frame]");
    };
    const seen = new MutationObserver(() => {
      clearTimeout(timer);
      if (room.querySelector(".problem")) return void whole();
      if (room.querySelector("script, .bl-room") || room.textContent === "Loading widget...") return;
      timer = setTimeout(() => { if (!awaited()) whole(); }, QUIET);
      if (room.querySelector("img[data-frame]")) painted ??= setTimeout(whole, SETTLED);
      limit ??= setTimeout(whole, LONGEST);
    });
    seen.observe(room, { childList: true, subtree: true, attributeFilter: ["data-frame"] });
  }
}
