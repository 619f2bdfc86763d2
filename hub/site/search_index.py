"""Make the site's pages found: records for the index beside the pages, and the index."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from hub.catalogue.loader import Records
from hub.search.cache import RecordCache
from hub.search.compounds import Compounds
from hub.search.expansions import Expander, shown_words, words_of
from hub.search.index_records import page_record, text_records
from hub.search.pagefind import index_of, write_record, write_records
from hub.site.page import Page
from hub.site.search_subjects import page_subject

COMPOUNDS_FILE = ".cache/hub/compounds.json"
TEXTS_FOLDER = ".cache/hub/texts"
WORDS_FILE = "soeg/ord.json"
"""The words of the site, most used first, from which the search page proposes another spelling."""

MOST_WORDS = 20_000
SHORTEST_WORD = 4

_CONTENT = re.compile(
    r"<div\b[^>]*data-pagefind-body[^>]*>(.*?)<footer class=\"hub-footer\"", re.DOTALL
)
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


Learnt = Mapping[str, tuple[str, ...]]
"""Compounds whose parts were found out, for the next build."""


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Writes what is to be found of each page into a folder, and indexes it in the end."""

    folder: Path
    enrichment: Expander
    compounds: Compounds
    kept: RecordCache
    keys: Mapping[str, str]
    """Under which name the text of a page is kept, by the page's address."""
    content: Sequence[tuple[str, str]]
    """Address and body of the content pages."""

    @classmethod
    def of(cls, root: Path, site: Path, records: Records, pages: Sequence[Page]) -> SearchIndex:
        """Return a finder for a site that has its content pages and none of these yet.

        Nothing of an earlier one stays.
        """
        folder = site.parent / f".{site.name}-search"
        shutil.rmtree(folder, ignore_errors=True)
        names = tuple(_names(records))
        kept, keys = _kept(root, names, pages)
        compounds = Compounds(root / COMPOUNDS_FILE)
        content = tuple(_content(site))
        return cls(folder, Expander(compounds.tails, names), compounds, kept, keys, content)

    def add_page(self, page: Page, body: str) -> Learnt:
        """Write what is to be found of a page of the hub; `body` is its HTML."""
        if page.subject is not None:
            write_record(
                page_record(page.address, body, page.subject, self.enrichment), self.folder
            )
        return self.compounds.learnt()

    def add_text(self, page: Page) -> Learnt:
        """Write what is to be found of the text of a document; the HTML of its page is not read."""
        assert page.subject is not None
        assert page.texts is not None
        key, folder = self.keys[page.address], self.folder / page.address
        if not self.kept.put(key, folder):
            records = text_records(page.address, page.texts, page.subject, self.enrichment)
            write_records(records, self.folder)
            self.kept.keep(key, folder, _counted(page.texts))
        return self.compounds.learnt()

    @contextmanager
    def indexing(self, site: Path, learnt: Iterable[Learnt]) -> Iterator[None]:
        """Index all that was added, and the content pages, while the body runs.

        Raises IndexFailed at the end of the body.
        """
        for address, body in self.content:
            heading = _HEADING.search(body)
            title = unescape(_TAG.sub("", heading[1])).strip() if heading else address
            write_record(
                page_record(address, body, page_subject(title), self.enrichment), self.folder
            )
        found = dict(self.compounds.learnt())
        for one in learnt:
            found |= one
        with index_of(self.folder, site):
            self.compounds.keep(found)
            self._write_words(site / WORDS_FILE)
            yield
        shutil.rmtree(self.folder)

    def _write_words(self, path: Path) -> None:
        written = Counter[str]()
        for key in self.keys.values():
            written.update(self.kept.words(key))
        for record in self.folder.rglob("index.html"):  # of a page; a text has its pages by number
            written.update(shown_words(record.read_text(encoding="utf-8")))
        common = sorted(written, key=lambda word: (-written[word], word))
        words = [word for word in common if len(word) >= SHORTEST_WORD][:MOST_WORDS]
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def forget_texts(root: Path, records: Records, pages: Iterable[Page]) -> None:
    """Remove what is kept of texts that a site has no more, where it gets no index."""
    _kept(root, tuple(_names(records)), pages)


def _kept(
    root: Path, names: Sequence[Sequence[str]], pages: Iterable[Page]
) -> tuple[RecordCache, Mapping[str, str]]:
    """Return the texts that are kept, those of these pages alone, and their names by address."""
    kept = RecordCache.at(root / TEXTS_FOLDER, names)
    keys = {
        page.address: kept.key(page.subject, page.texts)
        for page in pages
        if page.subject is not None and page.texts is not None
    }
    kept.drop_all_but(keys.values())
    return kept, keys


def _counted(texts: Iterable[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(words_of(text))
    return counted


def _content(site: Path) -> Iterable[tuple[str, str]]:
    """Yield address and body of every content page that says that it may be found."""
    for path in sorted((*site.glob("*/index.html"), *site.glob("*/*/index.html"))):
        found = _CONTENT.search(path.read_text(encoding="utf-8", errors="replace"))
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
