"""Render the hub's own templates: autoescape on, every missing value an error."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import uuid
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from hub.catalogue.vocabulary import OutcomeWords
from hub.text.danish import date_text, list_text, lowered_first, number_text, reflowed, unbroken
from hub.text.dates import KnownDate

COMPILED_FOLDER = ".cache/hub/templates"

UNKNOWN = Markup('<span class="hub-unknown">ikke fundet</span>')
"""What stands where something is not known: said, never hidden and never guessed."""


class _Compiled(BytecodeCache):
    """Keeps compiled templates in a folder, each after its checksum; a damaged one is as none.

    What was compiled is run, and not even looked at before its checksum is right.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept of a template, if it is there and whole."""
        with contextlib.suppress(OSError):
            data = self._path(bucket).read_bytes()
            size = hashlib.sha256().digest_size
            checksum, code = data[:size], data[size:]
            if hashlib.sha256(code).digest() == checksum:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; one that cannot be kept is compiled by the next build again."""
        code = bucket.bytecode_to_string()
        unfinished = self.folder / f"{uuid.uuid4().hex}.unfinished"
        with contextlib.suppress(OSError):
            try:
                unfinished.write_bytes(hashlib.sha256(code).digest() + code)
                unfinished.replace(self._path(bucket))
            finally:
                unfinished.unlink(missing_ok=True)

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.template"


def environment(root: Path) -> Environment:
    """Return the environment of `templates/pages/` under `root`; what is compiled is kept."""
    compiled = root / COMPILED_FOLDER
    compiled.mkdir(parents=True, exist_ok=True)
    made = Environment(
        loader=FileSystemLoader(root / "templates" / "pages"),
        bytecode_cache=_Compiled(compiled),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "date": date_element,
        "day": day_element,
        "known_date": known_date,
        "list": list_text,
        "lowered_first": lowered_first,
        "number": number_text,
        "paragraphs": paragraphs,
        "reflowed": reflowed,
        "unbroken": unbroken,
    }
    made.globals |= {"unknown": UNKNOWN, "status": _status(made)}
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


def known_date(date: KnownDate | None) -> Markup:
    """Return a date as an element, or that it was not found."""
    return date_element(date) if date else UNKNOWN


def paragraphs(text: str) -> Markup:
    """Return plain text as HTML paragraphs: an empty line parts them."""
    parts = (part.strip() for part in text.split("\n\n"))
    return Markup("\n".join(f"<p>{escape(unbroken(part))}</p>" for part in parts if part))  # noqa: S704  # each part is escaped


def _status(made: Environment) -> Callable[[OutcomeWords], Markup]:
    """Return a function that draws a status; there are few, and they stand on every page."""
    drawn: dict[str, Markup] = {}

    def status(outcome: OutcomeWords) -> Markup:
        if outcome.id not in drawn:
            html = made.get_template("status.html").render(outcome=outcome)
            drawn[outcome.id] = Markup(html.strip())  # noqa: S704  # rendered with escaping on
        return drawn[outcome.id]

    return status
