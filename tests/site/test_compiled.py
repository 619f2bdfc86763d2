"""A compiled template that is damaged is as good as none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import Project, digest

from hub.site.templates import COMPILED_FOLDER


@pytest.fixture
def compiled(project: Project) -> Path:
    """Return the folder of what the project has compiled for itself alone."""
    folder = project.root / COMPILED_FOLDER
    folder.unlink()
    project.built()
    return folder


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-50]),
        lambda path: path.write_bytes(path.read_bytes()[:40]),
        lambda path: path.write_bytes(path.read_bytes()[:30] + b"\xff\x80garbage" * 20),
        lambda path: path.write_bytes(path.read_bytes()[:-9] + b"x" * 9),
        lambda path: path.write_bytes(b"garbage \xff" * 99),
        _folder_instead,
    ],
    ids=["empty", "cut", "cut early", "garbage later", "another end", "garbage", "folder"],
)
def test_a_damaged_one_is_made_anew(
    project: Project, compiled: Path, damage: Callable[[Path], object]
) -> None:
    before = digest(project.site)
    files = list(compiled.iterdir())
    for path in files:
        damage(path)
    shutil.rmtree(project.site)

    project.built()

    assert len(files) > 10
    assert digest(project.site) == before
    assert sorted(compiled.iterdir()) == sorted(files)
