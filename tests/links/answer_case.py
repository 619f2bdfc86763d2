"""A case of a web server's answer, and what a careful person would call it.

`links` are the verdicts of `hub links` that are right when each day is the same, `fetch` those of
`hub fetch`; several where one is as good as another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scripted import Making, page

OK, DEAD, MOVED = ("ok",), ("broken",), ("ok", "redirected")
CLOSED = ("blocked", "unchecked")
ALIVE = ("ok", "redirected", "blocked", "unchecked")
DOCUMENT, OTHER = ("document",), ("not-a-document",)

LONG = " ".join(f"afsnit{chr(97 + n % 26)} om borgerens forløb og støtte" for n in range(60))
FORM = "<form action='/ind'><input name=a><input type=password name=b></form>"
FRONT = page("Forside", "<h1>Velkommen</h1><p>Nyheder fra kommunen</p>")
GOOD = page("Sag 12", f"<h1>Sag 12</h1><p>{LONG}</p>")


@dataclass(frozen=True)
class Case:
    """An address, what its server answers, and the verdicts that are right."""

    name: str
    path: str
    answers: Mapping[str, Making] = field(hash=False)
    links: tuple[str, ...]
    fetch: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Further fields of the document in the catalogue."""
