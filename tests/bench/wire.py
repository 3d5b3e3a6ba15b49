"""What a lesson sends, and the next one: python tests/bench/wire.py [a checkout of an older version]

Chromium's own count of bytes on the network (headers, too) and of requests that reached it, from the click until the
first picture is painted and four seconds more. Writes its part of tests/bench/page.md.
"""

import datetime
import os
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "browser"), str(HERE.parent / "support"), str(HERE.parent.parent)]

from conftest import FLAGS, NAMES, WIDE
from playwright.sync_api import sync_playwright
from serving import serving

FIRST, NEXT = "03_initialization", "01_backpropagation"
PAINTED = "() => Number(document.querySelector('img.bl-picture-img')?.dataset.frame) > 0"
TITLE = "## The wire"


def measured(browser, url):
    """[(bytes, requests)] of a first lesson, and of the next one in the same browser."""
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    asked, kept, sent = {}, set(), {}
    devtools.on("Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]}))
    devtools.on("Network.requestServedFromCache", lambda e: kept.add(e["requestId"]))
    devtools.on(
        "Network.responseReceived",
        lambda e: e["response"].get("fromDiskCache") and kept.add(e["requestId"]),
    )
    devtools.on("Network.loadingFinished", lambda e: sent.update({e["requestId"]: e["encodedDataLength"]}))
    counts = []
    for lesson in FIRST, NEXT:
        page.goto(f"{url}voila/render/{lesson}.ipynb", timeout=120_000)
        page.wait_for_function(PAINTED, timeout=120_000)
        page.wait_for_timeout(4000)
        over = [i for i, address in asked.items() if address.startswith("http") and i not in kept]
        counts.append((sum(sent.get(i, 0) for i in over), len(over)))
        asked.clear()
    context.close()
    return counts


def section(versions):
    """{name: counts} as a table."""
    rows = [
        f"| {name} | {first[0] / 1e6:.2f} MB in {first[1]} | {after[0] / 1e3:.0f} kB in {after[1]} |"
        for name, (first, after) in versions.items()
    ]
    table = "\n".join(rows)
    return f"""{TITLE}

Lesson 3 in a new browser, then lesson 1: bytes and requests on the network, by `tests/bench/wire.py`;
{datetime.date.today()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}.

| version | first lesson | the next |
|---|---|---|
{table}
| goal | 1.7 MB | 100 kB in 25 |
"""


def main():
    import shutil

    path = next(filter(None, map(shutil.which, NAMES)))
    places = {"today": None} | {Path(name).name: name for name in sys.argv[1:]}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        versions = {}
        for name, place in places.items():
            with serving(cwd=place) as (url, _):
                versions[name] = measured(browser, url)
    text = section(versions)
    report = HERE / "page.md"
    before = re.sub(rf"\n{TITLE}\n.*?(?=\n## |\Z)", "", report.read_text(), flags=re.DOTALL)
    report.write_text(f"{before.rstrip()}\n\n{text}")
    print(text)


if __name__ == "__main__":
    main()
