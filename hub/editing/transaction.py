"""Add to the catalogue: check the whole of it as it would be, then put it in place at once.

A run that is killed leaves the old catalogue. What is refused is never written.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from hub.catalogue.loader import CATALOGUE_FILE, Records, read_records
from hub.catalogue.model import Catalogue, Notification, Round
from hub.catalogue.tree import SourceFile, TreePath
from hub.diagnostics.problem import Problem
from hub.diagnostics.rules import all_rules
from hub.editing.yaml_insert import CannotPlace, with_item
from hub.editing.yaml_writer import Fields
from hub.files import record_lock, unfinished_file, write_atomically

__all__ = [
    "Added",
    "CannotPlace",
    "CatalogueFaulty",
    "Draft",
    "RejectedEntry",
    "add",
    "faultless_records",
]

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Draft:
    """An item and the list of the catalogue that it is to end."""

    path: TreePath
    item: Fields


@dataclass(frozen=True, slots=True)
class Added:
    """Where the new item stands, and its lines."""

    line: int
    text: str


class RejectedEntry(Exception):
    """The catalogue with the new item would have faults, so it was not written."""

    def __init__(self, problems: tuple[Problem, ...], source: SourceFile) -> None:
        super().__init__(", ".join(problem.rule for problem in problems))
        self.problems = problems
        self.source = source
        """The catalogue as it would have been; the problems' places are in it."""


class CatalogueFaulty(Exception):
    """The catalogue has faults already, so nothing can be added."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(problem.rule for problem in problems))
        self.problems = problems


def faultless_records(root: Path) -> Records:
    """Return the files of record. Raises CatalogueFaulty."""
    records = read_records(root)
    if errors := _errors(records.problems):
        raise CatalogueFaulty(errors)
    return records


def add(root: Path, draft: Draft, *, write: bool = True) -> Added:
    """Put a draft into the catalogue under `root`; without `write`, only try it.

    Raises CatalogueFaulty, RejectedEntry, or CannotPlace where the list is written in a way that
    nothing can be added to.
    """
    with record_lock(root, CATALOGUE_FILE):
        records = faultless_records(root)
        placed = with_item(records.catalogue.source, draft.path, draft.item, _fields_of(draft.path))
        path = root / CATALOGUE_FILE
        marked = path.read_bytes().startswith(_BYTE_ORDER_MARK)
        data = placed.source.text.encode("utf-8", "replace")
        data = _BYTE_ORDER_MARK + data if marked else data
        with unfinished_file(path.resolve()) as fresh:
            fresh.write_bytes(data)
            if errors := _errors(read_records(root, fresh).problems):
                raise RejectedEntry(errors, placed.source)
        if write:
            write_atomically(path, data)
    return Added(placed.line, placed.text)


def _errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    rules = all_rules()
    return tuple(problem for problem in problems if rules[problem.rule].severity == "error")


def _fields_of(path: TreePath) -> tuple[str, ...]:
    """Return the fields of what holds the list at a path, in their order."""
    holders: dict[int, type[BaseModel]] = {1: Catalogue, 3: Notification}
    holder = holders.get(len(path), Round)
    return tuple(holder.model_fields)
