"""What the workflows need: `make github` switches it on, `make told` reads what was published."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from github import START
from serving import serving

ROOT = Path(__file__).parents[2]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Return where the stand-in of GitHub keeps what it knows; nothing is set up yet."""
    program = Path(__file__).with_name("github.py")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{program}" "$@"\n')
    (tmp_path / "bin/gh").chmod(0o755)
    path = tmp_path / "github.json"
    path.write_text(json.dumps(START), encoding="utf-8")
    return path


def make_github(state: Path) -> dict:
    """Run the command as an owner does, and return what GitHub knows afterwards."""
    found = f"{state.parent / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(
        ["make", "--silent", "--file", ROOT / "site.mk", "github"],
        cwd=state.parent,
        env={**os.environ, "PATH": found, "GH_STATE": str(state), "GH_TOKEN": "x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(state.read_text(encoding="utf-8"))


def test_pages_pull_requests_and_labels_are_switched_on(state: Path):
    known = make_github(state)

    assert known["permissions"] == {
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": "true",
    }
    assert known["pages"] == {"build_type": "workflow"}
    assert known["labels"] == ["doede-links", "fejl", "ny-post"]


def test_a_second_run_changes_nothing(state: Path):
    first = make_github(state)

    second = make_github(state)

    assert {**second, "calls": []} == {**first, "calls": []}
    assert [call[1:] for call in second["calls"] if "POST" in call] == [
        call[1:] for call in first["calls"] if "POST" in call
    ]


def test_every_label_that_forms_and_workflows_name_is_made(state: Path):
    named: set[str] = set()
    for form in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"):
        named |= set(yaml.safe_load(form.read_text(encoding="utf-8")).get("labels", ()))
    for workflow in (ROOT / ".github/workflows").glob("*.yml"):
        text = workflow.read_text(encoding="utf-8")
        named |= set(re.findall(r"--label[ =]['\"]?([\w-]+)", text))
        named |= set(re.findall(r"labels\.\*\.name, '([^']+)'", text))

    assert named - set(make_github(state)["labels"]) == set()


def make_told(folder: Path, address: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--silent", "--file", ROOT / "site.mk", "told"],
        cwd=folder,
        env={**os.environ, "SITE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_calendar_that_readers_have_is_kept(tmp_path: Path, slash: str):
    kept = tmp_path / ".cache/hub/frister.ics"
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub/frister.ics").write_bytes(b"BEGIN:VCALENDAR\r\n")

    with serving(tmp_path) as address:
        first = make_told(tmp_path, f"{address.rstrip('/')}/hub{slash}")
        second = make_told(tmp_path, f"{address.rstrip('/')}/andet{slash}")

    assert (first.returncode, first.stderr) == (0, "")
    assert second.returncode == 0
    assert "the site is built without it" in second.stderr
    assert kept.read_bytes() == b"BEGIN:VCALENDAR\r\n"


@pytest.mark.parametrize("address", ["", "file:///etc", "http://127.0.0.1:9"])
def test_without_a_publication_nothing_is_kept(tmp_path: Path, address: str):
    done = make_told(tmp_path, address)

    assert done.returncode == 0
    assert list((tmp_path / ".cache/hub").iterdir()) == []


def test_what_python_compiles_is_kept_also_where_a_container_asks_for_the_contrary(tmp_path: Path):
    done = subprocess.run(
        ["make", "--silent", "--file", ROOT / "site.mk", "--eval", "asked: ; @env", "asked"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    names = {line.partition("=")[0] for line in done.stdout.splitlines()}
    assert done.returncode == 0, done.stderr
    assert "PATH" in names
    assert "PYTHONDONTWRITEBYTECODE" not in names
