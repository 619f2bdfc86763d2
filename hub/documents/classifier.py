"""Judge what came: whether it is the document that the catalogue promised, or something else."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import BinaryIO, get_args
from urllib.parse import SplitResult, urlsplit

from hub.documents.address_names import (
    is_front_page,
    leads_to_error,
    leads_to_gate,
    leads_to_login,
    leads_to_login_step,
    leads_to_outage,
    says_error,
)
from hub.documents.extractors.html import LONGEST_PAGE
from hub.documents.file_types import HEAD, kind_of
from hub.documents.page_facts import PageFacts, read_page
from hub.documents.records import Kind
from hub.web.client import Response
from hub.web.errors import FetchError, Verdict
from hub.web.outages import is_outage_page
from hub.web.walls import MOST_READ, is_wall_page

_FEW_WORDS = 60
"""Beside a login form: a page with less than this is nothing else."""

_ARTICLE = 150
"""Words from which a page is there to be read, whatever its address is called."""

_GONE = re.compile(
    r"(?:404\W+)?(?:beklager\W+)?(?:(?:den|the)\s)?(?:siden?|dokumentet|filen|indholdet|page|document)\s"
    r"(?:(?:kan|kunne|blev|er|has|have|been|was|is|can|could|not|be|desværre|no|longer)\s)*"
    r"(?:ikke|ej|not|found|findes|eksisterer|fjernet|slettet|nedlagt|flyttet|removed|deleted|moved)"
    r"(?:\s(?:ikke|ej|længere|mere|findes|fundet|eksisterer|found|exist|exists|available))*\W*",
    re.IGNORECASE,
)
"""What a page is called that says of itself that there is nothing."""

_LOCKABLE = frozenset(("docx", "xlsx", "pptx"))
_FAMILIES = ({"doc", "docx", "rtf"}, {"xls", "xlsx"}, {"ppt", "pptx"})
"""Kinds that one program opens, whatever ending the file's name has."""

_SAVED_AS_PAGES = frozenset(("doc", "xls"))
_OFFICE_PAGE = b"urn:schemas-microsoft-com:office:"
"""What Word and Excel write into the pages that they save, also as `.doc` and `.xls`."""

_ZIPPED = frozenset(("docx", "xlsx", "pptx", "odt", "ods"))


def judged_kind(fetched: Response, expected: Kind | None) -> Kind:
    """Return the kind of the document that came; raise FetchError where it is none."""
    try:
        return _judged_kind(fetched, expected)
    except FetchError as failed:
        if fetched.status != HTTPStatus.ACCEPTED or failed.verdict != Verdict.NOT_A_DOCUMENT:
            raise
        # »Accepted« is what walls say while they look at the client, and servers until it is made.
        raise FetchError("unchecked", "unavailable", status=fetched.status) from None


def _judged_kind(fetched: Response, expected: Kind | None) -> Kind:
    body = fetched.body
    assert body is not None
    kind = kind_of(body, fetched.media_type)
    if kind == "html":
        _judge_page(body, fetched, expected)
        return "html"
    if kind in ("json", "unknown") and fetched.size <= MOST_READ:
        body.seek(0)
        if is_wall_page(body.read(MOST_READ), fetched.size):
            raise FetchError("blocked", "challenge")
    if kind == "cut-zip" and expected in _ZIPPED:
        raise FetchError("damaged", "cut")
    if kind == "locked-office":  # which of them shows only behind the password
        return expected if expected in _LOCKABLE else "docx"
    match kind:
        case "empty" | "json" | "lfs-pointer":
            raise FetchError("not-a-document", kind)
        case "zip" | "cut-zip" | "unknown":
            raise _other_kind(_said(fetched) if kind == "unknown" else "zip", expected)
    if expected not in (None, kind) and not any({expected, kind} <= one for one in _FAMILIES):
        raise _other_kind(kind, expected)
    return kind


def _other_kind(kind: str, expected: Kind | None) -> FetchError:
    kinds = expected or ", ".join(get_args(Kind))
    return FetchError("not-a-document", "other-kind", kind=kind, expected=kinds)


def _said(fetched: Response) -> str:
    """Return what a server calls a file of a kind that is not known, if that may be so."""
    said = fetched.media_type or ""
    is_telling = said.startswith(("text/", "image/", "audio/", "video/")) and said != "text/html"
    return said if is_telling else "?"


def _judge_page(body: BinaryIO, fetched: Response, expected: Kind | None) -> None:
    """Raise FetchError unless a web page may be what the catalogue promised."""
    body.seek(0)
    data = body.read(LONGEST_PAGE)
    if is_wall_page(data[:MOST_READ], fetched.size or len(data)):
        raise FetchError("blocked", "challenge")
    if is_outage_page(data[:MOST_READ], fetched.size or len(data)):
        raise FetchError("unchecked", "unavailable", status=fetched.status)
    page = read_page(data, fetched.charset)
    if expected in _SAVED_AS_PAGES and _OFFICE_PAGE in data[:HEAD]:
        expected = "html"
    is_file = expected not in (None, "html")
    if is_file and page.is_captcha:
        raise FetchError("blocked", "challenge")
    asked = urlsplit(fetched.address or fetched.final_address)
    final = urlsplit(fetched.final_address)
    if _shows_nothing(page, fetched):
        raise FetchError("not-a-document", "empty", status=fetched.status)
    is_short = page.content_words < _ARTICLE
    if is_short and leads_to_gate(asked, final):
        raise FetchError("blocked", "challenge")
    if is_short and leads_to_outage(asked, final):
        raise FetchError("unchecked", "unavailable", status=fetched.status)
    if _is_login(page, asked, final):
        raise FetchError("not-a-document", "login")
    if is_front_page(final.path, final.query) and not is_front_page(asked.path, asked.query):
        raise FetchError("not-a-document", "front-page")
    has_error_name = is_short and leads_to_error(asked, final)
    is_error = fetched.redirected and (has_error_name or says_error(final.query))
    if is_error or _says_it_is_gone(page) or is_file:
        raise FetchError("not-a-document", "page", title=page.title or "–")


def _shows_nothing(page: PageFacts, fetched: Response) -> bool:
    """Return whether a page has nothing for a reader, nor leads to where something is."""
    if fetched.status == HTTPStatus.ACCEPTED:
        return not page.words
    return page.is_blank and not fetched.refresh and not page.refresh


def _says_it_is_gone(page: PageFacts) -> bool:
    """Return whether a page says so twice, as title and as heading, and little else."""
    title = re.split(r"\s[-–|:]\s", page.title)[0]
    return page.content_words < _FEW_WORDS and all(
        map(_GONE.fullmatch, (title, *(page.headings[:1] or ("",))))
    )


def _is_login(page: PageFacts, asked: SplitResult, final: SplitResult) -> bool:
    """Return whether a page asks for a login: a redirect has led there, or it has nothing else."""
    if asked.path == final.path:
        return page.has_password_field and page.content_words < _FEW_WORDS
    if page.has_password_field or leads_to_login(asked, final):
        return True
    return page.content_words < _ARTICLE and leads_to_login_step(asked, final)
