"""The command line, loaded as far as it is the same for every project: `forked` begins from here.

Besides the modules these are the types, which pydantic makes ready at their first use, the words of
the rules, which are read at theirs, and the schemas of open data. What a project says is left to
each run.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from babel import Locale
from pydantic import BaseModel

import hub.cli.commands
from hub.diagnostics.rules import all_rules
from hub.site.export import openapi

_COMMANDS = (one.name for one in pkgutil.iter_modules(hub.cli.commands.__path__))
_LOADED = (
    "hub.cli.main",
    *(f"hub.cli.commands.{name}" for name in _COMMANDS),
    # what commands, the engine and libraries load only when they come to need it
    *(f"PIL.{name}ImagePlugin" for name in ("Bmp", "Gif", "Jpeg", "Png", "Ppm")),
    *(f"markdown.extensions.{name}" for name in ("attr_list", "codehilite", "fenced_code")),
    *("markdown.extensions.md_in_html", "markdown.extensions.tables"),
    *("colorama", "dateutil.parser", "dateutil.relativedelta", "filelock", "font_lato", "fsspec"),
    *("material.templates", "protego", "simplemma", "sqlite_utils"),
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
openapi._components()  # made once for all runs; what is public wants a catalogue
openapi._schemas()
Locale.parse("da")
