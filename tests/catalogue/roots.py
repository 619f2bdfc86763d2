"""Small projects for the tests of the catalogue, and the real program run on them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
CATALOGUE = "data/notifications.yaml"
DATA = ("notifications", "vocabulary", "process", "hosts")

CONFIG = """\
site_name: x
plugins:
  - hub
"""

ENTRY = """\
  - id: {id}
    title: Sag
    target_group: Gruppe
    scope: national
    policy_areas:
      - social
    summary: Tekst.
    rounds:
      - kind: original
        year: 2019
"""
"""The smallest entry without faults."""

GOOD = "notifications:\n" + ENTRY.format(id="sag")

_METER = """
import json, os, subprocess, sys
child = subprocess.Popen(sys.argv[2:])
_, status, used = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
unit = 1 if sys.platform == "darwin" else 1024
told = [child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss * unit]
open(sys.argv[1], "w").write(json.dumps(told))
"""
# Between us and the program, because on Linux the peak of a child counts from what its parent
# held when it was made, and a process that runs tests holds much.


@dataclass(frozen=True, slots=True)
class Run:
    """A program that has ended: what it said, and the processor time and memory it used."""

    code: int
    output: str
    errors: str
    cpu_seconds: float
    peak_bytes: int


def make_root(folder: Path, catalogue: str | bytes = GOOD, *, more_hosts: str = "") -> Path:
    """Make a project of the real data files with a catalogue of its own."""
    (folder / "data").mkdir(parents=True)
    for name in DATA:
        shutil.copyfile(ROOT / f"data/{name}.yaml", folder / f"data/{name}.yaml")
    with (folder / "data/hosts.yaml").open("a", encoding="utf-8") as stream:
        stream.write(more_hosts)
    written = catalogue if isinstance(catalogue, bytes) else catalogue.encode()
    (folder / CATALOGUE).write_bytes(written)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder


def run_hub(root: Path, *words: str, **environment: str) -> Run:
    """Run the command line in a folder, as a user's shell would, outside any CI."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    told = root / "used.json"
    done = subprocess.run(
        [sys.executable, "-c", _METER, told, sys.executable, "-m", "hub", *words],
        cwd=root,
        env={**kept, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        check=True,
    )
    code, cpu_seconds, peak_bytes = json.loads(told.read_text(encoding="utf-8"))
    told.unlink()
    output, errors = done.stdout.decode(), done.stderr.decode()
    return Run(code, output, errors, cpu_seconds, peak_bytes)
