"""A new entry stands where it belongs in the one file: below the last of a later year."""

from __future__ import annotations

from pathlib import Path

import pytest
from roots import CATALOGUE, ENTRY, make_root, run_hub

YEARS = {"a": 2022, "b": 2022, "c": 2020, "d": 2014, "e": 2015}
OLD = "".join(
    f"  # om {id_}\n{ENTRY.format(id=id_).replace('2019', str(year))}\n"
    for id_, year in YEARS.items()
)
NEW = """\
  - id: ny
    title: Central udmelding om noget nyt
    target_group: Gruppe
    scope: national
    policy_areas:
      - social
    summary: Tekst.
    rounds:
      - kind: original
        year: {year}
        published: {year}

"""


@pytest.mark.parametrize(
    ("year", "below"),
    [(2026, ""), (2022, ""), (2021, "b"), (2020, "b"), (2016, "c"), (2015, "c"), (2000, "e")],
)
def test_a_new_notification_stands_below_the_last_of_a_later_year(
    tmp_path: Path, year: int, below: str
):
    root = make_root(tmp_path / "root", f"# hoved\nnotifications:\n{OLD}# slut\n")

    done = run_hub(
        root,
        *("new", "--title", "Central udmelding om noget nyt", "--id", "ny"),
        *("--target-group", "Gruppe", "--scope", "national", "--policy-areas", "social"),
        *("--summary", "Tekst.", "--published", str(year), "--yes"),
    )

    at = OLD.index("\n\n", OLD.index(f"id: {below}\n")) + 2 if below else 0
    expected = f"{OLD[:at]}{NEW.format(year=year)}{OLD[at:]}"
    assert done.code == 0, done.output + done.errors
    text = (root / CATALOGUE).read_text(encoding="utf-8")
    assert text == f"# hoved\nnotifications:\n{expected}# slut\n"
