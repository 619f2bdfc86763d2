"""What a site is made of: listed for others, and asked about where weaknesses are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from machine import FOLDER, INSTALLED, link_environment
from projects import ROOT, copy_part

BILL = "build/bill-of-materials.cdx.json"


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """Return a folder with what make needs of a hub."""
    for part in ("site.mk", *INSTALLED):
        copy_part(part, tmp_path)
    link_environment(tmp_path)
    return tmp_path


def made(hub: Path, target: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--silent", "--file", "site.mk", target],
        cwd=hub,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_bill_of_materials_is_valid_and_names_every_locked_package(hub: Path):
    done = made(hub, "bill")

    text = (hub / BILL).read_text(encoding="utf-8")
    locked = [
        line.partition("==")[0]
        for line in (ROOT / "requirements.txt").read_text().splitlines()
        if "==" in line and not line.startswith((" ", "#"))
    ]
    listed = {one["name"].lower() for one in json.loads(text)["components"]}
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, BILL, "")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert len(locked) > 50
    assert [name for name in locked if name not in listed] == []
    assert "serialNumber" not in text  # the same lock gives the same bytes
    assert "timestamp" not in text


def test_an_audit_that_cannot_ask_says_that_nothing_is_known(hub: Path):
    done = made(hub, "audit", HTTPS_PROXY="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9")

    assert done.returncode == 2
    assert "Nothing is known: not every package could be asked about" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_dependabot_renews_actions_and_packages():
    path = FOLDER.parent / "dependabot.yml"
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.dependabot"]

    done = subprocess.run([*words, path], capture_output=True, text=True, check=False)

    text = path.read_text(encoding="utf-8")
    assert done.returncode == 0, done.stdout
    assert text.count("package-ecosystem:") == 2
    assert "package-ecosystem: pip" in text
