"""Every file of record is read once in a run, whoever needs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from projects import Project, environ

COUNTED = """
import collections, sys
opened = collections.Counter()
def hook(event, arguments):
    name = str(arguments[0]) if event == "open" else ""
    if name.startswith(sys.argv[1]) and name.endswith(".yaml"):
        opened[name.rpartition("/")[2]] += 1
sys.addaudithook(hook)
from hub.cli.main import main
try:
    main(["--root", *sys.argv[2:]])
except SystemExit as end:
    assert not end.code, end.code
print(sorted(opened.items()), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words", [("check",), ("links", "--dry-run"), ("fetch", "--dry-run"), ("build", "--no-search")]
)
def test_a_file_of_record_is_opened_once(project: Project, words: tuple[str, ...]) -> None:
    data = project.root / "data"

    done = subprocess.run(
        [sys.executable, "-c", COUNTED, str(data), str(project.root), *words],
        capture_output=True,
        text=True,
        env=environ(),
        check=False,
        cwd=Path(__file__).parent,
    )

    files = [path.name for path in sorted(data.glob("*.yaml"))]
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == str([(name, 1) for name in files])
