"""YAML as editors' tools read it: by the core schema of version 1.2."""

from __future__ import annotations

import re

import yaml


class CoreLoader(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 and editors' tools do: whole numbers, true and false, texts."""


CoreLoader.yaml_implicit_resolvers = {}
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile("-?(0|[1-9][0-9]*)$"), list("-0123456789")
)
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("~|null|$"), ["~", "n", ""])
