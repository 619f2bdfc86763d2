"""A machine for the steps of the workflows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from library import pdf, serving_documents
from machine import INSTALLED, Runner, git, link_environment, prepared, use_documents
from projects import CATALOGUE, PARTS, copy_part


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    """Return a machine with this project, whose catalogue has one document of this machine."""
    origin, remote, root = (tmp_path / name for name in ("origin", "remote.git", "clone"))
    origin.mkdir()
    for part in (*PARTS, ".github", ".gitignore", "Makefile", *INSTALLED, "site.mk"):
        copy_part(part, origin)
    with serving_documents() as library:
        use_documents(origin, library.put("/bilag.pdf", pdf("Bilag")), library.url("/mangler.pdf"))
        git(origin, "init", "--quiet")
        git(origin, "add", "--all")
        git(origin, "commit", "--quiet", "--message", "start")
        text = (origin / CATALOGUE).read_text()
        (origin / CATALOGUE).write_text(text.replace("title: Bilag 2", "title: Bilag 2, rettet"))
        git(origin, "commit", "--quiet", "--all", "--message", "ændring")
        git(tmp_path, "clone", "--quiet", "--bare", str(origin), str(remote))
        git(tmp_path, "clone", "--quiet", str(remote), str(root))
        link_environment(root)
        yield prepared(tmp_path, root, remote)
