"""The open data of a project in which every field has a hostile text, and of the frozen one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from open_data import complete_project, files_of
from projects import Project


@pytest.fixture(scope="session")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return complete_project(tmp_path_factory.mktemp("complete") / "project")


@pytest.fixture(scope="session")
def hostile_files(complete: Project) -> Mapping[str, bytes]:
    return files_of(complete)


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project.copied_to(tmp_path_factory.mktemp("frozen") / "project")


@pytest.fixture(scope="session")
def frozen_files(frozen: Project) -> Mapping[str, bytes]:
    return files_of(frozen)
