"""A server of documents and a project that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from library import DocumentServer, project_of, serving_documents
from projects import Project


@pytest.fixture
def server() -> Iterator[DocumentServer]:
    with serving_documents() as library:
        yield library


@pytest.fixture
def make_library(tmp_path: Path) -> Callable[..., Project]:
    """Make a project whose catalogue has these documents."""
    return lambda *documents, **settings: project_of(
        tmp_path / "project", list(documents), **settings
    )
