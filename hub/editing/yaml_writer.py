"""Write values as YAML in the way the catalogue is written: plain where that is safe.

A text is written in the first of these forms that reads back as itself:

    title: Bilag 1              plain
    title: >-                   folded, where the line would be too long
    title: |-                   literal, where the text has line breaks
    title: "Bilag 1: Skema"     quoted, where nothing else is safe
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import yaml

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
Fields: TypeAlias = Mapping[str, Value]

WIDTH: Final = 100
_STEP: Final = 2
_TEXT_TAG: Final = "tag:yaml.org,2002:str"
NEED_NO_QUOTES: Final = frozenset(
    (
        *("year", "listed_year", "number", "date", "published", "report_due", "reported"),
        *("start", "end", "withheld", "official"),
    )
)
"""Fields whose values look like numbers, dates or truths because that is what they are."""


def typed_patterns() -> tuple[str, ...]:
    """Return the patterns of plain texts that YAML takes for something else than a text.

    They are for a writer in another language: no flags are needed, and no spaces stand in them
    but those that are meant.
    """
    resolvers = yaml.CSafeLoader.yaml_implicit_resolvers.values()
    patterns = dict.fromkeys(pattern.pattern for group in resolvers for _, pattern in group)
    return tuple(re.sub(r"(\[[^\]]*\])|\s+", r"\1", pattern) for pattern in patterns)


def item_lines(fields: Fields, indent: int) -> list[str]:
    """Return the lines of an item of a list; its dash stands after `indent` spaces."""
    lines = fields_lines(fields, indent + _STEP)
    return [f"{' ' * indent}- {lines[0].lstrip(' ')}", *lines[1:]]


def fields_lines(fields: Fields, indent: int) -> list[str]:
    """Return the lines of fields, each after `indent` spaces."""
    lines: list[str] = []
    for name, value in fields.items():
        lead = f"{' ' * indent}{name}:"
        if isinstance(value, str):
            lines += _text_lines(name, value, indent)
        elif isinstance(value, Mapping):
            lines += [lead, *fields_lines(value, indent + _STEP)]
        else:
            lines += [lead, *_list_lines(value, indent + _STEP)]
    return lines


def _list_lines(values: Sequence[Value], indent: int) -> list[str]:
    lines: list[str] = []
    for value in values:
        if isinstance(value, Mapping):
            lines += item_lines(value, indent)
        else:
            first, *rest = _text_lines("-", str(value), indent)
            lines += [first.replace("-:", "-", 1), *rest]
    return lines


def _text_lines(name: str, text: str, indent: int) -> list[str]:
    key = f"{' ' * indent}{name}:"
    deeper = " " * (indent + _STEP)
    plain = f"{key} {text}"
    is_short = len(plain) <= WIDTH or " " not in text  # what cannot be parted is not folded
    if is_short and _reads_back([plain], name, text, indent):
        return [plain]
    wrapped = textwrap.wrap(
        text, WIDTH - indent - _STEP, break_long_words=False, break_on_hyphens=False
    )
    folded = [f"{key} >-", *(deeper + line for line in wrapped)]
    if len(plain) > WIDTH and "\n" not in text and _reads_back(folded, name, text, indent):
        return folded
    literal = [f"{key} |-", *((deeper + line).rstrip(" ") for line in text.split("\n"))]
    if "\n" in text and _reads_back(literal, name, text, indent):
        return literal
    return [f'{key} "{re.sub(UNSAFE, _escaped, text)}"']


UNSAFE = re.compile("[^ !#-\\[\\]-~\u00a1-\u00ac\u00ae-\u05ff\u2010-\u2027\u2030-\u205e]")
"""What a quoted text must not hold as itself: quotes, backslashes, and all that is not seen."""


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"  # noqa: PLR2004  # what four digits hold


def _reads_back(lines: list[str], name: str, text: str, indent: int) -> bool:
    """Return whether lines read as one text that is exactly this one, and as nothing else."""
    dedented = "\n".join(line[indent:] for line in lines)
    if name == "-":
        dedented = f"key{dedented[1:]}"
    try:
        tree = yaml.compose(dedented, yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(tree, yaml.MappingNode) or len(tree.value) != 1:
        return False
    value = tree.value[0][1]
    if not isinstance(value, yaml.ScalarNode) or value.value != text:
        return False
    return value.tag == _TEXT_TAG or (name in NEED_NO_QUOTES and not value.style)
