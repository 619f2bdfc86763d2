"""A build that is killed leaves the old site or the new one, never a mix and never none."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import CATALOGUE, PARTS, Project, command, digest, environ

# The first test of the group builds the versions that all of them use.
pytestmark = pytest.mark.xdist_group("killing")

SHARES = (0.05, 0.25, 0.5, 0.75)
"""Parts of a whole build's time after which it is killed."""

AFTER_LAST_FILE = (0.0, 0.05, 0.1, 0.15, 0.2)
"""Seconds after the last file was written: the moments around the exchange of the folders."""


class Killed:
    """Two versions of a project, and builds of one over the other that are cut off."""

    def __init__(self, project: Project) -> None:
        self.project = project.built()
        self.work = self.project.root / ".cache/hub/work"
        self.texts = [self.project.read(CATALOGUE), ""]
        self.texts[1] = self.texts[0].replace("Central udmelding", "Ændret udmelding")
        self.sites = [digest(self.project.site), {}]
        self.project.write(CATALOGUE, self.texts[1])
        before = time.monotonic()
        self.project.built()
        self.duration = time.monotonic() - before
        self.sites[1] = digest(self.project.site)
        self.groups: list[int] = []
        self.codes: list[int] = []

    def cut_off(self, wait: Callable[[], None], kill: Callable[[int, int], None]) -> bool:
        """Build the version that is not there, kill it, and return whether a site is whole."""
        self.shown = self.sites.index(digest(self.project.site))
        self.project.write(CATALOGUE, self.texts[1 - self.shown])
        building = subprocess.Popen(
            command("hub", "--root", self.project.root, "build", "--no-search"),
            env=environ(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.groups.append(building.pid)
        wait()
        with contextlib.suppress(ProcessLookupError):  # it had just ended
            kill(building.pid, signal.SIGKILL)
        self.codes.append(building.wait())
        return digest(self.project.site) in self.sites

    def moments(self) -> Iterator[Callable[[], None]]:
        """Yield what waits for each moment."""
        for share in SHARES:
            yield lambda share=share: time.sleep(self.duration * share)
        for delay in AFTER_LAST_FILE:
            yield lambda delay=delay: self._after_last_file(delay)
        yield lambda: self.until_built("nothing")  # the new site has just come

    def _after_last_file(self, delay: float) -> None:
        self.until_built("site/assets/card.png")
        time.sleep(delay)

    def until_built(self, file: str) -> None:
        """Wait until the build has made a file, or is done."""
        shown, deadline = self.project.site.stat().st_ino, time.monotonic() + 60
        while self.project.site.stat().st_ino == shown and time.monotonic() < deadline:
            if any(self.work.glob(f"build-*/{file}")):
                break
            time.sleep(0.002)

    def end(self) -> None:
        """Make sure that nothing runs on, and forget what was killed."""
        for group in self.groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        self.groups.clear()
        self.codes.clear()
        for left in self.work.glob("build-*"):
            shutil.rmtree(left)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """Build both versions once; the tests leave one of them whole."""
    return Killed(Project.copied_to(tmp_path_factory.mktemp("killed") / "project"))


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    """Both versions where the work folder lies on another file system than the site."""
    memory = Path("/dev/shm")  # noqa: S108  # wanted for being another file system
    folder = tmp_path_factory.mktemp("apart")
    if not memory.is_dir() or memory.stat().st_dev == folder.stat().st_dev:
        pytest.skip("needs /dev/shm on another file system than the tests")
    project = Project.copied_to(folder / "project")
    with tempfile.TemporaryDirectory(dir=memory) as work:
        (project.root / ".cache/hub/work").symlink_to(work)
        yield Killed(project)


@pytest.fixture
def killed(versions: Killed) -> Iterator[Killed]:
    yield versions
    versions.end()


@pytest.mark.parametrize("kill", [os.killpg, os.kill], ids=["all of it", "the parent alone"])
def test_a_killed_build_leaves_a_whole_site(
    killed: Killed, kill: Callable[[int, int], None]
) -> None:
    whole = [killed.cut_off(wait, kill) for wait in killed.moments()]

    assert whole == [True] * len(whole)
    assert -signal.SIGKILL in killed.codes
    assert digest(killed.project.site) == killed.sites[1 - killed.shown]  # the last came through


def test_the_build_after_a_killed_one_succeeds_and_clears_up(killed: Killed) -> None:
    killed.cut_off(lambda: killed.until_built("site/assets"), os.killpg)
    left = [path.name for path in killed.work.glob("build-*")]

    killed.project.built()

    assert len(left) == 1
    assert digest(killed.project.site) == killed.sites[1 - killed.shown]
    assert [path.name for path in killed.work.iterdir()] == ["lock"]
    assert sorted(path.name for path in killed.project.root.iterdir()) == sorted(
        [".cache", "site", *PARTS]
    )


def test_a_build_waits_for_an_engine_that_outlived_a_killed_one(killed: Killed) -> None:
    page = killed.project.read("templates/theme/404.html")
    # The engine renders this page after it has copied the assets, and long enough to be overtaken.
    killed.project.write(
        "templates/theme/404.html", page + "{% for one in range(50000000) %}{% endfor %}"
    )
    killed.cut_off(lambda: killed.until_built("site/assets"), os.kill)
    killed.project.write("templates/theme/404.html", page)

    killed.project.built()

    killed.end()
    assert digest(killed.project.site) == killed.sites[1 - killed.shown]
    assert [path.name for path in killed.work.iterdir()] == ["lock"]


def test_a_killed_build_leaves_a_whole_site_where_it_is_copied_in_the_end(apart: Killed) -> None:
    copy = apart.project.root / ".site.new"

    def after_the_first_copied(delay: float) -> None:
        until = time.monotonic() + 60
        while not copy.exists() and time.monotonic() < until:
            time.sleep(0.0005)
        time.sleep(delay)

    copied, whole = [], []
    for delay in (0.0, 0.002, 0.01, 0.05, 0.1):
        whole.append(apart.cut_off(lambda delay=delay: after_the_first_copied(delay), os.killpg))
        copied.append(copy.exists())
    apart.project.built()

    assert whole == [True] * len(whole)
    assert True in copied
    assert not copy.exists()
    apart.end()
