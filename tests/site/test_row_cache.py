"""Rows of long lists are drawn once: each page has them as if it had drawn them itself."""

from __future__ import annotations

import pytest
from projects import Project

from hub.links.link_targets import TargetReader
from hub.parallel import WORTH_SHARING
from hub.site.row_cache import SLICE, row_cache

MANY = SLICE * WORTH_SHARING + 7
"""Rows that several processes draw."""


@pytest.mark.parametrize("count", [0, 1, SLICE, SLICE + 1, MANY])
def test_rows_are_joined_as_they_were_drawn(tmp_path, count):
    rows = [f"<p>{'æ' * (number % 5)}{number}</p>" for number in range(count)]
    path = tmp_path / "rows"

    with row_cache(path, "x", rows, str, TargetReader()) as kept:
        assert not path.exists()
        assert kept.joined(range(count)).decode() == "".join(rows)
        assert kept.joined([0, count - 1, 0][: count * 3]).decode() == "".join(
            rows[one] for one in [0, count - 1, 0][: count * 3]
        )
        assert kept.are_alike_anywhere


def test_where_rows_lead_is_told(tmp_path):
    with row_cache(
        tmp_path / "rows", "x", ['<a href="../../om/#x">y</a>'], str, TargetReader()
    ) as kept:
        assert [one.targets for one in kept.links] == [(("om/index.html", "x"),)]


@pytest.mark.parametrize("row", ['<p id="x">y</p>', '<a href="#x">y</a>'])
def test_rows_with_places_of_their_own_are_not_alike_anywhere(tmp_path, row):
    with row_cache(tmp_path / "rows", "x", ["<p>y</p>", row], str, TargetReader()) as kept:
        assert not kept.are_alike_anywhere


def test_rows_that_cannot_be_drawn_leave_no_file(tmp_path):
    def draw(row: str) -> str:
        raise OSError(28, row)

    with (
        pytest.raises(OSError, match="x"),
        row_cache(tmp_path / "rows", "y", ["x"], draw, TargetReader()),
    ):
        pass

    assert not [*tmp_path.iterdir()]


def test_a_row_of_the_projects_own_may_have_places_and_lead_to_them(project: Project):
    name = "templates/pages/lists/document-row.html"
    own = '<tr id="om-{{ row.document.id }}"><td><a href="#om-{{ row.document.id }}'
    macro = "{% macro document_row(row, to_root) %}" + own + '">x</a></td></tr>{% endmacro %}'
    project.write(name, macro)

    done = project.hub("build", "--no-search")
    project.write(name, macro.replace("#om-", "#um-"))
    failed = project.hub("build", "--no-search")

    assert done.returncode == 0
    assert project.site.joinpath("dokumenter/slags-bilag/index.html").read_text().count("#om-") > 1
    assert failed.returncode == 1
    assert "fejl[internal-anchor] Siden /dokumenter/ linker til #um-" in failed.stdout
