"""The files of citations beside each case, one for each style."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal

from hub.site.export.apa import apa_text
from hub.site.export.bibtex import bibtex_text
from hub.site.export.citation import Citation, citations_of
from hub.site.export.csl_json import csl_text
from hub.site.export.dataset import Dataset
from hub.site.export.ris import ris_text

CitationStyle = Literal["apa", "bibtex", "ris", "csl"]

CITATION_FILES: Final[Mapping[CitationStyle, str]] = {
    "apa": "citat.txt",
    "bibtex": "citat.bib",
    "ris": "citat.ris",
    "csl": "citat.json",
}
"""What the file of each style is called, beside the case's page."""

_WRITERS: Final[Mapping[CitationStyle, Callable[[Sequence[Citation]], str]]] = {
    "apa": apa_text,
    "bibtex": bibtex_text,
    "ris": ris_text,
    "csl": csl_text,
}


def citation_files(dataset: Dataset, *, style: CitationStyle) -> Iterator[tuple[str, bytes]]:
    """Yield the file of a style for each case: the case first, then its documents."""
    write = _WRITERS[style]
    for number, entry in enumerate(dataset.entries):
        path = citation_path(style, entry.notification.id)
        yield path, write(_citations(dataset, number)).encode()


def citation_path(style: CitationStyle, id_: str) -> str:
    """Return where the citations of a case stand on the site."""
    return f"udmeldinger/{id_}/{CITATION_FILES[style]}"


@lru_cache(maxsize=1)
def _citations(dataset: Dataset, number: int) -> Sequence[Citation]:
    """Return the citations of a case: a build writes them in all styles before the next case's."""
    documents = dataset.documents_of_cases[number]
    return tuple(citations_of(dataset, dataset.entries[number], documents))
