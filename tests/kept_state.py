"""What a command that could not go on must have left: the old files, and nothing half written."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass

from projects import Project, digest

_UNFINISHED = re.compile(r"\.new$|^build-|\.unfinished/.|/search/[0-9a-f]{64}\.")


@dataclass(frozen=True, slots=True)
class KeptState:
    """The files of a project as they were."""

    project: Project
    files: dict[str, str]

    @classmethod
    def of(cls, project: Project) -> KeptState:
        return cls(project, _own_files(project))

    def assert_refused(self, done: subprocess.CompletedProcess[str], *told: str) -> None:
        """Fail unless the last line says what was refused, and all is as it was."""
        said = done.stdout + done.stderr
        line = (done.stderr.splitlines() or [""])[-1]
        assert "Traceback" not in said
        assert (done.returncode, line.startswith("Error: ")) == (3, True), said
        assert [one for one in told if one not in line] == [], line
        self.assert_kept()

    def assert_kept(self) -> None:
        """Fail unless the project has the files that it had, and nothing half written."""
        assert _own_files(self.project) == self.files
        assert _unfinished(self.project) == []


def _own_files(project: Project) -> dict[str, str]:
    return {name: sum_ for name, sum_ in digest(project.root).items() if name[:7] != ".cache/"}


def _unfinished(project: Project) -> list[str]:
    paths = (path.relative_to(project.root) for path in project.root.rglob("*"))
    return [path.as_posix() for path in paths if _UNFINISHED.search(path.as_posix())]
