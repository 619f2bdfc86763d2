"""Every field broken in every way: each fault gets a rule and words of ours, never pydantic's."""

from __future__ import annotations

import contextlib
import copy
import functools
import json
import operator
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from projects import read_yaml
from pydantic import BaseModel

from hub.catalogue.fields import Known
from hub.catalogue.loader import check_catalogue, check_source, read_records
from hub.catalogue.model import Catalogue
from hub.catalogue.municipalities import Municipalities
from hub.catalogue.process import Process
from hub.catalogue.source import source_of
from hub.catalogue.vocabulary import Hosts, Vocabulary
from hub.diagnostics.problem import Problem
from hub.diagnostics.reporters import hint, message
from hub.diagnostics.rules import all_rules
from hub.project import read_project
from hub.settings import Settings

MODELS: dict[str, type[BaseModel]] = {
    "data/notifications.yaml": Catalogue,
    "data/vocabulary.yaml": Vocabulary,
    "data/process.yaml": Process,
    "data/hosts.yaml": Hosts,
    "data/municipalities.yaml": Municipalities,
    "mkdocs.yml": Settings,
}

COMPLETE = Path(__file__).parent / "complete"
"""Files of record in which every field has a value."""

KNOWN = Known(
    areas=frozenset({"hovedstaden"}),
    authorities=frozenset({"styrelsen"}),
    instruments=frozenset({"serviceloven"}),
    hosts={"www.sbst.dk": False},
)

DOCUMENTS = {"notification", "appendices", "regional_reports", "document"}
"""The four places of a round where documents are."""

REMOVED = object()

BREAKS: dict[str, object] = {
    # what stands instead of the value; a text is written in double quotes unless it is Plain
    "removed": REMOVED,
    "null": None,
    "empty text": "",
    "empty list": [],
    "empty mapping": {},
    "list of a text": ["x"],
    "list of null": [None],
    "list of lists": [["x"], [["y"]]],
    "mapping of mappings": {"a": {"b": {"c": "x"}}},
    "word": "noget-helt-andet",
    "long text": "æ" * 10_000,
    "line break": "to\nlinjer",
    "markup": "<script>alert(1)</script> & {braces} {0} %s ${x}",
    "number": "7",
    "5,000 digits": "9" * 5_000,
    "truth": "true",
    "30 February": "2019-02-30",
    "year": "2019",
    "address of a script": "javascript:alert(1)",
    "address elsewhere": "https://example.org/",
    "broken address": "https://[::1",
    "path": "../../etc/passwd",
    "reserved": "side-2",
    "mirrored": "\u202eabc",
}

Path_ = tuple[str | int, ...]


@functools.cache
def sample(file: str) -> Any:
    """Return the values of a complete file, as texts; of the settings only the hub's own."""
    values = read_yaml((COMPLETE / Path(file).name).read_text(encoding="utf-8"))
    return values["plugins"][0]["hub"] if file == "mkdocs.yml" else values


def sample_around(file: str, way: tuple[str, ...]) -> Any:
    """Return the values of a complete file but for documents that the way does not lead to.

    They are most of its text, and no rule of one field looks at them.
    """
    if file != "data/notifications.yaml":
        return sample(file)
    tree = copy.deepcopy(sample(file))
    for entry in tree["notifications"]:
        for round_ in entry["rounds"]:
            for holder in (round_, round_.get("agency_treatment", {})):
                for name in DOCUMENTS & holder.keys() - {*way}:
                    del holder[name]
    return tree


def fields(model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    """Yield the way to each field of a model and the models in it, list items as `*`."""
    for name, field in model.model_fields.items():
        yield (name,)
        is_list = "tuple" in str(field.annotation)
        if is_list:
            yield (name, "*")
        for inner in models_in(field.annotation):
            for way in fields(inner):
                yield (name, *(("*",) if is_list else ()), *way)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def first_path(tree: Any, way: tuple[str, ...]) -> Path_ | None:
    """Return the path of the last value in a sample that a way leads to."""
    if not way:
        return ()
    step, rest = way[0], way[1:]
    keys: list[str | int] = list(range(len(tree)))[::-1] if step == "*" else [step]
    for key in keys:
        if isinstance(key, str) and key not in tree:
            continue
        inner = first_path(tree[key], rest)
        if inner is not None:
            return (key, *inner)
    return None


@contextlib.contextmanager
def broken(tree: Any, path: Path_, value: object) -> Iterator[None]:
    """Put another value at a path of a sample, and the old one back at the end."""
    inner = functools.reduce(operator.getitem, path[:-1], tree)
    before = list(inner) if isinstance(inner, list) else dict(inner)
    if value is REMOVED:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    try:
        yield
    finally:
        if isinstance(inner, list):
            inner[:] = before
        else:
            inner.clear()
            inner.update(before)


def problems_of(root: Path, file: str, tree: Any) -> tuple[Problem, ...]:
    """Return what is found in a file of record that has these values, JSON being YAML too.

    Only the settings are read from a file; for the others the text will do.
    """
    problems: list[Problem] = []
    if file == "mkdocs.yml":
        (root / file).write_text(
            written({"site_name": "x", "plugins": [{"hub": tree}]}), encoding="utf-8"
        )
        return read_project(root / file).problems
    source = source_of(written(tree), file)
    if file == "data/notifications.yaml":
        check_catalogue(source, ("hovedstaden",), problems, KNOWN)
    else:
        check_source(source, MODELS[file], problems, KNOWN)
    return tuple(problems)


def written(tree: Any) -> str:
    return json.dumps(tree, ensure_ascii=False).replace("\u202e", "\\u202e")


def told(problem: Problem) -> tuple[str, ...]:
    """Return all words of a problem; a field of its words without a value raises KeyError."""
    rules = all_rules()
    return tuple(
        words(problem, rules, language) for words in (message, hint) for language in ("da", "en")
    )


WAYS = [(file, way) for file, model in MODELS.items() for way in fields(model)]


def test_the_complete_files_have_no_faults(tmp_path: Path):
    (tmp_path / "data").mkdir()
    for file in MODELS:
        shutil.copyfile(COMPLETE / Path(file).name, tmp_path / file)

    problems = (*read_records(tmp_path).problems, *read_project(tmp_path / "mkdocs.yml").problems)

    assert problems == ()


@pytest.mark.parametrize("file", MODELS)
def test_the_complete_files_have_every_field(file: str):
    lacking = [way for way in fields(MODELS[file]) if first_path(sample(file), way) is None]

    assert lacking == []


@pytest.mark.parametrize(
    ("file", "way"), WAYS, ids=[f"{file}:{'.'.join(way)}" for file, way in WAYS]
)
def test_no_fault_of_a_field_falls_through_to_words_that_are_not_ours(
    tmp_path: Path, file: str, way: tuple[str, ...]
):
    tree = sample_around(file, way)
    path = first_path(tree, way)
    assert path is not None

    found = {}
    for name, value in BREAKS.items():
        with broken(tree, path, value):
            found[name] = problems_of(tmp_path, file, tree)

    rules = all_rules()
    strange = [(name, one) for name, all_ in found.items() for one in all_ if one.rule not in rules]
    assert strange == []
    unworded = [
        words for all_ in found.values() for one in all_ for words in told(one) if not words
    ]
    assert unworded == []
    refused = {"list of lists", "mapping of mappings"}
    assert refused <= {name for name, all_ in found.items() if all_}


@pytest.mark.parametrize("file", MODELS)
@pytest.mark.parametrize("whole", [[], ["x"], "x", {"ukendt": "x"}, {"ukendt": {"a": ["x"]}}])
def test_a_file_of_another_shape_is_told_in_words_of_ours(tmp_path: Path, file: str, whole: object):
    problems = problems_of(tmp_path, file, whole)

    assert all(one.rule in all_rules() and all(told(one)) for one in problems)
    assert problems or file == "mkdocs.yml"
