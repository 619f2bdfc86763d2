"""The workflows: safe by their text, and every step run here, in order, on a clone with a remote.

A step is left out only where it needs GitHub itself: what calls `gh`, and the suite, which cannot
run itself.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import issues
import pytest
from library import QUICK, pdf, serving_documents
from projects import CATALOGUE, PARTS, ROOT, Project, as_yaml, copy_part, environ, read_yaml

FOLDER = ROOT / ".github/workflows"
WORKFLOWS = {path.stem: path for path in sorted(FOLDER.glob("*.yml"))}

INSTALLED = ("requirements.txt", "pyproject.toml")
LEFT_OUT = {
    # what a step that is left out does, and why
    r"\bgh ": "asks GitHub",
    r"^make test$": "is what runs this test",
}
VALUES = {
    # the expressions in the steps' environments, and what GitHub would put there
    "${{ github.event.issue.number }}": "7",
    "${{ github.token }}": "none",
    "${{ secrets.HUB_TOKEN || github.token }}": "none",
}
PINNED = re.compile(r"actions/[a-z-]+(?:/restore)?@[0-9a-f]{40} # v\d+\.\d+\.\d+")
RIGHTS = {
    # every right to write that a job has
    "attest": {"attestations", "id-token"},
    "deploy": {"pages", "id-token"},
    "entry": {"contents", "pull-requests", "issues"},
    "refresh": {"contents", "pull-requests", "issues"},
}


def workflow(name: str) -> dict:
    return read_yaml(WORKFLOWS[name].read_text(encoding="utf-8"))


def steps(name: str) -> list[dict]:
    """Return the steps of a workflow's jobs that run a command."""
    jobs = workflow(name)["jobs"].values()
    return [step for job in jobs for step in job["steps"] if "run" in step]


def is_left_out(step: dict) -> bool:
    return any(re.search(pattern, step["run"]) for pattern in LEFT_OUT)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_to_a_commit_and_say_its_version(name: str):
    text = WORKFLOWS[name].read_text(encoding="utf-8")

    used = re.findall(r"uses: (.+)", text)

    assert used
    assert [one for one in used if not PINNED.fullmatch(one)] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_has_no_right_that_it_does_not_need(name: str):
    told = workflow(name)
    jobs = told["jobs"]

    written = {
        job: {right for right, how in one.get("permissions", {}).items() if how == "write"}
        for job, one in jobs.items()
    }
    checkouts = [
        step["with"]["persist-credentials"]
        for job in jobs.values()
        for step in job["steps"]
        if step.get("uses", "").startswith("actions/checkout@")
    ]

    assert told["permissions"] in ("", {}, {"contents": "read"})
    assert written == {job: RIGHTS.get(job, set()) for job in jobs}
    assert set(checkouts) <= {"false"}
    assert {"concurrency", "on"} <= told.keys()
    assert {"pull_request_target", "workflow_run"}.isdisjoint(told["on"])
    assert all("timeout-minutes" in job for job in jobs.values())


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_value_from_outside_gets_into_a_command(name: str):
    assert [step["run"] for step in steps(name) if "${{" in step["run"]] == []


@pytest.mark.parametrize("tool", ["zizmor", "actionlint"])
def test_the_linters_of_workflows_find_nothing(tool: str):
    program = Path(sys.executable).with_name(tool)
    words = {"zizmor": ["--offline", "--persona=pedantic"], "actionlint": []}[tool]

    done = subprocess.run(
        [program, *words, *map(str, WORKFLOWS.values())],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@dataclass
class Runner:
    """A machine as a workflow finds it: a clone of a bare remote, and GitHub's variables."""

    root: Path
    remote: Path
    temp: Path
    event: dict = field(default_factory=dict)

    def run(self, name: str) -> dict[str, str]:
        """Run the steps of a workflow in order; return what each said."""
        said = {}
        for step in steps(name):
            if not is_left_out(step):
                said[step["name"]] = self.run_step(step)
        return said

    def run_step(self, step: dict) -> str:
        event = self.temp / "event.json"
        event.write_text(json.dumps(self.event))
        own = {name: VALUES.get(value, value) for name, value in step.get("env", {}).items()}
        for expression, value in VALUES.items():
            own = {name: one.replace(expression, value) for name, one in own.items()}
        variables = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "RUNNER_TEMP": str(self.temp),
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.root,
            env=environ(**variables, **own),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{step['name']}\n{done.stdout}{done.stderr}"
        return done.stdout

    def told(self, file: str) -> str:
        return (self.temp / file).read_text(encoding="utf-8")

    def git(self, *words: str) -> str:
        return git(self.root, *words)

    def pushed(self, branch: str, file: str) -> str:
        return git(self.remote, "show", f"{branch}:{file}")


def git(folder: Path, *words: str) -> str:
    own = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *own, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    """Return a machine with this project, whose catalogue has one document of this machine."""
    origin, remote, root = (tmp_path / name for name in ("origin", "remote.git", "clone"))
    origin.mkdir()
    for part in (*PARTS, ".github", ".gitignore", "Makefile", *INSTALLED, "site.mk"):
        copy_part(part, origin)
    with serving_documents() as library:
        _use(origin, library.put("/bilag.pdf", pdf("Bilag")), library.url("/mangler.pdf"))
        git(origin, "init", "--quiet")
        git(origin, "add", "--all")
        git(origin, "commit", "--quiet", "--message", "start")
        text = (origin / CATALOGUE).read_text()
        (origin / CATALOGUE).write_text(text.replace("title: Bilag 2", "title: Bilag 2, rettet"))
        git(origin, "commit", "--quiet", "--all", "--message", "ændring")
        git(tmp_path, "clone", "--quiet", "--bare", str(origin), str(remote))
        git(tmp_path, "clone", "--quiet", str(remote), str(root))
        _installed(root)
        (tmp_path / "temp").mkdir()
        yield Runner(root, remote, tmp_path / "temp")


def _use(root: Path, *addresses: str) -> None:
    """Give the catalogue two appendices on this machine, and nothing else to fetch."""
    catalogue = read_yaml((root / CATALOGUE).read_text())
    first = catalogue["notifications"][0]
    appendices = [
        {"title": f"Bilag {number}", "number": str(number), "url": address}
        for number, address in enumerate(addresses, 1)
    ]
    round_ = {"kind": "original", "year": "2019", "appendices": appendices}
    first.pop("agency_page", None)
    first.pop("related", None)
    (root / CATALOGUE).write_text(as_yaml({"notifications": [{**first, "rounds": [round_]}]}))
    with (root / "data/hosts.yaml").open("a") as stream:
        stream.write("  - host: 127.0.0.1\n    reason: prøve\n    private: true\n")
    settings = (root / "mkdocs.yml").read_text()
    quick = "".join(f"        {name}: {value}\n" for name, value in QUICK.items())
    settings = settings.replace("  - hub:\n", f"  - hub:\n      documents:\n{quick}", 1)
    (root / "mkdocs.yml").write_text(settings)
    Project(root).without_outside_addresses()


def _installed(root: Path) -> None:
    """Let make find everything installed, in the environment that runs this test."""
    (root / ".venv").symlink_to(ROOT / ".venv")
    for part in INSTALLED:
        os.utime(root / part, (0, 0))


def test_a_pull_request_is_checked_told_and_built(runner: Runner):
    runner.run("check")

    summary = runner.told("summary")
    assert "**1 ændret dokument.**" in summary
    assert "- Ændret dokument: Bilag 2, rettet" in summary
    assert "python3 -m http.server" in summary
    assert (runner.root / "site/index.html").is_file()
    assert runner.git("status", "--porcelain", "--untracked-files=no") == ""


def test_faults_of_a_pull_request_stand_at_their_lines(runner: Runner):
    path = runner.root / CATALOGUE
    path.write_text(path.read_text().replace("scope: national", "scope: nasjonal"))

    with pytest.raises(AssertionError) as failed:
        runner.run("check")

    assert f"::error file={CATALOGUE},line=" in str(failed.value)


def test_what_is_merged_becomes_a_file_of_the_same_bytes_whenever_it_is_made(runner: Runner):
    runner.run("publish")
    (runner.root / "site/index.html").touch()
    (runner.root / "build/site.tar.gz").unlink()
    archive = next(step for step in steps("publish") if step.get("id") == "archive")
    runner.run_step(archive)

    first, second = runner.told("output").splitlines()
    assert re.fullmatch(r"digest=[0-9a-f]{64}", first)
    assert first == second


def test_a_refresh_pushes_what_was_found_and_tells_what_is_broken(runner: Runner):
    runner.run("refresh")

    lock = json.loads(runner.pushed("hub/opdatering", "data/documents.lock.json"))
    assert sorted(one["verdict"] for one in lock["documents"].values()) == ["broken", "document"]
    assert "1 link virker ikke" in runner.told("summary")
    assert "/mangler.pdf" in runner.told("broken.md")
    assert git(runner.remote, "log", "-1", "--format=%s", "hub/opdatering").strip() == (
        "Opdatering af dokumenter"
    )


def test_a_refresh_that_finds_nothing_new_pushes_nothing(runner: Runner):
    runner.run("refresh")
    runner.git("push", "--quiet", "origin", "HEAD:main")
    git(runner.remote, "branch", "--delete", "--force", "hub/opdatering")

    said = runner.run("refresh")

    assert said["Push the changes to a branch of their own"] == "Nothing has changed.\n"
    assert git(runner.remote, "branch", "--list", "hub/opdatering") == ""
    assert runner.told("broken.md") == ""


def test_a_form_becomes_a_branch_with_the_entry(runner: Runner):
    runner.event = {"issue": {"number": 7, "body": issues.report(Bemærkning="::error::x @nogen")}}
    old = runner.git("show", f"HEAD:{CATALOGUE}")

    said = runner.run("form")

    new = runner.pushed("hub/formular-7", CATALOGUE)
    assert "area: sjaelland" in new
    assert len(new.splitlines()) - len(old.splitlines()) == len(
        set(new.splitlines()) - set(old.splitlines())
    )
    assert "    Skrev en ny afrapportering" in runner.told("reply.md")
    assert "::" not in "".join(said.values())


def test_a_hostile_form_becomes_a_reply_and_no_branch(runner: Runner):
    body = issues.report(**{"Dokumentets adresse": "javascript:alert('@nogen ~~~ ```')"})
    runner.event = {"issue": {"number": 7, "body": body}}

    said = runner.run("form")

    assert git(runner.remote, "branch", "--list", "hub/*") == ""
    assert said["Push the entry to a branch of its own"] == "Nothing has changed.\n"
    reply = runner.told("reply.md")
    assert "Intet er skrevet" in reply
    assert {line[:4] for line in reply.splitlines()} == {"    "}
