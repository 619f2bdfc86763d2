"""YAML as editors' tools read it: by the core schema of version 1.2."""

from __future__ import annotations

import re

import yaml


class CoreLoader(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 and editors' tools do: numbers, true and false, texts."""


def _whole_number(loader: CoreLoader, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    # Version 1.1 takes 007 for octal, and 1.2 only 0o7.
    return int(text, 0 if text[:2] in ("0o", "0x") else 10)


def _number(loader: CoreLoader, node: yaml.ScalarNode) -> float:
    return float(loader.construct_scalar(node).replace(".inf", "inf").replace(".nan", "nan"))


CoreLoader.yaml_implicit_resolvers = {}
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int",
    re.compile("(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$"),
    list("-+0123456789"),
)
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile("(?:~|null|Null|NULL)?$"), ["~", "n", "N", ""]
)
CoreLoader.add_constructor("tag:yaml.org,2002:int", _whole_number)
CoreLoader.add_constructor("tag:yaml.org,2002:float", _number)
