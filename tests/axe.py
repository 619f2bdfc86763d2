"""What axe, the checker of accessibility, finds on a page."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}

_AT_REST = """async () => {
    // Two frames on, what was just changed (the scheme of colours, the width) has been drawn.
    const drawn = () => new Promise(
        done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const moving = () => document.getAnimations().filter(one => one.playState == 'running');
    await drawn();
    while (moving().length) {
        moving().forEach(one => one.finish());
        await drawn();
    }
}"""
"""Brings what moves to its end: half-way a colour is one that no reader has to read."""

_REMEMBER_COLOURS = """() => {
    const { Color } = axe.commons.color, parse = Color.prototype.parseString, known = new Map();
    Color.prototype.parseString = function (text) {
        if (!known.has(text)) {
            parse.call(this, text);
            known.set(text, [this.r, this.g, this.b, this.alpha]);
        }
        [this.r, this.g, this.b, this.alpha] = known.get(text);
        return this;
    };
}"""
"""Lets axe read each colour's name once: it reads the same eight twenty thousand times a page."""


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return the rules that a page breaks, each with the elements that do."""
    page.evaluate(_AT_REST)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
        page.evaluate(_REMEMBER_COLOURS)
    found = page.evaluate("options => axe.run(options)", _OPTIONS)
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
