"""Search: the index beside Pagefind alone, bytes over the wire, and the time until results.

The documents are made of words of the project's own texts and of a Danish dictionary, 350 to a page
and 15 pages to a document; they are put into the store as if they had been fetched.
"""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from chromium import FLAGS, find_chromium
from ordinary import as_ordinary_pages
from pagefind_bin import get_executable
from playwright.sync_api import Browser, Page, sync_playwright
from projects import Project, command, environ
from serving import serving

from bench import FOLDER
from bench.leftovers import set_aside
from bench.measurement import Spent, median, run
from bench.peers import version
from bench.report import Report, Table, mebibytes, megabytes, ratio, seconds
from bench.sites import DAY
from bench.synthetic import LONG, fill
from hub.inputs import read_inputs
from hub.mkdocs.engine import build_with_mkdocs, load_configuration
from hub.project import CONFIG_FILE, read_project
from hub.site import search_index

SECTION = "Search"
FULL, QUICK = (300, 3000, 10_000), (60,)
ROUNDS, MANY = 2, 3000
"""Rounds of which the median is told, and pages up to which there are several."""
BESIDE = 3000
"""Pages at which the search is asked beside Material's and plain Pagefind."""
MOST_BYTES = 300_000
"""Bytes of a first search at the largest size."""
QUESTION, NEXT_QUESTIONS = "kommunerne", ("rusmiddelbehandling", "familier", "bornefamilier")


def measure(report: Report) -> None:
    """Measure each size, and the search of the site beside others at one of them."""
    report.versions["Pagefind"] = version(get_executable(), "--version")
    sizes = QUICK if report.quick else FULL
    rows = []
    for pages in sizes:
        folder = FOLDER / "work" / "search"
        set_aside(folder)
        project = Project.copied_to(folder / "project")
        # A third of the documents of a notification are enough for each to have one with a text.
        documents = -(-pages // LONG.pages)
        fill(project, max(10, documents // 3), documents, LONG)
        first = _index(report, project, pages, rows)
        if pages == sizes[-1]:
            report.budget(
                "6",
                f"A first search at {pages:,} pages of text brings at most {MOST_BYTES // 1000} KB",
                f"{first / 1000:.0f} KB",
                met=first <= MOST_BYTES,
            )
        if pages in (BESIDE, QUICK[0]):
            _beside(report, project, folder / "material", pages)
        set_aside(folder)
    heads = (
        "pages of text", "first index: s", "index: s", "Pagefind over the same records: s", "ratio",
        "Pagefind over the pages: s", "ratio", "MiB of the build", "MB of the index",
        "first search KB", "further KB", "typing ms", "shift", "painted on a slow phone ms",
    )  # fmt: skip  # the heads of a table
    notes = (
        "»First index« has nothing kept from a build before; seconds are of the clock.",
        "A first search brings the module, its program and the index's own list.",
    )
    report.add(SECTION, Table("The index beside Pagefind alone", heads, tuple(rows), notes))


def _index(report: Report, project: Project, pages: int, rows: list[tuple[str, ...]]) -> int:
    """Build, index in both ways, ask; add a row and return the bytes of a first search."""
    # The first build keeps what it finds out about words; most documents are never the first.
    first_whole = _run(project, *command("hub", "build"))
    kept = _records(project)
    rounds = []
    for _ in range(ROUNDS if pages <= MANY and not report.quick else 1):
        whole = _run(project, *command("hub", "build"))
        over_pages = pagefind_alone(project, project.site)
        without = _run(project, *command("hub", "build", "--no-search"))
        rounds.append((whole, without, over_pages, pagefind_alone(project, kept)))
    _run(project, *command("hub", "build"))
    whole, without, over_pages, alone = (median(of_it) for of_it in zip(*rounds, strict=True))
    ours = whole.wall - without.wall
    size = sum(one.stat().st_size for one in (project.site / "pagefind").rglob("*.*"))
    first, further, typing = asked(project.site)
    shift, largest = painted(project.site)
    rows.append((
        f"{pages:,}", seconds(first_whole.wall - without.wall), seconds(ours),
        seconds(alone.wall), ratio(ours, alone.wall), seconds(over_pages.wall),
        ratio(ours, over_pages.wall), mebibytes(first_whole.memory), megabytes(size),
        f"{first / 1000:.0f}", f"{further / 1000:.0f}", f"{typing:.0f}", f"{shift:.3f}",
        f"{largest:.0f}",
    ))  # fmt: skip  # a row of the table
    label = f"The index of {pages:,} pages of text"
    report.compare(label, "s", ours, ("Pagefind over the same records", alone.wall))
    report.compare(label, "s", ours, ("Pagefind over the pages", over_pages.wall))
    return first


def pagefind_alone(project: Project, folder: Path) -> Spent:
    """Return what Pagefind's command line takes for a folder of HTML."""
    output = project.root / "alone"
    words = [get_executable(), "--site", folder, "--silent", "--output-path", output]
    spent = _run(project, *words)
    set_aside(output)
    return spent


def _run(project: Project, *words: str | Path) -> Spent:
    return run(words, project.root, environment=environ())


def _records(project: Project) -> Path:
    """Return a copy of the HTML that a build hands to Pagefind."""
    kept = project.root / "records"
    index = search_index.index_of

    def keep(folder: Path, site: Path) -> AbstractContextManager[None]:
        shutil.copytree(folder, kept)
        return index(folder, site)

    search_index.index_of = keep
    config = load_configuration(project.root / CONFIG_FILE)
    inputs = read_inputs(read_project(project.root / CONFIG_FILE), DAY)
    build_with_mkdocs(config, inputs, project.site)
    search_index.index_of = index
    return kept


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search took."""

    first_bytes: int
    first: float
    """Milliseconds from the question until its answer, the index still to be fetched."""
    further: float
    """The median of the questions after it."""


def _beside(report: Report, project: Project, folder: Path, pages: int) -> None:
    """Ask the site's own search, plain Pagefind and Material's the same questions."""
    output = project.site / "plain"
    run(
        [get_executable(), "--site", project.site, "--silent", "--output-path", output],
        project.root,
    )
    material = Project(folder)
    shutil.copytree(project.root, folder, ignore=shutil.ignore_patterns("site", "records", "alone"))
    as_ordinary_pages(material)
    material.replace("mkdocs.yml", "plugins: []", "plugins:\n  - search:\n      lang: da")
    for file in (folder / "content").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("search:\n  exclude: true\n", "", 1), encoding="utf-8")
    built = _run(material, *command("mkdocs", "build", "--quiet"))
    sides: dict[str, tuple[Path, Callable[[Page, str], None], str]] = {
        "this site": (project.site, _open_own, ""),
        "plain Pagefind": (project.site, _open_plain, ""),
        "Material": (material.site, _open_material, _worker(material.site)),
    }
    found: dict[str, Asked] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        for _ in range(2):  # the first round warms the files of both servers
            for name, (site, begin, worker) in sides.items():
                found[name] = _asked_of(browser, site, begin, worker)
        browser.close()
    rows = tuple(
        (name, f"{one.first_bytes / 1000:,.0f}", f"{one.first:.0f}", f"{one.further:.0f}")
        for name, one in found.items()
    )
    heads = ("", "first search KB", "first answer ms", "further answers ms")
    notes = (
        "The site's own search is asked through its page, the others without a page of results.",
        f"The build of the same pages with Material's search took {built.wall:.0f} s.",
    )
    report.add(SECTION, Table(f"Three searches over {pages:,} pages of text", heads, rows, notes))
    own = found["this site"]
    for name, one in found.items():
        if name != "this site":
            report.compare(f"First search at {pages:,} pages", "ms", own.first, (name, one.first))
            what, bytes_ = f"Bytes of a first search at {pages:,} pages", one.first_bytes / 1000
            report.compare(what, "KB", own.first_bytes / 1000, (name, bytes_))
            what = f"Further searches at {pages:,} pages"
            report.compare(what, "ms", own.further, (name, one.further))


def _asked_of(
    browser: Browser, site: Path, begin: Callable[[Page, str], None], worker: str
) -> Asked:
    sent: list[int] = []
    with serving(site, sent) as address:
        page = browser.new_page(bypass_csp=True)  # the others need what the pages forbid
        page.goto(
            address if begin is not _open_own else f"{address}soeg/", wait_until="networkidle"
        )
        before = sum(sent)
        begin(page, worker)
        first = page.evaluate("question => timed(question)", QUESTION)
        page.wait_for_load_state("networkidle")
        bytes_ = sum(sent) - before
        further = [page.evaluate("question => timed(question)", one) for one in NEXT_QUESTIONS]
        page.close()
    return Asked(bytes_, first, statistics.median(further))


def _open_own(page: Page, _worker: str) -> None:
    page.evaluate(
        """() => { window.timed = question => new Promise(done => {
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
        }); }"""
    )


def _open_plain(page: Page, _worker: str) -> None:
    page.evaluate(
        """() => { window.timed = async question => {
            const start = performance.now();
            const index = await import('/plain/pagefind.js');
            const found = await index.search(question);
            await Promise.all(found.results.slice(0, 18).map(one => one.data()));
            return performance.now() - start;
        }; }"""
    )


def _open_material(page: Page, worker: str) -> None:
    page.evaluate(
        """worker => { let ready = null;
        const begin = async () => {
            window.asked = new Worker(worker);
            const index = await (await fetch('/search/search_index.json')).json();
            const answer = () => new Promise(done => {
                asked.onmessage = ({ data }) => done(data);
            });
            window.ask = async text => {
                asked.postMessage({ type: 2, data: text });
                return answer();
            };
            asked.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
            await answer();
        };
        window.timed = async question => {
            const start = performance.now();
            await (ready ??= begin());
            await ask(question);
            return performance.now() - start;
        }; }""",
        worker,
    )


def _worker(site: Path) -> str:
    found = sorted((site / "assets/javascripts/workers").glob("search.*.js"))
    return f"/{found[0].relative_to(site).as_posix()}"


def asked(site: Path) -> tuple[int, float, float]:
    """Return the bytes of a first and of a further search, and the median milliseconds.

    Nothing is compressed by this server but what Pagefind has compressed itself.
    """
    sent: list[int] = []
    with sync_playwright() as playwright, serving(site, sent) as address:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        page = browser.new_page()
        page.goto(f"{address}soeg/", wait_until="networkidle")
        before = sum(sent)
        _open_own(page, "")
        page.evaluate("question => timed(question)", QUESTION)
        page.wait_for_load_state("networkidle")
        first = sum(sent) - before
        times = []
        for question in NEXT_QUESTIONS:
            times.append(page.evaluate("question => timed(question)", question))
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


def painted(site: Path) -> tuple[float, float]:
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
    return shift, largest
