"""Measures the drawn net at its largest, 6 layers of 8 units with maps: python tests/bench/drawn_net.py

Frames painted a second when a new state follows each that is painted, and what one costs the page and the kernel.
Renews its section of tests/bench/page.md; tests/bench/page.py writes all of it.
"""

import datetime
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "browser"), str(HERE.parent / "support"), str(HERE.parent.parent)]

from conftest import FLAGS, NAMES, WIDE
from playwright.sync_api import sync_playwright
from serving import serving, write_lesson

SECONDS = 5
NET = """
import numpy as np
from app.experiment.small_net import maps_of, plane, small_net
from mlcore import MLP
from mlcore.datasets import moons

net, rng = MLP([2, *[8] * 6], "tanh", "softmax + cross-entropy", rng=0), np.random.default_rng(0)
axes = plane(moons(200, rng=0).X)

def state():
    net.theta += 0.01 * rng.standard_normal(net.theta.size)
    return small_net(net, maps_of(net, *axes)[0])
"""
CELL = (
    NET
    + """
import asyncio
from app.widgets import Net

drawn = Net()

async def feed():
    while True:
        if drawn.painted == drawn.frame:
            drawn.show(state())
        await asyncio.sleep(0.001)

task = asyncio.get_running_loop().create_task(feed())
drawn
"""
)


def measured(browser):
    """(frames a second, milliseconds of a frame in the page, milliseconds of a state in the kernel)"""
    with tempfile.TemporaryDirectory() as folder:
        write_lesson(Path(folder) / "01_net.ipynb", "# Net", CELL)
        with serving(folder) as (url, _):
            page = browser.new_page(viewport=WIDE)
            page.goto(f"{url}voila/render/01_net.ipynb")
            net = page.locator(".bl-net[data-frame]")
            net.wait_for(timeout=60_000)
            page.wait_for_timeout(3000)
            devtools = page.context.new_cdp_session(page)
            devtools.send("Performance.enable")

            def now():
                metrics = devtools.send("Performance.getMetrics")["metrics"]
                busy = {m["name"]: m["value"] for m in metrics}["ThreadTime"]
                return int(net.get_attribute("data-frame")), time.perf_counter(), busy

            first = now()
            page.wait_for_timeout(SECONDS * 1000)
            last = now()
            page.close()
    frames, seconds, busy = (b - a for a, b in zip(first, last, strict=True))
    return frames / seconds, 1000 * busy / frames, kernel()


def kernel(times=100):
    """Milliseconds of this processor for a state and its message."""
    names = {}
    exec(NET, names)
    start = time.process_time()
    for _ in range(times):
        names["state"]().message()
    return 1000 * (time.process_time() - start) / times


def section(frames, page, kernel):
    """What page.md says of it."""
    return f"""
## The drawn net

6 layers of 8 units (336 edges, 50 maps of 21 × 21 points); {datetime.date.today()}, {platform.machine()},
{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.0f}.

| what | measured | goal |
|---|---|---|
| painted frames a second, a new state after each | {frames:.0f} | 30 |
| of the page's main thread a frame | {page:.0f} ms | < 33 ms |
| of the kernel a state | {kernel:.1f} ms | < 10 ms |
"""


def main():
    path = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        found = section(*measured(playwright.chromium.launch(executable_path=path, args=FLAGS)))
    page = HERE / "page.md"
    page.write_text(re.sub(r"\n## The drawn net\n.*", "", page.read_text(), flags=re.DOTALL) + found)
    print(found)


if __name__ == "__main__":
    main()
