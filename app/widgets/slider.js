// A native range with a visible label, a number that can be typed, and named marks on its track. What is typed is
// read in the kernel (typed.py): a field of type "number" would swallow a comma, and step at the mouse's wheel.
// Whole numbers on a linear scale move over themselves, all else over 0 … 1000.
let count = 0;
const STEPS = 1000, CATCH = 6;  // a mark catches a thumb dragged to within so many steps of it

export default {
  render({ model, el }) {
    const get = name => model.get(name);
    const id = `bl-slider-${count++}-${Math.random().toString(36).slice(2)}`;
    const direct = () => get("whole") && !get("log");
    const within = v => Math.min(Math.max(v, get("min")), get("max"));
    const tidy = v => get("whole") ? Math.round(v) : Number(v.toPrecision(get("log") ? 2 : 3));
    const toPosition = v => direct() ? v : STEPS * (get("log")
      ? Math.log(v / get("min")) / Math.log(get("max") / get("min"))
      : (v - get("min")) / (get("max") - get("min")));
    const toValue = p => {
      if (direct()) return p;
      const mark = Object.keys(get("marks")).map(Number).find(m => Math.abs(toPosition(m) - p) <= CATCH);
      if (mark !== undefined) return mark;
      const share = p / STEPS, low = get("min"), high = get("max");
      return tidy(get("log") ? low * (high / low) ** share : low + (high - low) * share);
    };
    // What an arrow key does: the next value that can be told from this one.
    const next = (v, by) => {
      if (direct()) return within(v + by);
      if (get("log")) return within(get("whole") ? v + by * Math.max(1, Math.round(v / 20)) : tidy(v * 1.1 ** by));
      return within(tidy(v + by * (get("max") - get("min")) / 100));
    };
    const write = v => v && Math.abs(v) < 1e-3 ? Number(v.toPrecision(4)).toExponential() : Number(v.toPrecision(4)).toString();

    el.classList.add("bl-slider");
    el.innerHTML = `<div class="bl-slider-head"><label></label><input type="text" autocomplete="off" spellcheck="false"><span class="bl-unit"></span>
      <span class="bl-note"></span></div><div class="bl-track"><input type="range" step="1"><div class="bl-marks"></div></div>`;
    const [label, number, unit, note] = el.querySelector(".bl-slider-head").children;
    const range = el.querySelector("input[type=range]"), marks = el.querySelector(".bl-marks");
    label.htmlFor = range.id = id;

    const limits = () => {
      range.min = direct() ? get("min") : 0;
      range.max = direct() ? get("max") : STEPS;
      inLecture(label, get("label"));
      number.setAttribute("aria-label", `${get("label")}, typed`);
      number.inputMode = get("min") < 0 ? "text" : "decimal";  // a tablet's keys for decimals lack the minus
      unit.textContent = get("unit");
      marks.replaceChildren(...Object.entries(get("marks")).flatMap(([value, text]) => {
        const at = (toPosition(Number(value)) - range.min) / (range.max - range.min);
        if (!(at >= 0 && at <= 1)) return [];
        const mark = document.createElement("button");
        mark.type = "button";
        mark.textContent = text;
        mark.title = `Set ${get("label")} to ${text}`;
        mark.setAttribute("aria-label", mark.title);
        mark.style.left = `calc(${at} * (100% - 20px) + 10px)`;
        mark.addEventListener("click", () => send(Number(value)));
        return [mark];
      }));
      draw();
    };
    let value = get("value");  // the last number: a typed text is none until the kernel has answered it
    let written = "", sent;  // what was last shown in the field, and what was last typed into it
    const show = () => {
      number.value = written = write(value);
      sent = undefined;
    };
    const draw = () => {
      const answered = typeof get("value") === "number";
      if (answered) value = get("value");
      range.value = toPosition(value);
      if (number.value === written || (answered && number.value === sent)) show();  // what is being typed stays
      inLecture(note, get("note"));
      el.classList.toggle("bl-unused", get("disabled"));
      for (const control of el.querySelectorAll("input, button")) control.disabled = get("disabled");
      range.setAttribute("aria-valuetext", `${write(value)} ${get("unit")} ${get("note")}`.trim());
    };
    // A typed text goes the way of every value: by a message of its own it would overtake the last value of a drag.
    let awaiting = false, newer, mine = false;  // the answer to a text; what was sent since; no answer, but set here
    const put = value => {
      mine = true;
      model.set("value", value);
      mine = false;
    };
    const send = value => {
      const typed = typeof value === "string";
      newer = awaiting && !typed ? value : undefined;
      awaiting ||= typed;
      put(value);
      model.save_changes();
      draw();
    };
    // An answer to a text that comes after an arrow key was pressed is older than what stands here.
    const answer = () => {
      if (mine || !awaiting) return draw();
      awaiting = false;
      if (newer !== undefined) put(newer);
      draw();
    };
    const keys = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    range.addEventListener("keydown", event => {
      event.stopPropagation();  // a notebook would take the arrows for itself
      if (!(event.key in keys)) return;
      event.preventDefault();
      send(next(value, keys[event.key]));
    });
    // A finger that began here and then scrolls the page had no business with the value.
    let before;
    range.addEventListener("pointerdown", () => { before = value; });
    range.addEventListener("pointercancel", () => send(before));
    range.addEventListener("input", () => send(toValue(+range.value)));
    number.addEventListener("keydown", event => {
      event.stopPropagation();
      if (!["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      const typed = number.value.trim() ? Number(number.value) : NaN;  // not yet answered, or not even sent
      send(next(number.value === written || !Number.isFinite(typed) ? value : within(typed), keys[event.key]));
      show();
    });
    number.addEventListener("change", () => {
      if (number.value === written) return;
      sent = number.value;
      send(sent);
    });

    const names = ["label", "unit", "min", "max", "log", "marks"].map(n => `change:${n}`).join(" ");
    model.on(names, limits);
    model.on("change:value", answer);
    model.on("change:note change:disabled", draw);
    limits();
    return () => {
      model.off(names, limits);
      model.off("change:value", answer);
      model.off("change:note change:disabled", draw);
    };
  },
};
