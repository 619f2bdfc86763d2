"""The reading view of a document: its text by page, as a machine took it out of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hub.documents.records import OutlineItem, Text
from hub.search.expansions import whole_words
from hub.site.entries import DocumentEntry, Entry, RoundEntry
from hub.site.file_facts import Files
from hub.site.page import Page, PageContent, shortened
from hub.site.reading_blocks import ReadingText
from hub.site.reading_flow import reading_text
from hub.site.reading_parts import Part, parts_of
from hub.site.search_subjects import document_subject
from hub.site.structured_data import document_node
from hub.text.labels import PAGE_LACKS

FOLDER = "dokumenter"
MOST_CONTENTS_LINES = 400
DEEPEST_LINE = 6


def reading_pages(
    entries: Sequence[Entry], files: Files, changed: Mapping[str, dt.date | None]
) -> Iterator[Page]:
    """Yield a page for every document whose text is known; `changed` is by notification."""
    for entry in entries:
        for round_ in entry.rounds:
            for document in round_.documents:
                yield from _pages(
                    entry, round_, document, files, changed.get(entry.notification.id)
                )


def page_places(document: DocumentEntry, shown: ReadingText) -> Mapping[int, str]:
    """Return where each page of a document is read, from the site's root."""
    return {
        page.number: f"{FOLDER}/{_slug(document, part)}/#side-{page.number}"
        for part in parts_of(shown.pages)
        for page in part.pages
        if page.first
    }


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of a document's table of contents."""

    title: str
    level: int
    page: int | None
    address: str | None
    """Where its page is, from the page that shows the line; None where that is not read."""


def _pages(
    entry: Entry,
    round_: RoundEntry,
    document: DocumentEntry,
    files: Files,
    changed: dt.date | None,
) -> Iterator[Page]:
    """Yield the parts of a reading view; the first is the one that is known and found."""
    found = document.file
    if found is None or not found.readable or found.version is None:
        return
    text = files.text(found.version)
    if text is None:
        return
    title = document.document.title
    picture = files.thumbnail(found.version)
    shown = reading_text(text)
    parts = parts_of(shown.pages)
    slugs = [_slug(document, part) for part in parts]
    first = {
        page.number: slug
        for part, slug in zip(parts, slugs, strict=True)
        for page in part.pages
        if page.first
    }
    for part, slug in zip(parts, slugs, strict=True):
        is_first = part is parts[0]
        heading = title if is_first else f"{title}, {part.title}"
        yield Page(
            folder=FOLDER,
            slug=slug,
            title=f"{title}: teksten" if is_first else f"{heading}: teksten",
            description=shortened(f"Teksten i {heading}, {document.context}, side for side."),
            template="reading.html",
            content=partial(
                PageContent,
                {
                    "entry": entry,
                    "document": document,
                    "found": found,
                    "heading": heading,
                    "part": part,
                    "parts": [
                        (one, f"../{other}/") for one, other in zip(parts, slugs, strict=True)
                    ]
                    if len(parts) > 1
                    else (),
                    "elsewhere": [
                        (number, f"../{other}/#side-{number}")
                        for number, other in first.items()
                        if other != slug
                    ]
                    if is_first
                    else (),
                    "contents": list(_contents(_outline(text, shown), first, slug))
                    if is_first
                    else (),
                    "repeated": shown.repeated if is_first else (),
                    "page_lacks": PAGE_LACKS,
                    "thumbnail": picture is not None and is_first,
                },
                (document_node(document),),
                (("forside.webp", picture),) if picture and is_first else (),
            ),
            changed=changed,
            subject=document_subject(entry, round_, document) if is_first else None,
            texts=tuple(whole_words(page.text) for page in text.pages) if is_first else None,
        )


def _slug(document: DocumentEntry, part: Part) -> str:
    return document.id if part.number == 1 else f"{document.id}-side-{part.number}"


def _outline(text: Text, shown: ReadingText) -> tuple[OutlineItem, ...]:
    """Return the document's own outline, else the headings that its tags name on several pages."""
    if text.outline:
        return text.outline
    headings = tuple(
        OutlineItem(title=block.text, level=block.rank - 1, page=page.number)
        for page in shown.pages
        for block in page.blocks
        if block.kind == "heading"
    )
    return headings if len({one.page for one in headings}) > 1 else ()


def _contents(
    outline: Sequence[OutlineItem], slugs: Mapping[int, str], here: str
) -> Iterator[ContentsLine]:
    """Yield the lines of an outline."""
    for item in outline[:MOST_CONTENTS_LINES]:
        slug = slugs.get(item.page) if item.page else None
        place = f"#side-{item.page}"
        address = None if slug is None else place if slug == here else f"../{slug}/{place}"
        yield ContentsLine(item.title, min(item.level, DEEPEST_LINE), item.page, address)
