"""What earlier measurements have written: moved out of the way at once, removed in the end.

Where many files have been removed, ext4 takes many times as long to make new ones, for some
minutes: it passes over the inodes that were in use a short time ago. Whoever writes most files
would pay for what the program before it has left.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from pathlib import Path

from bench import FOLDER

_ASIDE = FOLDER / "aside"


def set_aside(path: Path) -> None:
    """Move away what stands at a path, if anything does; from another file system it is removed."""
    if not path.exists():
        return
    _ASIDE.mkdir(parents=True, exist_ok=True)
    try:
        path.rename(Path(tempfile.mkdtemp(dir=_ASIDE)) / path.name)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.rmtree(path)


def remove_leftovers() -> None:
    """Remove all that was moved away."""
    shutil.rmtree(_ASIDE, ignore_errors=True)
