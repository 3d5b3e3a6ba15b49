// The page's address carries a panel's settings: read once, written back as they change, so that a link and
// a reload bring them back. Only on Voilà's pages: JupyterLab keeps its own addresses.
export default {
  initialize({ model }) {
    if (!document.body.dataset.voila) return;
    const prefix = `${model.get("name")}.`;
    let timer;
    const write = () => {
      const query = new URLSearchParams(location.search);
      for (const key of [...query.keys()]) if (key.startsWith(prefix)) query.delete(key);
      for (const [key, value] of Object.entries(model.get("settings"))) query.set(prefix + key, value);
      history.replaceState(history.state, "", location.pathname + (query.size ? `?${query}` : "") + location.hash);
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(write, 200); };  // a drag is one change
    model.on("change:settings", soon);
    const mine = [...new URLSearchParams(location.search)].filter(([key]) => key.startsWith(prefix));
    if (mine.length) model.send({ query: Object.fromEntries(mine.map(([key, value]) => [key.slice(prefix.length), value])) });
    return () => { clearTimeout(timer); model.off("change:settings", soon); };
  },
};
