"""The same steps elsewhere: on GitLab, and in a hub that `hub init` has made."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from library import pdf, serving_documents
from machine import WORKFLOWS, Runner, git, link_environment, prepared, use_documents
from projects import ROOT, Project, environ, read_yaml

from hub.starter.blueprint import Owner, starter_files, write_starter
from hub.starter.requirement import Requirement

GITLAB = ROOT / ".gitlab-ci.yml"
SCHEMAS = {
    "gitlab-ci": ("--data-transform", "gitlab-ci", str(GITLAB)),
    "github-workflows": tuple(map(str, WORKFLOWS.values())),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_files_are_what_the_forge_reads(name: str):
    program = Path(sys.executable).with_name("check-jsonschema")

    done = subprocess.run(
        [program, "--builtin-schema", f"vendor.{name}", *SCHEMAS[name]],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def gitlab(runner: Runner, job: str) -> str:
    """Run the script of a job of GitLab; return what it said."""
    told = read_yaml(GITLAB.read_text(encoding="utf-8"))
    variables = {
        "CI_DEFAULT_BRANCH": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": runner.git("rev-parse", "HEAD~1").strip(),
        "CI_PAGES_URL": "https://x.gitlab.io/hub",
        "CI_PROJECT_PATH": "x/y",
        "CI_SERVER_HOST": "gitlab.example",
        "HUB_TOKEN": "hemmelig",
        "PATH": f"{runner.temp / 'bin'}:{os.environ['PATH']}",
        # Git goes to the bare remote where the job names GitLab's.
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{runner.remote}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://hub:hemmelig@gitlab.example/x/y.git",
    }
    for name, value in told[job].get("variables", {}).items():
        variables[name] = re.sub(r"\$(\w+)", lambda found: variables[found[1]], value)
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(told[job]["script"])],
        cwd=runner.root,
        env=environ(**variables),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_gitlab_checks_publishes_and_proposes_twice(runner: Runner):
    git(runner.remote, "config", "receive.advertisePushOptions", "true")

    checked = gitlab(runner, "check")
    gitlab(runner, "pages")
    page = (runner.root / "public/index.html").read_text(encoding="utf-8")
    proposed = []
    for _ in range(2):
        proposed.append(gitlab(runner, "refresh"))
        runner.fresh()

    assert "Ændret dokument: Bilag 2, rettet" in checked
    assert '<link rel="canonical" href="https://x.gitlab.io/hub/">' in page
    assert all(one.endswith("\nhub/opdatering\n") for one in proposed)
    assert "broken" in runner.pushed("hub/opdatering", "data/documents.lock.json")


def test_a_new_hub_is_checked_published_and_refreshed_by_the_workflows_it_has(tmp_path: Path):
    origin, remote, root = (tmp_path / name for name in ("origin", "remote.git", "clone"))
    owner = Owner(name="Ny hub", address="https://eksempel.dk/")
    files = starter_files(owner, Requirement("./vendor/x.whl --hash=sha256:0"), example=True)
    write_starter(origin, files)
    with serving_documents() as library:
        use_documents(origin, library.put("/bilag.pdf", pdf("Bilag")), library.url("/mangler.pdf"))
        git(origin, "init", "--quiet")
        git(origin, "add", "--all")
        git(origin, "commit", "--quiet", "--message", "start")
        git(origin, "commit", "--quiet", "--allow-empty", "--message", "ændring")
        git(tmp_path, "clone", "--quiet", "--bare", str(origin), str(remote))
        git(tmp_path, "clone", "--quiet", str(remote), str(root))
        link_environment(root)
        runner = prepared(tmp_path, root, remote)

        runner.run("check")
        runner.run("refresh")
        git(remote, "update-ref", "refs/heads/main", "refs/heads/hub/opdatering")
        runner.fresh()
        said = runner.run("publish")
        doctor = Project(root).hub("doctor", "--format", "json")

    named = {path.stem for path in (root / ".github/workflows").glob("*.yml")}
    open_ = {one["rule"] for one in json.loads(doctor.stdout)["problems"]}
    assert named == WORKFLOWS.keys() - {"tests"}
    assert "1 dokumenter hentet" in said["Fetch what the lock names and the store lacks"]
    assert 'href="https://eksempel.github.io/hub/"' in (root / "site/index.html").read_text()
    assert open_ == {"accessibility-statement-missing", "contact-missing", "setting-missing"}
