"""A panel of a page, as the browser tests hold it: its picture, its words, its controls by their names."""

import re

import pytest
from playwright.sync_api import expect

WIDE = {"width": 1280, "height": 720}
TABLET = {"width": 820, "height": 1100}
NARROW = {"width": 420, "height": 800}


class Part:
    """A panel, scrolled to, which has drawn its picture."""

    def __init__(self, root):
        self.page, self.root = root.page, root
        self.image, self.picture = root.locator("img.bl-picture-img"), root.locator(".bl-picture")
        self.sentence, self.status = root.locator(".bl-sentence"), root.locator(".bl-status")
        self.message, self.asked = root.locator(".bl-message"), root.locator(".bl-predict")
        root.scroll_into_view_if_needed()
        expect(self.image).to_have_attribute("data-frame", re.compile(r"\d+"), timeout=30_000)

    def button(self, name):
        return self.root.get_by_role("button", name=name, exact=True)

    def slider(self, name):
        return self.root.get_by_label(name, exact=True)

    def frame(self):
        return int(self.image.get_attribute("data-frame"))

    def update(self):
        return int(re.search(r"update ([\d,]+)", self.status.text_content())[1].replace(",", ""))

    def waits_for_frame_after(self, frame):
        newer = "([img, frame]) => Number(img.dataset.frame) > frame"
        self.page.wait_for_function(newer, arg=[self.image.element_handle(), frame])

    def predict(self, answer, question="the question"):
        """Answer a question, and see what is so, in the box that is returned."""
        self.button(f"Show {question}").click()
        asked = self.asked.filter(has=self.page.get_by_label(answer, exact=True))
        asked.get_by_label(answer, exact=True).check()
        asked.get_by_role("button", name="Run and reveal").click()
        return asked

    def plays(self):
        """Play for a moment, and pause."""
        before = self.status.text_content()
        self.button("▶ Play").click()
        expect(self.status).not_to_have_text(before, timeout=20_000)
        self.button("‖ Pause").click()
        expect(self.button("▶ Play")).to_be_visible(timeout=5000)
        return self

    def fits(self):
        """The page does not scroll sideways; the picture was drawn at the width it has, not shrunk."""
        page = self.page
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        width = page.evaluate("img => img.naturalWidth", self.image.element_handle())
        assert width == pytest.approx(self.image.bounding_box()["width"], abs=1)


def part(page, i=0):
    """The panel that stands at place i."""
    return Part(page.locator(".bl-panel").nth(i))
