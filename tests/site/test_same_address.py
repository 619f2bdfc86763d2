"""No page of the hub takes the place of another."""

from __future__ import annotations

from projects import CATALOGUE, Project


def test_a_group_named_as_the_second_page_of_another_has_an_address_of_its_own(
    project: Project,
) -> None:
    def entry(number: int, group: str) -> dict:
        return {
            "id": f"sag-nummer-{number}",
            "title": f"Sag nummer {number}",
            "target_group": group,
            "scope": "national",
            "policy_areas": ["social"],
            "summary": f"Sag {number}.",
            "rounds": [{"kind": "original", "year": "2020"}],
        }

    many = [entry(number, "Voksne") for number in range(101)]
    project.edit(
        CATALOGUE,
        lambda values: values["notifications"].extend([*many, entry(999, "Voksne side 2")]),
    )

    project.built()

    pages = sorted(project.site.glob("maalgrupper/voksne-side-2*/index.html"))
    listed = {one.parent.name: one.read_text(encoding="utf-8") for one in pages}
    second, own = listed
    assert second == "voksne-side-2"
    assert own.startswith("voksne-side-2-")
    assert "Sag nummer 999" in listed[own]
    assert "Sag nummer 999" not in listed[second]
