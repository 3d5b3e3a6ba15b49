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

// The words beside the question; the panel's voice (voice.js) says them aloud.
function render({ model, el }) {
  const say = () => { el.innerHTML = model.get("value"); };
  el.classList.add("bl-verdict");
  model.on("change:value", say);
  say();
  const written = new MutationObserver(write), id = `bl-answers-${Math.random().toString(36).slice(2)}`;
  function write() {
    const asked = el.closest(".bl-predict"), box = asked?.querySelector(".widget-radio-box");
    // ipywidgets' radio buttons know nothing of each other: with a name they are one stop of Tab, and arrow keys choose.
    for (const radio of box?.querySelectorAll("input") ?? []) radio.name = id;
    if (box) {
      asked.firstElementChild.id = id;
      box.setAttribute("role", "radiogroup");
      box.setAttribute("aria-labelledby", id);
    }
    for (const { firstChild: text } of box?.children ?? []) {
      if (text?.nodeType !== Node.TEXT_NODE) continue;
      const words = document.createElement("span");
      inLecture(words, text.data);
      text.replaceWith(words);
    }
    if (box) written.observe(box, { childList: true });
  }
  let looks = 0;
  const settle = () => {
    write();
    if (!el.closest(".bl-predict") && looks++ < 100) requestAnimationFrame(settle);  // it is yet to be put there
  };
  settle();
  return () => {
    looks = Infinity;
    written.disconnect();
    model.off("change:value", say);
  };
}

export default { initialize, render };
