"""Read a stored document: the unit of work that any executor can run, here or on a cluster."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from hub.documents.child_messages import ContentsValue, FactsValue, Failure, Step, TextValue
from hub.documents.extractors.html import as_utf8
from hub.documents.records import Kind, PdfFacts, Reading, Text, TextPage
from hub.documents.sandbox import StepResults, read_in_child
from hub.documents.store import Store

_READERS = {"pdf": "pdf", "html": "html"} | dict.fromkeys(
    ("docx", "xlsx", "pptx", "odt", "ods", "doc", "xls", "rtf", "ppt"), "office"
)


_OLD_KINDS = frozenset(("doc", "xls", "ppt", "rtf"))
"""Kinds that our readers know in part: that one fails says nothing of the file."""

PDF_STEPS: tuple[Step, ...] = ("text", "contents", "facts", "thumbnail", "structure")
OTHER_STEPS: tuple[Step, ...] = ("text", "facts")


Value = TypeVar("Value")


class UnreadDocument(Exception):
    """A document was not read, for a reason that is not its own: nothing is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What reading a document gave."""

    reading: Reading
    opened: bool = True
    """False where the file is no readable document of its kind: it is damaged."""
    cut: bool = False
    """True where the file is damaged because its end is missing."""
    pages: int | None = None
    unread_pages: int | None = None
    picture_pages: int | None = None
    words: int | None = None
    title: str | None = None
    author: str | None = None
    pdf: PdfFacts | None = None
    text: Text = field(default_factory=Text)
    thumbnail: bytes = b""
    memory: int = 0
    """The most bytes that the reading process held."""


def read_stored(
    store: Store, sha256: str, kind: Kind, seconds: float, charset: str | None = None
) -> Read:
    """Read a document of the store. On a cluster the workers must reach the store's address.

    Raises UnreadDocument where the store lacks it.
    """
    data = store.read(sha256)
    if data is None:
        raise UnreadDocument(
            f"The store {store.address} lacks a document that was just put there. "
            "All that read must reach the same store."
        )
    return read_bytes(as_utf8(data, charset) if kind == "html" else data, kind, seconds)


def read_links(data: bytes, charset: str | None, seconds: float) -> list[tuple[str, str]]:
    """Return the links of a web page, each with its text; none where it cannot be read."""
    answers = read_in_child(as_utf8(data, charset), "html", seconds=seconds, steps=("links",))
    return list(answers.value("links"))


def read_page_blocks(data: bytes, charset: str | None, seconds: float) -> list[dict[str, Any]]:
    """Return the blocks of a web page (see `html_blocks`); none where it cannot be read."""
    answers = read_in_child(as_utf8(data, charset), "html", seconds=seconds, steps=("blocks",))
    return [block.model_dump() for block in answers.value("blocks")]


def read_cells(data: bytes, seconds: float) -> tuple[list[list[str]], Failure | None]:
    """Return the rows of a spreadsheet's first sheet as texts, and why there are none if so."""
    answers = read_in_child(data, "office", seconds=seconds, steps=("cells",))
    return [list(row) for row in answers.value("cells")], answers.failed.get("cells")


def read_bytes(data: bytes, kind: Kind, seconds: float) -> Read:
    """Read a document in a child process with limits; never fails for what stands in it."""
    reader = _READERS.get(kind)
    if reader is None:
        return Read(reading="none")
    steps = PDF_STEPS if kind == "pdf" else OTHER_STEPS
    return read_of(kind, read_in_child(data, reader, seconds=seconds, steps=steps))


def read_of(kind: Kind, answers: StepResults) -> Read:
    """Return what a child's answers say of a document."""
    told: TextValue = answers.value("text")
    facts: FactsValue = answers.value("facts")
    contents: ContentsValue = answers.value("contents")
    pages, count = told.text, len(told.text)
    lacks = _for_each(told.lacks, count, None)
    labels = _for_each(contents.labels, count, None)
    blocks = _for_each(answers.value("structure"), count, ())
    return Read(
        reading=_how_far(answers, told),
        opened=_is_opened(kind, answers, told),
        cut=told.cut,
        pages=told.pages,
        unread_pages=(lacks.count("unread") + max(0, (told.pages or 0) - count)) or None,
        picture_pages=lacks.count("picture") or None,
        words=sum(len(page.split()) for page in pages) if pages else None,
        title=facts.title,
        author=facts.author,
        pdf=_pdf_facts(facts, contents, labelled=any(labels)) if kind == "pdf" else None,
        text=Text(
            pages=tuple(
                TextPage(text=text, label=label, lack=lack, blocks=own if text else ())
                for text, label, lack, own in zip(pages, labels, lacks, blocks, strict=True)
            ),
            outline=contents.outline,
        ),
        thumbnail=answers.value("thumbnail"),
        memory=answers.memory,
    )


def _for_each(told: tuple[Value, ...], count: int, nothing: Value) -> tuple[Value, ...]:
    """Return one value for each page, where as many were told."""
    return told if len(told) == count else (nothing,) * count


def _how_far(answers: StepResults, told: TextValue) -> Reading:
    if "text" in answers.failed:
        return answers.failed["text"]
    if told.needs_password:
        return "password"
    if any(told.text):
        return "whole"
    return "unreadable" if set(told.lacks) == {"unread"} else "no-text"


def _is_opened(kind: Kind, answers: StepResults, told: TextValue) -> bool:
    if kind == "pdf" and "text" not in answers.failed:
        return not told.cut and (told.needs_password or bool(told.pages))
    return kind in _OLD_KINDS or answers.failed.get("text") != "unreadable"


def _pdf_facts(facts: FactsValue, contents: ContentsValue, *, labelled: bool) -> PdfFacts:
    own = {name: value for name, value in facts if name not in ("title", "author")}
    return PdfFacts(**own, outline=len(contents.outline), labelled=labelled)
