"""A person's hand on a page: wheel, mouse, keys and fingers. It reaches only what is in sight and uncovered."""

from playwright.sync_api import expect

# Where a locator's middle is, whether it is in sight, and whether it, and nothing over it, would get a click there.
REACH = """element => {
  const box = element.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
  const top = document.elementFromPoint(x, y);
  return [x, y, box.y, box.bottom, innerHeight, Boolean(top) && (element.contains(top) || top.contains(element)
    || [...(element.labels ?? [])].some(label => label.contains(top)))];
}"""


class Hand:
    """`touch` for fingers; the page must have been opened with has_touch then."""

    def __init__(self, page, touch=False):
        self.page, self.touch = page, touch
        self.cdp = page.context.new_cdp_session(page) if touch else None

    def scrolls(self, by):
        """So many pixels down (up, if negative), in the middle of the page, by wheel or by a swipe."""
        size = self.page.viewport_size
        x, y = size["width"] // 2, size["height"] // 2
        if self.touch:
            start = size["height"] * (0.7 if by > 0 else 0.3)
            self._swipes((x, start), (x, start - max(-0.6 * size["height"], min(0.6 * size["height"], by))))
        else:
            self.page.mouse.move(x, y)
            self.page.mouse.wheel(0, by)
        self.page.wait_for_timeout(60)  # a browser scrolls with its next frame

    def _swipes(self, begin, end):
        """A finger from one place to another, which rests there before it is lifted: nothing is flung."""
        self._finger("touchStart", *begin)
        for part in range(1, 11):
            self._finger("touchMove", *(a + (b - a) * part / 10 for a, b in zip(begin, end, strict=True)))
            self.page.wait_for_timeout(8)
        self.page.wait_for_timeout(60)
        self._finger("touchEnd")

    def _finger(self, kind, *place):
        points = [dict(zip("xy", place, strict=True))] if place else []
        self.cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def reaches(self, locator):
        """Scrolls until the middle of the thing is in sight, with nothing over it; gives the place."""
        expect(locator).to_be_visible(timeout=30_000)
        for _ in range(80):
            x, y, top, bottom, height, free = locator.evaluate(REACH)
            if free and 0 < y < height:
                return x, y
            # Towards the upper third, in strokes of at most half a page.
            wanted = y - height / 3 if bottom - top < height else top - 60
            self.scrolls(max(-height / 2, min(height / 2, wanted)) or 20)
        raise AssertionError(f"no hand can reach {locator}: it is out of sight, or covered")

    def clicks(self, locator):
        x, y = self.reaches(locator)
        self.page.touchscreen.tap(x, y) if self.touch else self.page.mouse.click(x, y)

    def drags(self, slider, share):
        """The thumb of a slider from where it is to a share of its track."""
        self.reaches(slider)
        box = slider.bounding_box()
        y, start = box["y"] + box["height"] / 2, slider.evaluate("s => (s.value - s.min) / (s.max - s.min)")
        begin, end = (box["x"] + 10 + (box["width"] - 20) * place for place in (start, share))
        if self.touch:
            self._swipes((begin, y), (end, y))
            return
        self.page.mouse.move(begin, y)
        self.page.mouse.down()
        for part in (0.25, 0.5, 0.75, 1):
            self.page.mouse.move(begin + (end - begin) * part, y)
        self.page.mouse.up()

    def types(self, field, text):
        """Over what stands there, and Enter."""
        self.clicks(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def chooses(self, menu, key):
        """By keyboard, as in any menu: the first letters of the entry."""
        self.clicks(menu)
        self.page.keyboard.type(key)
        self.page.keyboard.press("Enter")

    def tabs_to(self, locator, most=400):
        """Tab until it has the focus."""
        for _ in range(most):
            if locator.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {locator}")
