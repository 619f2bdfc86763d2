"""Make the site's pages found: records for the index beside the pages, and the index."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jinja2.utils import htmlsafe_json_dumps

from hub.catalogue.loader import Records
from hub.search.cache import RecordCache
from hub.search.compounds import Compounds
from hub.search.expansions import Expander, shown_words, words_of
from hub.search.index_records import page_record, text_records
from hub.search.pagefind import files_of_index, index_of, write_record, write_records
from hub.site.content_pages import searched_content
from hub.site.page import Page
from hub.site.search_subjects import content_subject

COMPOUNDS_FILE = ".cache/hub/compounds.json"
TEXTS_FOLDER = ".cache/hub/texts"
WORDS_FILE = "soeg/ord.json"
"""From which the search page proposes another question: `words`, the most used first, and those of
them that name what the site is about, `topics`."""

_INDEX_MARK = b"<!-- hub-index-files -->"

MOST_WORDS = 20_000
SHORTEST_WORD = 4

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
    content: Sequence[str]
    """The addresses of the content pages."""

    @classmethod
    def of(
        cls, root: Path, site: Path, records: Records, content: Iterable[str], pages: Sequence[Page]
    ) -> SearchIndex:
        """Return an empty index of a site for the pages of these addresses, and for those to come.

        Nothing of an earlier one stays.
        """
        folder = site.parent / f".{site.name}-search"
        shutil.rmtree(folder, ignore_errors=True)
        names = tuple(_names(records))
        everyday = tuple(_everyday(records))
        places = tuple(_places(records))
        kept, keys = _kept(root, (*names, *everyday, *places), pages)
        compounds = Compounds(root / COMPOUNDS_FILE)
        expander = Expander(compounds.tails, names, everyday, places)
        return cls(folder, expander, compounds, kept, keys, sorted(content))

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
        for address in self.content:
            html = (site / address / "index.html").read_text(encoding="utf-8", errors="replace")
            if content := searched_content(html):
                subject = content_subject(
                    address, content.title or address, is_list=content.is_list
                )
                record = page_record(address, content.body, subject, self.enrichment)
                write_record(record, self.folder)
        found = dict(self.compounds.learnt())
        for one in learnt:
            found |= one
        with index_of(self.folder, site):
            self.compounds.keep(found)
            self._write_words(site / WORDS_FILE)
            yield
        shutil.rmtree(self.folder)
        self._name_files(site)

    def _name_files(self, site: Path) -> None:
        """Write what a search begins with into the pages that search."""
        files = htmlsafe_json_dumps(files_of_index(site), ensure_ascii=False)
        told = f'<script type="application/json" data-index-files>{files}</script>'
        for address in self.content:
            page = site / address / "index.html"
            html = page.read_bytes()
            if _INDEX_MARK in html:
                page.write_bytes(html.replace(_INDEX_MARK, told.encode()))

    def _write_words(self, path: Path) -> None:
        written = Counter[str]()
        for key in self.keys.values():
            written.update(self.kept.words(key))
        for record in self.folder.rglob("index.html"):  # of a page; a text has its pages by number
            written.update(shown_words(record.read_text(encoding="utf-8")))
        for word, count in tuple(written.items()):
            written.update(dict.fromkeys(self.enrichment.whole_words(word), count))
        common = sorted(written, key=lambda word: (-written[word], word))
        words = [word for word in common if len(word) >= SHORTEST_WORD][:MOST_WORDS]
        path.parent.mkdir(exist_ok=True)
        topics = [word for word in words if self.enrichment.is_everyday(word)]
        told = json.dumps({"words": words, "topics": topics}, ensure_ascii=False)
        path.write_text(told, encoding="utf-8")


def forget_texts(root: Path, records: Records, pages: Iterable[Page]) -> None:
    """Remove what is kept of texts that a site has no more, where it gets no index."""
    _kept(root, (*_names(records), *_everyday(records), *_places(records)), pages)


def _kept(
    root: Path, names: Sequence[object], pages: Iterable[Page]
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


def _names(records: Records) -> Iterable[tuple[str, ...]]:
    """Yield the groups of names for the same: of authorities over time, and of the glossary."""
    vocabulary = records.vocabulary
    if vocabulary is None:
        return
    for authority in vocabulary.authorities:
        yield tuple(dict.fromkeys(dated.name for dated in authority.names))
    for term in vocabulary.glossary:
        yield tuple(filter(None, (term.term, term.abbreviation, *term.also)))


def _everyday(records: Records) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield words of the field, by how they begin, with those that readers use instead."""
    if records.vocabulary is not None:
        for one in records.vocabulary.everyday_words:
            yield one.words, one.found_by


def _places(records: Records) -> Iterable[str]:
    """Yield the names of municipalities and their towns."""
    if records.municipalities is not None:
        for one in records.municipalities.municipalities:
            yield from (one.name, *one.also)
