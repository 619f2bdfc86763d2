"""What the last site had the same is taken from there; the rest is written, and nothing is shared.

Files are told apart by their number in the file system (`st_ino`).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from projects import CATALOGUE, Project

from hub.site.site_folder import SiteFolder


@pytest.fixture
def folders(tmp_path: Path) -> SiteFolder:
    """Return a folder for a site, beside a last site with one page."""
    last = tmp_path / "last"
    (last / "sag").mkdir(parents=True)
    (last / "sag/index.html").write_bytes(b"den samme")
    return SiteFolder(tmp_path / "new", last)


def test_the_same_bytes_are_the_same_file(folders: SiteFolder) -> None:
    folders.write("sag/index.html", b"den samme")
    assert folders.last is not None
    assert (folders.path / "sag/index.html").samefile(folders.last / "sag/index.html")


@pytest.mark.parametrize("data", [b"en anden!", b"en laengere tekst", b""])
def test_other_bytes_are_another_file(folders: SiteFolder, data: bytes) -> None:
    folders.write("sag/index.html", data)
    assert folders.last is not None
    assert (folders.path / "sag/index.html").read_bytes() == data
    assert (folders.last / "sag/index.html").read_bytes() == b"den samme"


def test_without_a_last_site_all_is_written(tmp_path: Path) -> None:
    for last in (None, tmp_path / "none"):
        folder = SiteFolder(tmp_path / f"new-{last is None}", last)
        folder.write("a/b/c.txt", b"x")
        assert (folder.path / "a/b/c.txt").read_bytes() == b"x"


def test_what_is_written_twice_leaves_the_last_site_alone(folders: SiteFolder) -> None:
    folders.write("sag/index.html", b"den samme")
    folders.write("sag/index.html", b"en anden!")
    assert folders.last is not None
    assert (folders.path / "sag/index.html").read_bytes() == b"en anden!"
    assert (folders.last / "sag/index.html").read_bytes() == b"den samme"


def test_a_link_or_a_pipe_in_the_last_site_is_not_taken(
    folders: SiteFolder, tmp_path: Path
) -> None:
    assert folders.last is not None
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"den samme")
    (folders.last / "link").symlink_to(elsewhere)
    os.mkfifo(folders.last / "pipe")
    for name, data in (("link", b"den samme"), ("pipe", b"")):
        folders.write(name, data)
        assert not (folders.path / name).is_symlink()
        assert (folders.path / name).is_file()
        assert (folders.path / name).read_bytes() == data
        assert (folders.path / name).stat().st_nlink == 1


def test_builds_one_after_another_give_what_a_build_from_nothing_gives(project: Project) -> None:
    project.built()
    before = _numbers(project.site)
    title = project.read(CATALOGUE).partition("title: ")[2].partition("\n")[0]
    project.replace(CATALOGUE, f"title: {title}", f"title: {title} igen")
    project.built()
    after = _numbers(project.site)
    taken = {one for one in before if after.get(one) == before[one]}
    assert {"kommuner/aarhus/index.html", "api/v1/municipalities.json"} <= taken
    assert "api/v1/notifications.json" not in taken
    # The old site is gone: no file is shared with it any more.
    assert {one.stat().st_nlink for one in _files(project.site)} == {1}

    project.replace("templates/pages/municipality.html", "<h1>", '<h1 class="x">')
    project.replace("mkdocs.yml", "site_name: ", "site_name: Nye ")
    project.built()
    given = {one: one.read_bytes() for one in _files(project.site)}
    shutil.rmtree(project.site)
    project.built()
    assert {one: one.read_bytes() for one in _files(project.site)} == given


def test_a_build_that_fails_leaves_the_last_site_as_it_was(project: Project) -> None:
    project.built()
    before = {one: (one.read_bytes(), one.stat().st_mtime_ns) for one in _files(project.site)}
    project.write("content/om.md", "# Om\n\n[Ingen steder](ingen/steder.md)\n")
    assert project.hub("build", "--no-search").returncode
    assert {
        one: (one.read_bytes(), one.stat().st_mtime_ns) for one in _files(project.site)
    } == before


def _files(site: Path) -> list[Path]:
    return [one for one in site.rglob("*") if one.is_file()]


def _numbers(site: Path) -> dict[str, int]:
    return {one.relative_to(site).as_posix(): one.stat().st_ino for one in _files(site)}
