// The page's address carries a panel's settings: read once, written back as they change, so that a link and
// a reload bring them back. Only on Voilà's pages: JupyterLab keeps its own addresses.
export default {
  initialize({ model }) {
    if (!document.body.dataset.voila) return;
    const prefix = `${model.get("name")}.`, prefixes = [prefix];
    if (model.get("formerly")) prefixes.unshift(`${model.get("formerly")}.`);
    const mine = ([key]) => prefixes.some(each => key.startsWith(each));
    let timer;
    const write = () => {
      const query = new URLSearchParams(location.search);
      for (const entry of [...query]) if (mine(entry)) query.delete(entry[0]);
      for (const [key, value] of Object.entries(model.get("settings"))) query.set(prefix + key, value);
      history.replaceState(history.state, "", location.pathname + (query.size ? `?${query}` : "") + location.hash);
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(write, 200); };  // a drag is one change
    model.on("change:settings", soon);
    const found = [...new URLSearchParams(location.search)].filter(mine);
    if (found.length) model.send({ query: Object.fromEntries(found.map(([key, value]) => [key.slice(key.indexOf(".") + 1), value])) });
    return () => { clearTimeout(timer); model.off("change:settings", soon); };
  },
};
