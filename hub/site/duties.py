"""What a public site owes its readers: a statement, a contact, its own address, its texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from hub.diagnostics.problem import InFull, Problem
from hub.documents.inventory import store_problems
from hub.documents.store import Store
from hub.documents.targets import targets_of
from hub.inputs import Inputs

STATEMENT_LASTS = dt.timedelta(days=365)
"""Webtilgængelighedsloven: the statement is renewed once a year."""

_PLACEHOLDERS = (".example", ".invalid", ".test")
"""Names that no site can have (RFC 2606); the configuration that is shipped has one."""


def check_duties(inputs: Inputs) -> tuple[Problem, ...]:
    """Return a warning for each duty that the settings leave open."""
    return tuple(_open_duties(inputs))


def _open_duties(inputs: Inputs) -> Iterator[Problem]:
    settings, place = inputs.project.settings, inputs.project.settings_place
    if settings.accessibility_statement is None:
        yield Problem("accessibility-statement-missing", place)
    elif settings.accessibility_statement_date is None:
        yield Problem("accessibility-statement-undated", place)
    elif settings.accessibility_statement_date.last + STATEMENT_LASTS < inputs.today:
        values = {"date": settings.accessibility_statement_date}
        yield Problem("accessibility-statement-old", place, values=values)
    if settings.contact_email is None or settings.contact_phone is None:
        yield Problem("contact-missing", place)
    address = inputs.project.site_address
    if (urlsplit(address).hostname or "").endswith(_PLACEHOLDERS):
        yield Problem("site-address-placeholder", place, values={"address": InFull(address)})
    yield from missing_texts(inputs)


def missing_texts(inputs: Inputs) -> tuple[Problem, ...]:
    """Return a warning where the store lacks texts of documents that the site would show."""
    catalogue, lock = inputs.records.catalogue, inputs.lock
    if catalogue.model is None or not lock.documents:
        return ()
    store = Store.at(inputs.project.root, inputs.project.settings.documents.store)
    targets = targets_of(catalogue.model, catalogue.source)
    return store_problems(lock, store, targets.documents.keys())
