"""Measure the search: index time beside Pagefind's own, bytes over the wire, time to results.

The documents are made of the words of the project's own texts and of a Danish dictionary, 350 to a
page and 15 pages to a document; they are put into the store as if they had been fetched.
Memory is that of the largest process, which is Pagefind from some hundred pages on.

    python tests/benchmarks/search.py --pages 300 3000 10000
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import itertools
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from pagefind_bin import get_executable
from playwright.sync_api import Page, sync_playwright
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

sys.path.insert(0, str(Path(__file__).parent.parent))

from chromium import FLAGS, find_chromium  # found by the line above
from pages import catalogue
from projects import (
    CATALOGUE,
    FROZEN,
    PROCESS,
    ROOT,
    TODAY,
    Project,
    command,
    environ,
    notifications,
)
from projects import documents as documents_of
from serving import serving

from hub.documents import records as document_records
from hub.documents.lock import write_lock
from hub.inputs import read_inputs
from hub.mkdocs.engine import build_with_mkdocs, load_configuration
from hub.project import CONFIG_FILE, read_project
from hub.site import search_index
from hub.web.errors import Verdict

RARE = 0.1
"""The share of words that are any of the dictionary; the others are those of the project."""

ROUNDS, MANY = 3, 3000
"""Rounds of which the median is told, and up to how many pages."""

PAGES_OF_A_DOCUMENT, WORDS_OF_A_PAGE = 15, 350
STORE = ".cache/hub/store"
DAY = "2026-11-18"
QUESTION, NEXT_QUESTIONS = "kommunerne", ("rusmiddelbehandling", "familier", "bornefamilier")


def main() -> None:
    """Print a line for each size."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--pages", type=int, nargs="+", default=[3000])
    words = reader.parse_args()
    dictionary = vocabulary()
    for number, pages in enumerate(words.pages):
        with tempfile.TemporaryDirectory(prefix="hub-search-") as folder:
            told = measure(Project.copied_to(Path(folder, "project")), pages, dictionary)
        if number == 0:
            print("  ".join(told))
        print("  ".join(one.rjust(len(name)) for name, one in told.items()), flush=True)


def measure(project: Project, pages: int, dictionary: list[str]) -> dict[str, str]:
    """Build, index in both ways, ask, and return the figures by what they are called."""
    fill(project, pages, dictionary)
    # The first build keeps what it finds out about words; most documents are never the first.
    first_whole, memory = run(command("hub", "build"), project)
    kept = records(project)
    rounds = []
    for _ in range(ROUNDS if pages <= MANY else 1):
        whole, _ = run(command("hub", "build"), project)
        pages_alone = pagefind_alone(project, project.site)
        without, _ = run(command("hub", "build", "--no-search"), project)
        alone = pagefind_alone(project, kept)
        rounds.append((first_whole - without, whole - without, alone, pages_alone))
    run(command("hub", "build"), project)
    first_ours, ours, records_alone, pages_alone = map(statistics.median, zip(*rounds, strict=True))
    size = sum(one.stat().st_size for one in (project.site / "pagefind").rglob("*.*"))
    first, further, median = asked(project.site)
    return {
        "pages": f"{pages}",
        "first index s": f"{first_ours:.2f}",
        "index s": f"{ours:.2f}",
        "records alone s": f"{records_alone:.2f}",
        "ratio": f"{ours / records_alone:.2f}",
        "pages alone s": f"{pages_alone:.2f}",
        " ratio": f"{ours / pages_alone:.2f}",
        "MiB": f"{memory:.0f}",
        "index MB": f"{size / 1e6:.1f}",
        "first search KB": f"{first / 1000:.0f}",
        "further KB": f"{further / 1000:.0f}",
        "typing ms": f"{median:.0f}",
        **painted(project.site),
    }


def pagefind_alone(project: Project, folder: Path) -> float:
    """Return the seconds that Pagefind's command line takes for a folder of HTML."""
    words = [str(get_executable()), "--site", str(folder), "--silent"]
    seconds, _ = run([*words, "--output-path", str(project.root / "alone")], project)
    shutil.rmtree(project.root / "alone")
    return seconds


def records(project: Project) -> Path:
    """Return a copy of the HTML that a build hands to Pagefind."""
    kept = project.root / "records"
    index = search_index.index_of

    def keep(folder: Path, site: Path) -> AbstractContextManager[None]:
        shutil.copytree(folder, kept)
        return index(folder, site)

    search_index.index_of = keep
    today = dt.datetime.fromtimestamp(TODAY, tz=dt.UTC).date()
    config = load_configuration(project.root / CONFIG_FILE)
    inputs = read_inputs(read_project(project.root / CONFIG_FILE), today)
    build_with_mkdocs(config, inputs, project.site)
    search_index.index_of = index
    return kept


def vocabulary() -> list[str]:
    """Return Danish words in an order that is always the same, with those that are asked for."""
    known = (word for word in DefaultDictionaryFactory().get_dictionary("da"))
    plain = sorted(word for word in known if word.isalpha() and word.islower() and len(word) > 1)
    random.Random(1).shuffle(plain)  # noqa: S311  # words, not secrets
    return [
        "kommunerne",
        "og",
        *plain[:300],
        "rusmiddelbehandling",
        "børnefamilier",
        *plain[300:60000],
    ]


def prose() -> Iterator[str]:
    """Yield the Danish of the project itself: how often which word stands in such texts."""
    yield from (
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").glob("*.md"))
    )
    for name in ("notifications", "vocabulary", "process"):
        text = (FROZEN / f"data/{name}.yaml").read_text(encoding="utf-8")
        yield re.sub(r"https?://\S+|^ *-? ?[a-z_]+:", " ", text, flags=re.MULTILINE)


def fill(project: Project, pages: int, dictionary: list[str]) -> None:
    """Put so many pages of documents into catalogue, lock and store."""
    documents = -(-pages // PAGES_OF_A_DOCUMENT)
    project.write(CATALOGUE, catalogue(max(10, documents // 3)))
    project.edit(PROCESS, lambda values: values.update(notification="udmelding-00000"))
    found = (
        one["url"]
        for entry in notifications(project)
        for one in documents_of(entry)
        if "url" in one
    )
    chance = random.Random(2)  # noqa: S311  # words, not secrets
    written = re.findall(r"[^\W_]+[.,]?", " ".join(prose()))
    records = {}
    for number, url in enumerate(itertools.islice(found, documents)):
        texts = [
            " ".join(
                chance.choice(dictionary if chance.random() < RARE else written)
                for _ in range(WORDS_OF_A_PAGE)
            )
            for _ in range(PAGES_OF_A_DOCUMENT)
        ]
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        text = document_records.Text(
            pages=tuple(document_records.TextPage(text=one) for one in texts)
        )
        project.write(f"{STORE}/{sha256}/text.json", text.model_dump_json())
        version = document_records.Version(
            sha256=sha256, size=100_000, kind="pdf", fetched=DAY, reading="whole",
            pages=PAGES_OF_A_DOCUMENT,
        )  # fmt: skip  # a table is easier to compare with the model
        records[url] = document_records.Record(
            verdict=Verdict.DOCUMENT, since=DAY, first_seen=DAY, versions=(version,)
        )
    assert len(records) == documents
    write_lock(project.root, document_records.Lock(documents=records))


def run(words: list[str], project: Project) -> tuple[float, float]:
    """Run a program; return the seconds on the clock and the peak of its memory in MiB."""
    start = time.perf_counter()
    running = subprocess.Popen(
        words, cwd=project.root, env=environ(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0, words
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def asked(site: Path) -> tuple[int, float, float]:
    """Return the bytes of a first and of a further search, and the median milliseconds.

    A first search brings the module, its program and the index's own list; nothing is compressed
    by this server but what Pagefind has compressed itself.
    """
    sent: list[int] = []
    with sync_playwright() as playwright, serving(site, sent) as address:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        page = browser.new_page()
        page.goto(f"{address}soeg/", wait_until="networkidle")
        before = sum(sent)
        ask(page, QUESTION)
        page.wait_for_load_state("networkidle")
        first = sum(sent) - before
        times = []
        for question in NEXT_QUESTIONS:
            times.append(ask(page, question))
            page.wait_for_load_state("networkidle")
        browser.close()
    further = (sum(sent) - before - first) / len(NEXT_QUESTIONS)
    return first, further, statistics.median(times)


PAINTS = """
window.shift = 0;
new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
}).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver(list => { window.largest = list.getEntries().at(-1).startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
"""

PHONE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""A slow phone: 1.6 Mbit/s, 150 ms; its processor is a quarter as quick as this machine's."""


def painted(site: Path) -> dict[str, str]:
    """Return how far results shift, and when they are painted, on an emulated slow phone."""
    with sync_playwright() as playwright, serving(site) as address:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.add_init_script(PAINTS)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", PHONE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(f"{address}soeg/?q={QUESTION}", wait_until="networkidle")
        shift, largest = page.evaluate("[window.shift, window.largest]")
        browser.close()
    return {"CLS": f"{shift:.3f}", "LCP ms": f"{largest:.0f}"}


def ask(page: Page, question: str) -> float:
    """Type a question as pasted; return the milliseconds from the last letter to the results."""
    return page.evaluate(
        """question => new Promise(done => {
            const said = document.querySelector('[data-search-said]');
            const start = performance.now();
            new MutationObserver((_, watcher) => {
                if (!said.textContent.includes(question)) return;
                watcher.disconnect();
                done(performance.now() - start);
            }).observe(said, { childList: true, characterData: true, subtree: true });
            const field = document.querySelector('#soegefelt');
            field.value = question;
            field.dispatchEvent(new Event('input', { bubbles: true }));
        })""",
        question,
    )


if __name__ == "__main__":
    main()
