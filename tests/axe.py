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

_WEAK_MAP = """class WeakMap {
    #key = Symbol();
    has(one) { return this.#key in one; }
    get(one) { return one[this.#key]; }
    set(one, value) { one[this.#key] = value; return this; }
    delete(one) { return delete one[this.#key]; }
}"""
"""What axe keeps the parts of its colours in, six maps of all colours: to look them up, and to
collect what is dropped from them, takes a quarter of its time unless each colour has its own."""
_AXE = f"(() => {{ {_WEAK_MAP}\n{AXE_SCRIPT}\n}})()"

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


NOT_ON_PAPER = {"target-size": {"enabled": False}}
"""Rules about what a finger or a pointer meets."""


def violations(page: Page, *, on_paper: bool = False) -> list[tuple[str, list[str]]]:
    """Return the rules that a page breaks, each with the elements that do."""
    page.evaluate(_AT_REST)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_AXE)
        page.evaluate(_REMEMBER_COLOURS)
    options = {**_OPTIONS, "rules": NOT_ON_PAPER} if on_paper else _OPTIONS
    found = page.evaluate("options => axe.run(options)", options)
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]


MODES = {
    # what a reader may have set, and the width of the window
    "light": ({"color_scheme": "light"}, 1280),
    "dark and narrow": ({"color_scheme": "dark"}, 320),
    "forced colours": ({"forced_colors": "active"}, 1280),
    "still, on a phone": ({"reduced_motion": "reduce"}, 360),
    "print": ({"media": "print"}, 800),
}
USUAL = {
    "media": "screen",
    "color_scheme": "light",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}


def violations_by_mode(page: Page) -> dict[str, list[tuple[str, list[str]]]]:
    """Return the rules that a page breaks in each of five modes; nothing for a mode without.

    The page is left as it was but for its width, which is that of the last mode.
    """
    found = {}
    for mode, (media, width) in MODES.items():
        page.emulate_media(**USUAL | media)
        page.set_viewport_size({"width": width, "height": 800})
        if broken := violations(page, on_paper=media.get("media") == "print"):
            found[mode] = broken
    page.emulate_media(**USUAL)
    return found
