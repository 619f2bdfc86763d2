"""A machine for the steps of the workflows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from library import DocumentServer, pdf, serving_documents
from machine import INSTALLED, Runner, git, link_environment, prepared, use_documents
from projects import CATALOGUE, PARTS, copy_part


def pytest_itemcollected(item: pytest.Item) -> None:
    """Run in one process what begins after a refresh, which takes as long as most of the tests."""
    if isinstance(item, pytest.Function) and "refreshed" in item.fixturenames:
        item.add_marker(pytest.mark.xdist_group("refreshed"))


@pytest.fixture(scope="session")
def library() -> Iterator[DocumentServer]:
    """Return a server that has one of the two documents of the catalogue."""
    with serving_documents() as server:
        server.put("/bilag.pdf", pdf("Bilag"))
        yield server


@pytest.fixture(scope="session")
def new_machine(tmp_path_factory: pytest.TempPathFactory, library: DocumentServer) -> Runner:
    """Return a machine with this project, whose catalogue has one document of this machine.

    It is made once, and every test has a copy of its own.
    """
    folder = tmp_path_factory.mktemp("machine")
    origin, remote, root = (folder / name for name in ("origin", "remote.git", "clone"))
    origin.mkdir()
    for part in (*PARTS, ".github", ".gitignore", "Makefile", *INSTALLED, "site.mk"):
        copy_part(part, origin)
    use_documents(origin, library.url("/bilag.pdf"), library.url("/mangler.pdf"))
    git(origin, "init", "--quiet")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "start")
    text = (origin / CATALOGUE).read_text()
    (origin / CATALOGUE).write_text(text.replace("title: Bilag 2", "title: Bilag 2, rettet"))
    git(origin, "commit", "--quiet", "--all", "--message", "ændring")
    git(folder, "clone", "--quiet", "--bare", str(origin), str(remote))
    git(folder, "clone", "--quiet", str(remote), str(root))
    link_environment(root)
    return prepared(folder, root, remote)


@pytest.fixture(scope="session")
def refreshed_machine(new_machine: Runner, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """Return a machine on which the documents have been refreshed once."""
    machine = new_machine.copied_to(tmp_path_factory.mktemp("refreshed") / "machine")
    machine.run("refresh")
    return machine


@pytest.fixture
def runner(new_machine: Runner, tmp_path: Path) -> Runner:
    """Return a machine on which no workflow has run."""
    return new_machine.copied_to(tmp_path / "machine")


@pytest.fixture
def refreshed(refreshed_machine: Runner, tmp_path: Path) -> Runner:
    """Return a machine on which the documents have been refreshed once."""
    return refreshed_machine.copied_to(tmp_path / "machine")
