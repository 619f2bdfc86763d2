"""The exact text of new entries; the project's own schema takes it as a person would write it."""

from __future__ import annotations

import json
from typing import ClassVar

import jsonschema
import pytest
import yaml
from inside import hub
from projects import CATALOGUE, Project

ANSWERS = {
    "notification": (
        "--title=Central udmelding for borgere med en prøve",
        "--id=borgere-med-en-proeve",
        "--target-group=Borgere med en prøve",
        "--scope=national",
        "--policy-areas=social",
        "--summary=Sagen gælder en prøve.",
        "--published=2026-11-01",
        "--year=2026",
        "--report-due=2027-10-15",
        "--url=https://www.sbst.dk/udmelding.pdf",
        "--date=2026-11",
        "--publisher=styrelsen",
    ),
    "round": (
        "--round",
        "voksne-med-kompleks-erhvervet-hjerneskade",
        "--published=2026-efterår",
        "--year=2026",
    ),
    "report": (
        "--report",
        "voksne-med-kompleks-erhvervet-hjerneskade",
        "--title=Svar: det hele",
        "--year=2014",
        "--area=sjaelland",
        "--date=2015",
        "--url=https://www.rs17.dk/svar.pdf",
    ),
}
NEW = {
    "notification": """\
  - id: borgere-med-en-proeve
    title: Central udmelding for borgere med en prøve
    target_group: Borgere med en prøve
    scope: national
    policy_areas:
      - social
    summary: Sagen gælder en prøve.
    rounds:
      - kind: original
        year: 2026
        published: 2026-11-01
        report_due: 2027-10-15
        notification:
          title: Central udmelding for borgere med en prøve
          url: https://www.sbst.dk/udmelding.pdf
          date: 2026-11
          publisher: styrelsen

""",
    "round": """\
      - kind: renewed
        year: 2026
        published: 2026-efterår
        notification:
          title: Anmodning om fornyet behandling
          publisher: styrelsen
""",
    "report": """\
          - title: "Svar: det hele"
            url: https://www.rs17.dk/svar.pdf
            date: 2015
            area: sjaelland
""",
}


def _added(project: Project, kind: str) -> tuple[str, str]:
    """Add an entry of a kind; return the lines that are new, and the whole text."""
    before = project.read(CATALOGUE).splitlines(keepends=True)

    done = hub(project, "new", *ANSWERS[kind], "--no-ask", "--offline", "--yes")

    assert done.returncode == 0, done.stdout + done.stderr
    after = project.read(CATALOGUE)
    rest = iter(before)
    current = next(rest, None)
    new = []
    for line in after.splitlines(keepends=True):
        if line == current:
            current = next(rest, None)
        else:
            new.append(line)
    return "".join(new), after


@pytest.mark.parametrize("kind", NEW)
def test_a_new_entry_is_written_as_a_person_would(catalogue: Project, kind: str) -> None:
    assert _added(catalogue, kind)[0] == NEW[kind]


@pytest.mark.parametrize("kind", NEW)
def test_the_schema_takes_a_new_entry(catalogue: Project, kind: str) -> None:
    schema = json.loads(catalogue.read("data/notifications.schema.json"))

    _, text = _added(catalogue, kind)

    # Editors' tools read YAML 1.2, in which a day is a text and a whole number is a number.
    values = yaml.load(text, Loader=_Yaml12)  # noqa: S506  # a safe loader's own child
    assert [
        one.message for one in jsonschema.Draft202012Validator(schema).iter_errors(values)
    ] == []


class _Yaml12(yaml.SafeLoader):
    yaml_implicit_resolvers: ClassVar = {
        first: [one for one in some if one[0] != "tag:yaml.org,2002:timestamp"]
        for first, some in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
