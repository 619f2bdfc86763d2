"""The facts of the hub's pages as plain values, for peers that make the same pages by templates.

The pages are the cases, the reading views of documents and the lists that grow with the catalogue:
of cases, documents, deadlines, lengths of time and areas' answers. The overview with its drawing,
the municipalities and the pages of prose stay the hub's alone; they are not compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from projects import Project

from hub.inputs import read_inputs
from hub.project import CONFIG_FILE, read_project
from hub.site.context import Contents, contents_of
from hub.site.entries import DocumentEntry, Entry, RoundEntry
from hub.site.list_pages import DOCUMENT_FOLDER
from hub.site.page import Page, PageContent, title_in_head
from hub.site.page_heads import PageHeads
from hub.site.preparation import prepare
from hub.site.templates import environment
from hub.text import labels
from hub.text.danish import date_text, days_text, list_text, lowered_first, number_text
from hub.text.dates import KnownDate

LIST_KINDS = {
    # the template of a page's list, or of the page, and what the peers call that kind of list
    "lists/cases.html": "cases",
    "facet.html": "cases",
    "facets/status.html": "cases",
    "documents.html": "documents",
    "lists/documents.html": "documents",
    "facets/area.html": "answers",
    "lists/deadlines.html": "deadlines",
    "lists/durations.html": "durations",
}
NONE_WORDS = {
    # the template of a page, and what it says where there is nothing to list
    "facet.html": "Ingen udmeldinger i kataloget hører til her.",
    "facets/status.html": "Ingen udmeldinger har denne status lige nu.",
    "facets/area.html": "Der er ingen udmeldinger, som området kan have svaret på.",
}
KINDS = ("case", "reading", "list")


@dataclass(frozen=True, slots=True)
class PeerPages:
    """The pages that are compared: the address of each, by kind."""

    addresses: Mapping[str, tuple[str, ...]]

    def all(self) -> Iterator[str]:
        """Yield every address."""
        for kind in KINDS:
            yield from self.addresses[kind]


def write_facts(project: Project, folder: Path, today: Any, address: str) -> PeerPages:
    """Write `cases.json`, `readings.json`, `lists.json`, `documents.json` and `frame.json`."""
    inputs = read_inputs(
        read_project(
            project.root / CONFIG_FILE,
        ),
        today,
    )
    inputs = _with_address(inputs, address)
    templates = environment(project.root)
    contents = contents_of(inputs, prepare(inputs, templates))
    teller = _Teller(contents, PageHeads(inputs.project), project.read("mkdocs.yml"))
    pages: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for page in contents.pages():
        if page.template == "notification.html":
            pages["case"].append(teller.case(page))
        elif page.template == "reading.html":
            pages["reading"].append(teller.reading(page))
        elif kind := LIST_KINDS.get(page.content().context.get("list_template", page.template)):
            pages["list"].append(teller.list(page, kind))
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in {
        "cases": pages["case"],
        "readings": pages["reading"],
        "lists": pages["list"],
        "documents": teller.documents,
        "frame": teller.site(),
    }.items():
        text = json.dumps(values, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return PeerPages(
        {kind: tuple(f"{one['folder']}/{one['slug']}/" for one in pages[kind]) for kind in KINDS}
    )


def _with_address(inputs: Any, address: str) -> Any:
    return replace(inputs, project=replace(inputs.project, site_address=address))


class _Teller:
    """Takes a page's facts out of what the hub's own templates are given."""

    def __init__(self, contents: Contents, heads: PageHeads, settings: str) -> None:
        self._columns = list(_columns(settings))
        self.documents: dict[str, dict[str, Any]] = {}
        """The facts of documents on lists, by id."""
        self._context = contents.context
        self._heads = heads
        self._site_name = contents.project.site_name

    def site(self) -> dict[str, Any]:
        """Return what all pages share."""
        context = self._context
        return {
            "name": self._site_name,
            "source_list": context.catalogue.source_list.url
            if context.catalogue.source_list
            else "",
            "states": [[state, label] for state, label in labels.ANSWER_STATES.items()],
            "durations": list(labels.DURATIONS.values()),
            "sections": [[one.folder, one.menu] for one in context.sections if one.menu],
            "columns": self._columns,
            "narrowings": [
                {
                    "id": facet.id,
                    "label": facet.label,
                    "values": [
                        [value.slug, value.label, number_text(len(value.rows))]
                        for value in facet.values
                    ],
                }
                for facet in context.document_facets
            ],
        }

    def _head(self, page: Page, made: PageContent) -> dict[str, Any]:
        return {
            "folder": page.folder,
            "slug": page.slug,
            "title": page.title,
            "whole_title": title_in_head(page.title, self._site_name),
            "description": page.description,
            "head": str(self._heads.of_page(page, made.nodes, "../../")),
        }

    def case(self, page: Page) -> dict[str, Any]:
        """Return the facts of a case's page."""
        made = page.content()
        given = made.context
        entry: Entry = given["entry"]
        notification = entry.notification
        return self._head(page, made) | {
            "heading": notification.title,
            "summary": _paragraphs(notification.summary),
            "status": _outcome(entry),
            "current": str(given["standing"].current),
            "next": str(given["standing"].next),
            "target_group": notification.target_group,
            "scope": labels.SCOPES[notification.scope],
            "policy_areas": str(list_text(given["policy_areas"])),
            "events": [
                {
                    "state": one.state,
                    "date": _date(one.date),
                    "label": one.label,
                    "document": one.document,
                    "year": one.year,
                    "detail": one.detail,
                }
                for one in given["events"]
            ],
            "rounds": [
                self._round(heading, round_, str(standing.next), map_, last=number + 1)
                for number, (heading, round_, standing, map_) in enumerate(given["rounds"])
            ],
            "law": [
                {
                    "title": one.instrument.title,
                    "address": one.address or "",
                    "provision": one.provision,
                    "version": one.version or "",
                    "meaning": lowered_first(one.meaning) if one.meaning else "",
                }
                for one in entry.law
            ],
            "agency_page": notification.agency_page or "",
            "related": [{"url": one.page.url, "title": one.page.title} for one in entry.related],
            "terms": [
                {"term": one.term, "short": one.abbreviation or "", "meaning": one.meaning}
                for one in given["terms"]
            ],
            "citations": [[str(name), str(file)] for name, file in given["citations"]],
            "permanent_address": given["permanent_address"],
            "listed_as": notification.listed_as or "",
            "archive": given["archive_text"] or "",
            "theme_slug": given["theme_slug"] or "",
            "fetched": _date(given["files_fetched"]),
            "place": f"{entry.file}, linje {entry.line}",
            "previous": _neighbour(given["previous"]),
            "following": _neighbour(given["following"]),
        }

    def _round(
        self, heading: Any, round_: RoundEntry, following: str, map_: Any, *, last: int
    ) -> dict[str, Any]:
        facts = round_.round
        treatment = facts.agency_treatment
        return {
            "anchor": heading.anchor,
            "text": heading.text,
            "lowered": lowered_first(heading.text),
            "answers": heading.answers,
            "treatment_anchor": heading.treatment,
            "published": _date(facts.published),
            "report_due": _date(facts.report_due),
            "reported": _date(facts.reported),
            "request": _paragraphs(facts.request or ""),
            "themes": list(facts.themes),
            "documents_heading": labels.ROUND_DOCUMENTS[facts.kind],
            "documents": [
                self._document(one)
                for one in (round_.notification, *round_.appendices)
                if one is not None
            ],
            "tiles": [
                {
                    "name": tile.name,
                    "state": tile.state,
                    "row": tile.area.tile.row if tile.area.tile else 0,
                    "column": tile.area.tile.column if tile.area.tile else 0,
                    "reports": [_report(one) for one in tile.reports],
                }
                for tile in map_.tiles
            ],
            "areas": [
                {
                    "id": one.area.id,
                    "name": one.name,
                    "documents": [self._document(report) for report in one.reports],
                }
                for one in round_.reports
            ],
            "outcome": {
                "slug": round_.outcome.slug,
                "id": round_.outcome.id,
                "label": round_.outcome.label,
            },
            "treated": _date(treatment.date if treatment else None),
            "treatment": _paragraphs(treatment.summary or "") if treatment else [],
            "treatment_document": self._document(round_.treatment) if round_.treatment else None,
            "following": following,
            "number": last,
            "sources": [
                {
                    "title": one.title,
                    "url": one.url or "",
                    "supports": one.supports or "",
                    "confidence": labels.CONFIDENCES[one.confidence] if one.confidence else "",
                }
                for one in facts.sources
            ],
        }

    def _document(self, entry: DocumentEntry) -> dict[str, Any]:
        document = entry.document
        found = entry.file
        return {
            "id": entry.id,
            "title": document.title,
            "context": entry.context,
            "url": document.url or "",
            "date": _date(document.date),
            "publisher": entry.publisher or "",
            "listed_as": document.listed_as or "",
            "facts": [*found.facts] if found else [],
            "check": (found.check_text or "") if found else "",
            "exempt": bool(found and found.exempt),
            "readable": bool(found and found.readable),
            "history": [{"text": one.text, "sha256": one.sha256} for one in found.history]
            if found
            else [],
            "request": None if document.url else self._request(entry),
        }

    def _request(self, entry: DocumentEntry) -> dict[str, str]:
        made = self._context.request_for(entry)
        return {
            "mail": str(made.mail),
            "receiver": made.receiver or "",
            "site": made.site or "",
            "site_name": made.site_name or "",
        }

    def reading(self, page: Page) -> dict[str, Any]:
        """Return the facts of a part of a document's text."""
        made = page.content()
        given = made.context
        document: DocumentEntry = given["document"]
        part = given["part"]
        return self._head(page, made) | {
            "case": _neighbour(given["entry"]),
            "heading": given["heading"],
            "url": document.document.url,
            "original": document.document.title,
            "document": self._document(document) if part.number == 1 else None,
            "parts": [
                {
                    "title": one.title.capitalize(),
                    "address": address,
                    "here": one.number == part.number,
                }
                for one, address in given["parts"]
            ],
            "elsewhere": [[number, address] for number, address in given["elsewhere"]],
            "pages": [
                {
                    "number": one.number,
                    "anchor": f"side-{one.number}{'' if one.first else '-fortsat'}",
                    "first": one.first,
                    "continues": one.continues or 0,
                    "blocks": [
                        {
                            "text": block.text,
                            "later": [[later.page, later.text] for later in block.continuations],
                        }
                        for block in one.blocks
                    ],
                }
                for one in part.pages
            ],
        }

    def list(self, page: Page, kind: str) -> dict[str, Any]:
        """Return the facts of a page of a list."""
        made = page.content()
        given = made.context
        part = given["part"]
        facet = given.get("facet")
        rows = getattr(self, f"_row_of_{kind}")
        up = facet.all_label if facet else "Til listens begyndelse"
        return self._head(page, made) | {
            "kind": kind,
            "up": "Alle dokumenter" if "chosen" in given else up,
            "heading": given["title"],
            "lead": given["value"].subject.meaning
            if page.template == "facets/status.html" and part.number == 1
            else "",
            "nothing": "" if part.items else NONE_WORDS[page.template],
            "chosen": given.get("chosen", ""),
            "narrowed": "chosen" in given,
            "rows": [rows(one) for one in part.items],
            "pager": _pager(part, given["folder"], given["stem"]),
        }

    def _row_of_cases(self, entry: Entry) -> dict[str, Any]:
        return {
            "id": entry.notification.id,
            "address": entry.address,
            "name": entry.name,
            "status": _outcome(entry),
            "brief": str(self._context.case_status_of(entry).brief),
            "rounds": [
                {
                    "word": labels.ROUND_DISPATCHES[one.round.kind],
                    "date": _date(one.round.published),
                    "year": str(one.round.year),
                }
                for one in entry.rounds
            ],
        }

    def _row_of_documents(self, row: Any) -> str:
        """Return a document's id; its facts are kept once, as it stands on several lists."""
        id_ = row.document.id
        if id_ not in self.documents:
            dispatch = lowered_first(labels.ROUND_DISPATCHES[row.round.round.kind])
            about = f"{row.entry.notification.target_group}, {dispatch} {row.round.round.year}"
            self.documents[id_] = self._document(row.document) | {
                "address": f"{row.entry.address}#{id_}",
                "about": about,
                "role": row.role,
            }
            del self.documents[id_]["history"]
        return str(id_)

    def _row_of_deadlines(self, row: Any) -> dict[str, Any]:
        return _case_cell(row) | {
            "date": _date(row.date),
            "coming": row.coming,
            "outcome": {
                "slug": row.round.outcome.slug,
                "id": row.round.outcome.id,
                "label": row.round.outcome.label,
            },
        }

    def _row_of_durations(self, row: Any) -> dict[str, Any]:
        longest = self._context.figures.longest or 1
        return _case_cell(row) | {
            "spans": [
                {
                    "label": label,
                    "text": days_text(span.least, span.most),
                    "from": round(100 * span.least / longest, 1),
                    "width": round(100 * (span.most - span.least) / longest, 1),
                }
                if (span := row.spans.get(kind))
                else {"label": label, "text": ""}
                for kind, label in labels.DURATIONS.items()
            ]
        }

    def _row_of_answers(self, row: Any) -> dict[str, Any]:
        return _case_cell(row) | {
            "id": row.entry.notification.id,
            "state": row.state,
            "area": row.area.name,
            "reports": [_report(one) for one in row.area.reports],
        }


def _columns(settings: str) -> Iterator[dict[str, Any]]:
    """Yield the columns of links at the foot of every page, from the settings of the engine."""
    nav = re.search(r"(?ms)^nav:\n.*?^(?=\S)", settings)
    assert nav
    for item in yaml.safe_load(nav[0])["nav"]:
        for title, inner in item.items():
            if isinstance(inner, list):
                links = [
                    [file.removesuffix(".md"), label]
                    for one in inner
                    for label, file in one.items()
                ]
                yield {"title": title, "links": links}


def _case_cell(row: Any) -> dict[str, Any]:
    return {
        "address": row.entry.address,
        "name": row.entry.name,
        "round": f"{labels.ROUND_DISPATCHES[row.round.round.kind]} {row.round.round.year}",
    }


def _report(one: DocumentEntry) -> dict[str, str]:
    state = labels.ANSWER_STATES["found" if one.can_be_opened else "mentioned"]
    return {"id": one.id, "state": state, "context": one.context}


def _outcome(entry: Entry) -> dict[str, str]:
    return {"slug": entry.status.slug, "id": entry.status.id, "label": entry.status.label}


def _neighbour(entry: Entry | None) -> dict[str, str] | None:
    return {"address": entry.address, "name": entry.name} if entry else None


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _date(date: KnownDate | None) -> dict[str, str] | None:
    if date is None:
        return None
    return {"machine": "" if date.season else str(date), "text": date_text(date)}


def _pager(part: Any, folder: str, stem: str) -> dict[str, Any] | None:
    if part.count == 1:
        return None
    first = "" if stem == "side" else f"{stem.removesuffix('-side')}/"
    earlier = f"{stem}-{part.number - 1}/" if part.number > 2 else first
    return {
        "first": number_text(part.first),
        "last": number_text(part.first + len(part.items) - 1),
        "total": number_text(part.total),
        "previous": f"{folder}/{earlier}" if part.number > 1 else "",
        "next": f"{folder}/{stem}-{part.number + 1}/" if part.number < part.count else "",
    }


__all__ = ["DOCUMENT_FOLDER", "KINDS", "PeerPages", "write_facts"]
