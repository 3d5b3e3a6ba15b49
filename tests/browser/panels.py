"""A person's hand on a page, and a panel as the browser tests hold it: picture, words, controls by their names."""

import re
import time

import pytest
from playwright.sync_api import expect

WIDE = {"width": 1280, "height": 720}
TABLET = {"width": 820, "height": 1100}
NARROW = {"width": 420, "height": 800}
TOUCHED_PHONE, TOUCHED_TABLET = NARROW | {"has_touch": True}, TABLET | {"has_touch": True}


# Whether a press at the middle of an element would meet it, and nothing that covers it.
MEETS = """e => {
  const size = box => box.width * box.height;  // words may go on in the next line
  const box = [...e.getClientRects()].sort((a, b) => size(b) - size(a))[0] ?? e.getBoundingClientRect();
  return e.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""
# How far below the window's upper edge it stands, once it stands still.
RESTS = """e => new Promise(resolve => {
  let last, frames = 0;
  const look = () => {
    const { y } = e.getBoundingClientRect();
    frames = y === last ? frames + 1 : 0;
    last = y;
    frames > 5 ? resolve(y) : requestAnimationFrame(look);
  };
  look();
})"""


class Hand:
    """Wheel, mouse, keys and fingers: nothing is scrolled, focused or set by script (as Playwright's own `click`,
    `fill`, `check` and `select_option` do, which reach what no person would).
    """

    def __init__(self, page):
        self.page = page

    def wheels(self, distance):
        """Turns the wheel in the middle of the window; how far down the page then is."""
        size = self.page.viewport_size
        self.page.mouse.move(size["width"] / 2, size["height"] / 2)
        self.page.mouse.wheel(0, distance)
        return self.scrolled()

    def swipes(self, distance, start=None):
        """A finger moves the page up by so many pixels; how far down the page then is."""
        size = self.page.viewport_size
        x, y = start or (size["width"] / 2, size["height"] / 2)
        devtools = self.page.context.new_cdp_session(self.page)

        def touch(kind, *points):
            devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

        touch("touchStart", {"x": x, "y": y})
        for i in range(1, 11):
            touch("touchMove", {"x": x, "y": y - distance * i / 10})
        self.page.wait_for_timeout(100)  # held still at the end: no momentum
        touch("touchEnd")
        devtools.detach()
        return self.scrolled()

    def scrolled(self):
        """How far down the page is."""
        return -self.page.locator("html").evaluate(RESTS)

    def scrolls_to(self, what, move=None):
        """Turns the wheel (or swipes) until it can be pressed."""
        move, stood = move or self.wheels, None
        what.wait_for()
        while not (stands := what.evaluate(RESTS), what.evaluate(MEETS))[1]:
            assert stands != stood, f"cannot be scrolled to: {what}"
            box, height = what.bounding_box(), self.page.viewport_size["height"]
            far = box["y"] + box["height"] / 2 - 0.4 * height
            move(max(-0.6 * height, min(0.6 * height, far)))
            stood = stands

    def clicks(self, what):
        expect(what).to_be_enabled()
        self.scrolls_to(what)
        self.page.mouse.click(*middle(what))

    def taps(self, what):
        expect(what).to_be_enabled()
        self.scrolls_to(what, self.swipes)
        self.page.touchscreen.tap(*middle(what))

    def points_down(self, picture, across=0.25):
        """Moves the pointer down over a picture until a value stands under it; the label."""
        label = picture.locator(".bl-reading")
        box = picture.locator("img").bounding_box()
        for down in range(4, 30):
            self.page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down / 100)
            self.page.wait_for_timeout(250)
            if label.is_visible():
                break
        return label

    def drags(self, slider, start, end):
        """From one share of its width to another."""
        self.scrolls_to(slider)
        box = slider.bounding_box()
        y = box["y"] + box["height"] / 2
        self.page.mouse.move(box["x"] + box["width"] * start, y)
        self.page.mouse.down()
        for i in range(1, 6):
            self.page.mouse.move(box["x"] + box["width"] * (start + (end - start) * i / 5), y)
        self.page.mouse.up()

    def pulls(self, handle, dx, dy=0):
        """Presses on the middle of a handle and takes it so many pixels along, in steps; where it was taken from."""
        x, y = middle(handle)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in range(1, 9):
            self.page.mouse.move(x + dx * step / 8, y + dy * step / 8)
            self.page.wait_for_timeout(30)
        self.page.mouse.up()
        return x, y

    def types(self, field, text):
        """Over what stood in the field, which is then left by Enter."""
        self.clicks(field)
        self.press("Control+A", "Backspace")
        self.page.keyboard.type(text)
        self.press("Enter")

    def chooses(self, menu, option):
        """In an open menu, by arrow keys."""
        texts = [text.replace("\xa0", " ") for text in menu.locator("option").all_text_contents()]
        self.clicks(menu)
        self.press("Home", *["ArrowDown"] * texts.index(option), "Enter")
        expect(menu.locator("option:checked")).to_have_text(option)

    def tabs_to(self, what, after=None):
        """From where the keys are, or a press on another, on and on until it has the keys."""
        if after:
            self.clicks(after)
        for _ in range(300):
            if what.evaluate("e => e === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"cannot be reached by Tab: {what}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)


def clicks(*what):
    """One after the other, by hand."""
    for each in what:
        Hand(each.page).clicks(each)


def middle(what):
    """Of the longest line of it: words may go on in the next one."""
    return what.evaluate("""e => {
      const size = box => box.width * box.height;
      const [box] = [...e.getClientRects()].sort((a, b) => size(b) - size(a));
      return [box.x + box.width / 2, box.y + box.height / 2];
    }""")


def in_the_end(where, text, still=30):
    """Waits until it says so, as long as what it says goes on: how long a training takes is the machine's."""
    before, since = None, time.monotonic()
    while not re.search(
        text if isinstance(text, re.Pattern) else re.escape(text), said := where.inner_text()
    ):
        if said != before:
            before, since = said, time.monotonic()
        assert time.monotonic() - since < still, f"for {still} s no more than “{said}”"
        where.page.wait_for_timeout(200)


class Part:
    """A panel, scrolled to, which has drawn its picture."""

    def __init__(self, root):
        self.page, self.root, self.hand = root.page, root, Hand(root.page)
        self.image, self.picture = root.locator("img.bl-picture-img"), root.locator(".bl-picture")
        self.status, self.kept_back = root.locator(".bl-status"), root.locator(".bl-sentence")
        self.message, self.asked = root.locator(".bl-message"), root.locator(".bl-predict")
        self.hand.scrolls_to(self.picture)
        expect(self.image).to_have_attribute("data-frame", re.compile(r"\d+"), timeout=30_000)

    def anew(self):
        """As it opens, but for its question: it stands still, with the lesson's settings, and nothing is unfolded."""
        for name in "‖ Pause", "Hide more settings":
            if self.button(name).is_visible():
                self.press(name)
        self.press("Back to the lesson’s settings")
        return self

    def button(self, name):
        return self.root.get_by_role("button", name=name, exact=True)

    def slider(self, name):
        return self.root.get_by_label(name, exact=True)

    def press(self, name):
        """One of its buttons."""
        self.hand.clicks(self.button(name))

    def choose(self, name, option):
        """In one of its menus."""
        self.hand.chooses(self.root.get_by_label(name), option)

    def typed(self, name):
        return self.root.get_by_label(f"{name}, typed", exact=True)

    def type(self, name, text):
        """A number into the field beside a slider."""
        self.hand.types(self.typed(name), text)

    def slide(self, name, *keys):
        """A slider by its keys: Tab reaches it after its field."""
        self.hand.tabs_to(self.slider(name), after=self.typed(name))
        self.hand.press(*keys)

    def keys(self, *keys):
        """Keys pressed on the picture."""
        self.hand.clicks(self.picture)
        self.hand.press(*keys)

    def frame(self):
        return int(self.image.get_attribute("data-frame"))

    def update(self):
        return int(re.search(r"update ([\d,]+)", self.status.text_content())[1].replace(",", ""))

    def waits_for_frame_after(self, frame):
        newer = "([img, frame]) => Number(img.dataset.frame) > frame"
        self.page.wait_for_function(newer, arg=[self.image.element_handle(), frame])

    @property
    def sentence(self):
        """With all that it says: a question that is still open is passed over before."""
        if self.button("Just show me").is_visible():
            self.press("Just show me")
            expect(self.button("Just show me")).to_be_hidden()
        return self.kept_back

    def predict(self, answer, number=1):
        """Answer a question, and see what is so, in the box that is returned."""
        for _ in range(number - 1):
            if self.button("Just show me").is_visible():
                self.press("Just show me")
                expect(self.button("Just show me")).to_be_hidden()
            self.press("Next question")
        self.hand.clicks(self.asked.get_by_label(answer, exact=True))
        self.press("Run and reveal")
        return self.asked

    def plays(self):
        """Play for a moment, and pause."""
        before = self.status.text_content()
        self.press("▶ Play")
        expect(self.status).not_to_have_text(before, timeout=20_000)
        self.press("‖ Pause")
        expect(self.button("▶ Play")).to_be_visible(timeout=5000)
        return self

    def fits(self):
        """The page does not scroll sideways; the picture was drawn at the width it has, not shrunk."""
        page = self.page
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        width = page.evaluate("img => img.naturalWidth", self.image.element_handle())
        assert width == pytest.approx(self.image.bounding_box()["width"], abs=1)


def built(page):
    """Every panel of the page, once they all are built: a page does so by itself when it has been quiet."""
    rooms = "[...document.querySelectorAll('.live:not(.closed) > .room[data-id]:not([data-id^=symbols])')]"
    page.wait_for_function(f"() => {rooms}.every(room => room.querySelector('.bl-panel'))", timeout=60_000)
    return page.locator(".bl-panel")


def part(page, i=0):
    """The panel that stands at place i."""
    return Part(page.locator(".bl-panel").nth(i))
