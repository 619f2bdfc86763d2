"""Judge what came: whether it is the document that the catalogue promised, or something else."""

from __future__ import annotations

import html
import re
from typing import BinaryIO
from urllib.parse import urlsplit

from hub.documents.file_types import kind_of
from hub.documents.records import Kind
from hub.web.client import Response
from hub.web.errors import FetchError

_LOOKED_AT = 256 * 1024
_PASSWORD_FIELD = re.compile(rb"<input\b[^>]{0,500}?type\s*=\s*[\"']?password", re.IGNORECASE)
_TITLE = re.compile(rb"<title\b[^>]{0,200}>([^<]{0,500})<", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\b404\b|findes ikke|(?:ikke|not) f(?:u|o)und|siden kunne ikke", re.IGNORECASE
)
_CHALLENGE = re.compile(r"just a moment|checking your browser|are you a robot", re.IGNORECASE)
_LOCKABLE = frozenset(("docx", "xlsx", "pptx"))
_ZIPPED = frozenset(("docx", "xlsx", "pptx", "odt", "ods"))


def judged_kind(fetched: Response, expected: Kind | None) -> Kind:
    """Return the kind of the document that came; raise FetchError where it is none."""
    body = fetched.body
    assert body is not None
    if fetched.challenged:
        raise FetchError("blocked", "document-challenge")
    kind = kind_of(body, fetched.media_type)
    if kind == "html":
        _judge_page(body, fetched, expected)
        return "html"
    if kind == "cut-zip" and expected in _ZIPPED:
        raise FetchError("damaged", "document-cut")
    if kind == "locked-office":  # which of them shows only behind the password
        return expected if expected in _LOCKABLE else "docx"
    match kind:
        case "empty" | "json" | "lfs-pointer":
            raise FetchError("not-a-document", f"document-{kind}")
        case "zip" | "cut-zip" | "unknown":
            raise _other_kind("?" if kind == "unknown" else "zip", expected)
    if expected is not None and kind != expected:
        raise _other_kind(kind, expected)
    return kind


def _other_kind(kind: str, expected: Kind | None) -> FetchError:
    return FetchError(
        "not-a-document", "document-other-kind", kind=kind, expected=expected or "pdf"
    )


def _judge_page(body: BinaryIO, fetched: Response, expected: Kind | None) -> None:
    """Raise FetchError unless a web page is what the catalogue promised."""
    body.seek(0)
    head = body.read(_LOOKED_AT)
    found = _TITLE.search(head)
    title = (
        " ".join(html.unescape(found.group(1).decode("utf-8", "replace")).split()) if found else ""
    )
    if _CHALLENGE.search(title):
        raise FetchError("blocked", "document-challenge")
    if _PASSWORD_FIELD.search(head):
        raise FetchError("not-a-document", "document-login")
    if urlsplit(fetched.final_address).path in ("", "/") and expected != "html":
        raise FetchError("not-a-document", "document-front-page")
    if expected not in (None, "html") or _NOT_FOUND.search(title):
        raise FetchError("not-a-document", "document-page", title=title or "–")
