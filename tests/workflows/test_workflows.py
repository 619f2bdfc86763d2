"""The workflows: safe by their text, and every step run here, in order, on a clone with a remote.

`gh` is a stand-in of GitHub (`github.py`). Only the suite is left out, which cannot run itself.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import issues
import pytest
from github import START
from machine import WORKFLOWS, Runner, git, steps, workflow
from projects import CATALOGUE, TODAY, Project

PINNED = re.compile(r"actions/[a-z-]+(?:/restore)?@[0-9a-f]{40} # v\d+\.\d+\.\d+")
RIGHTS = {
    # every right to write that a job has
    "attest": {"attestations", "id-token"},
    "deploy": {"pages", "id-token"},
    "schedule": {"actions"},
    "entry": {"contents", "pull-requests", "issues"},
    "refresh": {"contents", "pull-requests", "issues"},
}


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
    words = {"zizmor": ["--offline", "--persona=auditor"], "actionlint": []}[tool]

    done = subprocess.run(
        [program, *words, *map(str, WORKFLOWS.values())],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


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


def test_what_mends_a_faulty_main_becomes_green(runner: Runner):
    path = runner.root / CATALOGUE
    good = path.read_text()
    path.write_text(good.replace("scope: national", "scope: nasjonal"))
    runner.git("commit", "--quiet", "--all", "--message", "fejl")
    path.write_text(good)
    runner.git("commit", "--quiet", "--all", "--message", "rettet")

    runner.run("check")

    assert "den seneste udgave uden fejl: 1 nyere har fejl." in runner.told("summary")


def test_what_is_merged_becomes_a_file_of_the_same_bytes_whenever_it_is_made(runner: Runner):
    digests = []
    for _ in range(2):
        runner.run("publish")
        (runner.root / "site/index.html").touch()
        archive = next(step for step in steps("publish") if step.get("id") == "archive")
        context: dict = {"steps": {}}
        runner.run_step(archive, context)
        digests.append(context["steps"]["archive"]["outputs"]["digest"])
        (runner.root / "build/site.tar.gz").unlink()

    assert re.fullmatch(r"[0-9a-f]{64}", digests[0])
    assert digests[0] == digests[1]


def test_a_site_is_published_under_its_own_address_and_finds_its_parts_there(runner: Runner):
    runner.run("publish")

    page, missing = (
        (runner.root / "site" / name).read_text(encoding="utf-8")
        for name in ("index.html", "404.html")
    )
    addresses = re.findall(r'(?:href|src|action)="([^"#]+)', missing)
    assert '<link rel="canonical" href="https://eksempel.github.io/hub/">' in page
    assert len(addresses) > 20
    assert [one for one in addresses if not one.startswith(("/hub/", "https:"))] == []


def test_a_fresh_clone_publishes_the_texts_that_an_earlier_run_had(refreshed: Runner):
    refreshed.git("push", "--quiet", "origin", "HEAD:main")

    for _ in range(2):
        refreshed.fresh()
        said = refreshed.run("publish")

        fetched = said["Fetch what the lock names and the store lacks"]
        assert "1 dokumenter hentet til lageret igen" in fetched
        assert len(list((refreshed.root / "site/dokumenter").glob("*-bilag-1/index.html"))) == 1


def test_without_a_network_a_site_is_published_and_a_refresh_fails(refreshed: Runner):
    refreshed.git("push", "--quiet", "origin", "HEAD:main")
    refreshed.fresh()
    refreshed.cut_off()

    said = refreshed.run("publish")
    with pytest.raises(AssertionError) as failed:
        refreshed.run("refresh")

    fetched = said["Fetch what the lock names and the store lacks"]
    assert "No host could be reached" in fetched
    assert "The site is built without what could not be fetched." in fetched
    assert "lageret er tomt" in said["Build the site"]
    assert (refreshed.root / "site/index.html").is_file()
    assert "No host could be reached" in str(failed.value)
    assert refreshed.git("status", "--porcelain", "--untracked-files=no") == ""


def test_the_schedules_are_kept_going_by_the_schedule_alone(runner: Runner):
    assert runner.run("publish", only="schedule") == {}

    said = runner.run("publish", "schedule", only="schedule")

    assert said.keys() == {"Switch the scheduled workflows on"}

    enabled = [call[-1] for call in runner.github["calls"] if "PUT" in call]
    assert enabled == [
        f"repos/x/y/actions/workflows/{name}.yml/enable" for name in ("publish", "refresh")
    ]
    assert all("schedule" in workflow(name)["on"] for name in ("publish", "refresh"))


def test_a_refresh_proposes_what_was_found_and_tells_what_is_broken(refreshed: Runner):
    lock = json.loads(refreshed.pushed("hub/opdatering", "data/documents.lock.json"))
    assert sorted(one["verdict"] for one in lock["documents"].values()) == ["broken", "document"]
    assert "1 link virker ikke" in refreshed.told("summary")
    assert "/mangler.pdf" in refreshed.told("broken.md")
    assert git(refreshed.remote, "log", "-1", "--format=%s", "hub/opdatering").strip() == (
        "Opdatering af dokumenter"
    )
    (pull,) = refreshed.github["pulls"]
    assert (pull["head"], pull["title"]) == ("hub/opdatering", "Opdatering af dokumenter")
    assert pull["body"] == refreshed.told("changes.md")
    assert [one["title"] for one in refreshed.github["issues"]] == ["Links, der ikke virker"]


def test_a_second_refresh_renews_the_pull_request_and_the_issue_that_are_open(refreshed: Runner):
    first = git(refreshed.remote, "rev-parse", "hub/opdatering")
    refreshed.fresh()
    refreshed.run("refresh")
    same = git(refreshed.remote, "rev-parse", "hub/opdatering")
    refreshed.fresh()
    _withheld(refreshed)
    refreshed.run("refresh")

    assert first == same
    assert git(refreshed.remote, "rev-parse", "hub/opdatering") != first
    assert [one["state"] for one in refreshed.github["pulls"]] == ["open"]
    assert refreshed.github["pulls"][0]["body"] == refreshed.told("changes.md")
    assert len(refreshed.github["issues"]) == 1
    assert [number for number, _ in refreshed.github["comments"]] == ["2"]


def _withheld(runner: Runner) -> None:
    """Withhold a document on main, so that the next refresh finds something else."""
    path = runner.root / CATALOGUE
    text = path.read_text()
    assert "number: '2'" in text
    path.write_text(text.replace("number: '2'", "number: '2'\n      withheld: true"))
    runner.git("commit", "--quiet", "--all", "--message", "tilbageholdt")
    runner.git("push", "--quiet", "origin", "HEAD:main")


def test_failures_of_three_weeks_count_although_nothing_is_merged(runner: Runner):
    for week in range(3):
        runner.environment["SOURCE_DATE_EPOCH"] = str(TODAY + week * 7 * 86_400)
        runner.run("refresh")
        runner.fresh()

    links = json.loads(runner.pushed("hub/opdatering", "data/links.lock.json"))["links"]
    (record,) = (one for address, one in links.items() if address.endswith("/mangler.pdf"))
    assert record["verdict"] == "broken"
    assert [one["day"] for one in record["failures"]] == ["2026-11-18", "2026-11-25", "2026-12-02"]
    assert [one["state"] for one in runner.github["pulls"]] == ["open"]


def test_a_refresh_goes_on_from_main_where_that_is_newer(refreshed: Runner):
    refreshed.fresh()
    day = {"verdict": "unchecked", "since": "2026-11-20", "checked": "2026-11-20"}
    lock = {"version": 1, "links": {"https://sbst.dk/": day}, "checked": "2026-11-20"}
    (refreshed.root / "data/links.lock.json").write_text(json.dumps(lock))
    refreshed.git("add", "data")
    later = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    refreshed.git(*later, "commit", "--quiet", "--message", "kontrolleret i hånden")

    said = Project(refreshed.root).hub("resume", "--branch", "hub/opdatering")

    assert said.returncode == 0
    assert json.loads((refreshed.root / "data/links.lock.json").read_text()) == lock


def test_what_is_not_committed_is_never_written_over(refreshed: Runner):
    refreshed.fresh()
    (refreshed.root / "data/links.lock.json").write_text("{}")

    Project(refreshed.root).hub("resume", "--branch", "hub/opdatering")

    assert (refreshed.root / "data/links.lock.json").read_text() == "{}"


@pytest.mark.parametrize("how", ["merged", "closed"])
def test_a_pull_request_that_is_done_with_does_not_hide_the_next(refreshed: Runner, how: str):
    refreshed.on_github(lambda state: state["pulls"][0].update(state=how))
    refreshed.fresh()
    _withheld(refreshed)

    refreshed.run("refresh")

    states = [(one["state"], one["head"]) for one in refreshed.github["pulls"]]
    assert states == [(how, "hub/opdatering"), ("open", "hub/opdatering")]


def test_what_others_have_added_to_a_proposal_is_never_written_over(refreshed: Runner):
    git(refreshed.root, "switch", "--quiet", "hub/opdatering")
    hosts = refreshed.root / "data/hosts.yaml"
    hosts.write_text(f"{hosts.read_text()}# min rettelse\n")
    refreshed.git("commit", "--quiet", "--all", "--message", "min rettelse")
    refreshed.git("push", "--quiet", "origin", "HEAD:hub/opdatering")
    theirs = git(refreshed.remote, "rev-parse", "hub/opdatering")

    for _ in range(2):
        refreshed.fresh()
        refreshed.run("refresh")

    assert git(refreshed.remote, "rev-parse", "hub/opdatering") == theirs
    assert "broken" in refreshed.pushed("hub/opdatering-2", "data/documents.lock.json")
    assert [(one["state"], one["head"]) for one in refreshed.github["pulls"]] == [
        ("open", "hub/opdatering"),
        ("open", "hub/opdatering-2"),
    ]


def test_a_refresh_that_finds_nothing_new_proposes_nothing(refreshed: Runner):
    refreshed.git("push", "--quiet", "origin", "HEAD:main")
    git(refreshed.remote, "branch", "--delete", "--force", "hub/opdatering")
    before = refreshed.github["pulls"]

    said = refreshed.run("refresh")

    assert "Intet er ændret." in said["Push the changes to a branch of their own"]
    assert git(refreshed.remote, "branch", "--list", "hub/opdatering") == ""
    assert refreshed.told("broken.md") == ""
    assert refreshed.github["pulls"] == before


def test_pushes_and_proposals_use_the_token_of_ones_own_where_there_is_one(runner: Runner):
    runner.secrets = {"HUB_TOKEN": "min-egen"}

    runner.run("refresh")

    tokens = {tuple(call[1:3]): call[0] for call in runner.github["calls"]}
    own = {tokens[words] for words in (("auth", "setup-git"), ("pr", "list"), ("pr", "create"))}
    assert own == {"min-egen"}
    assert tokens["issue", "list"] == "github-token"


def _filled(number: int = 7, state: str = "open", **answers: str) -> dict:
    """Return the event of an issue that was made by the form of a report."""
    labels = [{"name": "ny-post"}]
    body = issues.report(**answers)
    return {"issue": {"number": number, "state": state, "labels": labels, "body": body}}


def test_a_form_becomes_a_branch_with_the_entry(runner: Runner):
    runner.event = _filled(Bemærkning="::error::x @nogen")
    old = runner.git("show", f"HEAD:{CATALOGUE}")

    said = runner.run("form")

    new = runner.pushed("hub/formular-7", CATALOGUE)
    assert "area: sjaelland" in new
    assert len(new.splitlines()) - len(old.splitlines()) == len(
        set(new.splitlines()) - set(old.splitlines())
    )
    assert "    Skrev en ny afrapportering" in runner.told("reply.md")
    assert "::" not in "".join(said.values())
    assert [(one["head"], one["body"]) for one in runner.github["pulls"]] == [
        ("hub/formular-7", "Closes #7.\n")
    ]
    assert runner.github["comments"] == [["7", runner.told("reply.md")]]


def test_a_form_that_is_edited_renews_its_proposal(runner: Runner):
    for note in ("Første", "Første", "Anden"):
        runner.event = _filled(Bemærkning=note)
        runner.run("form")
        runner.fresh()

    assert "note: Anden" in runner.pushed("hub/formular-7", CATALOGUE)
    assert len(runner.github["pulls"]) == 1
    assert len(runner.github["comments"]) == 3


@pytest.mark.parametrize(
    "event",
    [_filled(state="closed"), {"issue": {**_filled()["issue"], "labels": [{"name": "fejl"}]}}],
    ids=["closed", "of another label"],
)
def test_an_issue_that_is_closed_or_no_form_does_nothing(runner: Runner, event: dict):
    runner.event = event

    assert runner.run("form") == {}
    assert runner.github == START


def test_a_hostile_form_becomes_a_reply_and_no_branch(runner: Runner):
    runner.event = _filled(**{"Dokumentets adresse": "javascript:alert('@nogen ~~~ ```')"})

    said = runner.run("form")

    assert git(runner.remote, "branch", "--list", "hub/*") == ""
    assert "Intet er ændret." in said["Push the entry to a branch of its own"]
    reply = runner.told("reply.md")
    assert "Intet er skrevet" in reply
    assert {line[:4] for line in reply.splitlines()} == {"    "}
    assert runner.github["pulls"] == []
    assert runner.github["comments"] == [["7", reply]]
