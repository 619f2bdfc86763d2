"""What was found of each address: the file of record `data/documents.lock.json` as frozen types.

Nothing here was written by an editor, and nothing an editor wrote is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from hub.catalogue.document_model import FileFormat
from hub.web.errors import Verdict

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
KnownDay = Annotated[str, Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


Reading = Literal["whole", "no-text", "password", "none", "time", "memory", "crash", "unreadable"]
"""How far a file could be read: `none` for a kind that is not read."""

Kind = FileFormat

PageLack = Literal["unread", "picture", "unreadable", "blank"]
"""Why a page has no text: not loaded, a picture, signs that are no text, nothing on it."""


class Found(BaseModel):
    """What a program found: frozen, and no field that we do not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class PdfFacts(Found):
    """What a PDF says about itself. A claim is not a promise that it is so."""

    created: KnownDay | None = None
    modified: KnownDay | None = None
    language: str | None = None
    """As the file has it: `da-DK`, `dan`."""
    tagged: bool = False
    """Marked as tagged, and with a tree of tags."""
    title_shown: bool = False
    """Whether the title, not the file's name, is to stand in the window."""
    encrypted: bool = False
    pdf_version: str | None = None
    pdfa: str | None = None
    """The claim to PDF/A: `2A`."""
    pdfua: str | None = None
    """The claim to PDF/UA: `1`."""
    outline: int = 0
    """Entries of the outline; they stand with the text in the store."""
    labelled: bool = False
    """Whether pages have printed labels of their own; they stand with the text."""


class VersionChange(Found):
    """How a version differs from the one before it."""

    pages: tuple[int | None, int | None]
    size: tuple[int, int]
    words_added: int | None = None
    words_removed: int | None = None
    """None where the text of one of the two is not known any more."""


class Version(Found):
    """The bytes that stood at an address from a day on."""

    sha256: Sha256
    size: int
    kind: Kind
    media_type: str | None = None
    """What the server called it."""
    fetched: Day
    """The day on which these bytes were first seen."""
    reading: Reading
    pages: int | None = None
    unread_pages: int | None = None
    """Pages that could not be loaded, or that lie behind the last page that is read."""
    picture_pages: int | None = None
    """Pages without text that show a picture."""
    words: int | None = None
    title: str | None = None
    author: str | None = None
    pdf: PdfFacts | None = None
    change: VersionChange | None = None
    """None for the first version."""


JUDGEMENT = 4
"""Raised with each change of what counts as a document: what was rejected before is read anew."""


class Rejected(Found):
    """The bytes that came last and are no document, so that they are not read on every run."""

    sha256: Sha256
    etag: str | None = None
    last_modified: str | None = None
    expected: Kind | None = None
    """The kind that the catalogue promised when they were judged."""
    judgement: int = JUDGEMENT

    def holds_for(self, expected: Kind | None) -> bool:
        """Return whether the bytes would be judged in the same way today."""
        return (self.expected, self.judgement) == (expected, JUDGEMENT)


class Record(Found):
    """All that is known of one address."""

    verdict: Verdict
    rule: str | None = None
    """The rule that tells what is wrong, where something is."""
    detail: Mapping[str, str] = Field(default_factory=dict)
    """The rule's values."""
    since: Day
    """The day on which this verdict was first given."""
    first_seen: Day | None = None
    """The day on which the document was first fetched; None if it never was."""
    last_fetched: Day | None = None
    """The day on which its newest version was fetched."""
    status: int | None = None
    final_address: str | None = None
    """Where redirects led, if anywhere else."""
    moved_to: str | None = None
    """Where permanent redirects led."""
    downgraded: bool | None = None
    """True where a redirect led from https to http."""
    etag: str | None = None
    last_modified: str | None = None
    rejected: Rejected | None = None
    """What stands at the address, where it is no document or a damaged one."""
    versions: tuple[Version, ...] = ()
    """Oldest first; kept whatever later verdicts are."""

    @property
    def current(self) -> Version | None:
        """The newest version that was a document."""
        return self.versions[-1] if self.versions else None


class LandingPage(Found):
    """A page that presents documents, and which files it seemed to have for them."""

    verdict: Verdict
    rule: str | None = None
    detail: Mapping[str, str] = Field(default_factory=dict)
    since: Day
    etag: str | None = None
    last_modified: str | None = None
    links: Mapping[str, str] = Field(default_factory=dict)
    """Addresses of files on the page, each with its link's text."""


class Lock(Found):
    """`data/documents.lock.json` as a whole."""

    version: Literal[1] = 1
    documents: Mapping[str, Record] = Field(default_factory=dict)
    """By address, as the catalogue has it."""
    landing_pages: Mapping[str, LandingPage] = Field(default_factory=dict)


class TextCell(Found):
    """A cell of a table."""

    text: str
    header: bool = False
    columns: Annotated[int, Field(ge=1, le=50)] = 1
    """How many columns it spans."""
    rows: Annotated[int, Field(ge=1, le=50)] = 1


class TextBlock(Found):
    """A part of a page's text, as the file's tags have it."""

    kind: Literal["heading", "paragraph", "item", "table", "figure", "margin"]
    """`figure` has a picture's description; `margin` what is not of the text: running headers."""
    text: str = ""
    level: int = 0
    """Of a heading or of an item of a list, from 1."""
    rows: tuple[tuple[TextCell, ...], ...] = ()


class TextPage(Found):
    """A page's text, as it stands in the store."""

    label: str | None = None
    """What is printed on the page, where the file says so: `iv`, `12`."""
    text: str
    lack: PageLack | None = None
    """Why there is no text."""
    blocks: tuple[TextBlock, ...] = ()
    """The same text by the file's tags; empty where it has none, or none that hold all words."""


class OutlineItem(Found):
    """An entry of a document's own table of contents."""

    title: str
    level: int
    page: int | None = None
    """From 1."""


class Text(Found):
    """The text of a document by page: `text.json` in the store.

    A text of another version is read anew from the file.
    """

    version: Literal[4] = 4
    pages: tuple[TextPage, ...] = ()
    outline: tuple[OutlineItem, ...] = ()
