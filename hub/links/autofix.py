"""Write proved addresses into the YAML files: nothing but the addresses changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from hub.catalogue.source import read_source
from hub.diagnostics.problem import Problem
from hub.files import record_lock, unfinished_file, write_atomically
from hub.links.usages import usages_in

_FIXING_RULES = ("link-moved", "link-https")


def fix(root: Path, problems: Iterable[Problem]) -> Iterator[str]:
    """Write every address that is proved into its YAML file; yield a line for each change.

    A file is written whole or not at all, and only if it then names the same addresses but for
    the changed ones. An address that is written over several lines is left to the editor.
    """
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        is_proved = problem.values.get("proved", True)
        in_yaml = problem.place.file.endswith(".yaml")
        if problem.rule in _FIXING_RULES and is_proved and in_yaml:
            by_file[problem.place.file].append(problem)
    for file, some in by_file.items():
        with record_lock(root, file):
            yield from _fix_file(root, file, some)


def _fix_file(root: Path, file: str, problems: Iterable[Problem]) -> Iterator[str]:
    path = root / file
    data = path.read_bytes().decode("utf-8")
    # Only these end a line here, so that each number means the same as in a message.
    lines = re.split(r"(\r\n|\r|\n)", data)
    mark = "\ufeff" if data.startswith("\ufeff") else ""
    uses = {use.place: use.address for use in usages_in(read_source(path, file))}
    told, seen = [], set()
    for problem in problems:
        place, target = problem.place, str(problem.values["target"])
        if place in seen or place not in uses:
            continue
        at, start = 2 * (place.line - 1), place.column - 1 + (len(mark) if place.line == 1 else 0)
        written, old = lines[at], uses[place]
        start += written[start : start + 1] in ('"', "'")
        if written[start : start + len(old)] != old:
            continue
        lines[at] = written[:start] + target + written[start + len(old) :]
        seen.add(place)
        uses[place] = target
        told.append(f"{file}:{place.line}:{place.column}: {old} → {target}")
    wanted = list(uses.values())
    text = "".join(lines)
    with unfinished_file(path) as checked:
        checked.write_bytes(text.encode())
        is_right = [use.address for use in usages_in(read_source(checked, file))] == wanted
    if told and is_right:
        write_atomically(path, text.encode())
        yield from told
