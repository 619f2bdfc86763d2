"""Mails that a reader can send with one click, written in advance."""

from __future__ import annotations

from urllib.parse import quote

from hub.catalogue.vocabulary import Vocabulary
from hub.site.entries import DocumentEntry


def accessible_version_mail(vocabulary: Vocabulary, entry: DocumentEntry) -> str:
    """Return the `mailto:` address by which a reader asks a publisher for an accessible version.

    Where the publisher's own address is not known, the reader's program asks for it.
    """
    emails = {authority.id: authority.email for authority in vocabulary.authorities}
    to = emails.get(entry.document.publisher or "") or ""
    subject = f"Tilgængelig udgave af: {entry.document.title}"
    body = (
        f"Jeg vil gerne have en udgave, som jeg kan læse, af dette dokument:\n\n"
        f"{entry.document.title} ({entry.context})\n{entry.document.url}\n"
    )
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(body)}"
