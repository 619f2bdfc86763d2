"""What the law asks of a public site itself: an accessibility statement no older than a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from hub.catalogue.rules import read_rules
from hub.inputs import Inputs
from hub.problems import Problem, Rule

STATEMENT_LASTS = dt.timedelta(days=365)
"""Webtilgængelighedsloven: the statement is renewed once a year."""


@cache
def duty_rules() -> Mapping[str, Rule]:
    """Return the rules about the site's own duties."""
    return read_rules(Path(__file__).with_name("rules.yaml"))


def check_duties(inputs: Inputs) -> tuple[Problem, ...]:
    """Return a warning for each duty that the settings leave open."""
    return tuple(_open_duties(inputs))


def _open_duties(inputs: Inputs) -> Iterator[Problem]:
    settings, place = inputs.settings, inputs.settings_place
    if settings.accessibility_statement is None:
        yield Problem("accessibility-statement-missing", place)
    elif settings.accessibility_statement_date is None:
        yield Problem("accessibility-statement-undated", place)
    elif settings.accessibility_statement_date.last + STATEMENT_LASTS < inputs.today:
        values = {"date": settings.accessibility_statement_date}
        yield Problem("accessibility-statement-old", place, values=values)
    if settings.contact_email is None or settings.contact_phone is None:
        yield Problem("contact-missing", place)
