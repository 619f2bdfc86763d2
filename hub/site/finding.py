"""Make the site's pages found: records for the index beside the pages, and the index."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from hub.catalogue.validation import Records
from hub.search.compounds import Compounds
from hub.search.enrichment import Enrichment, words_of
from hub.search.indexing import write_index, write_record, write_records
from hub.search.keeping import KeptTexts, ReadyText
from hub.search.records import page_record, text_records
from hub.site.pages import Page
from hub.site.subjects import page_subject

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


@dataclass(frozen=True, slots=True)
class Finder:
    """Writes what is to be found of each page into a folder, and indexes it in the end."""

    folder: Path
    enrichment: Enrichment
    compounds: Compounds
    words: Sequence[str]
    kept: KeptTexts
    ready: Mapping[str, ReadyText]
    """The texts of pages by their addresses, as far as they are kept from an earlier build."""
    new_words: Mapping[str, Counter[str]]
    """The words of the other texts, by the addresses of their pages."""

    @classmethod
    def of(cls, root: Path, site: Path, records: Records, pages: Sequence[Page]) -> Finder:
        """Return a finder for a site, knowing all of its words; nothing of an earlier one stays."""
        folder = site.parent / f".{site.name}-search"
        shutil.rmtree(folder, ignore_errors=True)
        names = tuple(_names(records))
        kept = KeptTexts.at(root / TEXTS_FOLDER, names)
        keys = {page.address: kept.key(page.texts) for page in pages if page.texts is not None}
        kept.drop_all_but(keys.values())
        ready = {address: found for address, key in keys.items() if (found := kept.read(key))}
        new_words = {
            page.address: _counted(page.texts)
            for page in pages
            if page.texts is not None and page.address not in ready
        }
        texts = [records.catalogue.source.text, repr(records.vocabulary), repr(records.process)]
        written = _counted([*texts, *(_TAG.sub(" ", body) for _, body in _content(site))])
        for words in (*new_words.values(), *(text.words for text in ready.values())):
            written.update(words)
        compounds = Compounds(root / COMPOUNDS_FILE)
        for word in set[str]().union(*new_words.values()):
            compounds.tails(word)  # here once, and not in each of the processes that write
        common = sorted(written, key=lambda word: (-written[word], word))
        told = [word for word in common if len(word) >= SHORTEST_WORD][:MOST_WORDS]
        enrichment = Enrichment(compounds.tails, names)
        return cls(folder, enrichment, compounds, told, kept, ready, new_words)

    def add(self, page: Page, body: str) -> Mapping[str, tuple[str, ...]]:
        """Write what is to be found of a page of the hub; `body` is its HTML.

        Returns the compounds that were learnt by it, for `finish`.
        """
        self._write(page, body)
        return self.compounds.learnt()

    def _write(self, page: Page, body: str) -> None:
        if page.subject is None:
            return
        if page.texts is None:
            record = page_record(page.address, body, page.subject, self.enrichment)
            write_record(record, self.folder)
            return
        text = self.ready.get(page.address) or self._made_ready(page.address, page.texts)
        write_records(text_records(page.address, text.pages, page.subject), self.folder)

    def _made_ready(self, address: str, texts: Sequence[str]) -> ReadyText:
        text = ReadyText(self.new_words[address], [self.enrichment.text(one) for one in texts])
        self.kept.keep(self.kept.key(texts), text)
        return text

    def finish(self, site: Path, learnt: Iterable[Mapping[str, tuple[str, ...]]]) -> None:
        """Add the content pages, and index all. Raises IndexFailed."""
        for address, body in _content(site):
            heading = _HEADING.search(body)
            title = unescape(_TAG.sub("", heading[1])).strip() if heading else address
            write_record(
                page_record(address, body, page_subject(title), self.enrichment), self.folder
            )
        write_index(self.folder, site)
        found = dict(self.compounds.learnt())
        for one in learnt:
            found |= one
        self.compounds.keep(found)
        path = site / WORDS_FILE
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(self.words, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(self.folder)


def _counted(texts: Iterable[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(words_of(text))
    return counted


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
