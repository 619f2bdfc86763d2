"""Mails that a reader can send with one click, written in advance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

from hub.catalogue.model import SourceList
from hub.catalogue.vocabulary import Authority, Vocabulary, name_on
from hub.site.entries import DocumentEntry
from hub.text.danish import date_text
from hub.text.dates import KnownDate

_LINE_BREAK = quote("\r\n")
"""RFC 6068 wants it in this form; some mail programs show a bare line feed as nothing."""

MOST_QUOTED = 1024
"""Pieces of mails that are kept as they stand in an address: most stand in many mails."""

_quoted = lru_cache(maxsize=MOST_QUOTED)(quote)


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """A mail by which a reader asks for a document."""

    mail: str
    """Its `mailto:` address; where the receiver's is not known, the reader adds it."""
    receiver: str
    """The name of today of whoever is asked; empty where nobody is known."""
    site: str
    """Where the receiver's address is to be found; empty where the mail has it."""
    site_name: str
    """The host of that site."""


def accessible_version_mail(vocabulary: Vocabulary, entry: DocumentEntry) -> str:
    """Return the `mailto:` address by which a reader asks a publisher for an accessible version."""
    publisher = _authority(vocabulary, entry.document.publisher)
    return _mail(
        publisher,
        "Tilgængelig udgave af: ",
        "Jeg vil gerne have en udgave, som jeg kan læse, af dette dokument:",
        entry,
    )


def document_request(
    vocabulary: Vocabulary, source_list: SourceList | None, today: KnownDate, entry: DocumentEntry
) -> DocumentRequest:
    """Return the mail by which a reader asks for a document that cannot be opened from here."""
    asked = next(_who_may_have_it(vocabulary, source_list, entry), None)
    site = asked.site if asked and asked.site and not asked.email else ""
    return DocumentRequest(
        mail=_mail(
            asked,
            "Dokument ønskes: ",
            "Jeg vil gerne have dette dokument:",
            entry,
        ),
        receiver=name_on(asked.names, today) if asked else "",
        site=site,
        site_name=(urlsplit(site).hostname or "").removeprefix("www."),
    )


def _who_may_have_it(
    vocabulary: Vocabulary, source_list: SourceList | None, entry: DocumentEntry
) -> Iterator[Authority]:
    """Yield who can be asked: the publisher, the secretariat of the area, whoever listed it."""
    document = entry.document
    if publisher := _authority(vocabulary, document.publisher):
        yield publisher
    for one in vocabulary.authorities:
        if document.area and one.area == document.area and one.kind == "secretariat":
            yield one
    if (
        source_list
        and document.listed_as
        and (keeper := _authority(vocabulary, source_list.publisher))
    ):
        yield keeper


def _authority(vocabulary: Vocabulary, id_: str | None) -> Authority | None:
    return next((one for one in vocabulary.authorities if one.id == id_), None)


def _mail(to: Authority | None, subject: str, request: str, entry: DocumentEntry) -> str:
    document = entry.document
    about = (
        (document.title, f" ({entry.context})"),
        ("Udgiverens egen titel: ", document.official_title),
        ("Dato: ", document.date and date_text(document.date)),
        ("Journalnummer eller ISBN: ", document.reference),
        ("", document.url or document.landing_page),
    )
    told = [_quoted(head) + _quoted(value) for head, value in about if value]
    body = _LINE_BREAK.join((_quoted(request), "", *told, ""))
    address = quote((to and to.email) or "", safe="@")
    return f"mailto:{address}?subject={_quoted(subject)}{_quoted(document.title)}&body={body}"
