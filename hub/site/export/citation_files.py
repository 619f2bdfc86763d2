"""The files of citations beside each case, one for each style."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

from hub.site.export.apa import apa_text
from hub.site.export.bibtex import bibtex_text
from hub.site.export.citation import Citation, citations_of
from hub.site.export.csl_json import csl_text
from hub.site.export.dataset import Dataset
from hub.site.export.ris import ris_text
from hub.site.export.shared_values import made_once

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
    for id_, citations in _citations(dataset):
        yield citation_path(style, id_), _WRITERS[style](citations).encode()


def citation_path(style: CitationStyle, id_: str) -> str:
    """Return where the citations of a case stand on the site."""
    return f"udmeldinger/{id_}/{CITATION_FILES[style]}"


@made_once
def _citations(dataset: Dataset) -> Sequence[tuple[str, tuple[Citation, ...]]]:
    return [(one.notification.id, tuple(citations_of(dataset, one))) for one in dataset.entries]
