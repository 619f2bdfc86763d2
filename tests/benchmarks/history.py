"""What the history behind feeds and /nyt/ costs: 1,000 commits of this catalogue, cold and warm.

Prints processor seconds, git's among them: with nothing kept, with everything kept, and with one
commit more than what is kept. `make bench-history`; other numbers by `--commits`.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from projects import CATALOGUE, FROZEN

from hub.changes.chronology import KEPT_FILE, chronology_of

DAY = "2020-10-15"
"""A deadline of the catalogue, which every commit moves."""


def main() -> int:
    """Print the three times."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--commits", type=int, default=1000)
    count = words.parse_args().commits
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=root, check=True)
        _commit(root, range(count))
        _print("nothing kept", root)
        _print("everything kept", root)
        _commit(root, range(count, count + 1))
        _print("one commit more", root)
        print(f"kept: {(root / KEPT_FILE).stat().st_size / 1000:.0f} kB")
    return 0


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


def _print(what: str, root: Path) -> None:
    before = _seconds()
    steps = len(chronology_of(root).steps)
    print(f"{what:16} {_seconds() - before:6.2f} s for {steps} commits")


def _seconds() -> float:
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


if __name__ == "__main__":
    sys.exit(main())
