"""What is written is read back as the same, at the places where it stands; whatever it holds."""

from __future__ import annotations

import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from hub.catalogue.fields import (
    Address,
    AreaId,
    AuthorityId,
    Date,
    Id,
    InstrumentId,
    Line,
    Number,
    Prose,
    Truth,
    Year,
    is_id,
)
from hub.catalogue.model import Catalogue, Notification
from hub.catalogue.parser import HIDDEN_CHARACTER
from hub.catalogue.source import source_of
from hub.catalogue.tree import MappingNode, SequenceNode, SourceFile, Tree, TreePath
from hub.catalogue.validator import check_model
from hub.editing.yaml_insert import plain_value, with_item
from hub.editing.yaml_writer import fields_lines
from hub.text.dates import EARLIEST_YEAR, LATEST_YEAR

SEEN = st.characters(categories=["L", "M", "N", "P", "S", "Zs"], exclude_characters="\u00ad")
WORDS = st.one_of(
    st.text(SEEN, max_size=40),
    st.sampled_from(["-", "?", "~", "null", "true", "2019", "1e3", "0x1", "# a", "a: b", "- a"]),
    st.sampled_from(["'", '"', "[a", "{a", "&a", "*a", "!a", "|", ">-", "%a", "@a", "a #b", "..."]),
)
LINES = WORDS.map(str.strip).filter(
    lambda text: text and not HIDDEN_CHARACTER.search(text) and text == text.strip()
)
PROSE = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
YEARS = st.integers(EARLIEST_YEAR, LATEST_YEAR).map(str)
IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(
    lambda text: is_id(text) and text != "index" and "side-" not in text
)
VALUES: dict[Any, st.SearchStrategy[str]] = {
    Line: LINES,
    Prose: PROSE,
    Id: IDS,
    Year: YEARS,
    Date: st.one_of(YEARS, st.builds("{}-{:02}".format, YEARS, st.integers(1, 12))),
    Number: st.integers(1, 999).map(str),
    Truth: st.sampled_from(["true", "false"]),
    Address: st.from_regex(r"https://www\.sbst\.dk/[a-zæøå0-9/_-]{0,20}", fullmatch=True),
    AreaId: st.sampled_from(["hovedstaden", "sjaelland"]),
    AuthorityId: st.sampled_from(["styrelsen"]),
    InstrumentId: st.sampled_from(["serviceloven"]),
}


def entries(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Return what makes entries of a model, found by walking it: a new field is tried at once."""
    hints = get_type_hints(model, include_extras=True)
    kinds = {name: _values(hints[name]) for name in model.model_fields}
    needed = {name for name, field in model.model_fields.items() if field.is_required()}
    return st.fixed_dictionaries(
        {name: kinds[name] for name in kinds if name in needed},
        optional={name: kinds[name] for name in kinds if name not in needed},
    )


def _values(kind: Any) -> st.SearchStrategy[Any]:
    if kind in VALUES:
        return VALUES[kind]
    if get_origin(kind) in (Union, types.UnionType):
        return _values(next(one for one in get_args(kind) if one is not type(None)))
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is tuple:
        return st.lists(_values(get_args(kind)[0]), min_size=1, max_size=2).map(tuple)
    return entries(kind)


@given(entries(Notification))
@settings(max_examples=150, deadline=None)
def test_an_entry_that_is_written_reads_back_as_itself(entry: dict[str, Any]) -> None:
    text = "\n".join(fields_lines({"notifications": (entry,)}, 0))

    source = source_of(text, "x.yaml")
    typed, problems = check_model(source, (), Catalogue)

    assert (source.problems, problems) == ((), [])
    assert source.tree == plain_value({"notifications": (entry,)})
    assert typed == Catalogue.model_validate({"notifications": [entry]})


@given(st.lists(entries(Notification), min_size=1, max_size=2), entries(Notification), st.data())
@settings(max_examples=60, deadline=None)
def test_an_entry_that_is_added_leaves_the_others_as_they_were(
    there: list[dict[str, Any]], new: dict[str, Any], data: st.DataObject
) -> None:
    text = "\n".join(["# Kataloget", *fields_lines({"notifications": tuple(there)}, 0), "# Slut"])
    before = data.draw(st.integers(0, len(there)))

    made = with_item(source_of(text, "x.yaml"), ("notifications",), new, (), before)

    items = [*there[:before], new, *there[before:]]
    assert made.source.tree == plain_value({"notifications": tuple(items)})
    assert made.source.text.replace(f"{made.text}\n", "", 1).split() == text.split()


NESTED = st.recursive(
    st.one_of(LINES, PROSE, st.sampled_from(["", " a", "a\n\nb\n", "\ta"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(LINES.map(lambda text: text.replace("\n", " ")), inner, max_size=3),
    ),
    max_leaves=12,
).filter(lambda value: not isinstance(value, str))
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, "'", '"', "|", ">"]),
        "indent": st.integers(2, 6),
        "width": st.sampled_from([20, 80, 1000]),
        "line_break": st.sampled_from(["\n", "\r\n", "\r"]),
        "explicit_start": st.booleans(),
    }
)


@given(NESTED, STYLES)
@example([["a"], {"b": "c"}], {"line_break": "\r", "default_style": "|"})
@settings(max_examples=300, deadline=None)
def test_every_value_stands_where_another_reader_finds_it(value: Any, style: dict) -> None:
    text = yaml.dump(value, sort_keys=False, allow_unicode=True, **style)

    source = source_of(text, "x.yaml")

    seen = [problem.rule for problem in source.problems]
    assert set(seen) <= {"file-empty", "hidden-character", "key-not-text", "too-deep"}
    if not seen:
        node = yaml.compose(text, yaml.BaseLoader)
        assert _places(source, source.tree, ()) == list(_marks(node))


def _places(source: SourceFile, tree: Tree, path: TreePath) -> list[tuple[int, int, str]]:
    """Return the line and column of every key and value as the hub tells them, and the texts."""
    place = source.place(path)
    text = tree if isinstance(tree, str) else ""
    found = [(place.line, place.column, text)]
    if isinstance(tree, MappingNode):
        for name, inner in tree.items():
            key = source.place((*path, name), of_key=True)
            found += [(key.line, key.column, name), *_places(source, inner, (*path, name))]
    elif isinstance(tree, SequenceNode):
        for at, inner in enumerate(tree):
            found += _places(source, inner, (*path, at))
    return found


def _marks(node: yaml.Node) -> list[tuple[int, int, str]]:
    """Return the same as PyYAML's own code has it, which shares nothing with libyaml."""
    text = node.value if isinstance(node, yaml.ScalarNode) else ""
    plain_null = isinstance(node, yaml.ScalarNode) and not node.style and text in ("", "~", "null")
    mark = node.start_mark
    found = [(mark.line + 1, mark.column + 1, "" if plain_null else text)]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found += [*_marks(key), *_marks(value)]
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            found += _marks(value)
    return found
