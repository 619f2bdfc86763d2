"""The pages that the search knows by name: what is called so comes before what is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.catalogue.vocabulary import EverydayWords, Term
from hub.site.facets import Facet
from hub.site.glossary import term_anchor
from hub.site.municipality_answers import FOLDER, MunicipalityEntry
from hub.site.page import shortened
from hub.site.sections import SiteSection
from hub.text.labels import GLOSSARY, MUNICIPALITY, OVERVIEW

MOST_VALUES = 500
"""Values of a facet that are known by name; a site of decades has fewer years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A page, or a place on one, that a question can name."""

    kind: str
    """What it is, as the search tells it: »Ordliste«."""
    title: str
    address: str
    """Within the site."""
    text: str = ""
    names: tuple[str, ...]
    """What the question may be; endings and words such as »min« make no difference."""

    def row(self) -> list[str]:
        """Return it as the search page reads it: kind, title, address, text, and the names."""
        return [self.kind, self.title, self.address, self.text, *self.names]


def destinations(
    sections: Sequence[SiteSection],
    facets: Sequence[Facet],
    glossary: Sequence[Term],
    everyday: Sequence[EverydayWords],
) -> Iterator[Destination]:
    """Yield what can be named; of the same name the first is the best."""
    for term in glossary:
        names = tuple(filter(None, (term.term, term.abbreviation, *term.also)))
        yield Destination(
            kind=GLOSSARY,
            title=term.term,
            address=f"ordliste/#{term_anchor(term)}",
            text=shortened(term.meaning),
            names=(*names, *_everyday_names(term.term, everyday)),
        )
    for section in sections:
        if section.names:
            yield Destination(
                kind=OVERVIEW,
                title=section.title,
                address=f"{section.folder}/",
                text=section.index.lead if section.index else "",
                names=section.names,
            )
    for facet in facets:
        for value in facet.values[:MOST_VALUES]:
            if names := tuple(facet.kind.names(value)):
                yield Destination(
                    kind=OVERVIEW,
                    title=facet.kind.heading.format(value.label),
                    address=f"{facet.kind.folder}/{value.slug}/",
                    names=names,
                )


def _everyday_names(term: str, everyday: Sequence[EverydayWords]) -> Iterator[str]:
    """Yield what readers write for a term as a whole, not for a part of it."""
    for one in everyday:
        if term.casefold() in (word.casefold() for word in one.words):
            yield from one.found_by


def municipality_names(municipalities: Sequence[MunicipalityEntry]) -> dict[str, object]:
    """Return the municipalities and their names as the search page reads them.

    `rows` has name, official name, slug, the number of a text, and other names. They are many, and
    every search carries them, so that what follows from the name is left out.
    """
    texts = list(dict.fromkeys(map(_answering, municipalities)))
    return {
        "kind": MUNICIPALITY,
        "folder": f"{FOLDER}/" if municipalities else "",
        "texts": texts,
        "rows": [
            [
                one.now.name,
                one.now.official_name or "",
                one.slug,
                texts.index(_answering(one)),
                *(name for name in one.other_names if name != one.now.title),
            ]
            for one in municipalities
        ],
    }


def _answering(one: MunicipalityEntry) -> str:
    return f"Svarer sammen med de andre kommuner i {one.area_name}."
