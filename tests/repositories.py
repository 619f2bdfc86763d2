"""Projects with a history: commits of a day of one's choice, and the locks that programs write."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass

from projects import CATALOGUE, Project, environ

LOCK = "data/documents.lock.json"
LINK_LOCK = "data/links.lock.json"
FILE = "https://www.sbst.dk/bilag.pdf"
PDF = {"sha256": "0" * 64, "size": 9, "kind": "pdf", "fetched": "2026-11-01", "reading": "whole"}

AUTHOR, MAIL = "Ansat Hemmelig", "ansat@hemmelig.example"
"""Who commits: neither may be in anything that is published."""


@dataclass(frozen=True)
class Repository:
    """A project with a history."""

    project: Project

    def commit(self, message: str, moment: str = "") -> str:
        """Commit everything, at a moment such as `2026-08-01T12:00:00Z`; return the commit."""
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment} if moment else {}
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, **dates)
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *words: str, **environment: str) -> str:
        known = (f"user.name={AUTHOR}", f"user.email={MAIL}", "init.defaultBranch=main")
        done = subprocess.run(
            ["git", *(word for one in known for word in ("-c", one)), *words],
            cwd=self.project.root,
            env=environ(**environment),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def lock(self, verdict: str, *, versions: int = 1, since: str = "2026-11-01") -> None:
        record = {"verdict": verdict, "since": since, "versions": [PDF] * versions}
        self.project.write(LOCK, json.dumps({"version": 1, "documents": {FILE: record}}))

    def append(self, text: str) -> None:
        self.project.write(CATALOGUE, self.project.read(CATALOGUE) + text)
