// Whether the paper beneath is dark; `changed` is called when the page may have another.
const papers = matchMedia("(prefers-color-scheme: dark)");
function isDark(el) {
  const [red, green, blue] = getComputedStyle(el).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [255, 255, 255];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}
// How large letters are beside their usual size: JupyterLab's setting of the content's font size, 14 pixels unless set.
// Style sheets have it as --bl-letters.
function letters() {
  const root = document.documentElement, size = parseFloat(getComputedStyle(root).getPropertyValue("--jp-content-font-size1"));
  const share = size > 0 ? Math.min(Math.max(size / 14, 0.7), 2) : 1;
  if ((root.style.getPropertyValue("--bl-letters") || "1") !== `${share}`) root.style.setProperty("--bl-letters", share);
  return share;
}
function whenThePageLooksOther(changed, signal) {
  let last = letters();
  const looks = new MutationObserver(() => requestAnimationFrame(changed));
  for (const place of [document.documentElement, document.body]) {
    looks.observe(place, { attributeFilter: ["data-light", "data-hall", "data-jp-theme-light", "data-jp-theme-name"] });
  }
  const sizes = new MutationObserver(() => {
    if (last !== letters()) requestAnimationFrame(changed);
    last = letters();
  });
  sizes.observe(document.documentElement, { attributeFilter: ["style"] });
  papers.addEventListener("change", changed, { signal });
  signal.addEventListener("abort", () => { looks.disconnect(); sizes.disconnect(); });
}
