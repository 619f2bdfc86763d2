"""How a record of an address goes on: after the same bytes, new bytes, or a failure.

A record changes only when what it tells has changed, so that a run that finds nothing new leaves
the lock as it was, byte for byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from hub.documents.extraction import Read
from hub.documents.fetch_rules import fetch_rule
from hub.documents.records import (
    Kind,
    LandingPage,
    Record,
    Rejected,
    Text,
    Version,
    VersionChange,
)
from hub.web.client import Response
from hub.web.errors import FetchError, Verdict

Told = TypeVar("Told", Record, LandingPage)

_GOOD: Mapping[str, Any] = {"verdict": Verdict.DOCUMENT, "rule": None, "detail": {}}


def after_failure(
    known: Record | None, failed: FetchError, today: str, rejected: Rejected | None = None
) -> Record:
    """Return the record with its latest verdict; the last good facts stay.

    `rejected` are the bytes that came, where they are the reason.
    """
    record = known or Record(verdict=failed.verdict, since=today)
    record = _judged(record, _bad(failed), today)
    return record.model_copy(update={"status": failed.status, "rejected": rejected})


def after_same_rejected(known: Record, fetched: Response) -> Record:
    """Return the record of an address at which the rejected bytes still stand."""
    before = known.rejected
    assert before is not None
    if fetched.status == HTTPStatus.NOT_MODIFIED:
        return known
    rejected = before.model_copy(update=_lasting_validators(before, fetched))
    return known.model_copy(update={"rejected": rejected})


def after_same(known: Record, fetched: Response, today: str) -> Record:
    """Return the record of a document that is the same as the last time."""
    record = _judged(known, _GOOD, today)
    if fetched.status == HTTPStatus.NOT_MODIFIED:
        stands = known.status is not None and known.status < HTTPStatus.MULTIPLE_CHOICES
        return record if stands else record.model_copy(update={"status": 200, "rejected": None})
    return record.model_copy(
        update={**_whereabouts(fetched), **_lasting_validators(known, fetched)}
    )


def after_rereading(known: Record, fetched: Response, read: Read, today: str) -> Record:
    """Return the record of known bytes that had to be read again: the store had lost the text."""
    record = after_same(known, fetched, today)
    current = record.versions[-1].model_copy(update=_told_by(read))
    return record.model_copy(update={"versions": (*record.versions[:-1], current)})


def after_new(  # noqa: PLR0913, PLR0917  # all that a version is made of
    known: Record | None,
    fetched: Response,
    kind: Kind,
    read: Read,
    before: Text | None,
    today: str,
) -> Record:
    """Return the record with one version more; `before` is the text of the last one."""
    old = known.current if known else None
    version = Version(
        sha256=fetched.sha256,
        size=fetched.size,
        kind=kind,
        media_type=fetched.media_type,
        fetched=today,
        change=_change(old, fetched, read, before) if old else None,
        **_told_by(read),
    )
    record = _judged(known or Record(verdict=Verdict.DOCUMENT, since=today), _GOOD, today)
    return record.model_copy(
        update={
            **_whereabouts(fetched),
            "etag": fetched.etag,
            "last_modified": fetched.last_modified,
            "first_seen": record.first_seen or today,
            "last_fetched": today,
            "versions": (*record.versions, version),
        }
    )


def page_after_failure(known: LandingPage | None, failed: FetchError, today: str) -> LandingPage:
    """Return the record of a landing page that did not come; its links stay."""
    page = known or LandingPage(verdict=failed.verdict, since=today)
    return _judged(page, _bad(failed), today)


def page_after(
    known: LandingPage | None,
    links: Mapping[str, str],
    validators: tuple[str | None, str | None],
    today: str,
) -> LandingPage:
    """Return the record of a landing page that came."""
    page = _judged(known or LandingPage(verdict=Verdict.DOCUMENT, since=today), _GOOD, today)
    etag, last_modified = validators
    if known is not None and known.links == links:
        etag = etag if known.etag == etag else None
        last_modified = last_modified if known.last_modified == last_modified else None
    return page.model_copy(
        update={"links": dict(links), "etag": etag, "last_modified": last_modified}
    )


def _lasting_validators(known: Record | Rejected, fetched: Response) -> Mapping[str, Any]:
    """Return the validators that stay the same with the bytes.

    One that changes while the bytes do not is of no use, and would change the lock with every run.
    Without it the document is fetched whole and compared by its checksum.
    """
    return {
        "etag": known.etag if known.etag == fetched.etag else None,
        "last_modified": (
            known.last_modified if known.last_modified == fetched.last_modified else None
        ),
    }


def _bad(failed: FetchError) -> Mapping[str, Any]:
    return {"verdict": failed.verdict, "rule": fetch_rule(failed), "detail": failed.values}


def _judged(told: Told, judgement: Mapping[str, Any], today: str) -> Told:
    same = (told.verdict, told.rule) == (judgement["verdict"], judgement["rule"])
    return told.model_copy(update={**judgement, "since": told.since if same else today})


def _whereabouts(fetched: Response) -> Mapping[str, Any]:
    return {
        "status": fetched.status,
        "final_address": fetched.final_address if fetched.redirected else None,
        "moved_to": fetched.moved_to,
        "downgraded": fetched.downgraded or None,
        "rejected": None,
    }


def _told_by(read: Read) -> dict[str, Any]:
    return {
        "reading": read.reading,
        "pages": read.pages,
        "unread_pages": read.unread_pages,
        "picture_pages": read.picture_pages,
        "words": read.words,
        "title": read.title,
        "author": read.author,
        "pdf": read.pdf,
    }


def _change(old: Version, fetched: Response, read: Read, before: Text | None) -> VersionChange:
    added = removed = None
    if before is not None and read.reading == old.reading == "whole":
        then, now = _words(before), _words(read.text)
        added, removed = (now - then).total(), (then - now).total()
    return VersionChange(
        pages=(old.pages, read.pages),
        size=(old.size, fetched.size),
        words_added=added,
        words_removed=removed,
    )


def _words(text: Text) -> Counter[str]:
    return Counter(word for page in text.pages for word in page.text.split())
