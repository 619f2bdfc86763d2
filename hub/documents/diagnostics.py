"""What the lock tells an editor: each thing that is wrong, at the line of the address."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from hub.catalogue.vocabulary import ReportingArea
from hub.diagnostics.problem import InFull, Problem
from hub.documents.assignment import sure_addresses
from hub.documents.offers import link_offers
from hub.documents.proposals import sought_of
from hub.documents.records import LandingPage, Lock, Record, Version
from hub.documents.targets import Target, Targets

_READING_RULES = {
    "password": "document-needs-password",
    "no-text": "document-without-text",
    "time": "document-unread",
    "memory": "document-unread",
    "crash": "document-unread",
    "unreadable": "document-unread",
}
_TEXTLESS_KINDS = frozenset(("doc", "xls", "ppt", "rtf", "xlsx", "ods"))
"""Kinds in which a missing text says nothing about the document."""


def problems_of(
    wanted: Targets,
    lock: Lock,
    areas: Sequence[ReportingArea],
    changed: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Return what is wrong or worth a remark, sorted by place.

    Documents are recognised by the names of the reporting areas. `changed` are the addresses whose
    document is new since the last run.
    """
    problems: list[Problem] = []
    for address, askers in wanted.documents.items():
        record = lock.documents.get(address)
        for asker in askers if record else ():
            assert record is not None
            problems += _of_document(asker, record)
            if address in changed and record.current:
                problems.append(_of_change(asker, record.current))
    for address, askers in wanted.landing_pages.items():
        if page := lock.landing_pages.get(address):
            problems += _of_landing_page(askers, address, page, areas)
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.rule)))


def _of_document(asker: Target, record: Record) -> Iterator[Problem]:
    if record.rule is not None:
        yield asker.problem(record.rule, "url", **record.detail)
        return
    if record.moved_to:
        yield asker.problem("document-moved", "url", target=InFull(record.moved_to))
    if record.downgraded:
        yield asker.problem("document-downgraded", "url")
    version = record.current
    if version is None or (version.reading == "no-text" and version.kind in _TEXTLESS_KINDS):
        return
    if version.reading == "no-text" and version.kind == "html":
        yield asker.problem("document-page-without-text", "url")
        return
    if rule := _READING_RULES.get(version.reading):
        yield asker.problem(rule, "url", reading=version.reading)
        return
    pages = version.pages or 0
    if version.unread_pages:
        yield asker.problem(
            "document-pages-unread", "url", count=pages - version.unread_pages, pages=pages
        )
    if version.picture_pages:
        yield asker.problem(
            "document-pages-pictures", "url", count=version.picture_pages, pages=pages
        )


def _of_change(asker: Target, version: Version) -> Problem:
    change = version.change
    pages, size = (change.pages, change.size) if change else ((None, version.pages), (0, 0))
    before, after = ("–" if count is None else count for count in pages)
    return asker.problem(
        "document-changed", "url", pages=f"{before} → {after}", size=f"{size[0]} → {size[1]}"
    )


def _of_landing_page(
    askers: Sequence[Target], address: str, page: LandingPage, areas: Sequence[ReportingArea]
) -> Iterator[Problem]:
    if page.rule is not None:
        for asker in askers:
            yield asker.problem(page.rule, "landing_page", **page.detail)
        return
    sought = [sought_of(asker.placed, (address,), areas) for asker in askers]
    found = sure_addresses(sought, {address: link_offers(page.links)})
    for asker in askers:
        if target := found.get(asker.placed.id):
            yield asker.problem("document-proposed", "landing_page", target=InFull(target))
