"""What `hub links --fix` keeps of the files that it writes, and whom it waits for."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from projects import CATALOGUE, Project
from web import project_with

from hub.catalogue.source import read_source
from hub.files import record_lock
from hub.links.autofix import fix
from hub.links.usages import usages_in

OLD = "https://socialstyrelsen.dk/a.pdf"
NEW = "https://sbst.dk/a.pdf"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_with(tmp_path / "project", [{"url": OLD}])


def fix_all(project: Project) -> list[str]:
    source = read_source(project.root / CATALOGUE, CATALOGUE)
    moved = [use for use in usages_in(source) if use.address == OLD]
    return list(fix(project.root, [use.problem("link-moved", target=NEW) for use in moved]))


def test_mode_and_symbolic_link_are_kept(project: Project, tmp_path: Path):
    before, elsewhere = project.read(CATALOGUE), tmp_path / "elsewhere.yaml"
    (project.root / CATALOGUE).rename(elsewhere)
    elsewhere.chmod(0o640)
    (project.root / CATALOGUE).symlink_to(elsewhere)

    told = fix_all(project)

    assert len(told) == before.count(OLD) > 0
    assert (project.root / CATALOGUE).is_symlink()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    assert elsewhere.read_text("utf-8") == before.replace(OLD, NEW)


def test_it_waits_for_an_editor_who_adds_an_entry(project: Project):
    before = project.read(CATALOGUE)
    fixing = threading.Thread(target=fix_all, args=(project,))

    with record_lock(project.root, CATALOGUE):
        fixing.start()
        fixing.join(1)
        assert fixing.is_alive()
        assert project.read(CATALOGUE) == before
    fixing.join(30)

    assert project.read(CATALOGUE) == before.replace(OLD, NEW)
