"""A real browser, and pages opened in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

Tab = Callable[..., Page]


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Tab:
    """Return the one tab of a reader; the words are those of a Playwright context.

    It is used again and again: a new one costs more than the page that it shows.
    """
    tabs: dict[str, Page] = {}

    def tab_(**words: Any) -> Page:
        key = repr(sorted(words.items()))
        if key not in tabs:
            tabs[key] = browser.new_context(**words).new_page()
        return tabs[key]

    return tab_


@pytest.fixture(scope="session")
def changing_page(browser: Browser) -> Page:
    """Return a tab for tests that change its settings and its window, and set them before use."""
    return browser.new_context().new_page()


@pytest.fixture
def open_page(tab: Tab) -> Iterator[Callable[..., Page]]:
    """Open a page with nothing kept from before; the words are those of a Playwright context.

    Its tab goes on to other tests, so that what would stay with it (what listens to it, another
    size) is for a page of one's own.
    """
    opened = []

    def open_(address: str, **words: Any) -> Page:
        page = tab(**words)
        page.context.clear_cookies()
        if page.url.partition("#")[0] == address.partition("#")[0]:
            page.goto("about:blank")  # else the page that is there would only be scrolled
        page.goto(address)
        opened.append((page, words.get("java_script_enabled", True)))
        return page

    yield open_
    for page, runs_scripts in opened:
        page.mouse.move(-1, -1)
        if runs_scripts and page.url.startswith("http"):  # elsewhere nothing is kept
            page.evaluate("localStorage.clear(); sessionStorage.clear()")


@pytest.fixture
def own_page(browser: Browser) -> Iterator[Page]:
    """Return a page that no other test uses."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
