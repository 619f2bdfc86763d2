"""All that a build reads, read once: the settings, the files of record, what was found of files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.catalogue.rules import catalogue_rules
from hub.catalogue.validation import Records, read_records
from hub.collecting import uncollected
from hub.documents.facts import Lock
from hub.documents.lockfile import read_lock
from hub.documents.rules import documents_rules
from hub.links.addresses import Use, uses_in
from hub.links.facts import LinkLock
from hub.links.lockfile import read_lock as read_link_lock
from hub.links.pages import pages_beyond
from hub.links.rules import links_rules
from hub.problems import Place, Problem
from hub.settings import Settings, read_settings


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build reads, and the day that counts as today."""

    root: Path
    settings: Settings
    settings_place: Place
    records: Records
    lock: Lock
    links: LinkLock
    problems: tuple[Problem, ...]
    today: dt.date

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stand in the way of a site."""
        rules = {**catalogue_rules(), **documents_rules(), **links_rules()}
        return tuple(one for one in self.problems if rules[one.rule].severity == "error")


def read_inputs(root: Path, config_file: Path, today: dt.date) -> Inputs:
    """Read settings and files of record; never raises for what stands in them."""
    with uncollected():
        read = read_settings(config_file)
        records = read_records(root)
        found = read_lock(root)
        links, link_problems = read_link_lock(root)
        beyond = tuple(pages_beyond(_named_pages(records, found.lock), found.lock))
    return Inputs(
        root=root,
        settings=read.settings,
        settings_place=read.place,
        records=records,
        lock=found.lock,
        links=links,
        problems=(*read.problems, *records.problems, *found.problems, *link_problems, *beyond),
        today=today,
    )


def _named_pages(records: Records, lock: Lock) -> Iterator[Use]:
    """Yield what names an address, where documents are known; a large catalogue takes long."""
    if lock.documents:
        yield from uses_in(records.catalogue.source)
