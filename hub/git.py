"""Git, run as a program."""

from __future__ import annotations

import subprocess
from pathlib import Path

TIMEOUT = 60
"""Seconds that git may take."""


class GitFailed(Exception):
    """Git is not there, took too long, or refused; the message is what it said."""


def git(root: Path, *words: str) -> str:
    """Return what git prints for a command in a folder. Raises GitFailed."""
    try:
        done = subprocess.run(  # noqa: S603  # no shell; the words are ours, or a commit's name
            ["git", "-c", "core.quotePath=false", "-C", str(root), *words],  # noqa: S607  # the user's own git
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT,
            check=False,
        )
    except (FileNotFoundError, subprocess.TimeoutExpired) as error:
        raise GitFailed(str(error)) from None
    if done.returncode:
        raise GitFailed(done.stderr.strip().splitlines()[0] if done.stderr else words[0])
    return done.stdout
