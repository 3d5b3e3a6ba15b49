"""How a lesson's page comes into being: when its text can be read, and how much of it jumps afterwards."""

from panels import WIDE

PHONE = {"width": 390, "height": 844}
# Runs before anything of the page: notes when the prose beneath the first picture is typeset and can be seen, and every
# layout shift that no key and no press has caused, with what moved from where to where.
WATCH = r"""
window.moment = { readable: 0, shifts: [] };
const box = ({ y, height }) => `${Math.round(y)}+${Math.round(height)}`;
const of = ({ node, previousRect, currentRect }) =>
  [node?.className || node?.parentElement?.className, box(previousRect), box(currentRect)].join(" ");
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, startTime, sources } of list.getEntries()) {
    if (!hadRecentInput) moment.shifts.push({ value, startTime, moved: sources.map(of) });
  }
}).observe({ type: "layout-shift", buffered: true });
(function look() {
  const [, text, next] = document.querySelectorAll("main .prose");
  const there = next && text.checkVisibility({ visibilityProperty: true });
  if (there && !text.innerText.includes("$")) moment.readable = performance.now() / 1000;
  else requestAnimationFrame(look);
})();
"""


def first_moment(browser, address, size=WIDE):
    """A page in a new browser, and what WATCH noted until two seconds after its start."""
    phone = size["width"] < 600
    page = browser.new_context(viewport=size, is_mobile=phone, has_touch=phone).new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_selector("#status", state="hidden", timeout=60_000)
    page.wait_for_selector("img[data-frame]", timeout=60_000)
    page.wait_for_timeout(2000)
    moment = page.evaluate("moment")
    moment["shift"] = sum(shift["value"] for shift in moment["shifts"])
    return page, moment
