"""Render the hub's own templates: autoescape on, every missing value an error."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from hub.danish import date_text, list_text, lowered_first, number_text, unbroken
from hub.dates import KnownDate


def environment(root: Path) -> Environment:
    """Return the environment of `templates/pages/` under `root`."""
    made = Environment(
        loader=FileSystemLoader(root / "templates" / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "date": date_element,
        "day": day_element,
        "list": list_text,
        "lowered_first": lowered_first,
        "number": number_text,
        "unbroken": unbroken,
        "paragraphs": paragraphs,
    }
    return made


@cache
def date_element(date: KnownDate) -> Markup:
    """Return a date in Danish as a `<time>` element; a season has no machine-readable form."""
    if date.season:
        return escape(date_text(date))
    return Markup('<time datetime="{}">{}</time>').format(str(date), date_text(date))


def day_element(day: dt.date) -> Markup:
    """Return a day of the calendar as a `<time>` element."""
    return date_element(KnownDate.of(day))


def paragraphs(text: str) -> Markup:
    """Return plain text as HTML paragraphs: an empty line parts them."""
    parts = (part.strip() for part in text.split("\n\n"))
    return Markup("\n").join(Markup("<p>{}</p>").format(unbroken(part)) for part in parts if part)
