// The symbols of a lesson as a list, closed until somebody opens it. In JupyterLab, where a title is for a mouse that
// waits, it also lets the keyboard and a finger come to the terms of the text: symbols.css then shows their title. Those
// of a cell are one stop of Tab, and the arrow keys ← and → lead from one to the next, as on a lesson's page (page.js).
const UNREACHED = ".jp-RenderedMarkdown abbr[title]:not([tabindex])";

export default {
  initialize() {
    if (document.body.dataset.voila) return;
    const terms = term => [...term.closest(".jp-RenderedMarkdown").querySelectorAll("abbr[title]")];
    const stop = (term, all) => all.forEach(each => { each.tabIndex = each === term ? 0 : -1; });
    const reach = () => document.querySelectorAll(UNREACHED).forEach(term => {
      const all = terms(term);
      stop(all[0], all);
      term.addEventListener("focus", () => stop(term, terms(term)));
      term.addEventListener("keydown", event => {
        const all = terms(term), next = all[all.indexOf(term) + ({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? NaN)];
        if (!next || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();  // a notebook has keys of its own
        next.focus();
      });
    });
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
