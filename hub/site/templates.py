"""Render the hub's own templates: autoescape on, every missing value an error."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from pickle import UnpicklingError

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from hub.catalogue.vocabulary import OutcomeWords
from hub.resources import template_folders
from hub.site.filters import UNKNOWN, date_element, day_element, known_date, paragraphs
from hub.site.security_policy import inline_hashes
from hub.text import labels
from hub.text.danish import (
    date_text,
    days_text,
    list_text,
    lowered_first,
    number_text,
    unbroken,
    with_soft_hyphens,
)

COMPILED_FOLDER = ".cache/hub/templates"


class _CompiledTemplates(FileSystemBytecodeCache):
    """Jinja's own cache; a file of it that cannot be read counts as none."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template if it is there and whole."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template; one that cannot be kept is compiled by the next build again."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def environment(root: Path) -> Environment:
    """Return the environment of a project's templates; what is compiled is kept.

    A template in the project's `templates/pages/` wins over the hub's of the same name.
    """
    compiled = root / COMPILED_FOLDER
    compiled.mkdir(parents=True, exist_ok=True)
    made = Environment(
        loader=FileSystemLoader(template_folders(root)),
        bytecode_cache=_CompiledTemplates(str(compiled)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "date": date_element,
        "date_text": date_text,
        "day": day_element,
        "days_text": days_text,
        "inline_hashes": inline_hashes,
        "known_date": known_date,
        "list": list_text,
        "lowered_first": lowered_first,
        "number": number_text,
        "paragraphs": paragraphs,
        "unbroken": unbroken,
        "with_soft_hyphens": with_soft_hyphens,
    }
    made.globals |= {"unknown": UNKNOWN, "status": _status(made), "labels": labels}
    return made


def _status(made: Environment) -> Callable[[OutcomeWords], Markup]:
    """Return a function that draws a status; there are few, and they stand on every page."""
    drawn: dict[str, Markup] = {}

    def status(outcome: OutcomeWords) -> Markup:
        if outcome.id not in drawn:
            html = made.get_template("status.html").render(outcome=outcome)
            drawn[outcome.id] = Markup(html.strip())  # noqa: S704  # rendered with escaping on
        return drawn[outcome.id]

    return status
