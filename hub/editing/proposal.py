"""Propose changed data: one commit on a branch of its own, pushed for a human to look at.

A branch is written anew as long as the hub alone has written to it. Where somebody has added to
it, theirs stays, and the proposal goes to the next name: `hub/opdatering-2`.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hub.git import GitFailed, git

NAME: Final = "hub"
EMAIL: Final = "hub@users.noreply.github.com"

FACTS: Final = ("data/documents.lock.json", "data/links.lock.json")
"""The files of facts, in which the history of failures grows from run to run."""

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


def resume(root: Path, branch: str) -> str | None:
    """Put the facts of a proposal that is not merged yet in the place of older ones.

    Return the commit that they are of; None where the folder's own are the newest, or
    are not committed. Raises GitFailed where there is no repository.
    """
    if git(root, "status", "--porcelain", "--", *FACTS).strip():
        return None
    tracked = f"refs/remotes/origin/{branch}"
    # Without a network, or without rights, what a clone has brought along must do.
    with contextlib.suppress(GitFailed):
        every = f"+refs/heads/{branch}*:{tracked}*"
        git(root, "fetch", "--quiet", "--no-tags", "--prune", "origin", every)
    told = git(root, "for-each-ref", "--format=%(refname)", tracked, f"{tracked}-*").split()
    own = _last_change(root, "HEAD")
    found = [change for name in told if (change := _last_change(root, f"HEAD..{name}", EMAIL))]
    newest = max(found, default=None)
    if newest is None or (own is not None and newest.moment <= own.moment):
        return None
    files = git(root, "ls-tree", "--name-only", newest.commit, "--", *FACTS).split()
    git(root, "restore", f"--source={newest.commit}", "--worktree", "--", *files)
    return newest.commit


@dataclass(frozen=True, slots=True, order=True)
class _Change:
    moment: int
    commit: str


def _last_change(root: Path, commits: str, author: str = "") -> _Change | None:
    """Return the newest of some commits that has changed the facts."""
    by = ("--fixed-strings", f"--author={author}") if author else ()
    told = git(root, "log", "-1", "--format=%ct %H", *by, commits, "--", *FACTS).split()
    return _Change(int(told[0]), told[1]) if told else None


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
