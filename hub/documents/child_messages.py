"""The messages of a child process that reads documents: taken within limits, in their form only.

A file may have taken over the child that reads it. So what comes is bounded in time and size, and
anything in another form than `worker` has ends the reading.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from hub.documents.records import KnownDay, OutlineItem, PageLack, TextBlock

Failure = Literal["time", "memory", "crash", "unreadable"]
Step = Literal[
    "text", "structure", "contents", "facts", "thumbnail", "links", "blocks", "page", "cells"
]

LARGEST_ANSWER: Final = 256 * 1024**2
"""Bytes of one answer; the text of the longest documents takes some megabytes."""

LARGEST_THUMBNAIL: Final = 2 * 1024**2
Short = Annotated[str, Field(max_length=4000)]
"""Text that goes into the lock."""

_LONGEST_HEAD: Final = 4096
_TAKEN_AT_ONCE: Final = 256 * 1024


class BadMessage(ValueError):
    """What a child sent has not the form that was agreed on."""


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Head(_Said):
    """What comes before an answer."""

    step: Step
    size: Annotated[int, Field(ge=0, le=LARGEST_ANSWER)]
    failed: Failure | None = None
    memory: Annotated[int, Field(ge=0)] = 0
    """The most bytes that the child has held."""


class TextValue(_Said):
    """The text of a document by page; `lacks` says of each why it has none."""

    pages: Annotated[int, Field(ge=0)] | None = None
    needs_password: bool = False
    text: tuple[str, ...] = ()
    lacks: tuple[PageLack | None, ...] = ()
    cut: bool = False


class ContentsValue(_Said):
    """The printed labels of the pages, and the outline."""

    labels: tuple[str | None, ...] = ()
    outline: tuple[OutlineItem, ...] = ()


class FactsValue(_Said):
    """What a file says about itself."""

    title: Short | None = None
    author: Short | None = None
    created: KnownDay | None = None
    modified: KnownDay | None = None
    language: Short | None = None
    tagged: bool = False
    title_shown: bool = False
    encrypted: bool = False
    pdf_version: Short | None = None
    pdfa: Short | None = None
    pdfua: Short | None = None


class LinkValue(_Said):
    """A link of a block of a web page."""

    href: str
    text: str
    label: str


class BlockValue(_Said):
    """A block of a web page; see `html_blocks`."""

    text: str
    heading: bool
    links: tuple[LinkValue, ...]


class PageValue(_Said):
    """What a web page shows; see `page_facts`."""

    title: str = ""
    headings: tuple[str, ...] = ()
    words: Mapping[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    content_words: Annotated[int, Field(ge=0)] = 0
    has_password_field: bool = False
    places: tuple[str, ...] = ()
    has_scripts: bool = True
    is_filled_later: bool = False
    is_captcha: bool = False
    is_blank: bool = False
    refresh: str = ""


_VALUES: Final[Mapping[Step, TypeAdapter[object]]] = {
    "text": TypeAdapter(TextValue),
    "contents": TypeAdapter(ContentsValue),
    "facts": TypeAdapter(FactsValue),
    "structure": TypeAdapter(tuple[tuple[TextBlock, ...], ...]),
    "links": TypeAdapter(tuple[tuple[str, str], ...]),
    "blocks": TypeAdapter(tuple[BlockValue, ...]),
    "page": TypeAdapter(PageValue),
    "cells": TypeAdapter(tuple[tuple[str, ...], ...]),
}


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """A step's answer as it came."""

    head: Head
    body: bytes


class Messages:
    """The answers that come from a socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._taken = bytearray()

    def answer(self, step: Step, deadline: float) -> StepAnswer:
        """Return the answer to a step, which must be whole before a moment of the monotonic clock.

        Raises BadMessage, TimeoutError, and OSError where the other side has ended.
        """
        try:
            head = Head.model_validate_json(self._line(deadline))
        except ValidationError as error:
            raise BadMessage(str(error)) from None
        if head.step != step:
            raise BadMessage(head.step)
        while len(self._taken) < head.size:
            self._take(deadline)
        body = bytes(self._taken[: head.size])
        del self._taken[: head.size]
        return StepAnswer(head, body)

    def _line(self, deadline: float) -> bytes:
        while (end := self._taken.find(b"\n")) < 0:
            if len(self._taken) > _LONGEST_HEAD:
                raise BadMessage("head")
            self._take(deadline)
        line = bytes(self._taken[:end])
        del self._taken[: end + 1]
        return line

    def _take(self, deadline: float) -> None:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        self._connection.settimeout(remaining)
        data = self._connection.recv(_TAKEN_AT_ONCE)
        if not data:
            raise ConnectionResetError
        self._taken += data


def value_of(step: Step, body: bytes) -> object:
    """Return what a step's answer says, as the type of the step. Raises BadMessage.

    The thumbnail is WebP, as bytes; nothing where there is none.
    """
    if step == "thumbnail":
        if body and not (len(body) <= LARGEST_THUMBNAIL and body[:4] + body[8:12] == b"RIFFWEBP"):
            raise BadMessage(step)
        return body
    try:
        return _VALUES[step].validate_json(body)
    except ValidationError as error:
        raise BadMessage(f"{step}: {error.error_count()}") from None


def nothing_of(step: Step) -> object:
    """Return what a step says that has no answer."""
    if step == "thumbnail":
        return b""
    return {"text": TextValue, "contents": ContentsValue, "facts": FactsValue}.get(step, tuple)()
