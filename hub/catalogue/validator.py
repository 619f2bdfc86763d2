"""Validate a tree against a model; every fault becomes a Problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hub.catalogue.consistency import Finding
from hub.catalogue.corrections import Corrector
from hub.catalogue.fault_bound import TooManyFaults, bounded_faults
from hub.catalogue.field_places import fields_at, home_of, is_entry_at_top, stray_field
from hub.catalogue.fields import Known
from hub.catalogue.syntax_causes import in_quotes
from hub.catalogue.tree import MOST_PROBLEMS, MappingNode, SourceFile, Tree, TreePath, path_text
from hub.diagnostics.problem import Problem
from hub.text.look_alikes import LOOK_ALIKE, names_of, with_plain_signs

Model = TypeVar("Model", bound=BaseModel)

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

_OF_SEVERAL_FIELDS = frozenset(("dash-too-many", "entry-at-top"))
_WITHOUT_READER = frozenset(("not-a-municipality-code", "not-an-address"))
_NO_VALUE = re.compile(r"\s*[-\u2013\u2014?.\u2026]+\s*")


def check_model(
    source: SourceFile, path: TreePath, model: type[Model], known: Known | None = None
) -> tuple[Model | None, list[Problem]]:
    """Type the value at `path` of a source as `model`; return it, or None and its problems."""
    try:
        with bounded_faults():
            return model.model_validate(source.value(path), context=known), []
    except TooManyFaults:
        return None, [_problem(source, "more-problems", path, {})]
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        homes = _homes_of_stray_fields(source, path, model, details)
        corrector = Corrector(known)
        faults = (
            _shape_problem(source, path, model, detail, corrector)
            for detail in details
            # A list is too short for pydantic also when it has items, but none without faults;
            # and what stands at the wrong level is not missing at the right one besides.
            if (detail["type"] != "too_short" or not source.value((*path, *detail["loc"])))
            and (detail["type"] != "missing" or detail["loc"] not in homes)
        )
        return None, list(_bounded(_once(faults)))


def is_unread(faults: Sequence[Problem]) -> bool:
    """Return whether a value has so many faults of shape that it was not looked at."""
    return [one.rule for one in faults] == ["more-problems"]


def problems_of_findings(source: SourceFile, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Yield the findings of a consistency check as problems at their places."""
    corrector = Corrector()
    return _bounded(
        _problem(source, rule, path, corrector.told(rule, values))
        for rule, path, values in findings
    )


def _bounded(problems: Iterator[Problem]) -> Iterator[Problem]:
    """Yield the problems that are reported one by one, and that there are more."""
    yield from islice(problems, MOST_PROBLEMS)
    for more in islice(problems, 1):
        yield Problem("more-problems", more.place, more.path)


def _once(faults: Iterable[Problem]) -> Iterator[Problem]:
    """Yield what is wrong with a whole item or file once, and not for each of its fields."""
    told = set()
    for fault in faults:
        if fault.rule in _OF_SEVERAL_FIELDS:
            known = fault.rule, fault.place.file, fault.path
            if known in told:
                continue
            told.add(known)
        yield fault


def _shape_problem(
    source: SourceFile,
    at: TreePath,
    model: type[BaseModel],
    detail: ErrorDetails,
    corrector: Corrector,
) -> Problem:
    path = (*at, *detail["loc"])
    context: dict[str, Any] = dict(detail.get("ctx", {}))
    rule = _RULE_OF_ERROR.get(detail["type"], detail["type"])
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), source.file)
    value = source.value(path)
    values: dict[str, object] = {"name": field}
    if rule == "unknown-field":
        values["choices"] = fields_at(model, detail["loc"][:-1])
        return _unknown_field(source, path, model, values, corrector)
    if isinstance(value, str) and (slip := _slip_of_value(rule, value, context, corrector)):
        return _problem(source, slip[0], path, values | slip[1])
    if value is None and path and isinstance(path[-1], int):
        values["number"] = path[-1] + 1
        return _problem(source, "empty-item", path, values)
    if value is None and rule not in ("missing-field", "too-few"):
        rule = "missing-value"
    elif rule == "missing-field" and _continues_above(source, path[:-1]):
        rule, path = "dash-too-many", path[:-1]
    elif rule == "expected-fields":
        values["options"] = fields_at(model, detail["loc"])
    elif rule == "not-one-of":
        values["value"] = value if isinstance(value, str) else "…"
        values["choices"] = tuple(_QUOTED.findall(context["expected"]))
    elif rule == "too-long":
        values |= {"limit": context["max_length"], "length": len(str(value))}
    else:
        values |= {
            ("choices" if name == "options" else name): value for name, value in context.items()
        }
    of_item = bool(path) and isinstance(path[-1], int)
    if rule == "expected-text" and of_item and (text := _text_with_colon(value)):
        values["right"] = in_quotes(text)
    return _problem(source, rule, path, corrector.told(rule, values, of_item=of_item))


def _unknown_field(
    source: SourceFile,
    path: TreePath,
    model: type[BaseModel],
    values: dict[str, object],
    corrector: Corrector,
) -> Problem:
    if is_entry_at_top(source, path, model):
        return Problem("entry-at-top", source.place(path, of_key=True))
    if stray := stray_field(source, path, model, corrector.nearest):
        rule = "misplaced-field" if "line" in stray else "field-without-home"
        stray["name"] = values["name"]
        return _problem(source, rule, path, stray, of_key=True)
    told = corrector.told("unknown-field", values)
    return _problem(source, "unknown-field", path, told, of_key=True)


def _continues_above(source: SourceFile, path: TreePath) -> bool:
    """Return whether an item of a list has only fields that the item above it lacks."""
    *holder, number = path or ("",)
    if not isinstance(number, int) or number == 0:
        return False
    item, above = source.value(path), source.value((*holder, number - 1))
    if not isinstance(item, MappingNode) or not isinstance(above, MappingNode):
        return False
    return item.keys().isdisjoint(above)


def _text_with_colon(value: Tree) -> str | None:
    """Return the text of which a colon has made a field with a value; None if it is none."""
    if not isinstance(value, MappingNode) or len(value) != 1:
        return None
    ((before, after),) = value.items()
    return f"{before}: {after}" if isinstance(after, str) else None


def _slip_of_value(
    rule: str, value: str, context: Mapping[str, Any], corrector: Corrector
) -> tuple[str, dict[str, object]] | None:
    """Return what is wrong with a value besides the rule that it breaks, with the values to quote.

    That is nothing where it is unclear what was meant.
    """
    if rule not in _OF_PLAIN_SIGNS:
        return None
    if _NO_VALUE.fullmatch(value):
        return "no-value", {"value": value.strip()}
    sign = LOOK_ALIKE.search(value)
    if sign is None:
        return None
    plain: str | None = with_plain_signs(value).strip()
    choices = context.get("options") or tuple(_QUOTED.findall(context.get("expected", "")))
    if plain not in choices and rule not in _WITHOUT_READER:
        plain = corrector.corrected(rule, plain or "", choices)
    if not plain:
        return None
    return "look-alike-value", {"value": value, "mended": plain, **names_of(sign.group())}


def _homes_of_stray_fields(
    source: SourceFile, at: TreePath, model: type[BaseModel], details: Iterable[ErrorDetails]
) -> set[TreePath]:
    """Return where fields belong that stand elsewhere."""
    stray = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    found: set[TreePath] = set()
    for path in stray[:MOST_PROBLEMS]:
        if is_entry_at_top(source, (*at, *path), model):
            found.add(("notifications",))
        elif (home := home_of(source, (*at, *path), model)) is not None:
            found.add((*home[len(at) :], path[-1]))
    return found


def _problem(
    source: SourceFile,
    rule: str,
    path: TreePath,
    values: Mapping[str, object],
    *,
    of_key: bool = False,
) -> Problem:
    return Problem(rule, source.place(path, of_key=of_key), path_text(path), values)
