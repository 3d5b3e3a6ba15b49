"""What happens to a page while nobody looks: a second tab, another tab in front, a slow network, a reload."""

import re

import pytest
from panels import part
from playwright.sync_api import expect

LESSON = "voila/render/03_initialization.ipynb"
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 60_000, "uploadThroughput": 30_000}


@pytest.fixture
def hero(server, visit):
    return part(visit(f"{server}{LESSON}"), 1)


def devtools(page):
    return page.context.new_cdp_session(page)


def test_two_tabs_know_nothing_of_each_other(hero, server):
    other = hero.page.context.new_page()
    other.goto(f"{server}{LESSON}")
    expect(other.locator("#status")).to_be_hidden(timeout=60_000)
    second = part(other, 1)
    second.press("▶ Play")
    expect(second.button("‖ Pause")).to_be_visible()
    hero.page.bring_to_front()
    hero.type("Depth", "5")
    expect(hero.sentence).to_contain_text("layer 4")
    expect(hero.status).to_contain_text("update 0")
    other.bring_to_front()
    expect(second.slider("Depth")).to_have_value("20")
    other.close()
    hero.press("Step")
    expect(hero.status).to_contain_text("update 1 ")


HIDDEN = """hidden => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => hidden ? "hidden" : "visible" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_tab_behind_another_rests_and_goes_on_when_it_is_back(hero):
    """Headless, every tab is in front: the page is told that it is not."""
    hero.press("▶ Play")
    hero.waits_for_frame_after(hero.frame() + 2)
    hero.page.evaluate(HIDDEN, True)
    rests(hero)
    expect(hero.button("‖ Pause")).to_be_visible()
    hero.page.evaluate(HIDDEN, False)
    hero.waits_for_frame_after(hero.frame() + 3)
    hero.press("‖ Pause")
    expect(hero.button("▶ Play")).to_be_visible()


def test_a_tab_that_was_put_to_sleep_goes_on(hero):
    hero.press("▶ Play")
    hero.waits_for_frame_after(hero.frame() + 2)
    tools = devtools(hero.page)
    tools.send("Page.setWebLifecycleState", {"state": "frozen"})
    tools.send("Page.setWebLifecycleState", {"state": "active"})
    hero.waits_for_frame_after(hero.frame() + 3)
    hero.press("‖ Pause")
    expect(hero.button("▶ Play")).to_be_visible()
    hero.type("Depth", "7")
    expect(hero.sentence).to_contain_text("layer 6")


def rests(hero):
    """Waits until a second goes by without another update."""
    for _ in range(20):
        before = hero.status.text_content()
        hero.page.wait_for_timeout(1000)
        if hero.status.text_content() == before:
            return
    raise AssertionError("it trains on though nobody sees it")


def test_a_slow_network_loses_nothing(page, server, visit):
    tools = devtools(page)
    hero = part(visit(f"{server}{LESSON}"), 1)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW)
    hero.type("Depth", "9")
    expect(hero.sentence).to_contain_text("layer 8", timeout=30_000)
    hero.press("▶ Play")
    hero.waits_for_frame_after(hero.frame() + 3)
    hero.press("‖ Pause")
    expect(hero.button("▶ Play")).to_be_visible(timeout=30_000)  # behind the pictures that are on their way
    hero.hand.drags(hero.slider("Weight variance σ²"), 0.5, 0.8)
    expect(hero.sentence).to_contain_text("they explode", timeout=30_000)
    value = hero.typed("Weight variance σ²").input_value()
    expect(hero.typed("Weight variance σ²")).to_have_value(value)


def test_a_reload_in_the_middle_of_a_training_starts_anew_with_its_settings(hero):
    hero.type("Depth", "9")
    hero.page.wait_for_url(re.compile("signal.depth=9"))
    hero.press("▶ Play")
    hero.waits_for_frame_after(hero.frame() + 3)
    hero.page.reload()
    expect(hero.page.locator("#status")).to_be_hidden(timeout=60_000)
    again = part(hero.page, 1)
    expect(again.slider("Depth")).to_have_value("9")
    expect(again.status).to_contain_text("update 0")
    again.plays()
