// The switch that a lesson's page has in its bar, for a notebook: the same attribute, which panels and pictures follow.
export default {
  render({ model, el }) {
    const turn = () => {
      const on = model.get("on");
      document.documentElement.dataset.hall = on ? "on" : "";
      el.textContent = on ? "All panels of this page are large, for a hall; hall(False) takes that back." : "Panels have their usual size.";
    };
    model.on("change:on", turn);
    turn();
    return () => model.off("change:on", turn);
  },
};
