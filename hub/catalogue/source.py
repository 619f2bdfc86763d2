"""Read YAML as text with places: every scalar stays what was written, every value knows its line.

Two steps, each of which reports all that it finds:

1. bytes → text  UTF-8 only, a size limit, no hidden characters;
2. text → tree   see `building`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final

from hub.catalogue.parser import HIDDEN_CHARACTER, Allowance, build_tree
from hub.catalogue.tree import SourceFile
from hub.diagnostics.problem import Place, Problem
from hub.text.lines import line_breaks, position
from hub.text.look_alikes import hidden_sign

LARGEST_FILE: Final = 40 * 1024 * 1024
"""Bytes of a file that is read at all; 10,000 rich notifications take 34 MiB."""

MOST_LINES: Final = 2_000_000
"""Lines of a file; 10,000 rich notifications have 1 million."""

MOST_FILES: Final = 50_000
"""Files of a folder that are read; a catalogue has at most one for each notification."""

_ORDINARY: Final = bytes((*b"\t\n\r", *range(ord(" "), ord("~") + 1)))
"""The signs of ASCII that are seen, and what parts lines."""

_JOINERS: Final = frozenset("\u200c\u200d")
"""Hidden only beside letters."""

MOST_HIDDEN_CHARACTERS: Final = 100
"""Hidden characters that are reported one by one; a file with more is no text at all."""


def read_source(
    path: Path, file: str, *, ignore_tags: bool = False, allowance: Allowance | None = None
) -> SourceFile:
    """Return the source at `path`; `file` is its name in messages. Never raises for its content.

    `ignore_tags` is for files that another program owns, such as `mkdocs.yml` with its `!ENV`;
    the allowance is as in `build_tree`.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        values = {"file": file, "reason": error.strerror or str(error)}
        problem = Problem("file-unreadable", Place(file, 1, 1), values=values)
        return SourceFile(file, "", None, (problem,))
    return source_of_bytes(data, file, ignore_tags=ignore_tags, allowance=allowance)


def source_of_bytes(
    data: bytes, file: str, *, ignore_tags: bool = False, allowance: Allowance | None = None
) -> SourceFile:
    """Return the source of the bytes of a file, as `read_source`; too many are refused."""
    text, problems = _text_of(data, file)
    if problems:
        return SourceFile(file, text, None, problems)
    return build_tree(text, file, ignore_tags=ignore_tags, allowance=allowance)


def folder_sources(
    root: Path, folder: str, drafts: Mapping[str, Path] = MappingProxyType({})
) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """Return the sources of a folder's YAML files by name, and a problem for what is not read.

    All files together may hold no more than one file. What begins with a dot is passed over.
    `drafts` are files to read in the place of others, by the names of those from the root.
    """
    sources, problems, size, allowance = [], [], 0, Allowance()
    paths = {f"{folder}/{path.name}": path for path in _visible(root / folder)}
    paths |= {file: path for file, path in drafts.items() if file.startswith(f"{folder}/")}
    for number, (file, path) in enumerate(sorted(paths.items())):
        if number == MOST_FILES:
            values = {"file": folder}
            problems.append(Problem("too-many-values", Place(file, 1, 1), values=values))
            break
        if not file.endswith(".yaml") or not path.is_file():
            problems.append(Problem("file-not-read", Place(file, 1, 1), values={"file": file}))
            continue
        size += path.stat().st_size
        if size > LARGEST_FILE:
            values = {"file": folder, "limit": str(LARGEST_FILE // 1024**2)}
            problems.append(Problem("file-too-large", Place(file, 1, 1), values=values))
            break
        sources.append(read_source(path, file, allowance=allowance))
        if allowance.is_spent:
            break
    return tuple(sources), tuple(problems)


def _visible(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return []  # most catalogues have no folder


def source_of(text: str, file: str) -> SourceFile:
    """Return the source of a text that stands in no file yet."""
    problems = tuple(_hidden_characters(text, file))
    return SourceFile(file, text, None, problems) if problems else build_tree(text, file)


def texts_under(root: Path) -> Callable[[str], str]:
    """Return a reader of the files under `root`, by their names in messages.

    What cannot be read is empty: that it cannot be read is then the problem that is told.
    """

    def read(file: str) -> str:
        path = root / file
        try:
            if path.stat().st_size > LARGEST_FILE:
                return ""
            return path.read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            return ""

    return read


def _text_of(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    start = Place(file, 1, 1)
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1024**2
        values = {"file": file, "limit": str(limit)}
        return "", (Problem("file-too-large", start, values=values),)
    try:
        # A byte-order mark is what some Windows editors write first; it is harmless.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        place = Place(file, *position(before, len(before)))
        values = {"byte": f"{error.object[error.start]:02x}"}
        return "", (Problem("not-utf8", place, values=values),)
    if line_breaks(text) > MOST_LINES:
        place = Place(file, MOST_LINES + 1, 1)
        return "", (Problem("too-many-values", place, values={"file": file}),)
    return text, tuple(_hidden_characters(text, file))


def _hidden_characters(text: str, file: str) -> Iterator[Problem]:
    if not _may_hide(text):
        return
    for match in islice(HIDDEN_CHARACTER.finditer(text), MOST_HIDDEN_CHARACTERS):
        place = Place(file, *position(text, match.start()))
        yield Problem("hidden-character", place, values=hidden_sign(match.group()))


def _may_hide(text: str) -> bool:
    """Return whether any sign of a text can be hidden; to look at each in turn takes far longer."""
    others = text.encode(errors="replace").translate(None, _ORDINARY).decode()
    return bool(HIDDEN_CHARACTER.search(others)) or not _JOINERS.isdisjoint(others)
