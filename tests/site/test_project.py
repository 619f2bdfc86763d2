"""The project is what `mkdocs.yml` says: folders, name and address are obeyed everywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from projects import Project

from hub.project import read_project

DEFAULTS = "site_name: A\nplugins:\n  - hub\n"


def _config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    return path


def _move(project: Project) -> Project:
    """Give a project other folders and another name than the usual ones."""
    (project.root / "content").rename(project.root / "sider")
    project.replace("mkdocs.yml", "docs_dir: content", "docs_dir: sider")
    project.replace("mkdocs.yml", "site_dir: site", "site_dir: ud/netsted")
    project.replace("mkdocs.yml", "site_name: Centrale udmeldinger", "site_name: Sager & svar")
    return project


def test_what_is_left_out_is_as_mkdocs_has_it(tmp_path: Path) -> None:
    project = read_project(_config(tmp_path, DEFAULTS), {})

    assert (project.content, project.site) == (tmp_path / "docs", tmp_path / "site")
    assert (project.site_name, project.site_address, project.problems) == ("A", "", ())


def test_every_value_may_come_from_the_environment(tmp_path: Path) -> None:
    text = "docs_dir: !ENV DOCS\nsite_dir: !ENV [OUT, ud]\nsite_name: !ENV [NAME, B]\n"

    project = read_project(_config(tmp_path, text), {"DOCS": "sider", "NAME": "Æ"})

    assert (project.content, project.site) == (tmp_path / "sider", tmp_path / "ud")
    assert (project.site_name, project.problems) == ("Æ", ())


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("site_name: A\nINHERIT: ../base.yml\n", "config-unresolved", 2, 1),
        ("site_name: A\ndocs_dir: !relative $config_dir\n", "config-unresolved", 2, 11),
        ("site_name: !!python/name:os.name ''\n", "config-unresolved", 1, 12),
        ("site_dir:\n  - a\n", "expected-text", 2, 3),
    ],
)
def test_what_cannot_be_resolved_is_refused_with_its_line(
    tmp_path: Path, text: str, rule: str, line: int, column: int
) -> None:
    problems = read_project(_config(tmp_path, text), {}).problems

    assert [(one.rule, one.place.line, one.place.column) for one in problems] == [
        (rule, line, column)
    ]


def test_a_build_obeys_folders_and_name(project: Project) -> None:
    _move(project)

    done = project.hub("build", "--no-search")

    site = project.root / "ud/netsted"
    assert done.returncode == 0, done.stderr
    assert not project.site.exists()
    page = (site / "om/index.html").read_text(encoding="utf-8")
    assert "<title>Om webstedet – Sager &amp; svar</title>" in page


def test_a_dead_link_of_another_content_folder_is_told_at_its_line(project: Project) -> None:
    _move(project)
    text = project.read("sider/privatliv.md")
    project.write("sider/privatliv.md", f'{text}\n\n<a href="../findes-ikke/">væk</a>\n')

    done = project.hub("build", "--no-search")

    line = text.count("\n") + 3
    assert f"sider/privatliv.md:{line}:" in done.stdout + done.stderr


def test_links_of_another_content_folder_are_asked(project: Project) -> None:
    _move(project)
    project.write("sider/ny.md", "# Ny\n\n<https://www.sbst.dk/kun-her>\n")

    done = project.hub("links", "--dry-run")

    assert "https://www.sbst.dk/kun-her" in done.stdout.splitlines()


def test_a_staged_site_obeys_folders(project: Project) -> None:
    _move(project)

    done = project.hub("stage", project.root / "staged")

    assert done.returncode == 0, done.stderr
    assert (project.root / "staged/om.md").is_file()


def test_an_inherited_configuration_is_refused_by_a_check_and_resolved_by_a_build(
    project: Project,
) -> None:
    base = project.read("mkdocs.yml").replace("contact_email: null", "contact_email: a@b.dk")
    project.write("base.yml", base)
    project.write("mkdocs.yml", "INHERIT: base.yml\nsite_name: Arvet\n")

    checked = project.hub("check", "--format", "json")
    built = project.hub("build", "--no-search")

    assert checked.returncode == 1
    assert [one["rule"] for one in json.loads(checked.stdout)["problems"]] == ["config-unresolved"]
    assert built.returncode == 0, built.stderr
    assert "Arvet" in project.page("om")
    assert "a@b.dk" in project.page("tilgaengelighed")
