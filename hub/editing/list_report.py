"""What to do where a list and the catalogue differ: the place, and the lines to add or change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub.catalogue.documents import PlacedDocument, walk_documents
from hub.catalogue.loader import Records
from hub.catalogue.model import Notification
from hub.catalogue.tree import TreePath
from hub.diagnostics.problem import Place
from hub.documents.file_types import expected_kind
from hub.editing.list_comparison import ListDifference, ListEntry, ListLink
from hub.editing.yaml_writer import Fields, fields_lines, item_lines
from hub.text.slugs import slug

_ITEM_INDENT, _ENTRY_INDENT = 10, 2
_APPENDIX = re.compile(r"\bbilag\s+([0-9]{1,3})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")


@dataclass(frozen=True, slots=True)
class Advice:
    """A difference in words for an editor, where it is to be mended, and with which lines."""

    place: Place
    message: str
    lines: tuple[str, ...] = ()


def list_entries(records: Records) -> tuple[ListEntry, ...]:
    """Return what the catalogue says of the list; its model must be there."""
    catalogue = records.catalogue.model
    assert catalogue is not None
    entries = [
        ListEntry(
            id=one.id,
            section=_section(one.notification),
            text=one.document.listed_as,
            address=one.document.url or one.document.landing_page,
            others=frozenset(
                filter(None, (one.document.landing_page, *(c.url for c in one.document.copies)))
            ),
        )
        for one in walk_documents(catalogue)
        if one.document.listed_as
    ]
    links = catalogue.source_list.links if catalogue.source_list else ()
    entries += [
        ListEntry(id=f"#{number}", section="", text=link.listed_as, address=link.url)
        for number, link in enumerate(links)
    ]
    return tuple(entries)


def list_advice(
    differences: Sequence[ListDifference], records: Records, year: int
) -> Iterator[Advice]:
    """Yield what to do about each difference; `year` is that of a notification without one."""
    catalogue = records.catalogue.model
    assert catalogue is not None
    placed = {one.id: one for one in walk_documents(catalogue)}
    sections = {_section(one): one for one in catalogue.notifications}
    for one in differences:
        if one.entry is not None:
            yield _of_entry(one, placed, records)
        elif one.link is not None:
            notification = sections.get(one.link.section)
            if notification is not None:
                yield _of_new_link(one.link, notification, records)
            else:
                yield _of_new_section(one.link, records, year)


def _section(notification: Notification) -> str:
    return notification.listed_as or notification.title


def _of_entry(
    one: ListDifference, placed: Mapping[str, PlacedDocument], records: Records
) -> Advice:
    entry, link = one.entry, one.link
    assert entry is not None
    document = placed.get(entry.id)
    path: TreePath = (
        document.path if document else ("source_list", "links", int(entry.id.removeprefix("#")))
    )
    source = records.catalogue.source
    indent = source.place((*path, "title"), of_key=True).column - 1
    name = f"»{entry.text}«" + (f" ({document.notification.title})" if document else "")
    if one.change == "gone" or link is None:
        place = source.place((*path, "listed_as"))
        return Advice(place, f"{name} står ikke mere på listen. Se efter, om det er flyttet.")
    if one.change == "text":
        place = source.place((*path, "listed_as"))
        message = f"{name} hedder nu noget andet på listen. Ret linjen til:"
        return Advice(place, message, tuple(fields_lines({"listed_as": link.text}, indent)))
    field = _field(link.address, document)
    lines = tuple(fields_lines({field: link.address}, indent))
    if entry.address is None:
        message = f"{name} har en adresse på listen, som kataloget mangler. Tilføj:"
    else:
        message = f"{name} fører på listen til en anden adresse end {entry.address}. Ret til:"
    return Advice(source.place(path), message, lines)


def _field(address: str, document: PlacedDocument | None) -> str:
    """Return the field for an address: a page about a document is not the document itself."""
    is_page = expected_kind(address, None) in (None, "html")
    if document is None or not is_page or document.document.landing_page or document.document.url:
        return "url"
    return "landing_page"


def _of_new_link(link: ListLink, notification: Notification, records: Records) -> Advice:
    catalogue = records.catalogue.model
    assert catalogue is not None
    number = catalogue.notifications.index(notification)
    is_renewed = "fornyet" in link.text.casefold()
    nth = next(
        (at for at, one in enumerate(notification.rounds) if (one.kind == "renewed") == is_renewed),
        0,
    )
    path = ("notifications", number, "rounds", nth)
    area = _area(link.text, records)
    field, item = "appendices", _document(link)
    if area and re.search("afrapportering|svar|besvarelse", link.text, re.IGNORECASE):
        field, item = "regional_reports", {**item, "area": area}
    elif found := _APPENDIX.search(link.text):
        item = {**item, "number": found[1]}
    message = (
        f"»{link.text}« står på listen under »{notification.title}«, men ikke i kataloget. "
        f"Føj til »{field}« i runden fra {notification.rounds[nth].year}:"
    )
    lines = (f"{' ' * (_ITEM_INDENT - 2)}{field}:", *item_lines(item, _ITEM_INDENT))
    return Advice(records.catalogue.source.place(path), message, lines)


def _of_new_section(link: ListLink, records: Records, year: int) -> Advice:
    heading = link.section or link.text
    title = re.sub(r"\s*\([^)]*\)\s*:?\s*$|:\s*$", "", heading).strip()
    found = _YEAR.search(heading)
    entry: Fields = {
        "id": slug(title),
        "title": title,
        "listed_as": heading,
        "target_group": title,
        "scope": "national",
        "policy_areas": ["social"],
        "summary": "Sagen er ikke beskrevet endnu.",
        "rounds": [
            {
                "kind": "original",
                "year": found[1] if found else str(year),
                "notification": _document(link),
            }
        ],
    }
    message = f"»{heading}« står på listen, men ikke i kataloget. Føj til »notifications«:"
    place = records.catalogue.source.place(("notifications",))
    return Advice(place, message, tuple(item_lines(entry, _ENTRY_INDENT)))


def _document(link: ListLink) -> dict[str, str]:
    title = re.sub(r"^link til\s+", "", link.text, flags=re.IGNORECASE)
    title = title[:1].upper() + title[1:]
    return {"title": title, "listed_as": link.text, "url": link.address}


def _area(text: str, records: Records) -> str | None:
    vocabulary = records.vocabulary
    folded = text.casefold()
    for area in vocabulary.areas if vocabulary else ():
        names = (area.id, *(one.name for one in (*area.names, *area.regions)))
        if any(name.casefold().removeprefix("region ") in folded for name in names):
            return area.id
    return None
