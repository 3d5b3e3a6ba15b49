// An image in the page that reports what the page knows: its width and pixel ratio, whether it is seen,
// and which frame it has painted. The kernel draws the next frame only then.

// On a page of our own what was not scrolled to is built and drawn, too, one after the other, whenever the page has been
// quiet for a second: a page that is printed has no time to ask for it. In a class, which shares one computer, it waits
// until somebody comes near, or prints by the keys.
const SHEET = "(max-width: 700px), (max-width: 960px) and (max-height: 500px)";  // as in panel.css
const QUIET = 1000;  // milliseconds
// On paper every picture has one width, whatever the screen's was, so that its letters have the size they were made for.
const PAPER = 700, SHARP = 2;  // CSS pixels between a sheet's margins, and pixels of the picture for one of these
const after = time => new Promise(resolve => setTimeout(resolve, time));
let before = Promise.resolve(), stirred = 0, hurried = false;
const stir = () => { stirred = performance.now(); };
if (document.body.dataset.voila) for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "touchmove", "scroll"]) addEventListener(kind, stir, { capture: true, passive: true });
addEventListener("beforeprint", () => { hurried = true; }, { capture: true });  // from now on nothing waits its turn
async function quiet() {
  for (let left; !hurried && (left = stirred + QUIET - performance.now()) > 0;) await after(left);
}
export function inTurn(draw) {
  if (document.body.dataset.shared) return;
  if (hurried) requestAnimationFrame(draw);  // once it has its place
  else before = before.then(quiet).then(draw);
}

// Under the pointer stand the values of what is drawn there, in a label that follows; handles are dragged or pressed.
// One question is on its way at a time, and none while the pointer rests.
const PATIENCE = 2000;  // milliseconds until a question that nobody answered is forgotten
function answersToTheHand({ model, el, img, tell, signal }) {
  const over = el.appendChild(document.createElement("div"));  // as large as the picture: nothing on it widens the page
  const places = over.appendChild(document.createElement("div")), label = over.appendChild(document.createElement("div"));
  over.className = "bl-over";
  label.className = "bl-reading";
  label.hidden = true;
  label.setAttribute("aria-hidden", "true");  // the same values stand in "the numbers"
  let waits = false, next = null, timer, held = null;
  const where = event => {
    const box = img.getBoundingClientRect();
    return [Math.round(event.clientX - box.left), Math.round(event.clientY - box.top)];
  };
  const send = () => {
    if (waits || !next) return;
    tell(next);
    [waits, next] = [true, null];
    timer = setTimeout(answered, PATIENCE);
  };
  const ask = (at, drag) => { next = drag ? { at, drag } : { at }; send(); };
  function answered() {
    clearTimeout(timer);
    waits = false;
    send();
  }
  const draw = () => {
    const { words, x, y } = model.get("reading");
    label.hidden = !words;
    if (!words) return;
    inLecture(label, words);
    const right = x > el.clientWidth / 2;
    label.style.left = right ? "" : `${x + 12}px`;
    label.style.right = right ? `${el.clientWidth - x + 12}px` : "";
    label.style.top = `${Math.max(0, y - 12 - label.offsetHeight)}px`;
  };
  const read = () => { draw(); answered(); };
  const place = () => {
    const handles = model.get("handles");
    while (places.children.length > handles.length) places.lastChild.remove();
    handles.forEach(({ name, box: [x, y, width, height], cursor, title }, i) => {
      const one = places.children[i] ?? places.appendChild(Object.assign(document.createElement("div"), { className: "bl-handle" }));
      one.classList.toggle("bl-drags", cursor !== "pointer");
      Object.assign(one.dataset, { name, cursor });
      one.title = title;
      Object.assign(one.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`, cursor });
    });
  };
  const handle = event => event.target.closest?.(".bl-handle");
  el.addEventListener("pointerdown", event => {
    const one = handle(event);
    if (!one || event.button || one.dataset.cursor === "pointer") return;
    event.preventDefault();
    el.focus({ preventScroll: true });
    el.setPointerCapture(event.pointerId);
    held = one.dataset.name;
    el.style.cursor = one.dataset.cursor;
  }, { signal });
  el.addEventListener("click", event => {
    const one = handle(event);
    if (one?.dataset.cursor === "pointer") {
      el.focus({ preventScroll: true });  // its keys go on from there; a press beside it gives them alone
      ask(where(event), one.dataset.name);
    } else if (event.pointerType === "touch") ask(where(event));
  }, { signal });
  el.addEventListener("pointermove", event => {
    if (held || event.pointerType !== "touch") ask(where(event), held);
  }, { signal });
  for (const end of ["pointerup", "pointercancel"]) el.addEventListener(end, () => { held = null; el.style.cursor = ""; }, { signal });
  el.addEventListener("pointerleave", event => { if (!held && event.pointerType !== "touch") ask(null); }, { signal });
  const follow = ({ link, into_view }) => {
    if (into_view && matchMedia(SHEET).matches) el.scrollIntoView({ block: "start" });
    if (typeof link !== "string" || !link.startsWith("?")) return;
    const anchor = el.appendChild(Object.assign(document.createElement("a"), { href: link, hidden: true }));
    anchor.click();
    anchor.remove();
  };
  model.on("msg:custom", follow);
  model.on("change:reading", read);
  model.on("change:handles", place);
  return { over, place, gone: () => { clearTimeout(timer); model.off("change:reading", read); model.off("change:handles", place); model.off("msg:custom", follow); } };
}

// What decides a question is traced over the picture, which comes in view.
function marksTheDecision({ model, el, over }) {
  const drawing = name => document.createElementNS("http://www.w3.org/2000/svg", name);
  const svg = over.appendChild(drawing("svg"));
  svg.classList.add("bl-decides");
  svg.setAttribute("aria-hidden", "true");  // the verdict says it
  const came = document.createElement("div");  // stands at the top of what is seen of the picture
  came.className = "bl-came";
  came.setAttribute("aria-hidden", "true");
  const words = came.appendChild(document.createElement("span"));
  el.prepend(came);
  let traced = "";
  const trace = () => {
    const marks = model.get("marks");
    if (JSON.stringify(marks) === traced) return;  // it has flashed already
    traced = JSON.stringify(marks);
    words.textContent = marks.map(one => one.words ?? "").join("");
    svg.replaceChildren(...marks.filter(one => !one.words).map(({ line, box }) => {
      const one = drawing(line ? "polyline" : "rect");
      if (line) one.setAttribute("points", (line.length > 1 ? line : [line[0], line[0]]).map(at => at.join()).join(" "));
      else ["x", "y", "width", "height"].forEach((name, i) => one.setAttribute(name, box[i]));
      return one;
    }));
  };
  const reveal = ({ reveal }) => {
    if (!reveal) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const part = el.clientHeight > innerHeight && svg.firstElementChild;  // more than a screen: there, what decides
    (part || el).scrollIntoView({ block: part ? "center" : "nearest", behavior: still ? "auto" : "smooth" });
  };
  model.on("change:marks", trace);
  model.on("msg:custom", reveal);
  trace();
  return () => { model.off("change:marks", trace); model.off("msg:custom", reveal); };
}

export default {
  render({ model, el }) {
    const img = el.appendChild(document.createElement("img"));
    const gone = new AbortController();
    let painted = 0, inView = false, asked = false, printing = false, url = "", there;
    img.className = "bl-picture-img";
    el.classList.add("bl-picture");

    // Until the first frame is there its room is kept, so that nothing jumps.
    const keepRoom = () => {
      const narrow = el.clientWidth / letters() < model.get("narrow");
      img.style.minHeight = painted ? "" : `${Math.round(model.get("heights")[narrow ? 1 : 0] * letters())}px`;
    };
    const tell = words => {
      try { model.send(words); } catch { /* the page is being left, and its kernel gone */ }
    };
    const onPaper = () => painted && img.naturalWidth === PAPER * SHARP;
    const inHall = () => document.documentElement.dataset.hall === "on" || el.closest(".bl-big");
    const report = () => tell({
      painted,
      width: printing ? PAPER : Math.round(el.clientWidth),
      ratio: printing ? SHARP : window.devicePixelRatio,
      dark: isDark(el),
      letters: letters(),
      room: inHall() ? el.closest(".jp-WindowedPanel-outer")?.clientHeight ?? window.innerHeight : 0,
      visible: (inView || (printing ? !onPaper() : asked && !painted)) && document.visibilityState === "visible",
    });
    const show = async () => {
      const frame = model.get("frame");
      if (!frame) return;
      const old = url;
      url = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
      img.src = url;
      await img.decode().catch(() => 0);  // a newer frame has taken its place: that one will report
      requestAnimationFrame(() => {
        if (old) URL.revokeObjectURL(old);
        if (gone.signal.aborted) return;
        if (!painted) takeFocus();
        painted = frame;
        stir();
        there();
        keepRoom();
        img.dataset.frame = frame;
        img.classList.toggle("bl-on-paper", onPaper());
        img.classList.toggle("bl-on-dark", model.get("on_dark"));
        hand.place();
        report();
      });
    };
    const first = new Promise(resolve => { there = resolve; });  // it is painted, or gone
    const ask = () => { asked = true; report(); };
    if (document.body.dataset.voila) {
      stir();
      inTurn(() => {
        if (painted || gone.signal.aborted) return;
        ask();
        return Promise.race([first, after(5000)]);  // a hidden one is not waited for
      });
      for (const [when, now] of [["beforeprint", true], ["afterprint", false]]) {
        addEventListener(when, () => { printing = now; ask(); }, { signal: gone.signal });
      }
    }
    const describe = () => { img.alt = model.get("alt"); };

    // A lesson may open with its keys in a picture's hands; the page stays where it is, and nobody loses the focus.
    const takeFocus = () => {
      const free = document.activeElement === document.body && document.body.dataset.voila;
      if (free && model.get("focus")) el.focus({ preventScroll: true });
    };

    // While the picture has the focus, keys do what the buttons beneath it do.
    el.tabIndex = 0;
    el.setAttribute("role", "group");
    el.setAttribute("aria-label", "Picture. Space plays and pauses, right arrow or Enter steps, left arrow goes back where it can, R resets, P pins.");
    el.addEventListener("keydown", event => {
      const key = { " ": "play", ArrowRight: "step", Enter: "step", ArrowLeft: "back", r: "reset", p: "pin" }[event.key];
      event.stopPropagation();  // a notebook has keys of its own
      if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      tell({ key });
    });

    const hand = answersToTheHand({ model, el, img, tell, signal: gone.signal });
    const unmark = marksTheDecision({ model, el, over: hand.over });
    const resized = new ResizeObserver(() => { keepRoom(); report(); });
    // A picture is drawn a little before it is scrolled to.
    const seen = new IntersectionObserver(entries => { inView = entries.at(-1).isIntersecting; report(); },
      { rootMargin: "300px" });
    resized.observe(el);
    seen.observe(el);
    whenThePageLooksOther(report, gone.signal);
    document.addEventListener("visibilitychange", report, { signal: gone.signal });
    model.on("change:frame", show);
    model.on("change:alt", describe);
    describe();
    keepRoom();
    show();
    return () => {
      gone.abort();
      there();
      model.off("change:frame", show);
      model.off("change:alt", describe);
      hand.gone();
      unmark();
      resized.disconnect();
      seen.disconnect();
      URL.revokeObjectURL(url);
      tell({ painted, width: 0, ratio: 1, visible: false });
    };
  },
};
