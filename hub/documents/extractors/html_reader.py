"""The standard library's reader of HTML, made to read on where it gives up and browsers do not."""

from __future__ import annotations

from html.parser import HTMLParser


class TagReader(HTMLParser):
    """Reads tags and text of any page; references to characters are resolved."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002  # as the reader calls it
        """Pass over `<![…>`, as browsers do: HTML has no such sections."""
        return self.parse_bogus_comment(i, report=bool(report))
