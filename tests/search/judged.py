"""The judged set: a site of the real cases and the demo's documents, and how well it is searched.

Run as a program it prints recall and rank for the site's own search, for plain Pagefind over the
same pages, and for Material's search: `make search-quality`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pagefind_bin import get_executable
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from chromium import FLAGS, find_chromium
from demo.project import FIRST, make_site
from ordinary import as_ordinary_pages
from projects import Project
from serving import serving

QUERIES = Path(__file__).with_name("queries.yaml")
DOCUMENT = f"dokumenter/{FIRST}-2021-udmelding/"
MOST = 3
"""How many of the first hits count."""

Search = Callable[[Sequence[str]], list[list[str]]]
"""Returns for each question the addresses of what is found, best first."""

_ANSWERS = """async texts => {
    const said = document.querySelector('[data-search-said]');
    const field = document.querySelector('#soegefelt');
    const answers = [];
    field.focus();
    for (const text of texts) {
        said.textContent = '';
        const answered = new Promise((done, failed) => {
            const late = setTimeout(() => failed(new Error(`no answer: ${text}`)), 30000);
            const observer = new MutationObserver(() => {
                if (!said.textContent) return;
                observer.disconnect();
                clearTimeout(late);
                done();
            });
            observer.observe(said, { childList: true, characterData: true, subtree: true });
        });
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await answered;
        answers.push([...document.querySelectorAll('.hub-hit__title a')].map(one => one.href));
    }
    return answers;
}"""
"""Writes question after question into the field, and reads what the page lists for each."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question with what must be, and must not be, among its answers."""

    text: str
    find: tuple[str, ...]
    avoid: tuple[str, ...]

    def recall(self, found: Sequence[str]) -> float:
        return sum(_among(one, found[:MOST]) for one in self.find) / len(self.find)

    def rank(self, found: Sequence[str]) -> float:
        """Return one over the place of the first right hit."""
        places = [at for at, one in enumerate(found, 1) if any(_is(w, one) for w in self.find)]
        return 1 / places[0] if places else 0.0

    def false_hits(self, found: Sequence[str]) -> list[str]:
        return [one for one in self.avoid if _among(one, found)]


def queries() -> list[Query]:
    """Return the judged set."""
    written = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return [
        Query(
            str(one["q"]),
            tuple(map(_address, one.get("find", ()))),
            tuple(map(_address, one.get("avoid", ()))),
        )
        for one in written
    ]


def _address(name: str) -> str:
    if name[0] == "D" and name[1:].isdigit():
        return f"{DOCUMENT}#side-{name[1:]}"
    return name if name.endswith("/") else f"udmeldinger/{name}/"


def _is(wanted: str, found: str) -> bool:
    # A case or a content page is right at any of its places; a document at the page alone.
    return found == wanted or ("#" not in wanted and found.partition("#")[0] == wanted)


def _among(wanted: str, found: Sequence[str]) -> bool:
    return any(_is(wanted, one) for one in found)


def own_search(page: Page, site: str) -> Search:
    """Return the site's own search, used as a reader does: question after question."""
    page.goto(f"{site}soeg/")

    def search(texts: Sequence[str]) -> list[list[str]]:
        # In one go: a message to the browser and back takes longer than many an answer.
        found = page.evaluate(_ANSWERS, list(texts))
        return [[one.removeprefix(site) for one in hits] for hits in found]

    return search


def plain_search(page: Page, site: str) -> Search:
    """Return Pagefind's search over the pages as they are, asked by its own module."""
    page.goto(site)
    ask = """async text => {
        const index = await import('/plain/pagefind.js');
        const found = await index.search(text);
        const all = await Promise.all(found.results.slice(0, 20).map(one => one.data()));
        return all.flatMap(one => one.sub_results.map(part => part.url));
    }"""
    return lambda texts: [
        [one.removeprefix("/") for one in page.evaluate(ask, text)] for text in texts
    ]


def material_search(page: Page, site: str) -> Search:
    """Return Material's search, asked as its own page does, through its worker."""
    page.goto(site)
    page.evaluate(
        """async worker => {
        window.asked = new Worker(worker);
        const index = await (await fetch('/search/search_index.json')).json();
        const answer = () => new Promise(done => { asked.onmessage = ({ data }) => done(data); });
        window.ask = async text => { asked.postMessage({ type: 2, data: text }); return answer(); };
        asked.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
        await answer();
    }""",
        _worker(),
    )

    def search(text: str) -> list[str]:
        found = page.evaluate("text => ask(text)", text)["data"]["items"]
        return [one["location"] for group in found for one in group]

    return lambda texts: [search(text) for text in texts]


def _worker() -> str:
    listed = sorted((Path(SITES["material"]) / "assets/javascripts/workers").glob("search.*.js"))
    return f"/{listed[0].relative_to(SITES['material']).as_posix()}"


SITES: dict[str, Path] = {}
"""Where the sites of one run lie."""


def plain_index(project: Project) -> None:
    """Index a built site with plain Pagefind into `plain/`."""
    command = [get_executable(), "--site", project.site, "--output-path", project.site / "plain"]
    subprocess.run([*map(str, command), "--silent"], check=True)


def material_site(folder: Path, of: Project) -> Project:
    """Build the same pages as ordinary ones with Material's own search."""
    project = Project(folder)
    shutil.copytree(of.root, folder, ignore=shutil.ignore_patterns("site"))
    as_ordinary_pages(project)
    project.replace("mkdocs.yml", "plugins: []", "plugins:\n  - search:\n      lang: da")
    done = project.mkdocs("build")
    assert done.returncode == 0, done.stderr
    SITES["material"] = project.site
    return project


def main() -> None:
    """Print how well each search answers, and what the site's own one misses."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        project = make_site(Path(name, "own"))
        plain_index(project)
        material = material_site(Path(name, "material"), project)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        for label, site, of in (
            ("this site", project.site, own_search),
            ("plain Pagefind", project.site, plain_search),
            ("Material", material.site, material_search),
        ):
            with serving(site) as address:
                own = of is own_search
                page = browser.new_page(bypass_csp=not own)  # the others need what pages forbid
                tell(label, of(page, address), misses=own)
                page.close()
        browser.close()


def judged(search: Search) -> list[tuple[Query, list[str]]]:
    """Return each question of the judged set with what a search finds."""
    asked = queries()
    return list(zip(asked, search([query.text for query in asked]), strict=True))


def tell(label: str, search: Search, *, misses: bool) -> None:
    """Print the figures of a search, and each of its misses."""
    answers = judged(search)
    asked = [(query, found) for query, found in answers if query.find]
    recall = sum(query.recall(found) for query, found in asked) / len(asked)
    rank = sum(query.rank(found) for query, found in asked) / len(asked)
    false = [(query.text, hit) for query, found in answers for hit in query.false_hits(found)]
    print(
        f"{label:16} recall at {MOST} {recall:.3f}  mean reciprocal rank {rank:.3f}  "
        f"false hits {len(false)}  of {len(answers)} queries"
    )
    if misses:
        for query, found in asked:
            if query.recall(found) < 1:
                print(f"    missed: {query.text}: {found[:MOST]}")
        for text, hit in false:
            print(f"    false: {text}: {hit}")


if __name__ == "__main__":
    main()
