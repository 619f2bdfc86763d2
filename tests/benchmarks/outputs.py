"""What open data, feeds, calendars, news, citations and linked data cost of the build of a site.

The same site is built with all of them and without any, in turn, each in a process of its own and
without an index; told are processor seconds and the greatest memory. The catalogue is in a
repository with one commit. `make bench-outputs`; other numbers by `--notifications`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

from pages import WITHOUT_INDEX, catalogue  # found by the lines above
from projects import CATALOGUE, PROCESS, Project, environ

WITHOUT_OUTPUTS = """
from hub.changes.chronology import Chronology
from hub.site import case_pages, list_pages, page_heads, phases, preparation
from hub.site.subscriptions import Subscriptions
phases.write_open_data = lambda *_: None
preparation.chronology_of = lambda *_: Chronology(is_known=False)
preparation.numbered_deadlines = lambda *_: ()
for name in ("case_files", "area_files", "site_files"):
    setattr(Subscriptions, name, lambda *_: ())
case_pages.case_nodes = lambda *_: ()
"""


def main() -> None:
    """Print what builds with and without the outputs take."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--notifications", type=int, nargs="+", default=[2500, 5000])
    reader.add_argument("--rounds", type=int, default=2, help="builds of each kind")
    reader.add_argument("--profile", type=Path, help="also write a profile of a whole build here")
    reader.add_argument("--keep", type=Path, help="also copy the last whole site here")
    words = reader.parse_args()
    for count in words.notifications:
        with tempfile.TemporaryDirectory(prefix="hub-outputs-") as folder:
            project = large_project(Path(folder), count)
            _compare(project, words.rounds, count)
            if words.profile:
                _built(project, WITHOUT_INDEX, "-m", "cProfile", "-o", str(words.profile.resolve()))
            if words.keep:
                _built(project, WITHOUT_INDEX)
                shutil.copytree(project.site, words.keep)


def large_project(folder: Path, count: int) -> Project:
    """Return a project with so many notifications, committed once."""
    project = Project.copied_to(folder / "project")
    project.write(CATALOGUE, catalogue(count))
    project.edit(PROCESS, lambda values: values.update(notification="udmelding-00000"))
    project.write(".gitignore", ".cache/\nsite/\n")
    day = {"GIT_AUTHOR_DATE": "2026-11-01T12:00:00Z", "GIT_COMMITTER_DATE": "2026-11-01T12:00:00Z"}
    own = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for step in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "x")):
        subprocess.run(["git", *own, *step], cwd=project.root, env=environ(**day), check=True)
    return project


def _compare(project: Project, rounds: int, count: int) -> None:
    found: dict[str, list[tuple[float, float]]] = {"without": [], "with": []}
    for _ in range(rounds):
        found["without"].append(_built(project, WITHOUT_OUTPUTS + WITHOUT_INDEX))
        found["with"].append(_built(project, WITHOUT_INDEX))
    seconds = {name: median(one[0] for one in all_) for name, all_ in found.items()}
    memory = {name: max(one[1] for one in all_) for name, all_ in found.items()}
    share = 1 - seconds["without"] / seconds["with"]
    for name in found:
        print(f"{count:6} {name:8} {seconds[name]:7.2f} s processor {memory[name]:5.0f} MiB")
    print(f"{count:6} outputs  {seconds['with'] - seconds['without']:7.2f} s, {share:.1%}")
    largest = max(project.site.rglob("*"), key=lambda path: path.stat().st_size)
    print(f"{count:6} largest  {largest.stat().st_size / 1e6:.1f} MB: {largest.name}", flush=True)


def _built(project: Project, program: str, *before: str) -> tuple[float, float]:
    """Build a site with nothing kept; return processor seconds and MiB."""
    shutil.rmtree(project.site, ignore_errors=True)
    for name in ("changes.json", "deadlines.json"):
        (project.root / ".cache/hub" / name).unlink(missing_ok=True)
    script = project.root / ".cache/build.py"
    script.write_text(program, encoding="utf-8")
    building = subprocess.Popen(
        [sys.executable, *before, str(script)], cwd=project.root, env=environ(PYTHONHASHSEED="0")
    )
    _, status, usage = os.wait4(building.pid, 0)
    building.returncode = os.waitstatus_to_exitcode(status)
    if building.returncode:
        raise SystemExit(f"The build of {project.root} failed.")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
