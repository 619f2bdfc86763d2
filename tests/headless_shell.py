"""Debian's package of Chromium's headless shell, unpacked into the environment.

Nothing of the system is changed, so that neither root nor the package manager's consent is needed,
and what is unpacked goes with `.venv`. The libraries are those of the browser that is installed.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic

NAME = "chromium-headless-shell"
"""The browser without windows: opening and drawing pages takes half the processor time."""

FOLDER = Path(__file__).parent.parent / ".venv/chromium"

LONGEST_SECONDS = 45
"""What all of it may take; then the tests go on with the browser that there is."""

# The second has what the first reads beside itself: letters, texts, its first state.
_PACKAGES = (NAME, "chromium-common")
_IMPATIENT = ("-o", "Acquire::http::Timeout=5", "-o", "Acquire::Retries=0")


def program(folder: Path = FOLDER) -> Path:
    """Return where the program lies, if it is unpacked."""
    return folder / "usr/lib/chromium" / NAME


def unpack(starts: Callable[[Path], bool], folder: Path = FOLDER) -> bool:
    """Put the shell into the folder; return whether there is one that starts, else leave none."""
    if program(folder).exists() and starts(program(folder)):
        return True
    shutil.rmtree(folder, ignore_errors=True)
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        if _download(new, until=monotonic() + LONGEST_SECONDS) and starts(program(new)):
            new.rename(folder)
            return True
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return False


def is_offered() -> bool:
    """Say whether this system is one that has such a package, and the tools to take it apart."""
    try:
        system = platform.freedesktop_os_release()["ID"]
    except (OSError, KeyError):
        return False
    return system == "debian" and None not in map(shutil.which, ("apt-get", "dpkg-deb"))


def _download(folder: Path, *, until: float) -> bool:
    """Download the packages and take them apart, and say whether all of that was done in time."""

    def succeeds(*words: str) -> bool:
        try:
            done = subprocess.run(
                words, cwd=folder, check=False, capture_output=True, timeout=until - monotonic()
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0

    def apt(*words: str) -> bool:
        return succeeds("apt-get", "-qq", *_IMPATIENT, *words)

    if not apt("download", *_PACKAGES):
        # The system's lists are missing, as in many a container, or older than what is offered.
        own = _own_lists(folder / "apt")
        if not (apt(*own, "update") and apt(*own, "download", *_PACKAGES)):
            return False
    for package in sorted(folder.glob("*.deb")):
        if not succeeds("dpkg-deb", "--extract", str(package), "."):
            return False
        package.unlink()
    shutil.rmtree(folder / "apt", ignore_errors=True)
    return program(folder).exists()


def _own_lists(folder: Path) -> tuple[str, ...]:
    """Return the options by which apt keeps its lists in the folder, which needs no root."""
    lists, cache = folder / "lists", folder / "cache"
    (lists / "partial").mkdir(parents=True)
    (cache / "archives/partial").mkdir(parents=True)
    return ("-o", f"Dir::State::lists={lists}/", "-o", f"Dir::Cache={cache}/")
