"""The answers of web servers as they are met in the wild, each from a server of its own."""

from __future__ import annotations

import copy
import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner
from documents.library import SHARED, Done, record_of
from projects import Project
from web import link_lock, project_with

from hub.cli.main import main

CASES = SHARED / "web_cases"
DAYS = (1_795_000_000, 1_795_086_400, 1_795_172_800)

pytestmark = [
    pytest.mark.skipif(not CASES.is_dir(), reason="the shared test material is not beside us"),
    pytest.mark.xdist_group("web-cases"),
]


@dataclass(frozen=True)
class Served:
    """A case and the address at which its server answers."""

    case: dict[str, Any]
    address: str
    server: Any


def _modules() -> tuple[ModuleType, ModuleType]:
    sys.path.insert(0, str(CASES))
    return importlib.import_module("cases"), importlib.import_module("case_server")


def _served(cases: ModuleType, server: ModuleType) -> list[Served]:
    found = []
    for case in cases.CASES:
        running = server.CaseServer(copy.deepcopy(case["answers"]))
        found.append(Served(case, running.url(case["path"]), running))
    return found


def _project(folder: Path, served: list[Served]) -> Project:
    documents = [{"url": one.address, **one.case["doc"]} for one in served]
    return project_with(
        folder, documents, deadline_seconds="8", connections_per_host="32", patience=3
    )


def _run(project: Project, command: str, moment: int, monkeypatch: pytest.MonkeyPatch) -> Done:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
    result = CliRunner().invoke(main, ["--root", str(project.root), command])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def served() -> Iterator[list[Served]]:
    found = _served(*_modules())
    yield found
    for one in found:
        one.server.close()


def test_links_of_every_case_get_the_right_verdict_after_three_days(served, tmp_path, monkeypatch):
    project = _project(tmp_path / "project", served)

    for moment in DAYS:
        done = _run(project, "links", moment, monkeypatch)
        assert done.returncode in (0, 1), done.stderr
        for one in served:
            if one.case.get("repeat_first_each_day"):
                fresh = copy.deepcopy(one.case["answers"])
                one.server.answers.update(
                    {path: a if isinstance(a, list) else [a] for path, a in fresh.items()}
                )

    links = link_lock(project)["links"]
    # A fragment that is a position in a file is no address of its own.
    verdicts = {
        one.case["name"]: links.get(one.address, links.get(one.address.partition("#")[0]))
        for one in served
    }
    wrong = {
        one.case["name"]: verdicts[one.case["name"]]
        for one in served
        if (verdicts[one.case["name"]] or {}).get("verdict") not in one.case["links"]
    }
    print(f"\nlinks right: {len(served) - len(wrong)} of {len(served)}; wrong: {wrong}")
    assert len(served) >= 53
    assert len(wrong) <= 1


def test_documents_of_every_case_get_the_right_verdict(served, tmp_path, monkeypatch):
    chosen = [one for one in served if one.case["fetch"]]
    project = _project(tmp_path / "project", chosen)

    _run(project, "fetch", DAYS[0], monkeypatch)

    wrong = {
        one.case["name"]: verdict
        for one in chosen
        if (verdict := record_of(project, one.address)["verdict"]) not in one.case["fetch"]
    }
    print(f"\ndocuments right: {len(chosen) - len(wrong)} of {len(chosen)}; wrong: {wrong}")
    assert wrong == {}
