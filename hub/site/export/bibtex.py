"""Citations as BibTeX, for LaTeX and what reads its files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hub.site.export.citation import Citation

_LATEX: Final = {
    "\\": r"\textbackslash{}",
    # A brace counts as one for BibTeX, whatever stands before it.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: rf"\{sign}" for sign in "$&#_%"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_LATEX)) + "]")


def bibtex_text(citations: Sequence[Citation]) -> str:
    """Return citations as entries, each under its key."""
    return "\n".join(map(_entry, citations))


def _entry(one: Citation) -> str:
    fields = {
        "title": _escaped(one.title),
        # Braces within keep the name of an organisation in one piece.
        "author": f"{{{_escaped(one.organisation)}}}" if one.organisation else "",
        "organization": _escaped(one.site) if one.is_case else "",
        "date": str(one.date) if one.date and not one.date.season else "",
        "year": str(one.date.year) if one.date else "",
        "url": one.address,
        "urldate": str(one.fetched) if one.fetched else "",
        "version": str(one.version) if one.version else "",
        "note": _escaped(one.note),
    }
    told = (f"  {name} = {{{text}}},\n" for name, text in fields.items() if text)
    return f"@{'online' if one.is_case else 'report'}{{{one.key},\n{''.join(told)}}}\n"


def _escaped(text: str | None) -> str:
    return _SPECIAL.sub(lambda match: _LATEX[match[0]], text or "")
