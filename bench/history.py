"""History: what feeds and /nyt/ read of 1,000 commits of this catalogue, cold and warm."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from projects import CATALOGUE, FROZEN

from bench.measurement import timed
from bench.report import Report, Table, seconds
from hub.changes.chronology import KEPT_FILE, chronology_of

SECTION = "History"
COMMITS, FEW = 1000, 20
DAY = "2020-10-15"
"""A deadline of the catalogue, which every commit moves."""


def measure(report: Report) -> None:
    """Read a history with nothing kept, with everything kept, and with one commit more."""
    count = FEW if report.quick else COMMITS
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=root, check=True)
        _commit(root, range(count))
        for what in ("nothing kept", "everything kept", "one commit more than is kept"):
            if what.startswith("one"):
                _commit(root, range(count, count + 1))
            spent = timed(lambda: chronology_of(root))
            rows.append((what, seconds(spent.wall), seconds(spent.processor)))
        kept = (root / KEPT_FILE).stat().st_size / 1000
    heads = ("", "wall s", "processor s")
    notes = (f"What is kept has {kept:.0f} kB.",)
    report.add(SECTION, Table(f"{count:,} commits", heads, tuple(rows), notes))


def _commit(root: Path, numbers: range) -> None:
    stream = b"".join(_stream(numbers))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=stream, check=True)


def _stream(numbers: range) -> Iterator[bytes]:
    text = (FROZEN / CATALOGUE).read_text(encoding="utf-8")
    for number in numbers:
        day = f"{2020 + number % 80}-{1 + number % 12:02}-{1 + number % 28:02}"
        data = text.replace(DAY, day).encode()
        yield f"commit refs/heads/main\ncommitter x <x> {1_700_000_000 + number} +0000\n".encode()
        yield b"data 1\nx\n"
        if number and number == numbers[0]:
            yield b"from refs/heads/main^0\n"
        yield f"M 100644 inline {CATALOGUE}\ndata {len(data)}\n".encode() + data + b"\n"
