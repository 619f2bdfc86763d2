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

EXPIRES_SOON = dt.timedelta(days=30)
"""How long before its last day a contact for faults of security is to be renewed."""

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
    yield from _security(inputs)
    address = inputs.project.site_address
    if (urlsplit(address).hostname or "").endswith(_PLACEHOLDERS):
        yield Problem("site-address-placeholder", place, values={"address": InFull(address)})
    yield from missing_texts(inputs)


def _security(inputs: Inputs) -> Iterator[Problem]:
    """Yield what is open of the contact for faults of security, where there is one."""
    settings, place = inputs.project.settings, inputs.project.settings_place
    if settings.security_contact is None:
        return
    if settings.security_expires is None:
        yield Problem("security-contact-undated", place)
        return
    values = {"date": settings.security_expires}
    if settings.security_expires.last < inputs.today:
        yield Problem("security-contact-expired", place, values=values)
    elif settings.security_expires.last < inputs.today + EXPIRES_SOON:
        yield Problem("security-contact-expires-soon", place, values=values)


def missing_texts(inputs: Inputs) -> tuple[Problem, ...]:
    """Return a warning where the store lacks texts of documents that the site would show."""
    catalogue, lock = inputs.records.catalogue, inputs.lock
    if catalogue.model is None or not lock.documents:
        return ()
    store = Store.at(inputs.project.root, inputs.project.settings.documents.store)
    targets = targets_of(catalogue.model, catalogue.source)
    return store_problems(lock, store, targets.documents.keys())
