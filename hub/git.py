"""Git, run as a program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

TIMEOUT = 60
"""Seconds that git may take."""

_NO_NETWORK = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


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


def git_blobs(root: Path, ids: Sequence[str]) -> Mapping[str, bytes]:
    """Return the bytes of blobs by their ids; one that the repository lacks is left out.

    A repository that was cloned without its blobs fetches none. Raises GitFailed.
    """
    return dict(_blobs(_cat_file(root, "--batch", ids)))


def git_sizes(root: Path, ids: Sequence[str]) -> Mapping[str, int]:
    """Return how many bytes blobs have, by their ids, as `git_blobs`. Raises GitFailed."""
    fields = (line.split() for line in _cat_file(root, "--batch-check", ids).decode().splitlines())
    return {one[0]: int(one[2]) for one in fields if one[1:2] == ["blob"]}


def _cat_file(root: Path, option: str, ids: Sequence[str]) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # no shell; the words are ours
            ["git", "-C", str(root), "cat-file", option],  # noqa: S607  # the user's own git
            input="".join(f"{one}\n" for one in ids).encode(),
            capture_output=True,
            env=os.environ | _NO_NETWORK,
            timeout=TIMEOUT,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise GitFailed(str(error)) from None
    return done.stdout


def _blobs(output: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield id and bytes of each blob: a line `ID blob SIZE`, the bytes, and a line's end."""
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        header = output[at:end].decode("ascii", "replace").split(" ")
        at = end + 1
        if len(header) == len(("id", "type", "size")) and header[1] == "blob":
            size = int(header[2])
            yield header[0], output[at : at + size]
            at += size + 1
