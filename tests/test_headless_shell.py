"""The headless shell of the system's packages, which the tests use only where it starts."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import headless_shell
import pytest
from chromium import find_chromium, starts

pytestmark = pytest.mark.skipif(
    shutil.which("dpkg-deb") is None, reason="without dpkg-deb no package is taken apart"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the shell is to be unpacked."""
    return tmp_path / "environment/chromium"


def offer(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `apt-get download` give a package whose shell is this script."""
    program = headless_shell.program(tmp_path / "package")
    control, package = tmp_path / "package/DEBIAN/control", tmp_path / "shell.deb"
    programs = tmp_path / "programs"
    for path in (program, control, programs / "apt-get"):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_script(program, script)
    control.write_text(
        "Package: chromium-headless-shell\nVersion: 1\nArchitecture: all\n"
        "Maintainer: nobody <nobody@localhost>\nDescription: a shell\n"
    )
    subprocess.run(["dpkg-deb", "--build", control.parent.parent, package], check=True)
    write_script(programs / "apt-get", f'cp "{package}" .')
    monkeypatch.setenv("PATH", str(programs), prepend=":")


def write_script(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_shell_that_starts_is_kept_and_not_fetched_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(f'exec "{find_chromium()}" "$@"', tmp_path, monkeypatch)

    first = headless_shell.unpack(starts, folder)
    (tmp_path / "programs/apt-get").unlink()

    assert first
    assert headless_shell.unpack(starts, folder)
    assert headless_shell.program(folder).exists()


def test_a_shell_that_only_says_its_version_is_not_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer('[ "$1" = --version ] && echo Chromium', tmp_path, monkeypatch)

    assert not headless_shell.unpack(starts, folder)
    assert list(folder.parent.iterdir()) == []


def test_a_shell_that_has_ceased_to_start_is_taken_away(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    headless_shell.program(folder).parent.mkdir(parents=True)
    write_script(headless_shell.program(folder), "exit 127")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert not headless_shell.unpack(starts, folder)
    assert list(folder.parent.iterdir()) == []
