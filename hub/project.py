"""The project that a command works on: its folders, its site's name and address, its settings.

All of it stands in `mkdocs.yml` and is resolved once: by MkDocs's own loader where an engine runs
(`hub.mkdocs.engine`), else by `read_project`, which reads no more than the hub needs and refuses
what it cannot resolve.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hub.catalogue.source import read_source
from hub.catalogue.tree import (
    ANY,
    MappingNode,
    SequenceNode,
    SourceFile,
    Tree,
    TreePath,
    find,
    path_text,
)
from hub.catalogue.validator import check_model
from hub.diagnostics.problem import Place, Problem
from hub.settings import Settings

CONFIG_FILE = "mkdocs.yml"

_DEFAULTS = {"docs_dir": "docs", "site_dir": "site", "site_name": "", "site_url": ""}
"""The keys of MkDocs's configuration that the hub obeys, with MkDocs's own defaults."""

_SITE_ADDRESS = re.compile(
    r"https?://(?:\w[\w.-]*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:/[\w.~!$&()*+,;=:@%/-]*)?",
    re.IGNORECASE,
)
_NAME_AND_VALUE = 2
"""Items of an `!ENV` that has a value for when nothing of its name is set."""


class RootNotFound(Exception):
    """No folder from the start upwards holds a `mkdocs.yml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project's folders and settings, resolved; what could not be is among the problems."""

    root: Path
    """The folder with `mkdocs.yml`."""

    config_file: Path

    content: Path
    """Where the pages that people write stand: `docs_dir`."""

    site: Path
    """Where the site is published: `site_dir`."""

    site_name: str
    """What the site is called; empty where the configuration has no name."""

    site_address: str
    """Where the site will stand, with a slash at the end; empty where that is not known."""

    settings: Settings
    settings_place: Place
    """Where the hub's settings stand."""

    problems: tuple[Problem, ...] = ()

    @property
    def content_name(self) -> str:
        """The content folder as messages name it: from the root, with slashes."""
        return _name_from(self.content, self.root)


def find_root(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that holds `mkdocs.yml`.

    Raises RootNotFound when there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG_FILE).is_file():
            return folder
    raise RootNotFound(str(start))


def read_project(config_file: Path, environment: Mapping[str, str] = os.environ) -> Project:
    """Read a project from its configuration; never raises for what stands in it.

    `!ENV` is resolved as MkDocs does it. `INHERIT`, and any other tag on a value that the hub
    needs, is refused as a problem: only MkDocs's own loader can resolve it.
    """
    source = read_source(config_file, config_file.name, ignore_tags=True)
    if source.problems:
        return resolved_project(
            config_file, _DEFAULTS, Settings(), Place(source.file, 1, 1), source.problems
        )
    reader = _Reader(source, _tags(config_file), environment)
    values = {key: reader.value(key) for key in _DEFAULTS}
    settings, place = reader.settings()
    return resolved_project(config_file, values, settings, place, tuple(reader.problems))


def resolved_project(
    config_file: Path,
    values: Mapping[str, str],
    settings: Settings,
    place: Place,
    problems: tuple[Problem, ...] = (),
) -> Project:
    """Return the project of a configuration whose values are resolved.

    `values` are `docs_dir`, `site_dir`, `site_name` and `site_url`; paths are from the folder of
    the configuration, unless they are absolute.
    """
    root = config_file.parent
    address = values["site_url"]
    return Project(
        root=root,
        config_file=config_file,
        content=root / values["docs_dir"],
        site=root / values["site_dir"],
        site_name=values["site_name"],
        site_address=f"{address.rstrip('/')}/" if address else "",
        settings=settings,
        settings_place=place,
        problems=problems,
    )


def is_site_address(text: str) -> bool:
    """Return whether a site can stand at an address: http or https, no query and no fragment."""
    return _SITE_ADDRESS.fullmatch(text) is not None


class _Reader:
    """Reads what the hub needs of a configuration, and collects what it cannot resolve."""

    def __init__(
        self, source: SourceFile, tags: Mapping[Place, Problem], environment: Mapping[str, str]
    ) -> None:
        self._source = source
        self._tags = tags
        self._environment = environment
        self.problems: list[Problem] = []
        if source.value(("INHERIT",)) is not None:
            self._refuse("INHERIT", of_key=True)

    def value(self, key: str) -> str:
        """Return the value of a key, with `!ENV` resolved."""
        path = (key,)
        written = self._source.value(path)
        tag = self._tags.get(self._source.place(path))
        if written is None:
            return _DEFAULTS[key]
        if tag is not None and tag.values.get("name") != "!ENV":
            self._refuse(key)
            return _DEFAULTS[key]
        if tag is None and not isinstance(written, str):
            self.problems.append(
                Problem("expected-text", self._source.place(path), key, {"name": key})
            )
            return _DEFAULTS[key]
        text = _from_environment(written, self._environment) if tag else str(written)
        if key == "site_url" and text and not is_site_address(text):
            self.problems.append(
                Problem("not-an-address", self._source.place(path), key, {"value": text})
            )
        return text or _DEFAULTS[key]

    def settings(self) -> tuple[Settings, Place]:
        """Return the hub's settings, and where they stand."""
        source, place = self._source, Place(self._source.file, 1, 1)
        settings = None
        for number, path in enumerate(_plugin_paths(source.tree)):
            at = source.place(path, of_key=True)
            if number:
                values: Mapping[str, object] = {"name": "hub", "line": place.line}
                self.problems.append(Problem("duplicate-key", at, values=values))
                continue
            place = at
            self.problems += [self._tags[one] for one in _places(source, path) if one in self._tags]
            if path[-1] == "hub" and source.value(path) is not None:
                settings, found = check_model(source, path, Settings)
                self.problems += found
        return settings or Settings(), place

    def _refuse(self, key: str, *, of_key: bool = False) -> None:
        place = self._source.place((key,), of_key=of_key)
        self.problems.append(Problem("config-unresolved", place, path_text((key,)), {"name": key}))


def _plugin_paths(tree: Tree) -> list[TreePath]:
    """Return where the plugin `hub` is named: in a list alone or with settings, or in a mapping."""
    alone = [path for path, value in find(tree, "plugins", ANY) if value == "hub"]
    listed = [path for path, _ in find(tree, "plugins", ANY, "hub")]
    return sorted((*alone, *listed), key=lambda path: path[1]) or [
        path for path, _ in find(tree, "plugins", "hub")
    ]


def _from_environment(written: Tree, environment: Mapping[str, str]) -> str:
    """Return the value of an `!ENV`: a name, or names and in the end what holds without them."""
    words = [one for one in written if isinstance(one, str)] if isinstance(written, list) else []
    names, otherwise = words[:-1], "".join(words[-1:])
    if isinstance(written, str):
        words = [written]
    if len(words) < _NAME_AND_VALUE:
        names, otherwise = words, ""
    return next((environment[name] for name in names if name in environment), otherwise)


def _tags(config_file: Path) -> Mapping[Place, Problem]:
    """Return the places of values with a tag, such as `!ENV`, each as the problem that it may be.

    MkDocs reads them in its own settings; the hub's are only what stands there.
    """
    found = read_source(config_file, config_file.name).problems
    return {problem.place: problem for problem in found if problem.rule == "tag"}


def _places(source: SourceFile, path: TreePath) -> Iterator[Place]:
    """Yield the places of a value and of all values in it."""
    yield source.place(path)
    node = source.value(path)
    steps: Iterable[str | int] = ()
    if isinstance(node, MappingNode):
        steps = node
    elif isinstance(node, SequenceNode):
        steps = range(len(node))
    for step in steps:
        yield from _places(source, (*path, step))


def _name_from(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
