"""LinkChecker as a program: what is done when it fails, is killed, or runs as somebody else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from forked import start
from projects import ROOT, environ
from web import PDF, Answer, project_with, serving_web

from hub.links.proxy import vetting_proxy
from hub.links.usages import all_usages
from hub.project import CONFIG_FILE, read_project
from hub.web.url_policy import UrlPolicy


def _checker(parent: int) -> int | None:
    """Return the process of LinkChecker that a run has started."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            words = path.with_name("cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if int(fields[1]) == parent and b"linkcheck" in words:
            return int(path.parent.name)
    return None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the program by /proc")
def test_a_killed_linkchecker_is_told_and_the_lock_is_untouched(tmp_path):
    with serving_web() as web:
        project = project_with(tmp_path / "project", [{"url": web.url("/mangler.pdf")}])
        project.hub("links")
        before = project.read("data/links.lock.json")
        told = tmp_path / "told"
        told.mkdir()
        later = environ(SOURCE_DATE_EPOCH=str(1_795_000_000 + 86_400))
        words = ["--root", str(project.root), "links"]
        run = start(words, folder=project.root, environment=later, told=told)
        end = time.monotonic() + 20
        while (checker := _checker(run.pid)) is None and time.monotonic() < end:
            time.sleep(0.01)
        os.kill(checker, signal.SIGKILL)
        run.join()

    assert run.exitcode == 3
    assert "LinkChecker was killed (signal 9)" in (told / "errors").read_text()
    assert project.read("data/links.lock.json") == before


def test_a_linkchecker_that_cannot_start_is_told_and_no_lock_is_written(tmp_path):
    with serving_web() as web:
        project = project_with(tmp_path / "project", [{"url": web.url("/mangler.pdf")}])
        broken = tmp_path / "broken" / "linkcheck"
        broken.mkdir(parents=True)
        (broken / "__init__.py").write_text("raise SystemExit('out of order')")

        done = subprocess.run(
            [sys.executable, "-m", "hub", "--root", str(project.root), "links"],
            env=environ(PYTHONPATH=str(broken.parent)),
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 3
    assert "LinkChecker ended with 1 before its report was whole: out of order" in done.stderr
    assert not (project.root / "data/links.lock.json").exists()


def test_a_killed_run_leaves_the_lock_as_it_was_and_the_next_one_works(tmp_path):
    with serving_web() as web:
        addresses = [web.put(f"/{n}.pdf", Answer(200, PDF, "application/pdf")) for n in range(20)]
        project = project_with(tmp_path / "project", [{"url": one} for one in addresses])
        told = tmp_path / "told"
        told.mkdir()
        words = ["--root", str(project.root), "links"]
        run = start(words, folder=project.root, environment=environ(), told=told)
        end = time.monotonic() + 20
        while not web.log and time.monotonic() < end:
            time.sleep(0.01)
        os.kill(run.pid, signal.SIGKILL)
        run.join()
        left = (project.root / "data/links.lock.json").exists()

        done = project.hub("links")

    assert (run.exitcode, left) == (-signal.SIGKILL, False)
    assert done.returncode == 0
    assert "20 adresser spurgt: 20 i orden" in done.stdout


AS_SOMEBODY = """
import sys
from hub.links.linkchecker import Bounds, check
found = check(sys.argv[2:], "hub", Bounds(timeout=2), sys.argv[1])
print(sum(one.valid for one in found.values()))
"""


def _run_as(user: int | None, words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", *words],
        cwd="/",
        user=user,
        group=user,
        extra_groups=[] if user else None,
        env=environ(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("user", [None, 65534], ids=["ourselves", "an-ordinary-user"])
def test_the_report_is_whole_for_every_user(user: int | None):
    """LinkChecker becomes `nobody` when root starts it."""
    if user is not None and os.geteuid() != 0:
        pytest.skip("only root can become another user; the other case is an ordinary user's")
    try:
        able = _run_as(user, ["import hub.links.linkchecker"]).returncode == 0
    except PermissionError:
        able = False
    if not able:
        pytest.skip("this Python lies where no other user can run it")
    with serving_web() as web:
        addresses = [web.put(f"/{n}.html") for n in range(40)]

        with vetting_proxy(UrlPolicy({"127.0.0.1": True})) as proxy:
            done = _run_as(user, [AS_SOMEBODY, proxy, *addresses])

    assert (done.stdout, done.stderr) == ("40\n", "")


def test_addresses_in_examples_are_no_links(tmp_path: Path):
    (tmp_path / CONFIG_FILE).write_text("docs_dir: content\n")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/side.md").write_text(
        "[a](https://a.dk/)\n\n```yaml\nurl: https://b.dk/\n```\n\nhttps://c.dk/\n"
    )

    assert [use.address for use in all_usages(read_project(tmp_path / CONFIG_FILE), ())] == [
        "https://a.dk/",
        "https://c.dk/",
    ]
