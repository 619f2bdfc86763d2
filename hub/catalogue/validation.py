"""Read, type and check the files of record; every fault becomes a Problem at its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hub.catalogue.fields import Known
from hub.catalogue.model import Catalogue
from hub.catalogue.process import Process
from hub.catalogue.references import check_process, check_vocabulary
from hub.catalogue.relations import Finding, check_relations
from hub.catalogue.source import read_source
from hub.catalogue.tree import MOST_PROBLEMS, Source, TreePath
from hub.catalogue.vocabulary import Hosts, Vocabulary
from hub.problems import Problem

Model = TypeVar("Model", bound=BaseModel)

MOST_OPTIONS = 12
"""Allowed values that a message lists before it says no more than the nearest."""

MOST_COMPARISONS = 600
"""Comparisons of a wrong word with a right one for a file; more would take seconds."""

MOST_FAULTS = 100_000
"""Faults of shape that are looked at; a file with more takes long to tell and is no catalogue."""

_QUOTED = re.compile("'([^']*)'")
"""A word among those that pydantic lists: 'a', 'b' or 'c'."""

_RULE_OF_ERROR = {
    # what pydantic calls a fault, and the rule that explains it
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "string_type": "expected-text",
    "string_too_short": "missing-value",
    "string_too_long": "too-long",
    "literal_error": "not-one-of",
    "tuple_type": "expected-list",
    "too_short": "too-few",
    "model_type": "expected-fields",
    "model_attributes_type": "expected-fields",
}


_RELATIONS: Mapping[type[BaseModel], Callable[[Source], Iterator[Finding]]] = {
    # what is asked between the fields of a file; the catalogue needs to know the areas too
    Vocabulary: check_vocabulary,
    Process: check_process,
}


@dataclass(frozen=True, slots=True)
class Checked(Generic[Model]):
    """A file of record: its source, and its model if it has no faults of shape."""

    source: Source
    model: Model | None


@dataclass(frozen=True, slots=True)
class Records:
    """All files of record as far as they could be read, and every problem found in them."""

    catalogue: Checked[Catalogue]
    vocabulary: Vocabulary | None
    process: Process | None
    hosts: Hosts | None
    problems: tuple[Problem, ...]


CATALOGUE_FILE = "data/notifications.yaml"


def read_records(root: Path, catalogue_path: Path | None = None) -> Records:
    """Read and check the files of record under `root`; never raises for what stands in them.

    `catalogue_path` is a catalogue to read in place of the one under `root`.
    """
    problems: list[Problem] = []
    vocabulary = read_model(root, "data/vocabulary.yaml", Vocabulary, problems)
    hosts = read_model(root, "data/hosts.yaml", Hosts, problems)
    known = known_by(vocabulary.model, hosts.model)
    if vocabulary.model is not None:  # only now is it known what it may name
        problems.extend(check_model(vocabulary.source, (), Vocabulary, known)[1])
    process = read_model(root, "data/process.yaml", Process, problems, known)
    path = catalogue_path or root / CATALOGUE_FILE
    source = read_source(path, CATALOGUE_FILE)
    areas = tuple(area.id for area in vocabulary.model.areas) if vocabulary.model else ()
    catalogue = check_catalogue(source, areas, problems, known)
    problems.sort(key=lambda problem: problem.place)
    return Records(catalogue, vocabulary.model, process.model, hosts.model, tuple(problems))


def check_catalogue(
    source: Source, areas: tuple[str, ...], problems: list[Problem], known: Known | None = None
) -> Checked[Catalogue]:
    """Type a catalogue and compare its entries; add its faults to `problems`.

    `areas` are the ids of the reporting areas in the vocabulary's order.
    """
    catalogue = check_source(source, Catalogue, problems, known)
    _tell(source, check_relations(source, areas), problems)
    return catalogue


def _tell(source: Source, findings: Iterable[Finding], problems: list[Problem]) -> None:
    """Add what was found between fields to `problems`."""
    speller = _Speller()
    problems.extend(
        _bounded(
            _problem(source, rule, path, speller.told(values)) for rule, path, values in findings
        )
    )


def _bounded(problems: Iterator[Problem]) -> Iterator[Problem]:
    """Yield the problems that are told one by one, and that there are more."""
    yield from islice(problems, MOST_PROBLEMS)
    for more in islice(problems, 1):
        yield Problem("more-problems", more.place, more.path)


def read_model(
    root: Path,
    file: str,
    model: type[Model],
    problems: list[Problem],
    known: Known | None = None,
) -> Checked[Model]:
    """Read one file as `model`; add its faults to `problems`."""
    return check_source(read_source(root / file, file), model, problems, known)


def check_source(
    source: Source, model: type[Model], problems: list[Problem], known: Known | None = None
) -> Checked[Model]:
    """Type a whole source as `model`; add its faults to `problems`."""
    problems.extend(source.problems)
    if source.tree is None:
        return Checked(source, None)
    typed, faults = check_model(source, (), model, known)
    problems.extend(faults)
    if model in _RELATIONS:
        _tell(source, _RELATIONS[model](source), problems)
    return Checked(source, typed if not source.problems else None)


def check_model(
    source: Source, path: TreePath, model: type[Model], known: Known | None = None
) -> tuple[Model | None, list[Problem]]:
    """Type the value at `path` of a source as `model`; return it, or None and its problems."""
    try:
        return model.model_validate(source.value(path), context=known), []
    except ValidationError as error:
        if error.error_count() > MOST_FAULTS:
            return None, [_problem(source, "more-problems", path, {})]
        details = error.errors(include_url=False, include_input=False)
        speller = _Speller()
        faults = (
            _shape_problem(source, path, model, detail, speller)
            for detail in details
            # A list is too short for pydantic also when it has items, but none without faults.
            if detail["type"] != "too_short" or not source.value((*path, *detail["loc"]))
        )
        return None, list(_bounded(faults))


def known_by(vocabulary: Vocabulary | None, hosts: Hosts | None) -> Known | None:
    """Return what the catalogue may refer to; None, so that nothing is refused, if unreadable."""
    if vocabulary is None or hosts is None:
        return None
    return Known(
        areas=frozenset(area.id for area in vocabulary.areas),
        authorities=frozenset(authority.id for authority in vocabulary.authorities),
        instruments=frozenset(instrument.id for instrument in vocabulary.instruments),
        hosts={host.host: host.private for host in hosts.hosts},
    )


def _shape_problem(
    source: Source,
    at: TreePath,
    model: type[BaseModel],
    detail: ErrorDetails,
    speller: _Speller,
) -> Problem:
    path = (*at, *detail["loc"])
    context: dict[str, Any] = dict(detail.get("ctx", {}))
    rule = _RULE_OF_ERROR.get(detail["type"], detail["type"])
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), source.file)
    value = source.value(path)
    values: dict[str, object] = {"name": field}
    if rule == "unknown-field":
        values["choices"] = _fields_at(model, _names(detail["loc"][:-1]))
        return _problem(source, rule, path, speller.told(values), of_key=True)
    if value is None and rule not in ("missing-field", "too-few"):
        rule = "missing-value"
    elif rule == "expected-fields":
        values["options"] = _fields_at(model, _names(detail["loc"]))
    elif rule == "not-one-of":
        values["value"] = value if isinstance(value, str) else "…"
        values["choices"] = tuple(_QUOTED.findall(context["expected"]))
    elif rule == "too-long":
        values |= {"limit": context["max_length"], "length": len(str(value))}
    else:
        values |= {
            ("choices" if name == "options" else name): value for name, value in context.items()
        }
    return _problem(source, rule, path, speller.told(values))


def _names(path: TreePath) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


@cache
def _fields_at(model: type[BaseModel], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields of what the names lead to; lists and unions are looked through."""
    for name in names:
        model = next(_models_in(model.model_fields[name].annotation), model)
    return tuple(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _problem(
    source: Source,
    rule: str,
    path: TreePath,
    values: Mapping[str, object],
    *,
    of_key: bool = False,
) -> Problem:
    return Problem(rule, source.place(path, of_key=of_key), path_text(path), values)


class _Speller:
    """Puts into a problem's values the first of its choices, and the nearest if there is one.

    Where very many words are wrong, the nearest is looked for only as long as it is quick.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, tuple[str, ...]], str | None] = {}
        self._left = MOST_COMPARISONS

    def told(self, values: dict[str, object]) -> dict[str, object]:
        choices = values.pop("choices", None)
        if isinstance(choices, tuple):
            wrong = str(values.get("value") or values.get("host") or values.get("name"))
            if len(choices) <= MOST_COMPARISONS and (near := self._nearest(wrong, choices)):
                values["nearest"] = near
            more = ("…",) if len(choices) > MOST_OPTIONS else ()
            values["options"] = choices[:MOST_OPTIONS] + more
        return values

    def _nearest(self, wrong: str, choices: tuple[str, ...]) -> str | None:
        known = self._found
        if len(choices) <= self._left and (wrong, choices) not in known:
            self._left -= len(choices)
            known[wrong, choices] = nearest(wrong, choices)
        return known.get((wrong, choices))


def nearest(word: str, choices: tuple[str, ...]) -> str | None:
    """Return the choice that a word was probably meant to be."""
    lowered = {choice.lower(): choice for choice in choices}
    # A long text is no misspelt word, and comparing it would take long.
    found = difflib.get_close_matches(word[:60].lower(), lowered, n=1)
    return lowered[found[0]] if found else None


def path_text(path: TreePath) -> str:
    """Return a path as `notifications[0].rounds[1].year`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
