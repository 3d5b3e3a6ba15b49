// A native range with a visible label, a number that can be typed, and named marks on its track.
// The range moves over 0 … 1000 where the scale is logarithmic, over the values themselves where it is not.
let count = 0;
const STEPS = 1000;

export default {
  render({ model, el }) {
    const get = name => model.get(name);
    const id = `bl-slider-${count++}-${Math.random().toString(36).slice(2)}`;
    const log = () => get("log");
    const toPosition = v => log() ? STEPS * Math.log(v / get("min")) / Math.log(get("max") / get("min")) : v;
    const toValue = p => {
      if (!log()) return p;
      const mark = Object.keys(get("marks")).map(Number).find(m => Math.abs(toPosition(m) - p) <= 6);
      if (mark !== undefined) return mark;  // a mark catches the thumb
      const v = get("min") * (get("max") / get("min")) ** (p / STEPS);
      return get("whole") ? Math.round(v) : Number(v.toPrecision(2));
    };
    const write = v => Number(v.toPrecision(4)).toString();

    el.classList.add("bl-slider");
    el.innerHTML = `<div class="bl-slider-head"><label></label><input type="number" step="any"><span class="bl-unit"></span>
      <span class="bl-note"></span></div><div class="bl-track"><input type="range" step="1"><div class="bl-marks"></div></div>`;
    const [label, number, unit, note] = el.querySelector(".bl-slider-head").children;
    const range = el.querySelector("input[type=range]"), marks = el.querySelector(".bl-marks");
    label.htmlFor = range.id = id;
    const key = e => e.stopPropagation();  // a notebook would take the arrows for itself
    range.addEventListener("keydown", key);
    number.addEventListener("keydown", key);

    const limits = () => {
      range.min = log() ? 0 : get("min");
      range.max = log() ? STEPS : get("max");
      if (log()) number.removeAttribute("min"); else number.min = get("min");
      number.step = get("whole") ? 1 : "any";
      label.textContent = get("label");
      number.setAttribute("aria-label", `${get("label")}, typed`);
      unit.textContent = get("unit");
      const span = range.max - range.min;
      marks.replaceChildren(...Object.entries(get("marks")).map(([value, text]) => {
        const at = (toPosition(Number(value)) - range.min) / span;
        if (!(at >= 0 && at <= 1)) return "";
        const mark = document.createElement("button");
        mark.type = "button";
        mark.textContent = text;
        mark.title = `Set ${get("label")} to ${text}`;
        mark.setAttribute("aria-label", mark.title);
        mark.style.left = `calc(${at} * (100% - 20px) + 10px)`;
        mark.addEventListener("click", () => send(Number(value)));
        return mark;
      }));
      draw();
    };
    const draw = () => {
      const value = get("value");
      range.value = toPosition(value);
      if (document.activeElement !== number) number.value = write(value);
      note.textContent = get("note");
      range.setAttribute("aria-valuetext", `${write(value)} ${get("unit")} ${get("note")}`.trim());
    };
    const send = value => {
      model.set("value", value);
      model.save_changes();
      draw();
    };
    range.addEventListener("input", () => { number.value = write(toValue(+range.value)); send(toValue(+range.value)); });
    number.addEventListener("change", () => { if (number.value !== "") send(+number.value); number.value = write(get("value")); });
    number.addEventListener("blur", draw);

    const names = ["label", "unit", "min", "max", "log", "marks"].map(n => `change:${n}`).join(" ");
    model.on(names, limits);
    model.on("change:value change:note", draw);
    limits();
    return () => { model.off(names, limits); model.off("change:value change:note", draw); };
  },
};
