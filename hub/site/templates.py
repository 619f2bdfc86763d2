"""Render the hub's own templates: autoescape on, every missing value an error."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, MutableMapping
from functools import lru_cache
from pathlib import Path
from pickle import UnpicklingError
from types import CodeType
from typing import Any, cast

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

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

MOST_DRAWN = 4096
"""Pieces that are kept for the pages that have them too."""

MOST_ESCAPED = 1024
"""Texts whose escaped form is kept: most stand several times on a page, as names and titles do."""

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


_escaped_text = lru_cache(maxsize=MOST_ESCAPED)(escape)


def _escaped(value: object) -> str:
    """Return a value as HTML, as `escape` does; what is HTML already is not made anew."""
    kind = type(value)
    if kind is Markup:
        return cast("Markup", value)
    if kind is str:
        return _escaped_text(value)
    return str(value) if kind is int or kind is float else escape(value)


class _Template(Template):
    """A template that escapes each text once, and not wherever it stands."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  # as Jinja calls it
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Return the template of compiled code, which looks `escape` up among its own names."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = _escaped
        return made


class _Environment(Environment):
    """An environment whose templates share its globals; Jinja's own has a view of them for each.

    All names of such a view are looked through one by one whenever a page is drawn.
    """

    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template."""
        return super().make_globals(d) if d else self.globals


def environment(root: Path) -> Environment:
    """Return the environment of a project's templates; what is compiled is kept.

    A template in the project's `templates/pages/` wins over the hub's of the same name.
    """
    compiled = root / COMPILED_FOLDER
    compiled.mkdir(parents=True, exist_ok=True)
    made = _Environment(
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
    made.globals |= {
        "drawn_once": _drawn_once(made),
        "labels": labels,
        "status": _status(made),
        "unknown": UNKNOWN,
    }
    return made


def _drawn_once(made: Environment) -> Callable[..., Markup]:
    """Return a function that draws a macro of a template for values that many pages have."""

    @lru_cache(maxsize=MOST_DRAWN)
    def drawn_once(template: str, macro: str, *values: Hashable) -> Markup:
        drawn: Markup = getattr(made.get_template(template).module, macro)(*values)
        return drawn

    return drawn_once


def _status(made: Environment) -> Callable[[OutcomeWords], Markup]:
    """Return a function that draws a status; there are few, and they stand on every page."""
    drawn: dict[str, Markup] = {}

    def status(outcome: OutcomeWords) -> Markup:
        if outcome.id not in drawn:
            html = made.get_template("status.html").render(outcome=outcome)
            drawn[outcome.id] = Markup(html.strip())  # noqa: S704  # rendered with escaping on
        return drawn[outcome.id]

    return status
