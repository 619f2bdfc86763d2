"""Addresses that the check leaves alone, each with a reason and a day to look again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hub.catalogue.tree import ANY, SourceFile, find, path_text
from hub.catalogue.vocabulary import Exclusion, Hosts
from hub.diagnostics.problem import Problem


def exclusion_of(address: str, hosts: Hosts) -> Exclusion | None:
    """Return the exclusion that an address begins with, if there is one."""
    return next((one for one in hosts.exclusions if address.startswith(one.address)), None)


def past_exclusions(source: SourceFile, hosts: Hosts, today: dt.date) -> Iterator[Problem]:
    """Yield a warning for each exclusion whose day to look again has passed."""
    for path, _ in find(source.tree, "exclusions", ANY, "look_again"):
        number = path[1]
        assert isinstance(number, int)
        exclusion = hosts.exclusions[number]
        if exclusion.look_again.last < today:
            values = {"address": exclusion.address, "date": exclusion.look_again}
            yield Problem("exclusion-past", source.place(path), path_text(path), values)
