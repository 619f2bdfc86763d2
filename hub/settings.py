"""The hub's settings: they stand in `mkdocs.yml` under `plugins: - hub:` and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hub.catalogue.fields import Address, Date, Line
from hub.catalogue.model import Written
from hub.catalogue.source import ANY, MappingNode, TreePath, find, read_source
from hub.catalogue.validation import check_model
from hub.problems import Place, Problem

CONFIG_FILE = "mkdocs.yml"


class Settings(Written):
    """What a site's owner decides."""

    source_address: Line | None = None
    """Where a line of a file can be seen and changed, with `{path}` and `{line}` to fill in.
    Example: https://github.com/owner/repository/blob/main/{path}#L{line}. Without it the pages
    name the file and line as text."""

    publisher: Line | None = None
    """Who publishes the site: the authority or association that answers for it."""

    contact_email: Line | None = None
    """Where readers can write."""

    contact_phone: Line | None = None
    """Where readers can call."""

    accessibility_statement: Address | None = None
    """The site's accessibility statement, made in the state's own tool (was.digst.dk)."""

    accessibility_statement_date: Date | None = None
    """When the statement was last renewed. A year later the build warns."""

    def address_of(self, path: str, line: int) -> str | None:
        """Return the address of a line of a file of the repository, if there is one."""
        if self.source_address is None:
            return None
        return self.source_address.replace("{path}", path).replace("{line}", str(line))


class RootNotFound(Exception):
    """No folder from the start upwards holds a `mkdocs.yml`."""


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """The settings, or the problems that kept them from being read."""

    settings: Settings
    problems: tuple[Problem, ...]
    place: Place
    """Where the hub's settings stand."""


def find_root(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that holds `mkdocs.yml`.

    Raises RootNotFound when there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG_FILE).is_file():
            return folder
    raise RootNotFound(str(start))


def read_settings(config_file: Path) -> ReadSettings:
    """Read the hub's settings from a MkDocs configuration; never raises for what stands in it."""
    source = read_source(config_file, config_file.name, ignore_tags=True)
    place = Place(source.file, 1, 1)
    if source.problems:
        return ReadSettings(Settings(), source.problems, place)
    for path, entry in find(source.tree, "plugins", ANY, "hub"):
        at: TreePath = ("plugins", *path[1:])
        place = source.place(at, of_key=True)
        if isinstance(entry, MappingNode):
            settings, problems = check_model(source, at, Settings)
            return ReadSettings(settings or Settings(), tuple(problems), place)
    return ReadSettings(Settings(), (), place)
