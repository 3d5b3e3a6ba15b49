"""How soon a picture answers to the hand: pointer moved → its label, handle dragged → new picture."""

# Resolves when, after the next movement of the pointer, `what` has changed and been painted: milliseconds.
ANSWERED = """what => new Promise((resolve, reject) => {
  let start;
  setTimeout(() => reject("no answer within 5 s"), 5000);
  addEventListener("pointermove", event => { start ??= event.timeStamp; }, { capture: true });
  const noted = new MutationObserver(() => {
    if (start === undefined) return;
    noted.disconnect();
    requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => resolve(performance.now() - start); port1.postMessage(0); });
  });
  noted.observe(what, { attributes: true, childList: true, characterData: true });
})"""
TIMES = 40


def hovered(page, panel):
    """Over the median of the gradient of lesson 3's first picture, from layer to layer."""
    picture = panel.locator(".bl-picture")
    label, box = picture.locator(".bl-reading"), picture.locator("img").bounding_box()
    y = box["y"] + 0.2 * box["height"]
    page.mouse.move(box["x"] + 0.2 * box["width"], y)
    page.wait_for_timeout(500)
    return answered(
        page, label, [(box["x"] + (0.2 + 0.004 * abs(i % 40 - 20)) * box["width"], y) for i in range(TIMES)]
    )


def dragged(page, url):
    """Lesson 5's line, to and fro."""
    page.goto(f"{url}voila/render/05_mixture_density_networks.ipynb")
    panel = page.locator(".bl-exhibit-density").first
    image, line = panel.locator("img[data-frame]"), panel.locator(".bl-handle").first
    image.wait_for(timeout=30_000)
    line.scroll_into_view_if_needed()
    page.wait_for_timeout(3000)
    box = line.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    times = answered(page, image, [(x + 6 * abs(i % 30 - 15), y) for i in range(TIMES)])
    page.mouse.up()
    return times


def answered(page, what, places):
    """Milliseconds until `what` shows that the pointer has come to each of these places."""
    times, element = [], what.element_handle()
    for place in places:
        waits = page.evaluate_handle(f"what => ({{ done: ({ANSWERED})(what) }})", element)
        page.mouse.move(*place)
        try:
            times.append(waits.evaluate("waits => waits.done"))
        except Exception as error:  # the same value stands there: nothing to show
            if "no answer" not in str(error):
                raise
        page.wait_for_timeout(100)
    return times[2:]
