"""Run the tests, and measure which branches of the hub they reach in all their processes.

    python tests/branches [WORDS FOR PYTEST]

Data and report are in `build/coverage/`. With words, what is measured is added to what is there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build/coverage"
DATA = FOLDER / "data"
SETTINGS = ROOT / "pyproject.toml"
_PROCESS = Path(__file__).with_name("process.py")
_BEGINNING = Path(sysconfig.get_path("purelib")) / "measured.pth"
"""What every Python of this environment runs first, while the tests run."""


def main(words: list[str]) -> int:
    """Run the tests and report; return 0 where they pass and the bound is kept."""
    if not words:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _measured():
        tests = subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, check=False)
    _coverage("combine", "--append", "--quiet", str(FOLDER))
    for unfinished in FOLDER.glob(f"{DATA.name}.*"):  # of a process that was killed as it wrote
        unfinished.unlink()
    return max(tests.returncode, _coverage("report"))


@contextmanager
def _measured() -> Iterator[None]:
    given = ", ".join(map(repr, map(str, (SETTINGS, DATA, ROOT / "hub"))))
    script = f"exec(compile(open({str(_PROCESS)!r}).read(), {str(_PROCESS)!r}, 'exec'), globals_)"
    started = "globals_ = {'__name__': 'process'}"
    _BEGINNING.write_text(
        f"import sys; {started}; {script}; globals_['begin']({given})\n", encoding="utf-8"
    )
    try:
        yield
    finally:
        _BEGINNING.unlink()


def _coverage(command: str, *words: str) -> int:
    given = (f"--rcfile={SETTINGS}", f"--data-file={DATA}", *words)
    return subprocess.run(
        [sys.executable, "-m", "coverage", command, *given], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
