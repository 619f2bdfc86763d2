"""A real browser, and pages opened in it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> dict[str, BrowserContext]:
    """Return the contexts of this process by their words: a new one costs more than a page."""
    return {}


@pytest.fixture
def open_page(
    browser: Browser, contexts: dict[str, BrowserContext]
) -> Iterator[Callable[..., Page]]:
    """Open a page with nothing kept from before; the words are those of a Playwright context."""
    pages = []

    def open_(address: str, **words: Any) -> Page:
        key = repr(sorted(words.items()))
        if key not in contexts:
            contexts[key] = browser.new_context(**words)
        contexts[key].clear_cookies()
        page = contexts[key].new_page()
        pages.append((page, words.get("java_script_enabled", True)))
        page.goto(address)
        return page

    yield open_
    for page, runs_scripts in pages:
        if runs_scripts:  # where none run, nothing is kept, and nothing can be asked either
            with contextlib.suppress(Error):  # a page that is no site's has no storage
                page.evaluate("localStorage.clear()")
        page.close()
