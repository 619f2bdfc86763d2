"""The frozen catalogue in a folder that a test may change: the data without the site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from projects import ROOT, Project, copy_part


@pytest.fixture
def catalogue(tmp_path: Path) -> Project:
    """Return a project with the frozen data and settings, and nothing else."""
    root = tmp_path / "project"
    root.mkdir()
    copy_part("data", root)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return Project(root)
