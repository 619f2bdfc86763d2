"""Folders are replaced whatever stands in the way: the old one or the new one is there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.files import replace_folder, restore_folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on another file system than `tmp_path`."""
    memory = Path("/dev/shm")  # noqa: S108  # wanted for being another file system
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("needs /dev/shm on another file system than the tests")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def _folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "file").write_text(text)
    return path


def test_a_folder_is_replaced_by_one_of_another_file_system(
    tmp_path: Path, elsewhere: Path
) -> None:
    target = _folder(tmp_path / "target", "old")

    replace_folder(_folder(elsewhere / "new", "new"), target)

    assert (target / "file").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_a_folder_of_another_file_system_comes_where_there_was_none(
    tmp_path: Path, elsewhere: Path
) -> None:
    replace_folder(_folder(elsewhere / "new", "new"), tmp_path / "target")

    assert (tmp_path / "target" / "file").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_a_copy_that_was_cut_off_is_removed(tmp_path: Path) -> None:
    _folder(tmp_path / "site", "old")
    _folder(tmp_path / ".site.new", "half")

    restore_folder(tmp_path / "site")

    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_file_is_not_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("precious")

    with pytest.raises(NotADirectoryError):
        replace_folder(_folder(tmp_path / "new", "new"), tmp_path / "target")

    assert (tmp_path / "target").read_text() == "precious"
