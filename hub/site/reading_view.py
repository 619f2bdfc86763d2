"""The reading view of a document: its text by page, as a machine took it out of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from hub.search.expansions import whole_words
from hub.site.entries import DocumentEntry, Entry, RoundEntry
from hub.site.file_facts import Files
from hub.site.page import Page, shortened
from hub.site.search_subjects import document_subject
from hub.text.labels import PAGE_LACKS

FOLDER = "dokumenter"


def reading_pages(
    entries: Sequence[Entry], files: Files, changed: Mapping[str, dt.date | None]
) -> Iterator[Page]:
    """Yield a page for every document whose text is known; `changed` is by notification."""
    for entry in entries:
        for round_ in entry.rounds:
            for document in round_.documents:
                page = _page(entry, round_, document, files, changed.get(entry.notification.id))
                if page:
                    yield page


def _page(
    entry: Entry,
    round_: RoundEntry,
    document: DocumentEntry,
    files: Files,
    changed: dt.date | None,
) -> Page | None:
    found = document.file
    if found is None or not found.readable or found.version is None:
        return None
    text = files.text(found.version)
    if text is None:
        return None
    title = document.document.title
    picture = files.thumbnail(found.version)
    return Page(
        folder=FOLDER,
        slug=document.id,
        title=f"{title}: teksten",
        description=shortened(f"Teksten i {title}, {document.context}, side for side."),
        template="reading.html",
        context={
            "entry": entry,
            "document": document,
            "found": found,
            "text": text,
            "page_lacks": PAGE_LACKS,
            "thumbnail": picture is not None,
        },
        changed=changed,
        files=(("forside.webp", picture),) if picture else (),
        subject=document_subject(entry, round_, document),
        texts=tuple(whole_words(page.text) for page in text.pages),
    )
