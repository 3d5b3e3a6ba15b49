// A small net in SVG: units hold their values, an edge is as thick as its weight is large, green and whole where it is
// positive, purple and dashed where it is negative. Whoever points at a unit or an edge reads its equation.
const SVG = "http://www.w3.org/2000/svg";
const ROW = 88, RADIUS = 23, EDGE = 1.5, THICK = 5;  // pixels: a weight of 1 is EDGE + THICK wide
const STEP = 0.1, PIXELS = 60;  // what an arrow key changes; so many pixels of a drag change a weight by 1
const PULSE = 700;  // milliseconds
const DIGITS = "₀₁₂₃₄₅₆₇₈₉";

const sub = n => [...String(n)].map(d => DIGITS[d]).join("");
const number = v => v === null || v === undefined ? "?" : (Math.abs(v) < 1e-3 && v !== 0 ? v.toExponential(1) : String(Number(v.toPrecision(3)))).replaceAll("-", "−");
const make = (name, attributes = {}, parent) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return parent ? parent.appendChild(element) : element;
};

export default {
  render({ model, el }) {
    const gone = new AbortController(), { signal } = gone;
    const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
    const tell = words => { try { model.send(words); } catch { /* the page is being left, and its kernel gone */ } };
    el.classList.add("bl-net");
    const svg = make("svg", { role: "group" }, el);
    const words = el.appendChild(document.createElement("div"));
    words.className = "bl-net-words";
    let state, units = [], edges = [], shape = "", chosen = null, touched = false, opened = false;

    // ---------------------------------------------------------------- what is there, built anew for another shape

    function build() {
      const layers = state.names, width = Math.max(300, el.clientWidth || 800);
      const tallest = Math.max(...layers.map(layer => layer.length));
      const height = tallest * ROW + 12, right = state.loss ? 90 : 0;
      const x = k => 40 + (width - 80 - right) * k / (layers.length - 1);
      const y = (k, i) => height / 2 + (i - (layers[k].length - 1) / 2) * ROW - 4;
      svg.replaceChildren();
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      edges = state.W.flatMap((W, index) => W.flatMap((row, i) => row.map((_, j) => edge(index + 1, i, j))));
      units = layers.map((layer, k) => layer.map((name, i) => unit(k, i, name)));
      make("g", { class: "pulses" }, svg);
      if (state.loss) {
        make("rect", { class: "lost", x: width - 52, width: 30, y: 24, height: 0 }, svg);
        make("line", { x1: width - 60, x2: width - 14, y1: height - 24, y2: height - 24, stroke: "currentColor" }, svg);
        make("text", { class: "loss", x: width - 37, y: height - 7 }, svg);
      }

      function edge(k, i, j) {
        const [x1, y1, x2, y2] = [x(k - 1) + RADIUS, y(k - 1, j), x(k) - RADIUS, y(k, i)];
        const g = make("g", { class: "edge", tabindex: 0 }, svg), line = { x1, y1, x2, y2 };
        const at = 0.18 + 0.22 * (i % 3);  // where the numbers stand: not all in one row
        const parts = { ghost: make("line", { class: "ghost", ...line, visibility: "hidden" }, g), line: make("line", { class: "line", ...line }, g),
          reach: make("line", { class: "reach", ...line }, g) };
        const text = (name, up) => make("text", { class: `${name} halo`, x: x1 + (x2 - x1) * at, y: y1 + (y2 - y1) * at + up }, g);
        Object.assign(parts, { weight: text("weight", -4), slope: text("slope", 11) });
        const name = `w${sub(i + 1)}${sub(j + 1)}[${k}]`;
        const one = { g, ...parts, k, i, j, name, value: () => state.W[k - 1][i][j], slopeOf: () => state.dW[k - 1]?.[i][j] };
        if (model.get("draggable")) hand(one);
        points(g, () => one);
        return one;
      }

      function unit(k, i, name) {
        const g = make("g", { class: "unit", tabindex: 0, role: "img", transform: `translate(${x(k)} ${y(k, i)})` }, svg);
        make("circle", { r: RADIUS }, g);
        const text = (kind, at) => make("text", { class: kind, y: at }, g);
        const one = { g, k, i, name: text("name halo", -RADIUS - 6), value: text("value", 5), gradient: text("gradient halo", RADIUS + 15) };
        one.name.textContent = name;
        points(g, () => one);
        return one;
      }
    }

    // ---------------------------------------------------------------- what it shows now

    function draw() {
      const old = shape;
      shape = JSON.stringify([state.names, state.loss !== null, el.clientWidth]);
      if (shape !== old) build();
      svg.setAttribute("aria-label", model.get("alt"));
      const { edge: changed } = state;
      for (const e of edges) {
        const w = e.value(), slope = e.slopeOf(), mine = changed && String(changed.at) === String([e.k, e.i, e.j]);
        e.g.classList.toggle("minus", w < 0);
        e.g.classList.toggle("measured", state.measured.includes(e.k));
        e.line.setAttribute("stroke-width", thickness(w));
        e.ghost.setAttribute("visibility", mine ? "visible" : "hidden");
        if (mine) e.ghost.setAttribute("stroke-width", thickness(changed.before) + 6);
        e.weight.textContent = number(w);
        e.slope.textContent = slope === undefined ? "" : number(slope);
        e.g.setAttribute("aria-label", e.name);
        e.g.setAttribute("aria-valuenow", w ?? 0);
        e.g.setAttribute("aria-valuetext", about(e));
      }
      for (const layer of units) for (const u of layer) {
        const value = state.values[u.k][u.i], gradient = state.gradients[u.k][u.i];
        u.value.textContent = value === null ? "" : number(value);
        u.gradient.textContent = gradient === null ? "" : number(gradient);
        u.g.classList.toggle("unknown", value === null);
        u.g.classList.toggle("lit", state.reached.includes(u.k));
        u.g.classList.toggle("back", !state.forward);
        u.g.classList.toggle("follows", Boolean(changed) && (u.k > changed.at[0] || (u.k === changed.at[0] && u.i === changed.at[1])));
        u.g.setAttribute("aria-label", about(u));
      }
      if (state.loss) bar();
      say();
    }
    const thickness = w => EDGE + THICK * Math.min(Math.abs(w ?? 0), 3);

    function bar() {
      const height = svg.viewBox.baseVal.height - 48, [value, full] = state.loss;
      const tall = height * Math.min(1, (value ?? 0) / full);
      const rect = svg.querySelector(".lost");
      rect.setAttribute("height", tall);
      rect.setAttribute("y", 24 + height - tall);
      svg.querySelector(".loss").textContent = `loss ${number(value)}`;
    }

    function about(one) {
      if (one.line) {
        const slope = one.slopeOf();
        const from = state.names[one.k - 1][one.j], to = state.names[one.k][one.i];
        return `${one.name} = ${number(one.value())}, from ${from} to ${to}` + (slope === undefined ? "" : ` · d${one.name} = ${number(slope)}`);
      }
      return state.words[one.k][one.i];
    }

    function say() {
      const [symbols, digits] = chosen ? [about(chosen), chosen.line && model.get("draggable") ? "Drag it up or down, or press ↑ and ↓, to change this weight." : ""] : state.caption;
      words.classList.toggle("back", !chosen && !state.forward);
      words.replaceChildren(Object.assign(document.createElement("b"), { textContent: symbols }), digits);
    }

    // Values run along the edges forward, gradients back.
    function runs() {
      const { through, forward } = state, pulses = svg.querySelector(".pulses");
      pulses.replaceChildren();
      if (still()) return;
      for (const e of edges.filter(e => through.includes(e.k))) {
        const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map(name => e.line.getAttribute(name));
        const ends = [`translate(${x1}px, ${y1}px)`, `translate(${x2}px, ${y2}px)`];
        const dot = make("circle", { r: 6, class: forward ? "pulse" : "pulse back" }, pulses);
        dot.animate({ transform: forward ? ends : ends.reverse() }, { duration: PULSE, easing: "ease-in-out" })
          .finished.then(() => dot.remove(), () => 0);
      }
    }

    // ---------------------------------------------------------------- what a hand does

    function points(g, one) {
      const choose = () => { chosen = one(); say(); };
      const leave = () => { if (!svg.contains(document.activeElement)) { chosen = null; say(); } };
      g.addEventListener("pointerenter", choose);
      g.addEventListener("pointerleave", leave);
      g.addEventListener("focus", choose);
      g.addEventListener("blur", () => { chosen = null; say(); });
    }

    function hand(e) {
      const { g } = e;
      g.classList.add("draggable");
      g.setAttribute("role", "slider");
      g.setAttribute("aria-orientation", "vertical");
      let from;  // where the drag began, and the weight then
      const set = value => tell({ weight: [e.k, e.i, e.j], value: Math.round(value * 100) / 100 });
      g.addEventListener("keydown", event => {
        const by = { ArrowUp: STEP, ArrowDown: -STEP, PageUp: 10 * STEP, PageDown: -10 * STEP }[event.key];
        if (event.key !== "Tab") event.stopPropagation();  // a notebook has keys of its own
        if (by === undefined) return;
        event.preventDefault();
        set((e.value() ?? 0) + by);
      });
      g.addEventListener("pointerdown", event => {
        // A finger chooses first, so that a swipe may begin on an edge; what is chosen is dragged.
        const was = document.activeElement === g;
        g.focus({ preventScroll: true });
        if (event.pointerType === "touch" && !was) return;
        event.preventDefault();
        g.setPointerCapture(event.pointerId);
        from = { y: event.clientY, value: e.value() ?? 0 };
      });
      g.addEventListener("pointermove", event => { if (from) set(from.value + (from.y - event.clientY) / PIXELS); });
      g.addEventListener("touchmove", event => { if (from) event.preventDefault(); }, { passive: false });  // no scrolling
      for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) g.addEventListener(end, () => { from = null; });
    }

    // The net shows itself once when a lesson's page opens; the first touch takes over.
    const seen = new IntersectionObserver(entries => {
      if (!entries.at(-1).isIntersecting || opened || touched || still() || !document.body.dataset.voila) return;
      opened = true;
      tell({ opened: true });
    });
    const takeOver = event => {
      if (touched) return;
      touched = true;
      if (opened && event.isTrusted) tell({ touched: true });
    };
    for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(kind, takeOver, { capture: true, passive: true, signal });

    const show = () => {
      if (!model.get("frame")) return;
      const before = state;
      state = model.get("state");
      draw();
      if (before && before.caption[0] !== state.caption[0]) runs();
      const frame = model.get("frame");
      requestAnimationFrame(() => { el.dataset.frame = frame; tell({ painted: frame }); });
    };
    const resized = new ResizeObserver(() => { if (state) draw(); });
    resized.observe(el);
    seen.observe(el);
    model.on("change:frame", show);
    show();
    return () => {
      gone.abort();
      model.off("change:frame", show);
      resized.disconnect();
      seen.disconnect();
    };
  },
};
