"""What a teacher prints and shows, opened from a folder: two pages, slides that hold their words, nothing fetched."""

import re
import subprocess
import sys

from sources import ROOT

TOO_HIGH = """[...document.querySelectorAll("section section")].map((slide) => {
  slide.style.display = "block";
  const height = slide.scrollHeight;
  slide.style.display = "";
  return [height, slide.innerText.slice(0, 40)];
}).filter(([height]) => height > Reveal.getConfig().height)"""


def test_the_sheet_has_two_pages_and_every_slide_holds_its_words(browser, tmp_path):
    write = [sys.executable, "-m", "docs.teaching", tmp_path, "slides", "sheet"]
    subprocess.run(write, cwd=ROOT, check=True, capture_output=True)
    page, asked, said = browser.new_page(viewport={"width": 1280, "height": 720}), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto((tmp_path / "cheat_sheet.html").as_uri())
    assert page.locator(".katex").count() > 30 and not page.locator(".katex-error").count()
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto((tmp_path / "slides.html").as_uri())
    page.wait_for_function("Reveal.isReady()")
    assert page.evaluate(TOO_HIGH) == []
    assert page.locator(".katex").count() > 20 and not page.locator(".katex-error").count()
    page.keyboard.press("ArrowRight")
    assert page.locator("section.present h2").first.inner_text().startswith("How this works")
    assert asked and all(url.startswith(("file:", "data:")) for url in asked) and not said
    page.close()
