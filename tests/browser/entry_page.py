"""The form for a new entry as people use it: with a mouse, or with the keyboard alone."""

from __future__ import annotations

from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, ElementHandle, JSHandle, Page, Request, Route

MOST_STOPS = 400
_OWN_FIELDS = """(group, wanted) => [
    ...group.querySelectorAll(":scope > [data-field], :scope > details > [data-field]"),
].filter((one) => wanted.includes(one.dataset.field))"""
"""The wanted fields of a group in the order of the page, without those of its items."""
_STATE = """(one) => ({
    name: one.dataset.field,
    folded: Boolean(one.closest("details:not([open])")),
    list: "list" in one.dataset,
    several: one.dataset.kind == "truth",
    chosen: Boolean(one.querySelector("select")),
})"""
_POINT = """(one) => {
    one.scrollIntoViewIfNeeded();
    const box = one.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    return [x, y, one.contains(document.elementFromPoint(x, y))];
}"""
"""Brings an element into view; returns its middle, and whether that is what a pointer meets."""
ADDRESS = "redaktion/ny/"
HOST = "github.com"
PATTERN = f"https://{HOST}/owner/repository/new/main?filename={{path}}&value={{text}}"


class Hand(Protocol):
    """How somebody comes to an element and presses it."""

    page: Page

    def reach(self, element: ElementHandle) -> None: ...

    def press(self, element: ElementHandle) -> None: ...

    def choose(self, element: ElementHandle, value: str) -> None: ...


class Mouse:
    """Points and clicks; what is written is typed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, element: ElementHandle) -> None:
        # By the pointer itself: Playwright's own click asks ten questions, and takes twice as long.
        x, y, is_on_top = element.evaluate(_POINT)
        assert is_on_top, f"covered: {element.evaluate('one => one.outerHTML')[:200]}"
        self.page.mouse.click(x, y)

    def press(self, element: ElementHandle) -> None:
        self.reach(element)

    def choose(self, element: ElementHandle, value: str) -> None:
        element.select_option(value)


class Keyboard:
    """Uses no more than a keyboard, from where the focus is, in the order of the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, element: ElementHandle) -> None:
        for _ in range(MOST_STOPS):
            if element.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached: {element.evaluate('one => one.outerHTML')[:200]}")

    def press(self, element: ElementHandle) -> None:
        self.reach(element)
        self.page.keyboard.press("Space" if element.get_attribute("type") else "Enter")

    def choose(self, element: ElementHandle, value: str) -> None:
        self.reach(element)
        values = element.evaluate("one => [...one.options].map((option) => option.value)")
        now = element.evaluate("one => one.selectedIndex")
        for _ in range(values.index(value) - now):
            self.page.keyboard.press("ArrowDown")


def fill(hand: Hand, entry: dict[str, Any]) -> None:
    """Fill in an entry, from the top of the form to its end."""
    _fill_group(hand, hand.page.wait_for_selector("[data-root] > .hub-entry__group"), entry)


def _fill_group(hand: Hand, group: ElementHandle, values: dict[str, Any]) -> None:
    # A question to the browser costs as much as a press of a key: few are asked.
    for wrapper in _elements(group.evaluate_handle(_OWN_FIELDS, list(values))):
        state = wrapper.evaluate(_STATE)
        value = values[state["name"]]
        if state["folded"]:
            fold = wrapper.evaluate_handle(
                "one => one.closest('details:not([open])').querySelector('summary')"
            )
            hand.press(fold.as_element())
        if state["list"]:
            _fill_list(hand, wrapper, value)
        elif state["several"] or isinstance(value, list):
            for one in value if isinstance(value, list) else [value]:
                hand.press(wrapper.query_selector(f"input[value='{one}']"))
        elif state["chosen"]:
            hand.choose(wrapper.query_selector("select"), value)
        else:
            _write(hand, wrapper.query_selector("input, textarea"), value)


def _elements(found: JSHandle) -> list[ElementHandle]:
    return [one.as_element() for one in found.get_properties().values()]


def _fill_list(hand: Hand, wrapper: ElementHandle, value: Any) -> None:
    items = value if isinstance(value, list) else [value]
    for nth, item in enumerate(items):
        boxes = _boxes(wrapper)
        if nth >= len(boxes):
            hand.press(wrapper.query_selector(":scope > .hub-entry__buttons > [data-add]"))
            boxes = _boxes(wrapper)
        if isinstance(item, str):
            _write(hand, boxes[nth].query_selector("textarea"), item)
        else:
            _fill_group(hand, boxes[nth].query_selector(".hub-entry__group"), item)


def _boxes(wrapper: ElementHandle) -> list[ElementHandle]:
    return wrapper.query_selector_all(":scope > [data-items] > .hub-entry__item")


def _write(hand: Hand, field: ElementHandle, text: str) -> None:
    """Write into a field, in the place of what was proposed; signs that no key has are pasted."""
    hand.reach(field)
    hand.page.keyboard.press("ControlOrMeta+a")
    if any(sign in text for sign in "\x00\x07\x85\u2028"):
        field.evaluate(
            """(one, text) => {
                one.value = text;
                one.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            text,
        )
    else:
        hand.page.keyboard.insert_text(text)


class Requests:
    """What a page asked for; the repository's own site answers with nothing, and is remembered."""

    def __init__(self, context: BrowserContext) -> None:
        self.all: list[str] = []
        context.on("request", self._remember)
        context.route(f"https://{HOST}/**", _answer)

    def _remember(self, request: Request) -> None:
        self.all.append(request.url)

    def outside(self, site: str) -> list[str]:
        return [one for one in self.all if not one.startswith((site, "data:", "about:"))]


def _answer(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<title>Ny fil</title>")


def opened_file(address: str) -> tuple[str, str]:
    """Return the name and the text of the file that an address opens."""
    asked = parse_qs(urlsplit(address).query, strict_parsing=True, keep_blank_values=True)
    return asked["filename"][0], asked["value"][0]
