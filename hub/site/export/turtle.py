"""Write linked data as Turtle: the same tree that stands in the JSON-LD.

A node is a mapping with `@id`, or without one where nothing else refers to it, `@type`, and
properties with a prefix; a value is a node, `{"@id"}`, or `{"@value"}` with `@language` or `@type`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Node = Mapping[str, Any]


def turtle(prefixes: Mapping[str, str], nodes: Sequence[Node]) -> str:
    """Return nodes as Turtle; nodes within others stand by themselves where they have an `@id`.

    What has the same `@id` must say the same.
    """
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items()]
    named = {each["@id"]: each for node in nodes for each in _named(node)}
    for id_, node in named.items():
        lines += ["", f"<{id_}>", *_properties(node, "    ")]
        lines[-1] += " ."
    return "\n".join([*lines, ""])


def _named(node: Node) -> Iterator[Node]:
    """Yield a node and all within it that have a name and say more than that."""
    if "@id" in node and len(node) > 1:
        yield node
    for value in node.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from _named(one)


def _properties(node: Node, indent: str) -> list[str]:
    lines = []
    for name, value in node.items():
        if name == "@id":
            continue
        values = value if isinstance(value, list) else [value]
        is_type = name == "@type"
        told = ", ".join(one if is_type else _value(one, indent) for one in values)
        lines.append(f"{indent}{'a' if is_type else name} {told}")
    return [f"{line} ;" for line in lines[:-1]] + lines[-1:]


def _value(value: Any, indent: str) -> str:
    if "@value" in value:
        text = json.dumps(value["@value"], ensure_ascii=False)
        if "@language" in value:
            return f"{text}@{value['@language']}"
        return f"{text}^^{value['@type']}" if "@type" in value else text
    if "@id" in value:
        return f"<{value['@id']}>"
    inner = "\n".join(_properties(value, f"{indent}    "))
    return f"[\n{inner}\n{indent}]"
