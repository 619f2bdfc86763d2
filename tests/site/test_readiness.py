"""`hub doctor`: each thing that is still to be set up is told by itself."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import CATALOGUE, Project

SETTINGS = {
    "source_address": "https://git.dk/hub/blob/main/{path}#L{line}",
    "issue_address": "https://git.dk/hub/issues/new?template={form}&side={page}&udmelding={id}",
    "publisher": "Sekretariatet",
    "contact_email": "post@sekretariatet.dk",
    "contact_phone": "33 66 99 00",
    "security_contact": "https://sekretariatet.dk/sikkerhed/",
    "security_expires": "2027-06",
    "accessibility_statement": "https://was.digst.dk/udmeldinger-dk",
    "accessibility_statement_date": "2026-06-01",
}
DAY = "2026-11-16"
LINKS = "data/links.lock.json"
GITHUB = Path(__file__).parents[2] / ".github"


def _set(project: Project, name: str, value: str) -> None:
    text = project.read("mkdocs.yml")
    changed, count = re.subn(
        rf"^( +){name}: .*$", rf'\1{name}: "{value}"', text, flags=re.MULTILINE
    )
    assert count == 1, name
    project.write("mkdocs.yml", changed)


@pytest.fixture
def ready(project: Project) -> Project:
    """Return a project in which nothing is left to be set up."""
    for name, value in SETTINGS.items():
        _set(project, name, value)
    project.write(LINKS, json.dumps({"version": 1, "checked": DAY}))
    for part in ("ISSUE_TEMPLATE/ny-udmelding.yml", "workflows/form.yml"):
        project.write(f".github/{part}", (GITHUB / part).read_text(encoding="utf-8"))
    for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")):
        project.write(f".github/ISSUE_TEMPLATE/{path.name}", path.read_text(encoding="utf-8"))
    known = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (("init", "--quiet"), ("add", "mkdocs.yml"), ("commit", "--quiet", "-m", "x")):
        subprocess.run(["git", *known, *words], cwd=project.root, check=True)
    return project


def open_points(project: Project) -> tuple[int, list[str]]:
    """Return the exit status, and the rules of what is open."""
    done = project.hub("doctor", "--format", "json", SITE_URL="https://udmeldinger.dk/")
    return done.returncode, [one["rule"] for one in json.loads(done.stdout)["problems"]]


def _without(name: str) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        text = project.read("mkdocs.yml")
        project.write(
            "mkdocs.yml", re.sub(rf"^( +{name}): .*$", r"\1: null", text, flags=re.MULTILINE)
        )

    return change


def _with(name: str, value: str) -> Callable[[Project], None]:
    return lambda project: _set(project, name, value)


def _links_checked(day: str | None) -> Callable[[Project], None]:
    lock = {"version": 1, **({"checked": day} if day else {})}
    return lambda project: project.write(LINKS, json.dumps(lock))


def _form_without_label(project: Project) -> None:
    file = ".github/ISSUE_TEMPLATE/ny-udmelding.yml"
    text = project.read(file)
    assert "ny-post" in text
    project.write(file, text.replace("ny-post", "andet"))


def _document_with_an_address(project: Project) -> None:
    old = "            number: 1\n            format: pdf\n"
    new = f"{old}            url: https://www.sbst.dk/bilag.pdf\n"
    project.write(CATALOGUE, project.read(CATALOGUE).replace(old, new, 1))


def _no_history(project: Project) -> None:
    (project.root / ".git").rename(project.root / "git-et-andet-sted")


OPEN: dict[str, tuple[Callable[[Project], None], str]] = {
    "no publisher": (_without("publisher"), "setting-missing"),
    "no address of the source": (_without("source_address"), "setting-missing"),
    "no address for faults": (_without("issue_address"), "setting-missing"),
    "no licence": (_without("licence"), "setting-missing"),
    "no contact for faults of security": (_without("security_contact"), "setting-missing"),
    "no day for it": (_without("security_expires"), "security-contact-undated"),
    "that day has passed": (_with("security_expires", "2026-10"), "security-contact-expired"),
    "no mail": (_without("contact_email"), "contact-missing"),
    "no telephone": (_without("contact_phone"), "contact-missing"),
    "no statement": (_without("accessibility_statement"), "accessibility-statement-missing"),
    "no day of it": (
        _without("accessibility_statement_date"),
        "accessibility-statement-undated",
    ),
    "an old statement": (
        _with("accessibility_statement_date", "2025-10"),
        "accessibility-statement-old",
    ),
    "links never checked": (_links_checked(None), "links-never-checked"),
    "links checked long ago": (_links_checked("2026-10-01"), "links-checked-long-ago"),
    "a form without its label": (_form_without_label, "form-label-missing"),
    "a document that was not fetched": (_document_with_an_address, "documents-unfetched"),
    "no history": (_no_history, "history-missing"),
}


def test_where_all_is_set_up_nothing_is_open(ready: Project):
    done = ready.hub("doctor", SITE_URL="https://udmeldinger.dk/")

    assert (done.returncode, done.stdout) == (0, "Alt er sat op.\n")


@pytest.mark.parametrize(("change", "rule"), OPEN.values(), ids=list(OPEN))
def test_what_is_open_is_told_alone(ready: Project, change: Callable[[Project], None], rule: str):
    change(ready)

    assert open_points(ready) == (1, [rule])


def test_a_placeholder_as_the_address_is_told(ready: Project):
    done = ready.hub("doctor", "--format", "json", SITE_URL="https://udmeldinger.example/")

    assert [one["rule"] for one in json.loads(done.stdout)["problems"]] == [
        "site-address-placeholder"
    ]
