"""Propose changed data: one commit on a branch of its own, pushed for a human to look at.

A branch is written anew as long as the hub alone has written to it. Where somebody has added to
it, theirs stays, and the proposal goes to the next name: `hub/opdatering-2`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hub.git import GitFailed, git

NAME: Final = "hub"
EMAIL: Final = "hub@users.noreply.github.com"

_MOST_BRANCHES: Final = 20
"""Branches of one name that others may have added to; then something is wrong."""


@dataclass(frozen=True, slots=True)
class PushedBranch:
    """A branch with the changed data; whether it had to be pushed."""

    branch: str
    is_pushed: bool


def propose(
    root: Path, branch: str, title: str, *, push_options: tuple[str, ...] = ()
) -> PushedBranch | None:
    """Commit what has changed in `data/`, and push it; None where nothing has changed.

    `push_options` are what the server is told with the push. Raises GitFailed, also when somebody
    pushes to the branch in the meantime: theirs is never written over.
    """
    if not git(root, "status", "--porcelain", "--", "data").strip():
        return None
    name, tip = _own_branch(root, branch)
    git(root, "switch", "--quiet", "--force-create", name)
    git(root, "add", "--", "data")
    who = ("-c", f"user.name={NAME}", "-c", f"user.email={EMAIL}")
    git(root, *who, "commit", "--quiet", "--message", title, "--", "data")
    if tip and not git(root, "diff", "--name-only", tip, "HEAD").strip():
        return PushedBranch(name, is_pushed=False)
    options = [word for option in push_options for word in ("--push-option", option)]
    lease = f"--force-with-lease=refs/heads/{name}:{tip}"
    git(root, "push", "--quiet", lease, *options, "origin", f"HEAD:refs/heads/{name}")
    return PushedBranch(name, is_pushed=True)


def _own_branch(root: Path, branch: str) -> tuple[str, str]:
    """Return the first branch that nobody else has added to, and its tip; empty for a new one."""
    for number in range(1, _MOST_BRANCHES + 1):
        name = branch if number == 1 else f"{branch}-{number}"
        listed = git(root, "ls-remote", "--heads", "origin", f"refs/heads/{name}").split()
        if not listed:
            return name, ""
        tip = listed[0]
        git(root, "fetch", "--quiet", "origin", f"refs/heads/{name}")
        authors = git(root, "log", "--format=%ae", f"HEAD..{tip}").split()
        if set(authors) <= {EMAIL}:
            return name, tip
    raise GitFailed(f"{branch}: {_MOST_BRANCHES}")
