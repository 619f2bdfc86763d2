"""The hub's settings: they stand in `mkdocs.yml` under `plugins: - hub:` and nowhere else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from pydantic import AfterValidator, PlainValidator

from hub.catalogue.fields import Address, Date, Line, check_pattern_of_address, refusal
from hub.catalogue.model import Written
from hub.catalogue.source import read_source
from hub.catalogue.tree import ANY, MappingNode, SequenceNode, Source, Tree, TreePath, find
from hub.catalogue.validation import check_model
from hub.problems import Place, Problem

CONFIG_FILE = "mkdocs.yml"

_SITE_ADDRESS = re.compile(
    r"https?://(?:\w[\w.-]*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:/[\w.~!$&()*+,;=:@%/-]*)?",
    re.IGNORECASE,
)
_NAME_AND_VALUE = 2
"""Items of an `!ENV` that has a value for when nothing of its name is set."""


def _whole_number(lowest: int, highest: int) -> PlainValidator:
    def read(value: object) -> int:
        text = value if isinstance(value, str) else ""
        if re.fullmatch(r"[0-9]{1,6}", text, re.ASCII) and lowest <= int(text) <= highest:
            return int(text)
        raise refusal("not-a-number", value=text or "…", lowest=lowest, highest=highest)

    return PlainValidator(read)


class DocumentSettings(Written):
    """How documents are fetched, read and kept: `documents:` among the hub's settings."""

    store: Line = ".cache/hub/store"
    """Where fetched documents are kept: a folder of the project, or any address that fsspec knows
    (`s3://bucket/hub`). It is a cache; everything in it can be fetched anew."""

    agent: Line | None = None
    """What `hub fetch` calls itself to servers. Without it: the hub's name, with the site's
    address. Be honest: a server's owner must be able to find you."""

    largest_megabytes: Annotated[int, _whole_number(1, 10_000)] = 100
    """A larger document is not fetched."""

    deadline_seconds: Annotated[int, _whole_number(1, 3600)] = 60
    """The time for one address, with all its redirects, retries and waits."""

    redirects: Annotated[int, _whole_number(0, 50)] = 10
    """How many times an address may lead on."""

    attempts: Annotated[int, _whole_number(1, 10)] = 3
    """How often an address is tried in one run when trying again may help."""

    retry_milliseconds: Annotated[int, _whole_number(0, 600_000)] = 1000
    """The wait before the second attempt, doubled before each further one, where the server does
    not say how long to wait."""

    pause_milliseconds: Annotated[int, _whole_number(0, 600_000)] = 500
    """The pause between two requests to the same host."""

    connections_per_host: Annotated[int, _whole_number(1, 32)] = 1
    """How many requests to the same host may be under way at once."""

    reading_seconds: Annotated[int, _whole_number(1, 600)] = 20
    """The time that reading one document may take."""


class LinkSettings(Written):
    """How links are checked: `links:` among the hub's settings.

    What `documents:` says of agent, attempts, pauses and redirects holds for links too.
    """

    timeout_seconds: Annotated[int, _whole_number(1, 600)] = 20
    """How long a server may be silent."""


class Settings(Written):
    """What a site's owner decides."""

    source_address: Annotated[Line, AfterValidator(check_pattern_of_address)] | None = None
    """Where a line of a file can be seen and changed, with `{path}` and `{line}` to fill in.
    Example: https://github.com/owner/repository/blob/main/{path}#L{line}. Without it the pages
    name the file and line as text."""

    issue_address: Annotated[Line, AfterValidator(check_pattern_of_address)] | None = None
    """Where readers can report a fault or propose an entry by a form, with `{form}`, `{id}` and
    `{page}` to fill in. Example:
    https://github.com/owner/repository/issues/new?template={form}&side={page}&udmelding={id}.
    Without it the pages do not offer it."""

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

    documents: DocumentSettings = DocumentSettings()
    """How documents are fetched, read and kept."""

    links: LinkSettings = LinkSettings()
    """How links are checked."""

    def address_of(self, path: str, line: int) -> str | None:
        """Return the address of a line of a file of the repository, if there is one."""
        if self.source_address is None:
            return None
        return self.source_address.replace("{path}", path).replace("{line}", str(line))

    def issue_address_of(self, form: str, *, id_: str = "", page: str = "") -> str | None:
        """Return the address of a form, filled in for a notification and its page, if there is one.

        `form` is the form's file in `.github/ISSUE_TEMPLATE`.
        """
        if self.issue_address is None:
            return None
        values = {"{form}": form, "{id}": id_, "{page}": page}
        filled = re.compile("|".join(map(re.escape, values)))
        return filled.sub(lambda match: quote(values[match[0]], safe=""), self.issue_address)


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


def is_site_address(text: str) -> bool:
    """Return whether a site can stand at an address: http or https, no query and no fragment."""
    return _SITE_ADDRESS.fullmatch(text) is not None


def site_address(config_file: Path, environment: Mapping[str, str]) -> str:
    """Return the `site_url` of a MkDocs configuration with a slash at the end, or nothing.

    It may be written as MkDocs lets it: `!ENV [SITE_URL, "https://example.org/"]`.
    """
    source = read_source(config_file, config_file.name, ignore_tags=True)
    address = _site_address(source, _tags(config_file), environment)
    return f"{address.rstrip('/')}/" if address else ""


def read_settings(config_file: Path, environment: Mapping[str, str] = os.environ) -> ReadSettings:
    """Read the hub's settings from a MkDocs configuration; never raises for what stands in it."""
    source = read_source(config_file, config_file.name, ignore_tags=True)
    place = Place(source.file, 1, 1)
    if source.problems:
        return ReadSettings(Settings(), source.problems, place)
    tags = _tags(config_file)
    problems: list[Problem] = []
    address = _site_address(source, tags, environment)
    if address and not is_site_address(address):
        at = source.place(("site_url",))
        problems.append(Problem("not-an-address", at, values={"value": address}))
    settings = None
    named = _named(source.tree)
    for number, path in enumerate(named):
        at = source.place(path, of_key=True)
        if number:
            values: Mapping[str, object] = {"name": "hub", "line": place.line}
            problems.append(Problem("duplicate-key", at, values=values))
            continue
        place = at
        entry = source.value(path)
        problems += [tags[one] for one in _places(source, path) if one in tags]
        if path[-1] == "hub" and entry is not None:
            settings, found = check_model(source, path, Settings)
            problems += found
    return ReadSettings(settings or Settings(), tuple(problems), place)


def _named(tree: Tree) -> list[TreePath]:
    """Return where the plugin `hub` is named: in a list alone or with settings, or in a mapping."""
    alone = [path for path, value in find(tree, "plugins", ANY) if value == "hub"]
    listed = [path for path, _ in find(tree, "plugins", ANY, "hub")]
    return sorted((*alone, *listed), key=lambda path: path[1]) or [
        path for path, _ in find(tree, "plugins", "hub")
    ]


def _site_address(source: Source, tags: Mapping[Place, Problem], env: Mapping[str, str]) -> str:
    """Return the `site_url` as MkDocs takes it from the file and from the environment."""
    written = source.value(("site_url",))
    words = [one for one in written if isinstance(one, str)] if isinstance(written, list) else []
    names, otherwise = words[:-1], "".join(words[-1:])
    if isinstance(written, str):
        names, otherwise = [], written
    if source.place(("site_url",)) in tags and len(words) < _NAME_AND_VALUE:
        names, otherwise = words or [otherwise], ""
    return next((env[name] for name in names if name in env), otherwise)


def _tags(config_file: Path) -> Mapping[Place, Problem]:
    """Return the places of values with a tag, such as `!ENV`, each as the problem that it may be.

    MkDocs reads them in its own settings; the hub's are only what stands there.
    """
    found = read_source(config_file, config_file.name).problems
    return {problem.place: problem for problem in found if problem.rule == "tag"}


def _places(source: Source, path: TreePath) -> Iterator[Place]:
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
