"""Filters of templates that make elements: dates, paragraphs, and that something is not known."""

from __future__ import annotations

import datetime as dt
from functools import cache

from markupsafe import Markup, escape

from hub.text.danish import date_text, unbroken
from hub.text.dates import KnownDate

UNKNOWN = Markup('<span class="hub-unknown">ikke fundet</span>')
"""What stands where something is not known: said, never hidden and never guessed."""


@cache
def date_element(date: KnownDate) -> Markup:
    """Return a date in Danish as a `<time>` element; a season has no machine-readable form."""
    if date.season:
        return escape(date_text(date))
    return Markup('<time datetime="{}">{}</time>').format(str(date), date_text(date))


def day_element(day: dt.date) -> Markup:
    """Return a day of the calendar as a `<time>` element."""
    return date_element(KnownDate.of(day))


def known_date(date: KnownDate | None) -> Markup:
    """Return a date as an element, or that it was not found."""
    return date_element(date) if date else UNKNOWN


def paragraphs(text: str) -> Markup:
    """Return plain text as HTML paragraphs: an empty line parts them."""
    parts = (part.strip() for part in text.split("\n\n"))
    return Markup("\n".join(f"<p>{escape(unbroken(part))}</p>" for part in parts if part))  # noqa: S704  # each part is escaped
