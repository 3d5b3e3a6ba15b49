// Small nets in SVG: an edge is as thick as its weight is large, green and whole where it is positive, purple and dashed
// where it is negative. Units hold their values, or are small maps of what they answer over the input plane, in the same
// two colours. Whoever points at a unit or an edge reads its equation.
const SVG = "http://www.w3.org/2000/svg";
const STEP = 0.1, PIXELS = 60;  // what an arrow key changes; so many pixels of a drag change a weight by 1
// Pixels: the row of + and − above a net whose shape can be changed; for fingers, and where these stand above each other.
const PLUS = 28, PLUS_TOUCH = 46, PLUS_STACKED = 92;
const SOON = 600;  // milliseconds between presses of a key that belong together
const PULSE = 700;  // milliseconds
const NARROW = 500;  // pixels: less than that, and numbers on edges are shorter
const DIGITS = "₀₁₂₃₄₅₆₇₈₉";
const sub = n => [...String(n)].map(d => DIGITS[d]).join("");
const number = (v, digits = 3) => v === null || v === undefined ? "?" : (Math.abs(v) < 1e-3 && v !== 0 ? v.toExponential(1) : String(Number(v.toPrecision(digits)))).replaceAll("-", "−");
const make = (name, attributes = {}, parent) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return parent ? parent.appendChild(element) : element;
};
const put = (element, name, value) => { if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value); };
// Words with the layers of their symbols raised, as in the lecture.
const symbol = (element, text) => {
  const [name, ...rest] = text.split(/(\[\w+\])/);
  element.textContent = name;
  for (const [i, part] of rest.entries()) {
    if (part) make("tspan", i % 2 ? { dy: ".3em" } : { dy: "-.4em", "font-size": "75%" }, element).textContent = part;
  }
};
const write = (element, text) => { if (element.textContent !== text) element.textContent = text; };

// Whether the panel itself hears what is pressed here: its play button, or the picture's keys. Stopped first, it would go
// on at "Pause".
function decides({ type, key, target }, panel) {
  const inside = place => panel?.contains(target) && target.closest?.(place);
  return type === "keydown" ? [" ", "Enter"].includes(key) && inside(".bl-bar, .bl-picture") : inside(".bl-bar");
}

// Whether somebody takes a panel in hand: a key of it, or of the page where nothing has the keys, but none to read on;
// a control of it under a mouse or a finger. Who reads on, by wheel, by swipe or by keys, does not.
const READS = ["PageUp", "PageDown", "Home", "End", "Shift", "Control", "Alt", "Meta", "Escape"];
const CONTROLS = "button, input, select, textarea, label, .edge, .unit, .bl-picture, .bl-pad";
function takes({ type, key, target, pointerType }, panel) {
  if (type === "keydown") return !READS.includes(key) && (panel?.contains(target) || target === document.body);
  const control = panel?.contains(target) && target.closest?.(CONTROLS);
  return control && (type === "click" || pointerType !== "touch" || control.matches("input[type=range]"));
}

export default {
  render({ model, el }) {
    const gone = new AbortController(), { signal } = gone;
    const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
    const tell = words => { try { model.send(words); } catch { /* the page is being left, and its kernel gone */ } };
    el.classList.add("bl-net");
    const part = (name, parent) => parent.appendChild(Object.assign(document.createElement("div"), { className: name }));
    const shapes = part("bl-net-shape", el);  // before what it changes, as Tab goes
    const drawing = part("bl-net-drawing", el), canvases = part("bl-net-maps", drawing);
    const svg = make("svg", { role: "group" }, drawing);
    const action = el.appendChild(Object.assign(document.createElement("button"), { type: "button", className: "jupyter-button bl-net-action" }));
    const large = drawing.appendChild(document.createElement("canvas"));  // of the unit that one points at; its words say the same
    Object.assign(large, { className: "bl-net-large", hidden: true });
    large.setAttribute("aria-hidden", "true");
    const words = part("bl-net-words", el);
    let nets, units = [], edges = [], shape = "", chosen = null, touched = false, opened = false, colors, sizes;
    let place;  // puts the numbers of the edges where they have room
    const moves = () => model.get("draggable");
    const hall = () => document.documentElement.dataset.hall === "on" || Boolean(el.closest(".bl-big"));
    // A net of many small units is one stop of Tab, within which arrow keys go; so is one where nothing is dragged.
    const roves = () => !moves() || nets[0].maps.length > 0;

    // ---------------------------------------------------------------- what is there, built anew for another shape

    function build() {
      const width = Math.max(300, el.clientWidth || 800);
      const shaped = model.get("shapeable") && nets.length === 1;
      const finger = matchMedia("(pointer: coarse)").matches;
      const plus = !finger ? PLUS : width <= NARROW ? PLUS_STACKED : PLUS_TOUCH;
      sizes = plan(nets, width, shaped ? plus : 0, finger, hall());
      const { height, row, half, side, head, boxes } = sizes;
      const small = nets[0].maps.length > 0;
      svg.setAttribute("role", roves() ? "application" : "group");  // whose arrow keys are its own
      el.classList.toggle("bl-small", small);
      svg.replaceChildren();
      canvases.replaceChildren();
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      const x = (m, k) => boxes[m].left + side + (boxes[m].width - 2 * side) * k / (nets[m].names.length - 1);
      const tall = m => Math.max(...nets[m].names.map(layer => layer.length)) * row;
      const y = (m, k, i) => boxes[m].top + head + tall(m) / 2 + (i - (nets[m].names[k].length - 1) / 2) * row - (small ? 0 : 2);
      edges = nets.flatMap(({ W }, m) => W.flatMap((rows, index) => rows.flatMap((r, i) => r.map((_, j) => edge(m, index + 1, i, j)))));
      units = nets.map((net, m) => net.names.map((layer, k) => layer.map((name, i) => unit(m, k, i, name))));
      if (!small) place = numbers;
      if (shaped) shapeButtons(nets[0].names.length - 2, k => x(0, k) / width);
      if (small) nets.forEach(headings);
      else make("g", { class: "pulses" }, svg);
      if (nets[0].loss) {
        make("rect", { class: "lost", x: width - 52, width: 30, y: 24, height: 0 }, svg);
        make("line", { x1: width - 60, x2: width - 14, y1: height - 24, y2: height - 24, stroke: "currentColor" }, svg);
        make("text", { class: "loss", x: width - 37, y: height - 7 }, svg);
      }
      if (roves()) units[0][0][0].g.setAttribute("tabindex", 0);

      // + and − for the layers, and above each hidden layer for its units; the one that was pressed keeps the keys.
      function shapeButtons(hidden, at) {
        const held = shapes.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
        const two = (layer, what, box) => [-1, 1].forEach(by => {
          const press = box.appendChild(Object.assign(document.createElement("button"), { type: "button", textContent: by < 0 ? "−" : "+" }));
          press.setAttribute("aria-label", `One ${what} ${by < 0 ? "less" : "more"}${layer ? ` in layer ${layer}` : ""}`);
          press.title = press.getAttribute("aria-label");
          press.addEventListener("click", () => tell({ shape: [layer, by] }));
          press.addEventListener("keydown", event => event.stopPropagation());  // a notebook has keys of its own
        });
        shapes.replaceChildren();
        const all = part("", shapes);
        all.textContent = `${hidden} hidden layer${hidden === 1 ? "" : "s"} `;
        two(0, "hidden layer", all);
        for (let k = 1; k <= hidden; k++) {
          const box = part("bl-net-units", shapes);
          box.style.left = `${100 * at(k)}%`;
          two(k, "unit", box);
        }
        if (held) [...shapes.querySelectorAll("button")].find(b => b.getAttribute("aria-label") === held)?.focus();
      }

      function headings({ names, title }, m) {
        const { left, top, width: wide } = boxes[m];
        if (title) symbol(make("text", { class: "title", x: left + wide / 2, y: top + 16 }, svg), title);
        names.forEach((_, k) => {
          symbol(make("text", { class: "layer", x: x(m, k), y: top + head - 8 }, svg), k ? `a[${k}]` : "x");
        });
      }

      // Both numbers of an edge where all have room, else its weight alone.
      function numbers() {
        const taken = units.flat(2).flatMap(({ m, k, i }) => around(x(m, k), y(m, k, i), half));
        const both = along(edges, taken, BOTH), all = !both.includes(null);
        const places = all ? both : along(edges, taken, WEIGHT);
        edges.forEach(({ x1, y1, x2, y2, weight, slope }, e) => {
          for (const [text, below] of [[weight, -4], [slope, 11]]) {
            const at = places[e] ?? 0.5;
            put(text, "x", x1 + (x2 - x1) * at);
            put(text, "y", y1 + (y2 - y1) * at + below);
            put(text, "visibility", places[e] === null || (text === slope && !all) ? "hidden" : "visible");
          }
        });
      }

      function edge(m, k, i, j) {
        const [x1, y1, x2, y2] = [x(m, k - 1) + half, y(m, k - 1, j), x(m, k) - half, y(m, k, i)];
        const g = make("g", { class: "edge", tabindex: roves() ? -1 : 0 }, svg), line = { x1, y1, x2, y2 };
        const name = `w${sub(i + 1)}${sub(j + 1)}[${k}]`;
        const one = { g, m, k, i, j, name, value: () => nets[m].W[k - 1][i][j], slopeOf: () => nets[m].dW[k - 1]?.[i][j] };
        if (!small) one.ghost = make("line", { class: "ghost", ...line, visibility: "hidden" }, g);
        one.line = make("line", { class: "line", ...line }, g);
        one.reach = make("line", { class: "reach", ...line }, g);
        Object.assign(one, line, { at: 0.18 + 0.22 * (i % 3) });  // where its numbers stand: not all in one row
        if (!small) for (const kind of ["weight", "slope"]) one[kind] = make("text", { class: `${kind} halo` }, g);
        g.setAttribute("role", moves() ? "slider" : "img");
        g.setAttribute("aria-label", moves() ? name : `${name}, ${ends(one)}`);
        if (moves()) hand(one);
        points(g, () => one);
        return one;
      }

      function unit(m, k, i, name) {
        const g = make("g", { class: "unit", tabindex: roves() ? -1 : 0, role: "img", transform: `translate(${x(m, k)} ${y(m, k, i)})` }, svg);
        const one = { g, m, k, i };
        points(g, () => one);
        if (small) {
          make("rect", { x: -half, y: -half, width: 2 * half, height: 2 * half }, g);
          if (finger) {
            const apart = x(m, 1) - x(m, 0);  // some of it is left to edges that are dragged
            const wide = Math.min(FINGER, Math.max(2 * half, (moves() ? 0.6 : 1) * apart)), high = Math.min(FINGER, row);
            make("rect", { class: "reach", x: -wide / 2, y: -high / 2, width: wide, height: high }, g);
          }
          const canvas = one.canvas = canvases.appendChild(document.createElement("canvas"));
          const share = (pixels, of) => `${100 * pixels / of}%`;  // it follows the drawing, on paper too
          Object.assign(canvas.style, { left: share(x(m, k) - half, width), top: share(y(m, k, i) - half, height), width: share(2 * half, width), height: share(2 * half, height) });
          return one;
        }
        make("circle", { r: half }, g);
        const text = (kind, at) => make("text", { class: kind, y: at }, g);
        symbol(text("name halo", -half - 6), name);
        return Object.assign(one, { value: text("value", 5), gradient: text("gradient halo", half + 15) });
      }
    }

    // ---------------------------------------------------------------- what it shows now

    function draw() {
      const old = shape;
      shape = JSON.stringify([nets.map(net => [net.names, net.title, net.maps.length]), nets[0].loss !== null, el.clientWidth, hall()]);
      if (shape !== old) build();
      put(svg, "aria-label", model.get("alt"));
      colors ??= tints(canvases);
      edges.forEach(drawEdge);
      if (edges[0]?.weight && (edges.filter(outgrown).length || shape !== old)) place();
      units.flat(2).forEach(drawUnit);
      if (nets[0].loss) bar();
      say();
    }
    const digits = () => el.clientWidth < NARROW ? 2 : 3;  // all of them stand beneath, when one points at it
    const thickness = w => sizes.thin + sizes.thick * Math.min(Math.abs(w ?? 0), 3);

    function drawEdge(e) {
      const w = e.value(), { edge: changed, measured } = nets[e.m];
      e.g.classList.toggle("minus", w < 0);
      e.g.classList.toggle("zero", w === 0);
      put(e.line, "stroke-width", Number(thickness(w).toFixed(2)));
      if (e.ghost) {
        const slope = e.slopeOf(), mine = changed && String(changed.at) === String([e.k, e.i, e.j]);
        e.g.classList.toggle("measured", measured.includes(e.k));
        put(e.ghost, "visibility", mine ? "visible" : "hidden");
        if (mine) put(e.ghost, "stroke-width", thickness(changed.before) + 6);
        write(e.weight, number(w, digits()));
        write(e.slope, slope === undefined ? "" : number(slope, digits()));
        if (!moves()) put(e.g, "aria-label", about(e));
      }
      if (moves()) put(e.g, "aria-valuenow", w ?? 0);
      if (moves()) put(e.g, "aria-valuetext", about(e));
    }

    function drawUnit(u) {
      const net = nets[u.m], { edge: changed } = net;
      put(u.g, "aria-label", about(u));
      if (u.canvas) {
        if (colors) paint(u.canvas, net.maps[u.k], u.i, colors);
        return;
      }
      const value = net.values[u.k][u.i], gradient = net.gradients[u.k][u.i];
      write(u.value, value === null ? "" : number(value));
      write(u.gradient, gradient === null ? "" : number(gradient, digits()));
      u.g.classList.toggle("unknown", value === null);
      u.g.classList.toggle("lit", net.reached.includes(u.k));
      u.g.classList.toggle("back", !net.forward);
      u.g.classList.toggle("follows", Boolean(changed) && (u.k > changed.at[0] || (u.k === changed.at[0] && u.i === changed.at[1])));
    }

    function bar() {
      const height = svg.viewBox.baseVal.height - 48, [value, full] = nets[0].loss;
      const tall = height * Math.min(1, (value ?? 0) / full);
      const rect = svg.querySelector(".lost");
      rect.setAttribute("height", tall);
      rect.setAttribute("y", 24 + height - tall);
      svg.querySelector(".loss").textContent = `loss ${number(value)}`;
    }

    function ends({ m, k, i, j }) {
      return `${of(m)}from ${nets[m].names[k - 1][j]} to ${nets[m].names[k][i]}`;
    }
    const of = m => nets[m].title && `${nets[m].title}, `;

    function about(one) {
      if (!one.line) return of(one.m) + nets[one.m].words[one.k][one.i];
      const slope = one.slopeOf();
      return `${one.name} = ${number(one.value())}, ${ends(one)}` + (slope === undefined ? "" : ` · d${one.name} = ${number(slope)}`);
    }

    // The map of the chosen unit, large, beside it where there is room; Escape takes it away.
    function magnify() {
      large.hidden = !chosen?.canvas || !colors || chosen === waved;
      if (large.hidden) return;
      paintLarge(large, nets[chosen.m].maps[chosen.k], chosen.i, colors);
      const zoom = drawing.getBoundingClientRect().width / drawing.offsetWidth || 1;  // in a hall
      const [all, unit] = [drawing, chosen.canvas].map(each => {
        const { left, right, top, width, height } = each.getBoundingClientRect();
        return { left: left / zoom, right: right / zoom, top: top / zoom, width: width / zoom, height: height / zoom };
      });
      const side = Math.min(LARGE_MAP, all.width / 2), right = unit.right + BESIDE + side < all.right;
      const left = right ? unit.right + BESIDE : unit.left - BESIDE - side;
      Object.assign(large.style, { left: `${Math.max(0, left - all.left)}px`, top: `${between(0, unit.top - all.top - side / 2, Math.max(0, all.height - side))}px`, width: `${side}px`, height: `${side}px` });
    }
    let waved = null;
    addEventListener("keydown", event => { if (event.key === "Escape" && chosen?.canvas) { waved = chosen; magnify(); } }, { capture: true, signal });

    function say() {
      magnify();
      const drag = `Drag it up or down, or press ${roves() ? "+ and −" : "↑ and ↓"}, to change this weight.`;
      const [symbols, digits] = chosen ? [about(chosen), chosen.line && moves() ? drag : ""] : nets[0].caption;
      if (chosen?.line && !moves()) put(chosen.g, "aria-label", symbols);
      words.classList.toggle("back", !chosen && !nets[0].forward);
      const [equation, numbers] = ["b", "span"].map(kind => document.createElement(kind));
      inLecture(equation, symbols);
      inLecture(numbers, digits);
      words.replaceChildren(equation, numbers);
    }

    // Values run along the edges forward, gradients back.
    function runs() {
      const [{ through, forward }] = nets, pulses = svg.querySelector(".pulses");
      if (!pulses) return;
      pulses.replaceChildren();
      if (still()) return;
      for (const e of edges.filter(e => through.includes(e.k))) {
        const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map(name => e.line.getAttribute(name));
        const way = [`translate(${x1}px, ${y1}px)`, `translate(${x2}px, ${y2}px)`];
        const dot = make("circle", { r: 6, class: forward ? "pulse" : "pulse back" }, pulses);
        dot.animate({ transform: forward ? way : way.reverse() }, { duration: PULSE, easing: "ease-in-out" })
          .finished.then(() => dot.remove(), () => 0);
      }
    }

    // ---------------------------------------------------------------- what a hand does

    function points(g, one) {
      const choose = () => { chosen = one(); waved = null; say(); };
      const leave = () => { if (!svg.contains(document.activeElement)) { chosen = null; say(); } };
      g.addEventListener("pointerenter", choose);
      g.addEventListener("pointerleave", leave);
      g.addEventListener("focus", choose);
      g.addEventListener("blur", () => { chosen = null; say(); });
    }

    // Arrow keys go along its edges, up and down among the units of a layer, or among the edges of the unit that one came
    // from.
    function beside({ m, k, i, j, line }, key) {
      const step = { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0, left = key === "ArrowLeft", into = fan.into;
      const those = (layer, which) => edges.filter(e => e.m === m && e.k === layer && which(e));
      if (line && step) {
        const all = those(k, e => into ? e.i === i : e.j === j);
        return all[all.findIndex(e => e.i === i && e.j === j) + step];
      }
      if (line) return left ? units[m][k - 1][j] : units[m][k][i];
      if (step) return units[m][k][i + step];
      fan.into = left;
      const [first] = left ? those(k, e => e.i === i) : those(k + 1, e => e.j === i);
      return first ?? units[m + (left ? -1 : 1)]?.at(left ? -1 : 0)[0];  // the net beside this one
    }
    const fan = { into: true };
    svg.addEventListener("keydown", event => {
      if (!roves() || !chosen || !event.key.startsWith("Arrow")) return;
      event.preventDefault();
      event.stopPropagation();  // a notebook has keys of its own
      const next = beside(chosen, event.key);
      if (!next) return;
      svg.querySelector("[tabindex='0']")?.setAttribute("tabindex", -1);
      next.g.setAttribute("tabindex", 0);
      next.g.focus();
    });

    function hand(e) {
      const { g } = e;
      g.classList.add("draggable");
      g.setAttribute("aria-orientation", "vertical");
      let from;  // where the drag began, and the weight then
      let asked, when = -SOON;  // what the keys asked for last, and when
      const set = value => tell({ weight: [e.k, e.i, e.j], value: Math.round(value * 100) / 100 });
      g.addEventListener("keydown", event => {
        const keys = roves() ? { "+": STEP, "=": STEP, "-": -STEP, "−": -STEP } : { ArrowUp: STEP, ArrowDown: -STEP };
        const by = { ...keys, PageUp: 10 * STEP, PageDown: -10 * STEP }[event.key];
        if (roves() && event.key.startsWith("Arrow")) return;
        if (event.key !== "Tab") event.stopPropagation();  // a notebook has keys of its own
        if (by === undefined) return;
        event.preventDefault();
        const soon = performance.now() - when < SOON;  // the answer to the last press is on its way
        asked = (soon ? asked : e.value() ?? 0) + by;
        when = performance.now();
        set(asked);
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

    const offer = () => { action.textContent = model.get("action"); };
    action.addEventListener("click", () => tell({ acted: true }));
    model.on("change:action", offer);
    offer();

    // The net shows itself once when a lesson's page opens; the first touch takes over.
    const seen = new IntersectionObserver(entries => {
      if (!entries.at(-1).isIntersecting || opened || touched || still() || !document.body.dataset.voila) return;
      opened = true;
      tell({ opened: true });
    });
    const takeOver = event => {
      if (touched || !takes(event, el.closest(".bl-panel"))) return;
      touched = true;
      if (opened && event.isTrusted && !decides(event, el.closest(".bl-panel"))) tell({ touched: true });
    };
    for (const kind of ["pointerdown", "keydown", "click"]) addEventListener(kind, takeOver, { capture: true, passive: true, signal });

    const show = () => {
      if (!model.get("frame")) return;
      const before = nets;
      nets = model.get("state").nets;
      el.hidden = !nets.length;
      if (nets.length) draw();
      if (before && before[0]?.caption[0] !== nets[0]?.caption[0]) runs();
      const frame = model.get("frame");
      requestAnimationFrame(() => { el.dataset.frame = frame; tell({ painted: frame }); });
    };
    const again = () => { if (nets?.length) draw(); };
    const resized = new ResizeObserver(again);
    whenThePageLooksOther(() => { colors = null; again(); }, signal);
    resized.observe(el);
    seen.observe(el);
    model.on("change:frame", show);
    show();
    return () => {
      gone.abort();
      model.off("change:frame", show);
      model.off("change:action", offer);
      resized.disconnect();
      seen.disconnect();
    };
  },
};
