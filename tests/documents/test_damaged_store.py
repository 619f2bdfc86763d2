"""A damaged store never stops a build, and nothing of it is published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from library import fetch, pdf, record_of
from projects import PROCESS, ROOT, Project

from hub.documents.lock import read_lock
from hub.documents.store import Store
from hub.site.case_archive import ARCHIVE_FOLDER
from hub.site.file_facts import Files

STORE = ".cache/hub/store"


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "garbage": lambda path: path.write_bytes(b"\xff\x00 garbage"),
    "another type": lambda path: path.write_bytes(b"[]"),
    "nested deeply": lambda path: path.write_bytes(b"[" * 200_000),
    "gone": Path.unlink,
    "folder": _folder,
}


def test_what_is_damaged_is_not_had(server, make_library) -> None:
    address = server.put("/a.pdf", pdf("Det første"))
    project = make_library({"url": address})
    fetch(project)
    lock, store = read_lock(project.root).lock, Store.at(project.root, STORE)
    version = lock.documents[address].current
    assert version is not None
    stored, whole = project.root / STORE / version.sha256, project.root / "whole"
    shutil.copytree(stored, whole)

    assert Files(lock, store).text(version)
    assert Files(lock, store).thumbnail(version)
    for damage in DAMAGES.values():
        shutil.rmtree(stored)
        shutil.copytree(whole, stored)
        damage(stored / "text.json")
        damage(stored / "thumbnail.webp")
        assert Files(lock, store).text(version) is None
        assert Files(lock, store).thumbnail(version) is None


def test_what_is_damaged_is_left_out_of_the_site(server, make_library) -> None:
    address = server.put("/a.pdf", pdf("Det første", title="Titel"))
    project = make_library({"url": address})
    fetch(project)
    for part in ("content", "templates"):
        shutil.copytree(ROOT / part, project.root / part)
    shutil.copy(ROOT / "mkdocs.yml", project.root)
    project.edit(PROCESS, lambda values: values.update(notification="proeve"))
    stored = project.root / STORE / record_of(project, address)["versions"][0]["sha256"]

    assert _published(project.built()) == (1, 1, 1)
    DAMAGES["garbage"](stored / "thumbnail.webp")
    assert _published(project.built()) == (1, 0, 1)
    DAMAGES["folder"](stored / "text.json")
    DAMAGES["folder"](stored / "document")
    shutil.rmtree(project.root / ARCHIVE_FOLDER)
    assert _published(project.built()) == (0, 0, 0)


def _published(project: Project) -> tuple[int, int, int]:
    """Return how many texts, pictures, and cases in one file a site has."""
    texts = [path for path in project.site.glob("dokumenter/*/") if path.name.startswith("proeve")]
    pictures = list(project.site.rglob("forside.webp"))
    return len(texts), len(pictures), len(list(project.site.rglob("*.zip")))
