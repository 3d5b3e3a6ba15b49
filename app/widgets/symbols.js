// The symbols of a lesson as a list, closed until somebody opens it. In JupyterLab, where a title is for a mouse that
// waits, it also lets the keyboard and a finger come to the terms of the text: symbols.css then shows their title.
const UNREACHED = ".jp-RenderedMarkdown abbr[title]:not([tabindex])";

export default {
  initialize() {
    if (document.body.dataset.voila) return;
    const reach = () => document.querySelectorAll(UNREACHED).forEach(term => { term.tabIndex = 0; });
    const rendered = new MutationObserver(reach);  // JupyterLab takes cells out of the page and puts them back
    rendered.observe(document.body, { childList: true, subtree: true });
    reach();
    return () => rendered.disconnect();
  },
  render({ model, el }) {
    const list = document.createElement("dl");
    for (const [symbol, means] of model.get("terms")) {
      const [term, words] = ["dt", "dd"].map(name => list.appendChild(document.createElement(name)));
      term.innerHTML = symbol;
      words.textContent = means;
    }
    const fold = el.appendChild(document.createElement("details"));
    fold.className = "bl-symbols";
    fold.appendChild(document.createElement("summary")).textContent = "Symbols and terms of this lesson";
    fold.append(list);
  },
};
