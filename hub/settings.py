"""The hub's settings: they stand in `mkdocs.yml` under `plugins: - hub:` and nowhere else."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

from pydantic import AfterValidator, PlainValidator

from hub.catalogue.fields import Address, Date, Line, Truth, check_pattern_of_address, refusal
from hub.catalogue.model import Written


def _whole_number(lowest: int, highest: int) -> PlainValidator:
    def read(value: object) -> int:
        text = value if isinstance(value, str) else ""
        if re.fullmatch(r"[0-9]{1,6}", text, re.ASCII) and lowest <= int(text) <= highest:
            return int(text)
        raise refusal("not-a-number", value=text or "…", lowest=lowest, highest=highest)

    return PlainValidator(read)


_CONTACT = re.compile(r"(?:mailto:)?[^\s@<>]+@[^\s@<>/]+|https://[^\s/]\S*")


def _check_contact(value: str) -> str:
    """Return a mail address or a page's address, or refuse it."""
    if _CONTACT.fullmatch(value) is None:
        raise refusal("not-an-address", value=value)
    return value


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

    cluster_seconds: Annotated[int, _whole_number(1, 3600)] = 20
    """How long a Dask cluster may be without workers before the run goes on without it."""


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

    new_file_address: Annotated[Line, AfterValidator(check_pattern_of_address)] | None = None
    """Where the repository's own site makes a new file, with `{path}` (`{name}` without its
    folder) and `{text}` to fill in. Example:
    https://github.com/owner/repository/new/main?filename={path}&value={text}. The form for a new
    entry then opens it; without it the form offers the text to copy."""

    publisher: Line | None = None
    """Who publishes the site: the authority or association that answers for it."""

    licence: Address | None = None
    """The address of the licence under which the catalogue's data may be used by others. Example:
    https://creativecommons.org/licenses/by/4.0/. Without it the open data name none."""

    official: Truth = False
    """Whether the site is the authority's own. Unless it is, every page says that it is not."""

    contact_email: Line | None = None
    """Where readers can write."""

    contact_phone: Line | None = None
    """Where readers can call."""

    security_contact: Annotated[Line, AfterValidator(_check_contact)] | None = None
    """Where faults of security can be told: a mail address, or the address of a page. It stands in
    `security.txt`."""

    security_expires: Date | None = None
    """The day to which that holds; no more than a year ahead. Before it comes, the build warns."""

    accessibility_statement: Address | None = None
    """The site's accessibility statement, made in the state's own tool (was.digst.dk)."""

    accessibility_statement_date: Date | None = None
    """When the statement was last renewed. A year later the build warns."""

    archive_originals: Truth = False
    """Whether the archive of a case (`sagen.zip`) holds the documents' own files too. By default
    it links to their publishers: whoever republishes a file answers for its accessibility."""

    documents: DocumentSettings = DocumentSettings.model_construct()
    """How documents are fetched, read and kept."""

    links: LinkSettings = LinkSettings.model_construct()
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
