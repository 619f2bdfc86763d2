"""Make the site's pages found: records for the index beside the pages, and the index."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from hub.catalogue.validation import Records
from hub.search.compounds import Compounds
from hub.search.enrichment import Enrichment, words_of
from hub.search.indexing import write_index, write_record, write_records
from hub.search.records import page_record, text_records
from hub.site.pages import Page
from hub.site.subjects import page_subject

COMPOUNDS_FILE = ".cache/hub/compounds.json"
WORDS_FILE = "soeg/ord.json"
"""The words of the site, most used first, from which the search page proposes another spelling."""

MOST_WORDS = 20_000
SHORTEST_WORD = 4

_CONTENT = re.compile(
    r"<div\b[^>]*data-pagefind-body[^>]*>(.*?)<footer class=\"hub-footer\"", re.DOTALL
)
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Finder:
    """Writes what is to be found of each page into a folder, and indexes it in the end."""

    folder: Path
    enrichment: Enrichment
    words: Sequence[str]

    @classmethod
    def of(cls, root: Path, site: Path, records: Records, pages: Sequence[Page]) -> Finder:
        """Return a finder for a site, knowing all of its words; nothing of an earlier one stays."""
        folder = site.parent / f".{site.name}-search"
        shutil.rmtree(folder, ignore_errors=True)
        texts = [records.catalogue.source.text, repr(records.vocabulary), repr(records.process)]
        texts += [text for page in pages for text in page.texts or ()]
        texts += [_TAG.sub(" ", body) for _, body in _content(site)]
        counted: Counter[str] = Counter()
        for text in texts:
            counted.update(words_of(text))
        tails = Compounds(root / COMPOUNDS_FILE).tails(counted.keys())
        common = sorted(counted, key=lambda word: (-counted[word], word))
        told = [word for word in common if len(word) >= SHORTEST_WORD][:MOST_WORDS]
        return cls(folder, Enrichment(counted, tails, _names(records)), told)

    def add(self, page: Page, body: str) -> None:
        """Write what is to be found of a page of the hub; `body` is its HTML."""
        if page.subject is None:
            return
        if page.texts is None:
            record = page_record(page.address, body, page.subject, self.enrichment)
            write_record(record, self.folder)
            return
        records = text_records(page.address, page.texts, page.subject, self.enrichment)
        write_records(records, self.folder)

    def finish(self, site: Path) -> None:
        """Add the content pages, and index all. Raises IndexFailed."""
        for address, body in _content(site):
            heading = _HEADING.search(body)
            title = unescape(_TAG.sub("", heading[1])).strip() if heading else address
            write_record(
                page_record(address, body, page_subject(title), self.enrichment), self.folder
            )
        write_index(self.folder, site)
        path = site / WORDS_FILE
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(self.words, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(self.folder)


def _content(site: Path) -> Iterable[tuple[str, str]]:
    """Yield address and body of every content page that says that it may be found."""
    for path in sorted((*site.glob("*/index.html"), *site.glob("*/*/index.html"))):
        found = _CONTENT.search(path.read_text(encoding="utf-8"))
        if found:
            yield path.relative_to(site).as_posix().removesuffix("index.html"), found[1]


def _names(records: Records) -> Iterable[tuple[str, ...]]:
    """Yield the groups of names for the same: of authorities over time, and of the glossary."""
    vocabulary = records.vocabulary
    if vocabulary is None:
        return
    for authority in vocabulary.authorities:
        yield tuple(dict.fromkeys(dated.name for dated in authority.names))
    for term in vocabulary.glossary:
        yield tuple(filter(None, (term.term, term.abbreviation, *term.also)))
