"""Say in Danish how a field has changed: a sentence for each value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hub.catalogue.vocabulary import Vocabulary
from hub.changes.field_changes import DateChange, FieldChange, ListChange, TextChange, WordChange
from hub.changes.field_words import field_words, sentences_of
from hub.text import labels
from hub.text.danish import date_text, list_text
from hub.text.dates import KnownDate

MOST_ITEMS: Final = 5
"""Items of a list that are named; of more it is only said how many there are."""

_DOCUMENT_LISTS: Final = {
    "Round.appendices": "bilagene",
    "Round.regional_reports": "kommunernes svar",
}


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """The words of closed sets and the names that ids stand for."""

    sets: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, vocabulary: Vocabulary | None) -> ChangeWords:
        """Return the words with a vocabulary's newest names; without one, ids stay ids."""
        names: dict[str, Mapping[str, str]] = {}
        if vocabulary is not None:
            names = {
                "areas": {one.id: one.names[-1].name for one in vocabulary.areas},
                "authorities": {one.id: one.names[-1].name for one in vocabulary.authorities},
                "outcomes": {one.id: one.label for one in vocabulary.outcomes},
            }
        return cls(
            {
                **names,
                "scopes": labels.SCOPES,
                "policy_areas": labels.POLICY_AREAS,
                "confidences": labels.CONFIDENCES,
                "languages": labels.LANGUAGES,
                "listed_year_meanings": labels.LISTED_YEAR_MEANINGS,
            }
        )

    def word(self, set_: str, id_: str) -> str:
        """Return what an id of a set is called; one that is not known there stays as it is."""
        return self.sets.get(set_, {}).get(id_, id_)


def sentences(changes: Sequence[FieldChange], words: ChangeWords) -> tuple[str, ...]:
    """Return a sentence for each change of a field."""
    return tuple(sentence for change in changes for sentence in _sentence(change, words))


def _sentence(change: FieldChange, words: ChangeWords) -> Iterator[str]:
    match change:
        case ListChange():
            yield from _list_sentences(change, words)
        case DateChange(old=old, new=new):
            yield _filled(change, *_dates(old, new))
        case TextChange(old=had, new=has):
            yield _filled(change, "x" if had else None, "x" if has else None)
        case WordChange(old=old, new=new):
            set_ = field_words()[change.field].words
            yield _filled(change, *(one and words.word(set_, one) for one in (old, new)))


def _filled(change: FieldChange, old: str | None, new: str | None) -> str:
    which = "changed" if old and new else "added" if new else "removed"
    name = field_words()[change.field].name
    template = sentences_of(change.field)[which]
    return template.format(name=name[:1].upper() + name[1:], old=old, new=new)


def _dates(old: KnownDate | None, new: KnownDate | None) -> tuple[str | None, str | None]:
    """Return two dates as one says them together: »15. oktober« and »1. december 2026«."""
    before, after = (date_text(one) if one else None for one in (old, new))
    if old and new and old.day and new.day and old.year == new.year and before:
        before = before.removesuffix(f" {old.year}")
    return before, after


def _list_sentences(change: ListChange, words: ChangeWords) -> Iterator[str]:
    known = field_words()[change.field]
    name = _DOCUMENT_LISTS.get(change.field, known.name)
    said: Mapping[str, Sequence[str]] = {
        "er kommet til": change.added,
        "er fjernet": change.removed,
        "er ændret": change.changed,
    }
    parts = [
        f"{_items([words.word(known.words, one) for one in items])} {verb}"
        for verb, items in said.items()
        if items
    ]
    title = name[:1].upper() + name[1:]
    if parts:
        yield f"{title} er ændret: {list_text(parts)}."
    if change.reordered:
        yield f"{title} står i en ny rækkefølge."


def _items(items: Sequence[str]) -> str:
    if len(items) > MOST_ITEMS:
        return str(len(items))
    quoted: Callable[[str], str] = "»{}«".format
    return list_text([quoted(one) for one in items])
