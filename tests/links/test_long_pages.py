"""Pages that are made to stop a reader do not stop a run, nor are they called dead."""

from __future__ import annotations

import subprocess

import pytest
from projects import command, environ
from web import Answer, link_lock, project_with, serving_web

PAGES = {
    "open comments": b"<h1 id=her>Her</h1>" + b"<!--" * 524_288,
    "one tag": b"<h1 id=her>Her</h1><p title='" + b"x" * 1_000_000,
    "one tag of attributes": b"<h1 id=her>Her</h1><p " + b"a=1 " * 250_000 + b">",
    "many attributes": b"<h1 id=her>Her</h1><p " + b" ".join(b"a%d" % n for n in range(200_000)),
    "deep": b"<h1 id=her>Her</h1>" + b"<div>" * 400_000,
    "formatting again in each paragraph": b"<h1 id=her>Her</h1>"
    + b"".join(b"<p><font size=%d>" % n for n in range(100_000)),
}
DEADLINE = 8
"""Seconds that an address may take by the settings."""


@pytest.mark.parametrize("name", PAGES)
def test_a_run_over_a_page_made_to_stop_it_ends_within_the_deadline(tmp_path, name):
    with serving_web() as web:
        address = f"{web.put('/side', Answer(200, PAGES[name]))}#her"
        good = web.put("/god")
        project = project_with(
            tmp_path / "project", [{"url": address}, {"url": good}], deadline_seconds=str(DEADLINE)
        )

        # The processor's time, so that a busy machine does no harm.
        limited = ("sh", "-c", f'ulimit -t {DEADLINE}; exec "$0" "$@"', *command("hub", "links"))
        done = subprocess.run(
            limited,
            cwd=project.root,
            env=environ(),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    links = link_lock(project)["links"]
    assert done.returncode in (0, 1), done.stderr
    assert links[good]["verdict"] == "ok"
    assert links[address]["verdict"] in ("ok", "unchecked")
