"""`mkdocs serve` shows changes while one edits, and survives faults."""

from __future__ import annotations

import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser
from projects import CATALOGUE, Project, command, environ

# The first test of the group starts the program that all of them use.
pytestmark = pytest.mark.xdist_group("serving")

PATIENCE = 180
"""Seconds after which a change that is not seen is taken for lost."""

CASE = "udmeldinger/borgere-med-udviklingshaemning-og-dom/"


class Server:
    """The running program."""

    def __init__(self, project: Project, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.project = project
        self.address = f"http://127.0.0.1:{port}/"
        self.log = log
        with log.open("w") as stream:
            self.program = subprocess.Popen(
                command("mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"),
                cwd=project.root,
                env=environ(),
                stdout=stream,
                stderr=stream,
            )

    def shows(self, page: str, text: str) -> bool:
        """Return whether a page comes to hold a text."""
        return self._comes(lambda: text in self._page(page))

    def tells(self, text: str) -> bool:
        """Return whether the program comes to print a text."""
        return self._comes(lambda: text in self.log.read_text(encoding="utf-8"))

    def _comes(self, wanted: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.program.poll() is None:
            if wanted():
                return True
            time.sleep(0.1)
        return False

    def _page(self, page: str) -> str:
        # While the catalogue is faulty, MkDocs lets a reader wait.
        try:
            with urllib.request.urlopen(self.address + page, timeout=2) as answer:  # noqa: S310  # our own address
                return answer.read().decode()
        except (URLError, TimeoutError, ConnectionError):
            return ""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve one project to all; each test changes what no other does."""
    folder = tmp_path_factory.mktemp("serving")
    server = Server(Project.copied_to(folder / "project"), folder / "log")
    assert server.shows("", "Centrale udmeldinger"), server.log.read_text()
    yield server
    server.program.terminate()
    server.program.wait()


def test_a_change_of_the_catalogue_is_shown(server: Server) -> None:
    server.project.replace(CATALOGUE, "Sagen gælder mennesker", "Ændret: Sagen gælder mennesker")

    assert server.shows(CASE, "Ændret: Sagen gælder mennesker")


def test_a_change_of_a_template_is_shown(server: Server) -> None:
    server.project.replace("templates/pages/notification.html", "Målgruppe<", "Ændret felt<")

    assert server.shows(CASE, "Ændret felt")


def test_a_change_of_a_content_page_is_shown(server: Server) -> None:
    server.project.replace("content/om.md", "Vi gætter ikke", "Vi gætter aldrig")

    assert server.shows("om/", "Vi gætter aldrig")


def test_a_faulty_catalogue_is_told_and_a_mended_one_shown(server: Server) -> None:
    server.project.replace(CATALOGUE, "report_due: 2020-10-15", "report_due: 2020-13-45")
    told = server.tells("»2020-13-45«")
    server.project.replace(CATALOGUE, "report_due: 2020-13-45", "report_due: 2020-10-16")

    shown = server.shows(CASE, "16. oktober 2020")

    assert (told, shown) == (True, True)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_a_served_page_reloads_itself_and_runs_nothing_else(
    server: Server, browser: Browser
) -> None:
    """A change is seen without a hand; the policy is strict, and what it stops is told."""
    said: list[str] = []
    page = browser.new_page()
    page.goto(f"{server.address}om/")
    page.on("console", lambda message: said.append(message.text))
    text = server.project.read("content/om.md")

    server.project.write("content/om.md", f"{text}\n<p onclick='window.x = 1'>Tryk her</p>\n")

    page.get_by_text("Tryk her").click(timeout=PATIENCE * 1000)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert re.search(r"script-src 'self' 'sha256-[^']+'; style-src 'self'; img-src", policy)
    assert page.evaluate("window.x") is None
    assert [one for one in said if "Security Policy" not in one] == ["Enabled live reload"]
    assert server.tells("content-blocked")
    page.close()


def test_a_build_beside_it_breaks_nothing(server: Server) -> None:
    project = server.project
    project.replace("content/om.md", "title:", "# to builds at once\ntitle:")

    done = [project.hub("build", "--no-search") for _ in range(2)]

    assert [one.returncode for one in done] == [0, 0], done
    assert server.shows("om/", "Centrale udmeldinger")
    assert (project.site / "om/index.html").is_file()
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
