// The page's address carries a panel's settings: read once, written back as they change, so that a link and
// a reload bring them back. Only on Voilà's pages: JupyterLab keeps its own addresses.
// A link in the text with settings of a panel sets that panel where it stands, shows it and lights what was set.
const LIT = 2500;  // milliseconds

export default {
  initialize({ model }) {
    const prefixes = [model.get("formerly"), model.get("name")].filter(Boolean).map(name => `${name}.`);
    const prefix = prefixes.at(-1);
    const mine = ([key]) => prefixes.some(each => key.startsWith(each));
    const settings = found => Object.fromEntries(found.map(([key, value]) => [key.slice(key.indexOf(".") + 1), value]));
    const gone = new AbortController();

    const follow = event => {
      const anchor = event.target.closest?.("a[href]");
      if (!anchor || anchor.closest(".bl-share") || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const found = [...queryOf(anchor)].filter(mine);
      if (!found.length) return;
      event.preventDefault();
      model.send({ query: settings(found) });
      light(`.bl-exhibit-${model.get("name")}`, found.map(([key]) => `.bl-knob-${key.slice(key.indexOf(".") + 1)}`));
    };
    document.addEventListener("click", follow, { signal: gone.signal });

    if (document.body.dataset.voila) {
      let timer;
      const write = () => {
        const query = new URLSearchParams(location.search);
        for (const entry of [...query]) if (mine(entry)) query.delete(entry[0]);
        for (const [key, value] of Object.entries(model.get("settings"))) query.set(prefix + key, value);
        history.replaceState(history.state, "", location.pathname + (query.size ? `?${query}` : "") + location.hash);
      };
      const soon = () => { clearTimeout(timer); timer = setTimeout(write, 200); };  // a drag is one change
      model.on("change:settings", soon);
      if (Object.keys(model.get("settings")).length) soon();  // they came before this did
      gone.signal.addEventListener("abort", () => { clearTimeout(timer); model.off("change:settings", soon); });
      const found = [...new URLSearchParams(location.search)].filter(mine);
      if (found.length) model.send({ query: settings(found) });
      // A page whose kernel was lost is opened again: its run goes as far as it was.
      const lost = `again ${location.pathname} ${model.get("name")}`;
      if (model.get("updates") >= 0) {
        document.addEventListener("bl-stopped", () => {
          const [updates, playing] = [model.get("updates"), model.get("playing")];
          if (!(updates > 0 || playing)) return;
          try { sessionStorage.setItem(lost, JSON.stringify({ updates, playing })); } catch { /* the run begins anew */ }
        }, { signal: gone.signal });
        try {
          const again = sessionStorage.getItem(lost);
          if (again) model.send({ again: JSON.parse(again) });
          sessionStorage.removeItem(lost);
        } catch { /* a private window may keep nothing */ }
      }
    }
    return () => gone.abort();
  },
};

// The settings in a link to this page, as it was written; JupyterLab makes a path of it, in which "?" is %3F.
function queryOf(anchor) {
  const url = new URL(anchor.href, location.href);
  if (url.origin !== location.origin) return new URLSearchParams();
  if (document.body.dataset.voila) return url.pathname === location.pathname ? url.searchParams : new URLSearchParams();
  try {
    return new URLSearchParams(decodeURIComponent(url.href).split("?")[1] ?? "");
  } catch { return new URLSearchParams(); }  // a link of somebody else's, with a % that is none of this
}

const BUILT = 100;  // looks, five a second, whether a panel that is built only now stands there
function light(panel, knobs, looks = 0) {
  const root = [...document.querySelectorAll(panel)].find(each => each.checkVisibility());
  if (!root) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const picture = root.querySelector(".bl-picture") ?? root;
  if (picture !== root || !looks) picture.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  if (picture === root && looks < BUILT) return setTimeout(() => light(panel, knobs, looks + 1), 200);
  const lit = [picture, ...knobs.flatMap(knob => [...root.querySelectorAll(knob)])];
  for (const each of lit) each.classList.add("bl-lit");
  setTimeout(() => { for (const each of lit) each.classList.remove("bl-lit"); }, LIT);
}
