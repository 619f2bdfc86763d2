"""A compiled template that is damaged is as good as none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import Project, digest

from hub.site.templates import COMPILED_FOLDER

# The first test of the group builds the site that each of them leaves as it was.
pytestmark = pytest.mark.xdist_group("compiled")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project, built, that has compiled its templates for itself alone."""
    project = Project.copied_to(tmp_path_factory.mktemp("compiled") / "project")
    (project.root / COMPILED_FOLDER).unlink()
    return project.built()


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
def test_a_damaged_one_is_made_anew(alone: Project, damage: Callable[[Path], object]) -> None:
    compiled = alone.root / COMPILED_FOLDER
    before = digest(alone.site)
    files = list(compiled.iterdir())
    for path in files:
        damage(path)
    shutil.rmtree(alone.site)

    alone.built()

    assert len(files) > 10
    assert digest(alone.site) == before
    assert sorted(compiled.iterdir()) == sorted(files)
