"""A tree that was let go of is read once more, and says the same."""

from __future__ import annotations

import pytest
from projects import CATALOGUE, Project

from hub.catalogue.loader import CATALOGUE_FOLDER, read_catalogue
from hub.catalogue.source import source_of
from hub.catalogue.tree import ANY, find


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_catalogue_says_the_same_after_its_tree_was_forgotten(
    project: Project, *, is_folder: bool
) -> None:
    if is_folder:
        folder = project.root / CATALOGUE_FOLDER
        folder.mkdir(exist_ok=True)
        text = project.read(CATALOGUE)
        head, _, rest = text.partition("notifications:\n")
        (folder / "flere.yaml").write_text(f"notifications:\n{rest}", encoding="utf-8")
        project.write(CATALOGUE, f"{head}notifications: []\n")
    source, _ = read_catalogue(project.root)
    before = find(source.tree, "notifications", ANY, "rounds", ANY, "year")
    places = [source.place(path) for path, _ in before]
    assert len(places) > 5
    old = source.tree
    source.forget_tree()
    assert source.tree is not old
    assert find(source.tree, "notifications", ANY, "rounds", ANY, "year") == before
    assert [source.place(path) for path, _ in before] == places


def test_a_faulty_text_has_no_tree_afterwards_either() -> None:
    source = source_of("a: [\n", "x.yaml")
    source.forget_tree()
    assert source.tree is None
    assert source_of("a: 1\n", "x.yaml").without_tree().tree is None
