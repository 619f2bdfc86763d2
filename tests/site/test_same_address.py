"""Two pages of the hub at one address stop the build: neither takes the other's place."""

from __future__ import annotations

from projects import CATALOGUE, Project


def test_a_group_named_as_the_second_page_of_another_is_told(project: Project) -> None:
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

    done = project.hub("build", "--no-search")

    assert done.returncode == 1
    assert "/maalgrupper/voksne-side-2/ is the address of »" in done.stderr
    assert "Give one of them another id or name." in done.stderr
    assert "Traceback" not in done.stderr
