"""What contradicts itself in time and outcome: warnings, each with the other line named.

They read the tree, as the other rules between fields do. A date contradicts another only where
both are known well enough to be certain.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final

from hub.catalogue.consistency import Finding, date_at, repeated, text_at
from hub.catalogue.documents import DOCUMENT_PLACES
from hub.catalogue.tree import ANY, SourceFile, Tree, TreePath, find, line_text
from hub.text.address_keys import address_key
from hub.text.dates import KnownDate

Placed = tuple[TreePath, Tree]

FAR_YEARS: Final = {"notification": 2, "appendix": 2, "regional_report": 5, "treatment": 10}
"""How many years a document's date may lie from the year of its round, by the document's role."""

_DATES_OF_ROUND: Final = (
    # where dates of a round stand, and how many years they may lie from its year
    *((pattern, "date", FAR_YEARS[role]) for role, pattern, _ in DOCUMENT_PLACES),
    ((), "report_due", 10),
    (("schedule", ANY), "start", 10),
    (("schedule", ANY), "end", 10),
)

_DONE: Final = (
    # dates of what has happened, and which can therefore not lie in the future
    ("published",),
    ("reported",),
    ("agency_treatment", "date"),
    *((*pattern, "date") for _, pattern, _ in DOCUMENT_PLACES),
)


def check_contradictions(
    source: SourceFile, today: dt.date | None = None, doubted: Iterable[Finding] = ()
) -> Iterator[Finding]:
    """Yield what contradicts itself; what lies in the future only where `today` is known.

    A date that one of the findings in `doubted` is about, or that lies in the future, contradicts
    nothing besides: one slip is reported once.
    """
    ids = find(source.tree, "notifications", ANY, "id")
    same_id = {path[:2] for path, _, _ in repeated(source, ids)}
    titles = find(source.tree, "notifications", ANY, "title")
    told_apart = [one for one in titles if one[0][:2] not in same_id]
    for path, value, line in repeated(source, told_apart):
        yield "duplicate-title", path, {"value": value, "line": line}
    dates = _Dates(doubted)
    for path, notification in find(source.tree, "notifications", ANY):
        yield from _twice(source, path, notification, "related", "duplicate-related")
        rounds = [(path + at, round_) for at, round_ in find(notification, "rounds", ANY)]
        for round_path, round_ in rounds:
            for finding in _future(round_path, round_, today, dates) if today else ():
                dates.doubt(finding)
                yield finding
            yield from _round(source, round_path, round_, dates)
            yield from _twice(source, round_path, round_, "sources", "duplicate-source")
        for one, following in pairwise(rounds):
            yield from _neighbours(source, one, following, dates)


class _Dates:
    """The dates of a catalogue, but for those that are in doubt already."""

    def __init__(self, doubted: Iterable[Finding]) -> None:
        self._doubted: set[TreePath] = set()
        for finding in doubted:
            self.doubt(finding)

    def doubt(self, finding: Finding) -> None:
        rule, path, _ = finding
        self._doubted.add(path)
        if rule == "year-mismatch":  # either of the two may be the wrong one
            self._doubted.add((*path[:-1], "published"))

    def is_in_doubt(self, path: TreePath) -> bool:
        return path in self._doubted

    def at(self, path: TreePath, node: Tree, field: str) -> KnownDate | None:
        """Return the date of a field of the node at a path, or None where none is certain."""
        return None if (*path, field) in self._doubted else date_at(node, field)

    def year_at(self, path: TreePath, round_: Tree) -> int | None:
        """Return the year of the round at a path, or None where it is not certain."""
        known = self.at(path, round_, "year")
        return known.year if known and text_at(round_, "year") == str(known.year) else None


def _twice(
    source: SourceFile, path: TreePath, holder: Tree, field: str, rule: str
) -> Iterator[Finding]:
    urls = ((path + at, value) for at, value in find(holder, field, ANY, "url"))
    for at, value, line in repeated(source, urls, lambda url: address_key(url).casefold()):
        yield rule, at, {"value": value, "line": line}


def _round(source: SourceFile, path: TreePath, round_: Tree, dates: _Dates) -> Iterator[Finding]:
    yield from _treatment(source, path, round_, dates)
    yield from _listed_year(source, path, round_, dates)
    year = dates.year_at(path, round_)
    for pattern, field, years in _DATES_OF_ROUND if year else ():
        for at, holder in find(round_, *pattern):
            date = dates.at(path + at, holder, field)
            if date and year and abs(date.year - year) > years:
                line = line_text(source, (*path, "year"), path)
                yield "date-far", (*path, *at, field), {"value": date, "year": year, "line": line}


def _treatment(
    source: SourceFile, path: TreePath, round_: Tree, dates: _Dates
) -> Iterator[Finding]:
    for at, treatment in find(round_, "agency_treatment"):
        where = path + at
        outcome, treated = text_at(treatment, "outcome"), dates.at(where, treatment, "date")
        if treated:
            for reported_at, reported in _reports(path, round_, dates):
                if treated.is_before(reported):
                    line = line_text(source, reported_at, where)
                    values = {"value": treated, "reported": reported, "line": line}
                    yield "treated-before-reported", (*where, "date"), values
                    break
        if outcome == "awaited" and treated:
            line = line_text(source, (*where, "outcome"), where)
            yield "awaited-with-date", (*where, "date"), {"value": treated, "line": line}
        for document_at, _ in find(treatment, "document"):
            if outcome == "not_found":
                line = line_text(source, where + document_at, where)
                yield "not-found-with-document", (*where, "outcome"), {"line": line}


def _reports(path: TreePath, round_: Tree, dates: _Dates) -> Iterator[tuple[TreePath, KnownDate]]:
    """Yield when reports were there, as far as it is known."""
    if reported := dates.at(path, round_, "reported"):
        yield (*path, "reported"), reported
    for at, report in find(round_, "regional_reports", ANY):
        if date := dates.at(path + at, report, "date"):
            yield (*path, *at, "date"), date


def _listed_year(
    source: SourceFile, path: TreePath, round_: Tree, dates: _Dates
) -> Iterator[Finding]:
    listed, meaning = text_at(round_, "listed_year"), text_at(round_, "listed_year_meaning")
    year, kind = dates.year_at(path, round_), text_at(round_, "kind")
    if bool(listed) != bool(meaning):
        there, missing = "listed_year", "listed_year_meaning"
        if meaning:
            there, missing = missing, there
        alone: dict[str, object] = {"name": there, "missing": missing}
        yield "listed-year-alone", (*path, there), alone
    on_list = dates.at(path, round_, "listed_year")
    if on_list is None or year is None:
        return
    fits: dict[str, Callable[[], bool]] = {
        "sent": lambda: on_list.year == year,
        "reported": lambda: on_list.year in _years_of_reports(path, round_, year, dates),
        "renewed": lambda: kind != "original" and abs(on_list.year - year) <= 1,
    }
    if meaning in fits and not fits[meaning]():
        line = line_text(source, (*path, "year"), path)
        values: dict[str, object] = {"value": listed, "meaning": meaning, "year": year}
        yield "listed-year-mismatch", (*path, "listed_year"), {**values, "line": line}


def _years_of_reports(path: TreePath, round_: Tree, year: int, dates: _Dates) -> range:
    """Return the years in which reports may have come."""
    years = [date.year for _, date in _reports(path, round_, dates)]
    due = dates.at(path, round_, "report_due")
    years += [due.year] if due else []
    return (
        range(min(years), max(years) + 1) if years else range(year, year + FAR_YEARS["treatment"])
    )


def _future(path: TreePath, round_: Tree, today: dt.date, dates: _Dates) -> Iterator[Finding]:
    for pattern in _DONE:
        *holder, field = pattern
        for at, node in find(round_, *holder):
            date = date_at(node, str(field))
            if date and date.first > today:
                values = {"name": field, "value": date, "today": today.isoformat()}
                yield "date-in-future", (*path, *at, str(field)), values
    for field in ("year", "listed_year"):
        written = text_at(round_, field)
        # What is no year at all is reported as that.
        late = date_at(round_, field) and int(written[:4]) > today.year + 1
        if late and not dates.is_in_doubt((*path, field)):
            yield "year-too-late", (*path, field), {"value": written, "latest": today.year + 1}


def _neighbours(
    source: SourceFile, one: Placed, following: Placed, dates: _Dates
) -> Iterator[Finding]:
    (path, round_), (next_path, next_round) = one, following
    renewed = text_at(next_round, "kind") == "renewed"
    for at, outcome in find(round_, "agency_treatment", "outcome"):
        if outcome == "sufficient" and renewed:
            line = line_text(source, next_path, path)
            yield "sufficient-but-renewed", path + at, {"line": line}
    published = dates.at(next_path, next_round, "published")
    sent = published or dates.at(next_path, next_round, "year")
    if not sent:
        return
    sent_at = (*next_path, "published" if published else "year")
    for at, treatment in find(round_, "agency_treatment"):
        treated = dates.at(path + at, treatment, "date")
        if treated and sent.is_before(treated):
            line = line_text(source, (*path, *at, "date"), next_path)
            values = {"value": sent, "treated": treated, "line": line}
            yield "renewed-before-treated", sent_at, values
    for reported_at, reported in _reports(path, round_, dates):
        if sent.is_before(reported):
            line = line_text(source, sent_at, reported_at)
            values = {"value": reported, "sent": sent, "line": line}
            yield "report-in-later-round", reported_at, values
