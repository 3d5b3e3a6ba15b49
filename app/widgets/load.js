// Brings a widget's script and style from beside this file, each once a page. A page jumps where a style comes late.
const styles = new Map();
function styled(name) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, import.meta.url).href });
  return new Promise(resolve => {
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}

export async function load(script, style) {
  if (style && !styles.has(style)) styles.set(style, styled(style));
  const [module] = await Promise.all([script ? import(new URL(script, import.meta.url)) : { default: {} }, styles.get(style)]);
  return module.default;
}
