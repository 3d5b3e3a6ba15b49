// Room for what is not built yet: it says when it comes near the screen, when the keys or a print reach it, or, its turn
// come, when the page has been quiet. A page of the server's own only, which loads this file and the next once each.
import { inTurn } from "./theme.js+lecture.js+picture.js";

const PATIENCE = 10_000;  // milliseconds in which a panel is built, else the next one has its turn

export default {
  render({ model, el }) {
    const gone = new AbortController(), { signal } = gone;
    el.classList.add("bl-room");
    el.tabIndex = 0;
    el.setAttribute("role", "group");
    el.setAttribute("aria-label", model.get("alt"));
    const keep = () => { el.style.minHeight = `${model.get("heights")[el.clientWidth < model.get("narrow") ? 1 : 0]}px`; };
    let asked = false;
    const ask = () => {
      if (asked || signal.aborted) return;
      asked = true;
      try { model.send({ near: true }); } catch { /* the page is being left, and its kernel gone */ }
    };
    const near = new IntersectionObserver(entries => { if (entries.at(-1).isIntersecting) ask(); }, { rootMargin: "600px" });
    const sized = new ResizeObserver(keep);
    near.observe(el);
    sized.observe(el);
    el.addEventListener("focus", ask, { signal });
    addEventListener("beforeprint", ask, { signal });
    inTurn(() => {
      ask();
      return signal.aborted || new Promise(resolve => {
        signal.addEventListener("abort", resolve);
        setTimeout(resolve, PATIENCE);
      });
    });
    keep();
    return () => {
      gone.abort();
      near.disconnect();
      sized.disconnect();
    };
  },
};
