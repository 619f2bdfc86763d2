"""Small catalogues made by hand, joined as a build joins them."""

from __future__ import annotations

import datetime as dt
import json

import yaml
from projects import CATALOGUE, Project

from hub.inputs import read_inputs
from hub.project import CONFIG_FILE, read_project
from hub.site.entries import Entry, join_entries
from hub.site.file_facts import files_of

TODAY = dt.date(2026, 11, 18)


def a_round(kind: str = "original", year: str = "2024", **more: object) -> dict:
    """Return a round as an editor writes it."""
    return {"kind": kind, "year": year, **more}


def a_case(*rounds: dict, id_: str = "sag", **more: str) -> dict:
    """Return a notification as an editor writes it."""
    given = {"id": id_, "title": f"Sagen {id_}", "target_group": "Gruppe", "summary": "Tekst."}
    return {**given, "scope": "national", "policy_areas": ["social"], "rounds": [*rounds], **more}


def write_cases(project: Project, *cases: dict) -> None:
    """Make these the cases of a project."""
    # Through JSON, so that what stands twice is no alias.
    values = json.loads(json.dumps({"notifications": cases}))
    project.write(CATALOGUE, yaml.dump(values, allow_unicode=True, sort_keys=False))


def joined_cases(project: Project, *cases: dict) -> tuple[Entry, ...]:
    """Join cases with the words of a project; the catalogue must be faultless."""
    write_cases(project, *cases)
    inputs = read_inputs(read_project(project.root / CONFIG_FILE), TODAY)
    assert inputs.errors == ()
    return join_entries(inputs.records, files_of(inputs))
