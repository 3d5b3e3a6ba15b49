"""At a first play, a choice and a reveal nothing in a panel moves: settings, play bar and picture stay."""

import pytest
from panels import Part, built, clicks, middle, part
from playwright.sync_api import expect

# Where they stand beneath the top of their panel, in each frame: {part: [every place it had, in its order]}.
WATCH = """panel => {
  const top = panel.closest(".beside");
  const parts = [".bl-side", ".bl-bar", ".bl-picture", ".bl-main"].map(name => [name, panel.querySelector(name)]);
  window.stood = Object.fromEntries(parts.map(([name]) => [name, []]));
  const look = () => {
    for (const [name, e] of parts) {
      const y = Math.round(e.getBoundingClientRect().y - top.getBoundingClientRect().y);
      if (!stood[name].includes(y)) stood[name].push(y);
    }
    requestAnimationFrame(look);
  };
  look();
}"""
AGAIN = "() => { for (const name in stood) stood[name] = []; }"
OTHER_NET = "The playground"  # whose question draws another net, a lower one


@pytest.fixture(autouse=True)
def still(page):
    """Lesson 1's net does not show itself meanwhile."""
    page.emulate_media(reduced_motion="reduce")


def test_in_the_first_panel(lesson):
    page, first = lesson, part(lesson)
    page.wait_for_timeout(1000)
    first.root.evaluate(WATCH)
    before = first.status.text_content()
    first.press("▶ Play")
    expect(first.status).not_to_have_text(before)
    page.wait_for_timeout(1000)
    if first.button("‖ Pause").is_visible():  # it may have come to its end
        first.press("‖ Pause")
    expect(first.button("▶ Play")).to_be_visible()
    page.wait_for_timeout(1500)  # what was said at the pause stands there
    assert {name: len(places) for name, places in page.evaluate("() => stood").items()} == dict.fromkeys(
        [".bl-side", ".bl-bar", ".bl-picture", ".bl-main"], 1
    ), page.evaluate("() => stood")

    page.evaluate(AGAIN)
    clicks(first.asked.locator("label:has(input)").first)
    page.wait_for_timeout(1000)
    first.press("Run and reveal")
    page.wait_for_timeout(4000)
    stood = page.evaluate("() => stood")
    if OTHER_NET in page.title():
        stood = {".bl-side": stood[".bl-side"]}
    assert all(len(places) == 1 for places in stood.values()), stood


def test_at_a_choice_and_on_passing_over_in_every_panel(lesson):
    """Settings stay where they are beneath the question, and what is pressed beneath the hand."""
    page, asked = lesson, 0
    built(page)
    for root in page.locator(".bl-panel:has(> .bl-predict):visible").all():
        panel = Part(root)
        page.wait_for_timeout(500)
        answer, over = panel.asked.locator("label:has(input)").first, panel.button("Just show me")
        panel.hand.scrolls_to(over)
        panel.hand.scrolls_to(answer)
        seen = [
            each
            for each in root.locator("> .bl-side, .bl-reveal, .bl-predict label").all()
            if each.is_visible()
        ]
        before = [each.bounding_box() for each in seen]
        page.mouse.click(*middle(answer))
        expect(answer.locator("input")).to_be_checked()
        page.wait_for_timeout(500)
        assert [each.bounding_box() for each in seen] == before
        page.mouse.click(*middle(over))
        expect(panel.asked).to_contain_text("Passed over")
        page.wait_for_timeout(300)
        assert [each.bounding_box() for each in seen] == before
        asked += 1
    assert asked
