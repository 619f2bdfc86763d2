"""Build a project in this process and print, as JSON, the processor seconds of each step.

    python -m bench.steps FOLDER

Everything runs in one process, so that each second belongs to one step; the pages are told apart
by their template.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any

import hub.cli.commands.build as build_command
import hub.parallel
import hub.site.build as site_build
from hub.cli.main import main as hub_command
from hub.site import phases, row_cache
from hub.site.page_writer import PageWriter

STEPS = (
    # where a function is called from, its name there, and what the step is called
    (build_command, "faultless_inputs", "read and check the catalogue"),
    (phases, "prepare", "prepare: files, archives, history"),
    (phases, "contents_of", "contents: facets, lists, figures"),
    (phases, "_fill_content", "content pages: overview, figures, pictures, first parts of lists"),
    (phases, "write_open_data", "open data: API, tables, citations"),
    (phases, "write_site_map", "site map"),
    (phases, "write_machine_files", "feeds and calendars of all cases"),
    (phases, "_write_former", "former addresses"),
    (row_cache, "_draw", "rows of cases and documents that lists share"),
    (site_build, "all_exist", "links within the site, beside what is noted with each page"),
    (site_build, "replace_folder", "publication"),
)
"""The steps beside the pages."""

spent: dict[str, float] = defaultdict(float)
"""Processor seconds by step."""


def _timed(step: Callable[..., str], do: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(do)
    def measured(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return do(*given, **named)
        finally:
            spent[step(*given)] += time.process_time() - start

    return measured


def main() -> None:
    """Build the project in the folder that is named."""
    hub.parallel.MOST_PROCESSES = 1
    for module, name, step in STEPS:
        setattr(module, name, _timed(lambda *_, step=step: step, getattr(module, name)))
    written = _timed(lambda _, page: f"pages: {_kind(page)}", PageWriter.write)
    PageWriter.write = written  # type: ignore[method-assign]  # that is what is measured
    start = time.process_time()
    code = 0
    try:
        hub_command(["--root", sys.argv[1], "build", "--no-search"])
    except SystemExit as ended:
        code = int(ended.code or 0)
    whole = time.process_time() - start
    rest = whole - sum(spent.values())
    print(json.dumps({"whole": whole, "steps": {**spent, "everything else": rest}}))
    sys.exit(code)


def _kind(page: Any) -> str:
    if page.template != "list.html":
        return str(page.template)
    return str(page.content().context["list_template"])


if __name__ == "__main__":
    main()
