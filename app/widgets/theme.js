// Whether the paper beneath is dark; `changed` is called when the page may have another.
const papers = matchMedia("(prefers-color-scheme: dark)");
function isDark(el) {
  const [red, green, blue] = getComputedStyle(el).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [255, 255, 255];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}
function whenThePageLooksOther(changed, signal) {
  const look = new MutationObserver(() => requestAnimationFrame(changed));
  for (const place of [document.documentElement, document.body]) {
    look.observe(place, { attributeFilter: ["data-light", "data-hall", "data-jp-theme-light", "data-jp-theme-name"] });
  }
  papers.addEventListener("change", changed, { signal });
  signal.addEventListener("abort", () => look.disconnect());
}
