// Answers stay chosen when a lesson's page is loaded again: the tab keeps them, and nobody else. The page itself is told
// what is still open, and shows or hides what its text gives away. JupyterLab is left alone.
export default {
  initialize({ model }) {
    if (!document.body.dataset.voila || !model.get("name")) return;
    const key = `backprop-lab:${location.pathname}:${model.get("name")}`;
    const tell = () => {
      const detail = { name: model.get("name"), ...model.get("states") };
      try { sessionStorage.setItem(key, JSON.stringify(model.get("states"))); } catch { /* no room, or not allowed */ }
      document.dispatchEvent(new CustomEvent("backprop-questions", { detail }));
    };
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(key)); } catch { /* not ours */ }
    model.on("change:states", tell);
    if (kept) model.send({ kept });
    return () => model.off("change:states", tell);
  },
};
