"""What the law asks of a public site itself: an accessibility statement no older than a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hub.diagnostics.problem import Problem
from hub.inputs import Inputs

STATEMENT_LASTS = dt.timedelta(days=365)
"""Webtilgængelighedsloven: the statement is renewed once a year."""


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
