// A region that stands there before its words do: only so are they announced when they come.
export default {
  render({ model, el }) {
    const say = () => { el.innerHTML = model.get("value"); };
    el.classList.add("bl-live");
    el.setAttribute("aria-live", "polite");
    el.setAttribute("aria-atomic", "true");
    model.on("change:value", say);
    say();
    return () => model.off("change:value", say);
  },
};
