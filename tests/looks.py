"""Styles by which readers make a page fit for themselves."""

from __future__ import annotations

from playwright.sync_api import Page

SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
"""The text spacing of WCAG 1.4.12."""

TWICE = "html { font-size: 200% !important }"
"""Text of twice the size, WCAG 1.4.4."""

_RESTYLE = """style => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
}"""


def restyle(page: Page, style: str) -> None:
    """Give a page a reader's own style, in place of any other of theirs.

    It comes from outside the page, as with a reader: no policy of the page forbids it.
    """
    page.evaluate(_RESTYLE, style)
