"""Add to the catalogue: check the whole of it as it would be, then put it in place at once.

A run that is killed leaves the old catalogue. What is refused is never written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hub.catalogue.consistency import text_at
from hub.catalogue.field_places import fields_at
from hub.catalogue.fields import is_id
from hub.catalogue.loader import (
    CATALOGUE_FILE,
    CATALOGUE_FOLDER,
    CatalogueFaulty,
    faultless_records,
    read_records,
)
from hub.catalogue.model import Catalogue
from hub.catalogue.source import source_of
from hub.catalogue.tree import ANY, SourceFile, TreePath, find
from hub.diagnostics.problem import Problem
from hub.diagnostics.rules import errors_in
from hub.editing.yaml_field import with_field
from hub.editing.yaml_insert import CannotPlace, Placed, with_item
from hub.editing.yaml_writer import Fields, Value
from hub.files import record_lock, unfinished_file, write_atomically

__all__ = [
    "Added",
    "Amendment",
    "CannotPlace",
    "CatalogueFaulty",
    "Draft",
    "RejectedEntry",
    "add",
    "faultless_records",
]

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_NOTIFICATIONS: Final = ("notifications",)
NEW_FILE_HEAD: Final = "# yaml-language-server: $schema=../notifications.schema.json\n"
"""The first line of a new file of the catalogue's folder."""

_NEW_FILE: Final = f"{NEW_FILE_HEAD}notifications: []\n"


@dataclass(frozen=True, slots=True)
class Draft:
    """An item and the list of the catalogue that it is to stand in."""

    path: TreePath
    item: Fields


@dataclass(frozen=True, slots=True)
class Amendment:
    """Fields of one notification of the catalogue, each with what is to stand there."""

    fields: Mapping[TreePath, Value]


@dataclass(frozen=True, slots=True)
class Added:
    """The file that the new lines stand in, from the root, the first of them there, and the lines.

    Of fields in several places the line is that of the first.
    """

    file: str
    line: int
    text: str


class RejectedEntry(Exception):
    """The catalogue with the new item would have faults, so it was not written."""

    def __init__(self, problems: tuple[Problem, ...], source: SourceFile) -> None:
        super().__init__(", ".join(problem.rule for problem in problems))
        self.problems = problems
        self.source = source
        """The catalogue's file as it would have been; most of the problems' places are in it."""


def add(root: Path, draft: Draft | Amendment, *, write: bool = True) -> Added:
    """Put a draft or an amendment into the catalogue under `root`; without `write`, only try it.

    Raises CatalogueFaulty, RejectedEntry, or CannotPlace where the list is written in a way that
    nothing can be added to.
    """
    with record_lock(root, CATALOGUE_FILE):
        records = faultless_records(root)
        catalogue = records.catalogue.source
        if isinstance(draft, Amendment):
            placed = _amended(catalogue, draft)
        else:
            placed = _placed(root, catalogue, draft)
        path = root / placed.source.file
        marked = path.exists() and path.read_bytes().startswith(_BYTE_ORDER_MARK)
        data = placed.source.text.encode("utf-8", "replace")
        data = _BYTE_ORDER_MARK + data if marked else data
        with unfinished_file(path.resolve()) as fresh:
            fresh.write_bytes(data)
            if errors := errors_in(read_records(root, {placed.source.file: fresh}).problems):
                raise RejectedEntry(errors, placed.source)
        if write:
            write_atomically(path, data)
    return Added(placed.source.file, placed.line, placed.text)


def _placed(root: Path, source: SourceFile, draft: Draft) -> Placed:
    """Return the one file of the catalogue that a draft belongs in, with the draft in it.

    Where the catalogue has a folder, a new notification gets a file of its own there.
    """
    part, path = source.part(draft.path)
    if draft.path == _NOTIFICATIONS and (root / CATALOGUE_FOLDER).is_dir():
        id_ = str(draft.item.get("id", ""))
        # What is no id is refused with the rest of the entry; until then it names no file.
        file = f"{CATALOGUE_FOLDER}/{id_ if is_id(id_) else 'ny'}.yaml"
        existing = next((one for one in source.files if one.file == file), None)
        part = existing or source_of(_NEW_FILE, file)
    before = _older_than(part, draft.item) if draft.path == _NOTIFICATIONS else None
    return with_item(part, path, draft.item, _fields_of(draft.path), before)


def _older_than(source: SourceFile, item: Fields) -> int:
    """Return where a new notification belongs: below the last that is of a later year."""
    rounds: object = item.get("rounds", ())
    own = rounds[0].get("year", "") if isinstance(rounds, tuple) and rounds else ""
    years = [
        text_at(source.value((*path, "rounds", 0)), "year")
        for path, _ in find(source.tree, "notifications", ANY)
    ]
    return 1 + max((at for at, year in enumerate(years) if year > str(own)), default=-1)


def _amended(source: SourceFile, amendment: Amendment) -> Placed:
    """Return the one file of the catalogue that the fields are in, with their new values."""
    placed: list[Placed] = []
    part = None
    for path, value in amendment.fields.items():
        own, within = source.part(path)
        placed.append(with_field(part or own, within, value, _fields_of(path)))
        part = placed[-1].source
    assert part
    first = min(one.line for one in placed)
    return Placed(part, first, "\n".join(one.text for one in placed))


def _fields_of(path: TreePath) -> tuple[str, ...]:
    """Return the fields of what holds the field at a path, in their order."""
    return fields_at(Catalogue, path[:-1])
