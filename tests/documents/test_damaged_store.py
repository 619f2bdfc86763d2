"""A damaged store never stops a build, and nothing of it is published."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from library import fetch, pdf, record_of
from projects import PROCESS, ROOT, Project
from pypdf import PdfReader

from hub.documents.dossier import DOSSIER_FOLDER, Case, Dossier, Part, Section, make_dossier
from hub.documents.lock import read_lock
from hub.documents.store import Store
from hub.site.file_facts import Files
from hub.text.dates import KnownDate

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
    shutil.rmtree(project.root / DOSSIER_FOLDER)
    assert _published(project.built()) == (0, 0, 0)


def _published(project: Project) -> tuple[int, int, int]:
    """Return how many texts, pictures, and cases in one file a site has."""
    texts = [path for path in project.site.glob("dokumenter/*/") if path.name.startswith("proeve")]
    pictures = list(project.site.rglob("forside.webp"))
    return len(texts), len(pictures), len(list(project.site.rglob("*.pdf")))


@pytest.fixture
def merged(tmp_path: Path) -> Callable[[], Dossier]:
    """Return what merges a case of one document, or takes what was merged before."""
    store, body = Store.at(tmp_path, "store"), pdf("Første")
    sha256 = hashlib.sha256(body).hexdigest()
    store.put(sha256, "document", io.BytesIO(body))
    sections = (Section("Runde", (Part("A", "", sha256),)),)
    case = Case("sag", "Sag", "", KnownDate(2026, 11, 18), sections)
    return lambda: make_dossier(tmp_path, store, case, seconds=60)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.parametrize("kind", [".pdf", ".json"])
def test_a_damaged_case_in_one_file_is_merged_anew(
    merged: Callable[[], Dossier], kind: str, damage: Callable[[Path], object]
) -> None:
    whole = merged()
    before = whole.path.read_bytes()
    damage(whole.path.with_suffix(kind))

    again = merged()

    assert again == whole
    assert again.path.read_bytes() == before
    assert len(PdfReader(again.path).pages) == whole.pages == 3


def test_numbers_of_a_case_that_are_none_are_not_believed(merged: Callable[[], Dossier]) -> None:
    whole = merged()
    path = whole.path.with_suffix(".json")
    path.write_text(json.dumps({**json.loads(path.read_text()), "pages": "3 <b>"}))

    assert merged() == whole


def test_a_file_where_the_folder_of_a_case_should_be(merged: Callable[[], Dossier]) -> None:
    whole = merged()
    shutil.rmtree(whole.path.parent)
    whole.path.parent.write_text("a file")

    assert merged() == whole
