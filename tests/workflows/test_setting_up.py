"""`make github`: what the workflows need on GitHub is switched on by one command."""

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
