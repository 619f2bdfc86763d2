"""The command line in this process, with answers typed at its questions."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from click.testing import CliRunner
from projects import Project

from hub.cli.main import main


def hub(
    project: Project, *words: object, answers: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a command of the hub: a process of its own takes several times as long."""
    given = ["--root", str(project.root), *map(str, words)]
    typed = "".join(f"{answer}\n" for answer in answers)
    result = CliRunner().invoke(main, given, input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return subprocess.CompletedProcess(given, result.exit_code, result.stdout, result.stderr)
