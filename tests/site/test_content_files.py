"""Files of the content that no engine can read are told by name."""

from __future__ import annotations

import pytest
from projects import Project

COMMANDS = pytest.mark.parametrize("words", [["build", "--no-search"], ["stage", "staged"]])


@COMMANDS
def test_a_page_that_is_not_utf8(project: Project, words: list[str]) -> None:
    path = project.root / "content/om.md"
    path.write_bytes("# Om\n\nÅ\n".encode("latin-1"))

    done = project.hub(*words)

    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1,
        f"Error: {path}:3: the file is not saved as UTF-8 (the character here is byte 0xC5).",
    )
    assert not (project.root / "staged").exists()
    assert not project.site.exists()


@COMMANDS
def test_a_link_that_leads_nowhere(project: Project, words: list[str]) -> None:
    path = project.root / "content/gone.md"
    path.symlink_to("nowhere.md")

    done = project.hub(*words)

    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1,
        f"Error: {path} is a link to nowhere.md, which is not there.",
    )
    assert not (project.root / "staged").exists()


def test_one_dead_end_is_told_as_one(project: Project) -> None:
    project.write("content/om.md", '# Om\n\n<a href="../findes-ikke/">forkert</a>\n')

    done = project.hub("build", "--no-search")

    assert done.returncode == 1
    assert "Error: 1 place links to what the site does not have." in done.stderr
