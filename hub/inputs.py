"""All that a build reads, read once: the project, the files of record, what was found of files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from hub.catalogue.loader import Records, read_records
from hub.catalogue.schema_ids import check_schema
from hub.diagnostics.problem import Problem
from hub.diagnostics.rules import errors_among
from hub.documents.lock import read_lock
from hub.documents.records import Lock
from hub.links.https_hosts import insecure_addresses
from hub.links.lock import read_lock as read_link_lock
from hub.links.page_numbers import pages_beyond
from hub.links.records import LinkLock
from hub.links.usages import Usage, usages_in
from hub.memory import garbage_collection_paused
from hub.project import Project


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build reads, and the day that counts as today."""

    project: Project
    records: Records
    lock: Lock
    links: LinkLock
    problems: tuple[Problem, ...]
    today: dt.date

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stand in the way of a site."""
        return errors_among(self.problems)


def read_inputs(project: Project, today: dt.date) -> Inputs:
    """Read the files of record of a project; never raises for what stands in them."""
    with garbage_collection_paused():
        records = read_records(project.root, today=today)
        found = read_lock(project.root)
        links, link_problems = read_link_lock(project.root)
        uses = tuple(_usages(records, found.lock, links))
        addresses = (
            *pages_beyond(uses, found.lock),
            *insecure_addresses(uses, links, found.lock),
        )
    return Inputs(
        project=project,
        records=records,
        lock=found.lock,
        links=links,
        problems=(
            *project.problems,
            *records.problems,
            *check_schema(project.root, records.vocabulary),
            *found.problems,
            *link_problems,
            *addresses,
        ),
        today=today,
    )


def _usages(records: Records, lock: Lock, links: LinkLock) -> Iterator[Usage]:
    """Yield what names an address, where any are known; a large catalogue takes long."""
    if lock.documents or links.links:
        yield from usages_in(records.catalogue.source)
