"""A catalogue may be a folder of files beside its one file, in any mixture."""

from __future__ import annotations

from pathlib import Path

from roots import CATALOGUE, ENTRY, GOOD, make_root

from hub.catalogue.loader import read_records


def place_files(root: Path, **files: str) -> Path:
    folder = root / "data/notifications"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def entry(id_: str) -> str:
    return ENTRY.format(id=id_)


def ids(root: Path) -> list[str]:
    catalogue = read_records(root).catalogue.model
    return [one.id for one in catalogue.notifications] if catalogue else []


def found(root: Path) -> list[tuple[str, str, int, str]]:
    return [
        (one.rule, one.place.file, one.place.line, str(one.values.get("line", "")))
        for one in read_records(root).problems
    ]


def test_the_entries_of_the_file_come_before_those_of_the_folder_by_name(tmp_path):
    root = place_files(
        make_root(tmp_path / "root"),
        b="notifications:\n" + entry("b"),
        a="notifications:\n" + entry("a-1") + entry("a-2"),
    )

    assert ids(root) == ["sag", "a-1", "a-2", "b"]
    assert found(root) == []


def test_the_folder_may_stand_in_the_place_of_the_file(tmp_path):
    root = place_files(make_root(tmp_path / "root"), a="notifications:\n" + entry("a"))
    (root / CATALOGUE).unlink()

    assert ids(root) == ["a"]
    assert found(root) == []


def test_a_fault_is_reported_in_the_file_and_on_the_line_where_it_stands(tmp_path):
    root = place_files(
        make_root(tmp_path / "root"),
        a="notifications:\n" + entry("a"),
        b="notifications:\n" + entry("b") + entry("c").replace("national", "nasjonal"),
    )

    assert found(root) == [("not-one-of", "data/notifications/b.yaml", 15, "")]


def test_an_id_of_two_files_is_reported_with_the_file_of_the_first(tmp_path):
    root = place_files(make_root(tmp_path / "root"), a="notifications:\n" + entry("sag"))

    assert found(root) == [
        ("duplicate-id", "data/notifications/a.yaml", 2, f"2 ({CATALOGUE})"),
    ]


def test_a_file_that_cannot_be_read_leaves_the_faults_of_the_others(tmp_path):
    root = place_files(
        make_root(tmp_path / "root"),
        a="notifications:\n  - id: [a\n",
        b="notifications:\n" + entry("B"),
    )

    assert found(root) == [
        ("bracket-not-closed", "data/notifications/a.yaml", 2, ""),
        ("not-an-id", "data/notifications/b.yaml", 2, ""),
    ]


def test_a_file_of_another_form_is_reported_as_itself(tmp_path):
    root = place_files(make_root(tmp_path / "root"), a=entry("a"), b="notifications:\n  a: b\n")

    assert found(root) == [("expected-fields", "data/notifications/a.yaml", 1, "")]


def test_a_second_source_list_is_reported(tmp_path):
    listed = "source_list:\n  title: T\n  url: https://sbst.dk/\n  publisher: sbst\n"
    root = place_files(make_root(tmp_path / "root", listed + GOOD), a=listed)

    assert ("duplicate-field", "data/notifications/a.yaml", 1, "1") in found(root)


def test_what_of_the_folder_is_not_read_is_reported(tmp_path):
    root = place_files(make_root(tmp_path / "root"), a="notifications:\n" + entry("a"))
    folder = root / "data/notifications"
    (folder / "b.yml").write_text("notifications:\n" + entry("b"), encoding="utf-8")
    (folder / "older").mkdir()
    (folder / ".hidden.yaml").write_text("- x", encoding="utf-8")

    assert ids(root) == ["sag", "a"]
    assert found(root) == [
        ("file-not-read", "data/notifications/b.yml", 1, ""),
        ("file-not-read", "data/notifications/older", 1, ""),
    ]


def test_the_fields_of_a_notification_at_the_top_of_a_file_are_told_once(tmp_path):
    root = place_files(
        make_root(tmp_path / "root"),
        a=entry("a").replace("  - ", "    ", 1).replace("\n    ", "\n").removeprefix("    "),
    )

    assert found(root) == [("entry-at-top", "data/notifications/a.yaml", 1, "")]


def test_a_field_that_belongs_in_another_file_is_sent_there_by_its_name(tmp_path):
    root = place_files(
        make_root(tmp_path / "root"),
        a=f"notifications:\n{entry('a')}",
        b="notifications: []\nnote: Tekst.\n",
    )

    assert found(root) == [
        ("misplaced-field", "data/notifications/b.yaml", 2, "2 (data/notifications/a.yaml)")
    ]
