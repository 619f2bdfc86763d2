"""What a reader waits for: weight, largest paint and shifts of each kind of page on a slow phone.

`make bench-readers` prints them for the site as it is built; run it on two versions to compare.
"""

from __future__ import annotations

import gzip
import statistics
import sys
from pathlib import Path

from chromium import FLAGS, find_chromium
from playwright.sync_api import Browser, expect, sync_playwright
from playwright.sync_api import TimeoutError as TimedOut
from projects import ROOT
from screenshots import KINDS
from serving import serving

SLOW_PHONE = {
    # bytes a second and milliseconds, as Lighthouse emulates a slow connection of a phone
    "offline": False,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
    "latency": 150,
}
SLOWER_PROCESSOR = 4
ANSWER = "[data-search-said]"
"""A search whose answer is still to come is not over, though nothing is being fetched."""

RUNS = 3
"""Times that a page is loaded; the median is printed."""

LONGEST = 120_000
"""Milliseconds that one load may take on a machine that is busy."""

SEARCH = "soeg/"
MOST = {
    # compressed kilobytes and seconds until the largest paint; of a search with its index
    True: (200, 2.5),
    False: (15, 1.2),
}
MOST_SHIFT = 0.01

SEARCHES = ("soeg/?q=punktskrift", "soeg/?q=odense+punktskrift", "soeg/?q=xyzzyplugh")
"""Questions beside the one among the kinds of pages: a word, a municipality with one, none."""

WATCH = """
    window.seen = { lcp: 0, cls: 0 };
    new PerformanceObserver(list => list.getEntries().forEach(one => seen.lcp = one.startTime))
        .observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver(list => list.getEntries().forEach(one => seen.cls += one.value))
        .observe({ type: 'layout-shift', buffered: true });
"""


def main() -> int:
    """Print a line for each kind of page that the built site has; `!` marks what is too much."""
    site = ROOT / "site"
    print(f"{'page':36} {'KB':>6} {'LCP s':>6} {'CLS':>6}")
    with sync_playwright() as playwright, serving(site) as address:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for path in (*KINDS.values(), *SEARCHES):
            if (site / path.partition("?")[0] / "index.html").exists():
                _measure(browser, address, site, path)
        browser.close()
    return 0


def _measure(browser: Browser, address: str, site: Path, path: str) -> None:
    try:
        seen = [_load(browser, address, path) for _ in range(RUNS)]
    except TimedOut:
        print(f"/{path[:35]:35} not loaded within {LONGEST // 1000} seconds", flush=True)
        return
    weight = sum(_compressed(site, url.removeprefix(address)) for url in seen[0][0]) / 1000
    paint, shift = (statistics.median(one[at] for one in seen) for at in (1, 2))
    paint /= 1000
    heaviest, slowest = MOST[path.startswith(SEARCH)]
    too_much = "!" * (weight > heaviest or paint > slowest or shift > MOST_SHIFT)
    print(f"/{path[:35]:35} {weight:6.1f} {paint:6.2f} {shift:6.3f} {too_much}", flush=True)


def _load(browser: Browser, address: str, path: str) -> tuple[set[str], float, float]:
    """Load a page; return what was fetched, its largest paint in milliseconds, and its shifts."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, is_mobile=True)
    context.set_default_timeout(LONGEST)
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_PHONE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    loaded: set[str] = set()
    page.on("response", lambda response: loaded.add(response.url))
    page.goto(address + path, wait_until="networkidle")
    if "?" in path:
        expect(page.locator(ANSWER)).not_to_be_empty(timeout=30_000)
    page.wait_for_timeout(300)  # what was drawn last is told a moment later
    seen = page.evaluate("window.seen")
    context.close()
    return loaded, seen["lcp"], seen["cls"]


def _compressed(site: Path, path: str) -> int:
    """Return the bytes of a file of the site as a server compresses them."""
    file = site / path.partition("?")[0]
    file = file / "index.html" if file.is_dir() else file
    return len(gzip.compress(file.read_bytes(), mtime=0)) if file.is_file() else 0


if __name__ == "__main__":
    sys.exit(main())
