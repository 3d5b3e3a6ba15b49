"""How a lesson's page comes into being: when its text can be read, and how much of it jumps afterwards."""

PHONE = {"width": 390, "height": 844}
# Added before any of the page's own: the seconds until the prose beneath the first picture is typeset and to be seen,
# and every layout shift that no key and no press has caused, with what moved.
WATCH = """
window.moment = { readable: 0, shifts: [] };
new PerformanceObserver(list => {
  for (const { value, hadRecentInput, startTime, sources } of list.getEntries()) if (!hadRecentInput)
    moment.shifts.push({ value, startTime, sources: sources.map(({ node, previousRect, currentRect }) =>
      [node?.className || node?.parentElement?.className || node?.nodeName, previousRect.y, previousRect.height, currentRect.y, currentRect.height].join(" ")) });
}).observe({ type: "layout-shift", buffered: true });
(function look() {
  const text = document.querySelectorAll("main .prose")[1];
  const raw = text && /\\$/.test(text.innerText);
  if (text?.checkVisibility({ visibilityProperty: true }) && text.nextElementSibling && !raw) moment.readable = performance.now() / 1000;
  else requestAnimationFrame(look);
})();
"""


def first_moment(browser, address, size):
    """(seconds to readable text, sum of layout shifts, the shifts) of a page, cold, until two seconds after its start."""
    context = browser.new_context(viewport=size, is_mobile=size["width"] < 600, has_touch=size["width"] < 600)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_selector("#status", state="hidden", timeout=60_000)
    page.wait_for_selector("img[data-frame]", timeout=60_000)
    page.wait_for_timeout(2000)
    moment = page.evaluate("moment")
    context.close()
    return moment["readable"], sum(shift["value"] for shift in moment["shifts"]), moment["shifts"]
