"""Compare two values of the same model, field by field."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel

from hub.changes.field_changes import DateChange, FieldChange, ListChange, TextChange, WordChange
from hub.changes.field_words import FieldWords, field_words

LONGEST_ITEM: Final = 120
"""Characters by which an item of a list is called."""

_NAMING: Final = (
    *("listed_as", "title", "provision", "about", "activity", "term", "label", "names", "words"),
    "name",
)
"""The fields by which an item is called; the first that it has counts."""


def compare(
    old: BaseModel | None, new: BaseModel | None, *, without: Sequence[str] = ()
) -> Iterator[FieldChange]:
    """Yield how each field differs, in the order of the model; one of the two may be missing.

    Fields that are changes of their own are passed over, and those named in `without`.
    """
    either = new if new is not None else old
    if either is None:
        return
    model = type(either)
    for name in model.model_fields:
        before, after = getattr(old, name, None), getattr(new, name, None)
        if before == after or name in without:
            continue
        field = f"{model.__name__}.{name}"
        words = field_words()[field]
        if words.kind != "own":
            yield _change(words, before, after, field)


def state_mark(value: BaseModel | None, *, exclude: Any = None) -> str:
    """Return a checksum of what a value says; a field that is not filled in adds nothing to it.

    `exclude` is as for pydantic: fields that are left out.
    """
    said = value.model_dump(mode="json", exclude=exclude, exclude_defaults=True) if value else None
    return checksum(said)


def checksum(value: object) -> str:
    """Return a checksum of plain values."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_reordered(old: Sequence[str], new: Sequence[str]) -> bool:
    """Return whether those of the names that stand in both have changed places."""
    common = Counter(old) & Counter(new)
    return [one for one in old if one in common] != [one for one in new if one in common]


def _change(words: FieldWords, old: Any, new: Any, field: str) -> FieldChange:
    match words.kind:
        case "date":
            return DateChange(field=field, old=_text(old), new=_text(new))
        case "text":
            return TextChange(field=field, old=bool(old), new=bool(new))
        case "list":
            return _list_change(old or (), new or (), field)
    return WordChange(field=field, old=_text(old), new=_text(new))


def _list_change(old: Sequence[Any], new: Sequence[Any], field: str) -> ListChange:
    before, after = _by_key(old), _by_key(new)
    return ListChange(
        field=field,
        added=tuple(_name(items[0]) for key, items in after.items() if key not in before),
        removed=tuple(_name(items[0]) for key, items in before.items() if key not in after),
        changed=tuple(
            _name(items[0])
            for key, items in after.items()
            if key in before and before[key] != items
        ),
        reordered=is_reordered([*before], [*after]),
    )


def _by_key(items: Sequence[Any]) -> Mapping[str, list[Any]]:
    """Return items by their ids; those that have none by what they are called."""
    found: dict[str, list[Any]] = {}
    for item in items:
        found.setdefault(getattr(item, "id", None) or _name(item), []).append(item)
    return found


def _name(item: Any) -> str:
    named = (getattr(item, name, None) for name in _NAMING)
    text = item if isinstance(item, str) else next(filter(None, named))
    if isinstance(text, tuple):  # of names with dates the newest
        text = text[-1]
    text = getattr(text, "name", text)
    flat = " ".join(str(text).split())
    return flat if len(flat) <= LONGEST_ITEM else f"{flat[: LONGEST_ITEM - 2].rstrip()} …"


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
