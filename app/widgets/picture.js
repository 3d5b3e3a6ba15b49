// An image in the page that reports what the page knows: its width and pixel ratio, whether it is seen,
// and which frame it has painted. The kernel draws the next frame only then.

// On a page of our own pictures that were not scrolled to are drawn, too, one after the other, when the start is over:
// a page that is printed has no time to ask for them. The page keeps whose turn it is: this module is loaded anew for
// each picture.
const START = 3000;  // milliseconds
const after = time => new Promise(resolve => setTimeout(resolve, time));
function inTurn(draw) {
  const { body } = document;
  body.pictureDrawn = (body.pictureDrawn ?? after(START)).then(draw);
}

export default {
  render({ model, el }) {
    const img = el.appendChild(document.createElement("img"));
    const gone = new AbortController();
    let painted = 0, inView = false, asked = false, url = "", there;
    img.className = "bl-picture-img";
    el.classList.add("bl-picture");

    // Until the first frame is there its room is kept, so that nothing jumps.
    const keepRoom = () => { img.style.minHeight = painted ? "" : `${model.get("heights")[el.clientWidth < model.get("narrow") ? 1 : 0]}px`; };
    const tell = words => {
      try { model.send(words); } catch { /* the page is being left, and its kernel gone */ }
    };
    const report = () => tell({
      painted,
      width: Math.round(el.clientWidth),
      ratio: window.devicePixelRatio,
      visible: (inView || (asked && !painted)) && document.visibilityState === "visible",
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
        there();
        keepRoom();
        img.dataset.frame = frame;
        report();
      });
    };
    const first = new Promise(resolve => { there = resolve; });  // it is painted, or gone
    const ask = () => { asked = true; report(); };
    if (document.body.dataset.voila) {
      inTurn(() => {
        if (painted || gone.signal.aborted) return;
        ask();
        return Promise.race([first, after(5000)]);  // a hidden one is not waited for
      });
      addEventListener("beforeprint", ask, { signal: gone.signal });
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

    const resized = new ResizeObserver(() => { keepRoom(); report(); });
    // A picture is drawn a little before it is scrolled to.
    const seen = new IntersectionObserver(entries => { inView = entries.at(-1).isIntersecting; report(); },
      { rootMargin: "300px" });
    resized.observe(el);
    seen.observe(el);
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
      resized.disconnect();
      seen.disconnect();
      URL.revokeObjectURL(url);
      tell({ painted, width: 0, ratio: 1, visible: false });
    };
  },
};
