"""Validate a tree against a model; every fault becomes a Problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hub.catalogue.consistency import Finding
from hub.catalogue.fields import Known
from hub.catalogue.tree import MOST_PROBLEMS, SourceFile, TreePath, path_text
from hub.diagnostics.problem import Problem
from hub.text.look_alikes import LOOK_ALIKE, names_of, with_plain_signs
from hub.text.similarity import nearest

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

_OF_PLAIN_SIGNS = frozenset(
    # rules about values that are written with plain signs only
    (
        "not-a-date",
        "not-a-year",
        "not-a-number",
        "not-true-or-false",
        "not-one-of",
        "not-an-id",
        "not-a-municipality-code",
        "not-an-address",
        "unknown-area",
        "unknown-authority",
        "unknown-instrument",
    )
)


def check_model(
    source: SourceFile, path: TreePath, model: type[Model], known: Known | None = None
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


def problems_of_findings(source: SourceFile, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Yield the findings of a consistency check as problems at their places."""
    speller = _Speller()
    return _bounded(
        _problem(source, rule, path, speller.told(values)) for rule, path, values in findings
    )


def _bounded(problems: Iterator[Problem]) -> Iterator[Problem]:
    """Yield the problems that are reported one by one, and that there are more."""
    yield from islice(problems, MOST_PROBLEMS)
    for more in islice(problems, 1):
        yield Problem("more-problems", more.place, more.path)


def _shape_problem(
    source: SourceFile,
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
    if isinstance(value, str) and rule in _OF_PLAIN_SIGNS and (sign := LOOK_ALIKE.search(value)):
        plain = with_plain_signs(value).strip()
        values = {"value": value, "mended": plain, **names_of(sign.group())}
        return _problem(source, "look-alike-value", path, values)
    if value is None and path and isinstance(path[-1], int):
        values["number"] = path[-1] + 1
        return _problem(source, "empty-item", path, values)
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
    source: SourceFile,
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
