"""Mails that a reader can send with one click, written in advance."""

from __future__ import annotations

from urllib.parse import quote

from hub.catalogue.vocabulary import Vocabulary
from hub.site.entries import DocumentEntry


def accessible_version_mail(vocabulary: Vocabulary, entry: DocumentEntry) -> str:
    """Return the `mailto:` address by which a reader asks a publisher for an accessible version."""
    return _mail(
        vocabulary,
        entry,
        f"Tilgængelig udgave af: {entry.document.title}",
        f"Jeg vil gerne have en udgave, som jeg kan læse, af dette dokument:\n\n"
        f"{entry.document.title} ({entry.context})\n{entry.document.url}\n",
    )


def document_mail(vocabulary: Vocabulary, entry: DocumentEntry) -> str:
    """Return the `mailto:` address by which a reader asks a publisher for the document itself."""
    return _mail(
        vocabulary,
        entry,
        f"Dokument ønskes: {entry.document.title}",
        f"Jeg vil gerne have dette dokument:\n\n{entry.document.title} ({entry.context})\n",
    )


def _mail(vocabulary: Vocabulary, entry: DocumentEntry, subject: str, body: str) -> str:
    """Return a `mailto:` address; where the publisher's is not known, the reader adds it."""
    emails = {authority.id: authority.email for authority in vocabulary.authorities}
    to = emails.get(entry.document.publisher or "") or ""
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(body)}"
