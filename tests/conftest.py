"""What many tests need: projects to build, the real site built once, and a browser."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import LIGHT, find_chromium
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from projects import Project
from serving import serving

# How long an example takes is no property of what is tested.
settings.register_profile("without a deadline", deadline=None)
settings.load_profile("without a deadline")


def pytest_xdist_auto_num_workers() -> int:
    """Run in one process more than there are processors: many tests wait for servers.

    Two more took longer: each has a browser of its own, and collects the tests.
    """
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest of the tests that are in no group.

    Begun last, as their folder's name would have it, one of them would run alone in the end.
    """
    items.sort(key=lambda item: item.path.parent.name != "workflows")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a copy of this project that the test may change."""
    return Project.copied_to(tmp_path / "project")


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[[str], Project]:
    """Make copies of this project by name."""
    return lambda name: Project.copied_to(tmp_path / name)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Project:
    """Return the real project, built once for all the processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with (shared / "real.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (shared / "real" / "site").exists():
            return Project(shared / "real")
        return Project.copied_to(shared / "real").built(search=True)


@pytest.fixture(scope="session")
def real_address(real: Project) -> Iterator[str]:
    """Where the real site is served."""
    with serving(real.site) as address:
        yield address


@pytest.fixture(scope="session")
def reading_site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a site of reading views; the tests that need it are one group, and build it once."""
    from reading import site_of_texts

    return site_of_texts(tmp_path_factory.mktemp("reading") / "project")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(LIGHT))
        yield browser
        browser.close()
