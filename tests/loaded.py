"""The command line, loaded as far as it is the same for every project: `forked` begins from here.

Besides the modules these are the types, which pydantic makes ready at their first use, and the
words of the rules, which are read at theirs. What a project says is left to each run.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from babel import Locale
from pydantic import BaseModel

from hub.diagnostics.rules import all_rules

_LOADED = (
    "hub.cli.main",
    "hub.cli.commands.build",
    "hub.cli.commands.changes",
    "hub.cli.commands.fetch",
    "hub.cli.commands.new",
    "material",
)

for name in _LOADED:
    importlib.import_module(name)


def _types(of: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    for each in of.__subclasses__():
        yield each
        yield from _types(each)


for type_ in _types():
    if type_.__module__.startswith("hub."):
        type_.model_rebuild()
all_rules()
Locale.parse("da")
