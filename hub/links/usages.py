"""Every outside address that the catalogue, the vocabulary, the process and the content name.

They are taken from the text of the files and not from the model, so that a fault elsewhere in an
entry hides none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from hub.catalogue.addresses import addresses_in
from hub.catalogue.source import texts_under
from hub.catalogue.tree import SourceFile, TreePath, path_text
from hub.diagnostics.problem import Place, Problem
from hub.documents.file_types import expected_kind
from hub.documents.records import Kind
from hub.project import Project

_IN_CONTENT = re.compile(r"(?<![\w`])https?://[^\s<>\"'`\]|{}\\^]+")


@dataclass(frozen=True, slots=True)
class Usage:
    """A place that names an address."""

    address: str
    """As it is written."""
    place: Place
    path: str = ""
    promises: Kind | None = None
    """The kind of file that the address promises, if any."""
    steps: TreePath = ()
    withheld: bool = False
    """Whether it belongs to a document that the site does not show."""

    def problem(self, rule: str, **values: object) -> Problem:
        """Return a problem at this place."""
        return Problem(rule, self.place, self.path, values)

    @property
    def asked(self) -> str:
        """The address as it is asked for: a page of a file is no address of its own."""
        page, fragment = urldefrag(self.address)
        kept = fragment and self.promises in (None, "html") and not _is_position(fragment)
        return self.address if kept else page

    @property
    def page_number(self) -> int | None:
        """The N of `#page=N`."""
        found = re.search(r"(?:^|&)page=([0-9]{1,9})(?:&|$)", urldefrag(self.address).fragment)
        return int(found[1]) if found else None


def all_usages(project: Project, sources: Iterable[SourceFile]) -> tuple[Usage, ...]:
    """Return every place in the sources and in the content that names an outside address."""
    found: list[Usage] = []
    for source in sources:
        found += usages_in(source)
    for path in sorted(project.content.rglob("*.md")):
        name = path.relative_to(project.content).as_posix()
        found += _usages_in_content(project.root, f"{project.content_name}/{name}")
    return tuple(found)


def usages_in(source: SourceFile) -> Iterator[Usage]:
    """Yield every place of a YAML file that names an outside address."""
    for steps, written in addresses_in(source.tree):
        if not _is_web(written):
            continue
        yield Usage(
            written,
            source.place(steps),
            path_text(steps),
            _promised(written, source, steps),
            steps,
            _is_withheld(source, steps),
        )


def with_https(address: str) -> str | None:
    """Return an http address with https instead."""
    return f"https:{address[5:]}" if address.startswith("http:") else None


def _promised(written: str, source: SourceFile, steps: TreePath) -> Kind | None:
    """Return what kind of file an address promises: by the entry's `format`, or by its name."""
    format_ = source.value((*steps[:-1], "format"))
    given = format_ if isinstance(format_, str) and steps[-1] == "url" else None
    return expected_kind(written, given)


def _is_withheld(source: SourceFile, steps: TreePath) -> bool:
    around = (steps[:depth] for depth in range(1, len(steps)))
    return any(source.value((*path, "withheld")) == "true" for path in around)


def _usages_in_content(root: Path, file: str) -> Iterator[Usage]:
    text = texts_under(root)(file)
    in_example = False
    for number, line in enumerate(text.split("\n"), 1):
        in_example ^= line.lstrip().startswith("```")
        if in_example:  # what stands there is not a link, and need not exist
            continue
        for match in _IN_CONTENT.finditer(line):
            address = match[0].rstrip(".,;:!?*_")
            while address.endswith(")") and address.count("(") < address.count(")"):
                address = address[:-1].rstrip(".,;:!?*_")
            if _is_web(address):
                place = Place(file, number, match.start() + 1)
                yield Usage(address, place, "", expected_kind(address, None))


def _is_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_position(fragment: str) -> bool:
    return fragment.startswith((":~:", "page=", "t="))
