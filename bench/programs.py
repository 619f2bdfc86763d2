"""Programs that build the site of the folder in which they run, whole or without a part of it.

Links to what is left out lead nowhere, so that `hub build` itself would refuse the site.
"""

from __future__ import annotations

PAGES_ALONE = """
from hub.site import phases
from hub.site.subscriptions import Subscriptions
phases.write_open_data = lambda *_: None
for name in ("case_files", "area_files", "site_files"):
    setattr(Subscriptions, name, lambda *_: ())
"""
"""Leaves out the files beside the pages: open data, citations, feeds and calendars."""

WITHOUT_OUTPUTS = f"""{PAGES_ALONE}
from hub.changes.chronology import Chronology
from hub.site import case_pages, preparation
preparation.chronology_of = lambda *_: Chronology(is_known=False)
preparation.numbered_deadlines = lambda *_: ()
case_pages.case_nodes = lambda *_: ()
"""
"""Leaves out news and linked data within the pages too."""

_BUILD = """
import datetime, pathlib
from hub.inputs import read_inputs
from hub.mkdocs.engine import build_with_mkdocs, load_configuration
from hub.project import read_project
root = pathlib.Path.cwd()
config = load_configuration(root / "mkdocs.yml")
inputs = read_inputs(read_project(root / "mkdocs.yml"), datetime.date(2026, 11, 18))
build_with_mkdocs(config, inputs, root / "site", search=IS_SEARCHED)
"""


def build_program(left_out: str = "", *, search: bool) -> str:
    """Return a program in Python; `search` says whether it makes the index."""
    return left_out + _BUILD.replace("IS_SEARCHED", str(search))
