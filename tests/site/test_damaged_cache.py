"""Whatever becomes of `.cache`, a build makes the same site; only what is in no file is lost."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import forked
import pytest
from documents.library import pdf, project_of, serving_documents
from projects import PROCESS, ROOT, Project, digest, environ
from repositories import Repository

# The first test of the group builds the site that all of them compare with.
pytestmark = pytest.mark.xdist_group("damaged cache")

_KEPT = ("store/", "unfinished/")
"""What of the cache is no repetition: documents that were fetched, and answers that were given."""


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "garbage": lambda path: path.write_bytes(b"\xff\x00 garbage"),
    "a list": lambda path: path.write_bytes(b"[]"),
    "a text": lambda path: path.write_bytes(b'"a text"'),
    "values of another type": lambda path: path.write_bytes(b'{"version": [], "days": 3}'),
    "nested deeply": lambda path: path.write_bytes(b"[" * 200_000),
    "gone": Path.unlink,
    "a folder": _folder,
    "a dangling link": _dangling,
}


class Cached:
    """A project with a history and a document, built twice, so that every cache is there."""

    def __init__(self, folder: Path) -> None:
        with serving_documents() as server:
            address = server.put("/a.pdf", pdf("Tilbud til børnefamilier", title="Bilag"))
            self.project = project_of(folder, [{"url": address}])
            for part in ("content", "templates"):
                shutil.copytree(ROOT / part, folder / part)
            shutil.copy(ROOT / "mkdocs.yml", folder)
            self.project.edit(PROCESS, lambda values: values.update(notification="proeve"))
            assert self.project.hub("fetch").returncode == 0
            self.project.hub("schema")
        repository = Repository(self.project)
        self.project.write(".gitignore", ".cache/\nsite/\n")
        repository.git("init", "--quiet")
        repository.commit("første", "2026-08-01T12:00:00Z")
        self.project.replace(
            "data/notifications.yaml", "summary: En prøve.", "summary: En ny prøve."
        )
        repository.commit("rettet", "2026-09-01T12:00:00Z")
        self.site = digest(self.project.built(search=True).site)

    def files(self) -> list[Path]:
        """Return every file of the cache that can be made again."""
        cache = self.project.root / ".cache/hub"
        names = sorted(path.relative_to(cache).as_posix() for path in cache.rglob("*"))
        again = [cache / name for name in names if not name.startswith(_KEPT)]
        return [path for path in again if path.is_file() and not path.name.endswith("lock")]


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> Cached:
    return Cached(tmp_path_factory.mktemp("cached") / "project")


@pytest.mark.parametrize("first", [0, 3, 6])
def test_every_file_of_the_cache_may_be_damaged(cached: Cached, first: int) -> None:
    """Each build meets all the damages, each file another one than before."""
    files, damages = cached.files(), list(DAMAGES.values())
    for number, path in enumerate(files):
        damages[(first + number) % len(damages)](path)

    cached.project.built(search=True)

    assert len(files) > 8
    assert digest(cached.project.site) == cached.site


def test_the_cache_may_be_deleted_while_a_site_is_built(cached: Cached, tmp_path: Path) -> None:
    ends = list(_ends_without_cache(cached.project, tmp_path))

    print([(code, said[-200:]) for code, said in ends])
    assert {code for code, _ in ends} <= {0, 3}
    assert [said for _, said in ends if "Traceback" in said] == []
    assert digest(cached.project.built(search=True).site).keys() >= cached.site.keys()


def _ends_without_cache(project: Project, folder: Path) -> Iterator[tuple[int, str]]:
    """Yield how builds ended during which all of the cache was deleted, at several moments."""
    store = project.root / ".cache/hub/store"
    shutil.copytree(store, folder / "store")
    for number, wanted in enumerate(("build-*", "build-*/site/assets", "build-*/site/data")):
        told = folder / str(number)
        told.mkdir()
        words = ["--root", str(project.root), "build"]
        running = forked.start(words, folder=project.root, environment=environ(), told=told)
        deadline = time.monotonic() + 60
        work = project.root / ".cache/hub/work"
        while not any(work.glob(wanted)) and running.is_alive() and time.monotonic() < deadline:
            time.sleep(0.002)
        shutil.rmtree(project.root / ".cache", ignore_errors=True)
        running.join()
        assert running.exitcode is not None
        yield running.exitcode, (told / "errors").read_text(encoding="utf-8")
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(folder / "store", store)
