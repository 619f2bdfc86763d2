"""Texts that a remark cuts: YAML ends a plain text at a space and a `#`, on whatever line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from hub.catalogue.tree import SourceFile
from hub.diagnostics.problem import Place, Problem
from hub.text.lines import lines_in

_TEXT_FIELDS: Final = frozenset(
    (
        *("title", "listed_as", "official_title", "target_group", "summary", "note", "request"),
        *("url", "landing_page", "agency_page", "provision", "version", "about", "used"),
        *("otherwise", "activity", "actor", "supports", "reference", "name", "label", "text"),
        *("reason", "meaning", "term", "next"),
    )
)
_BEHIND_A_TEXT: Final = re.compile(r"[^\s#][ ]+#")
_REMARK: Final = re.compile(r"[ ]+(#[^\r\n]*)")


def cut_texts(source: SourceFile) -> Iterator[Problem]:
    """Yield each text of a field, and each item of several words, that a remark cuts."""
    if source.tree is None or not _BEHIND_A_TEXT.search(source.text):
        return
    lines = lines_in(source.text)
    for field, event in _plain_values(source.text):
        end = event.end_mark
        rest = _REMARK.match(lines[end.line], end.column) if end.line < len(lines) else None
        if rest and (field in _TEXT_FIELDS or (field is None and " " in event.value)):
            values = {"rest": rest[1], "kept": event.value}
            place = Place(source.file, end.line + 1, rest.start(1) + 1)
            yield Problem("text-cut", place, values=values)


def _plain_values(text: str) -> Iterator[tuple[str | None, Any]]:
    """Yield each value without quotes as libyaml's event, with its field; None for an item."""
    loader = yaml.CSafeLoader(text)
    fields: list[str | None] = []  # the field that waits for its value, for each open mapping
    is_list: list[bool] = []
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            waiting = bool(is_list) and not is_list[-1] and fields[-1] is None
            if isinstance(event, yaml.ScalarEvent):
                if waiting:
                    fields[-1] = event.value
                    continue
                if not event.style or event.style == "":
                    yield (fields[-1] if is_list and not is_list[-1] else None), event
            elif isinstance(event, yaml.CollectionEndEvent):
                fields.pop()
                is_list.pop()
            elif isinstance(event, yaml.CollectionStartEvent):
                fields.append(None)
                is_list.append(isinstance(event, yaml.SequenceStartEvent))
                continue
            if is_list:
                fields[-1] = None  # its value has come
    finally:
        loader.dispose()
