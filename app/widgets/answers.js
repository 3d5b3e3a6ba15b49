// Answers stay chosen when a lesson's page is loaded again: the tab keeps them, and nobody else. The page itself is told
// what is still open, and shows or hides what its text gives away. JupyterLab is left alone.
function initialize({ model }) {
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
}

// The region stands there before its words do: only so are they announced when they come.
function render({ model, el }) {
  const say = () => { el.innerHTML = model.get("value"); };
  el.classList.add("bl-live");
  el.setAttribute("aria-live", "polite");
  el.setAttribute("aria-atomic", "true");
  model.on("change:value", say);
  say();
  return () => model.off("change:value", say);
}

export default { initialize, render };
