"""A machine as a workflow finds it: a clone of a bare remote, `gh`, and GitHub's variables."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from github import START
from library import QUICK
from projects import CATALOGUE, ROOT, Project, as_yaml, environ, read_yaml, share_compiled

FOLDER = ROOT / ".github/workflows"
WORKFLOWS = {path.stem: path for path in sorted(FOLDER.glob("*.yml"))}

_NO_NAMES = """
import socket


def no_names(*_rest, **_named):
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


socket.getaddrinfo = no_names
"""

INSTALLED = ("requirements.txt", "requirements-audit.txt", "pyproject.toml")


def workflow(name: str) -> dict:
    return read_yaml(WORKFLOWS[name].read_text(encoding="utf-8"))


def steps(name: str) -> list[dict]:
    """Return the steps of a workflow's jobs that run a command."""
    jobs = workflow(name)["jobs"].values()
    return [step for job in jobs for step in job["steps"] if "run" in step]


def evaluated(expression: str, context: dict) -> Any:
    """Return the value of an expression of a workflow, of the few forms that ours have."""
    names = re.sub(r"\b(?:github|steps|secrets)(?:\.[\w*-]+)+", r'found("\g<0>")', expression)
    python = names.replace("&&", " and ").replace("||", " or ")
    return eval(python, {"contains": lambda among, one: one in among, "found": context_of(context)})  # noqa: S307  # the workflows' own text


def context_of(context: dict) -> Callable[[str], Any]:
    def found(path: str) -> Any:
        value: Any = context
        for name in path.split("."):
            if name == "*":
                continue
            value = [one[name] for one in value] if isinstance(value, list) else value.get(name, "")
        return value

    return found


@dataclass
class Runner:
    """A machine as a workflow finds it: a clone of a bare remote, and GitHub's variables."""

    root: Path
    remote: Path
    temp: Path
    event: dict = field(default_factory=dict)
    secrets: dict = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    """What every step finds in its environment beside GitHub's own."""

    def copied_to(self, folder: Path) -> Runner:
        """Return a copy of this machine, its remote and what GitHub knows of it."""
        own = self.remote.parent
        shutil.copytree(own, folder, symlinks=True)
        root, remote, temp = (
            folder / path.relative_to(own) for path in (self.root, self.remote, self.temp)
        )
        git(root, "remote", "set-url", "origin", str(remote))
        return Runner(root, remote, temp)

    def run(self, name: str, event: str = "push", *, only: str | None = None) -> dict[str, str]:
        """Run a workflow's jobs in order, or one of them; return what each step said, by name."""
        said = {}
        context = {
            "github": {"event": self.event, "event_name": event, "token": "github-token"},
            "secrets": self.secrets,
            "steps": {},
        }
        jobs = workflow(name)["jobs"]
        for job in jobs.values() if only is None else [jobs[only]]:
            if not evaluated(job.get("if", "True"), context):
                continue
            for step in job["steps"]:
                if "run" in step and evaluated(step.get("if", "True"), context):
                    said[step["name"]] = self.run_step(step, context)
        return said

    def run_step(self, step: dict, context: dict) -> str:
        event, output = self.temp / "event.json", self.temp / "output"
        event.write_text(json.dumps(self.event))
        output.write_text("")
        own = {
            name: re.sub(
                r"\$\{\{ (.*?) \}\}", lambda found: str(evaluated(found[1], context)), value
            )
            for name, value in step.get("env", {}).items()
        }
        variables = {
            # Its schema takes seconds to load; test_audit.py has it checked.
            "BILL_OPTIONS": "--no-validate",
            "GH_STATE": str(self.temp / "github.json"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": "x/y",
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "PATH": f"{self.temp / 'bin'}:{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temp),
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.root,
            env=environ(**variables, **self.environment, **own),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{step['name']}\n{done.stdout}{done.stderr}"
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        context["steps"][step.get("id", step["name"])] = {"outputs": outputs}
        return done.stdout + done.stderr

    @property
    def github(self) -> dict:
        """What GitHub knows by now."""
        return json.loads((self.temp / "github.json").read_text(encoding="utf-8"))

    def on_github(self, change: Callable[[dict], object]) -> None:
        """Let something happen on GitHub, by somebody else."""
        state = self.github
        change(state)
        (self.temp / "github.json").write_text(json.dumps(state), encoding="utf-8")

    def fresh(self) -> None:
        """Begin with a new clone and nothing kept, as each run on GitHub does."""
        shutil.rmtree(self.root)
        git(self.remote.parent, "clone", "--quiet", str(self.remote), str(self.root))
        link_environment(self.root)

    def cut_off(self) -> None:
        """Let every Python program of this machine find no name service."""
        folder = self.temp / "cut-off"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(_NO_NAMES)
        self.environment["PYTHONPATH"] = str(folder)

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


def prepared(folder: Path, root: Path, remote: Path) -> Runner:
    """Return a machine that has `gh`, with nothing on GitHub yet."""
    temp = folder / "temp"
    (temp / "bin").mkdir(parents=True)
    program = Path(__file__).with_name("github.py")
    (temp / "bin/gh").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{program}" "$@"\n')
    # What is published is asked for by curl, and no test leaves this machine.
    (temp / "bin/curl").write_text("#!/bin/sh\necho 'curl: no network' >&2\nexit 6\n")
    for program in (temp / "bin").iterdir():
        program.chmod(0o755)
    (temp / "github.json").write_text(json.dumps(START))
    return Runner(root, remote, temp)


MUNICIPALITIES = "data/municipalities.yaml"


def use_documents(root: Path, *addresses: str) -> None:
    """Give the catalogue two appendices on this machine, and nothing else to fetch.

    Three municipalities are left, whose pages would be half of what every build makes.
    """
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
    places = read_yaml((root / MUNICIPALITIES).read_text())
    few = {"municipalities": places["municipalities"][:3]}
    (root / MUNICIPALITIES).write_text(as_yaml(few))
    with (root / "data/hosts.yaml").open("a") as stream:
        stream.write("  - host: 127.0.0.1\n    reason: prøve\n    private: true\n")
    settings = (root / "mkdocs.yml").read_text()
    quick = "".join(f"        {name}: {value}\n" for name, value in QUICK.items())
    settings = settings.replace("  - hub:\n", f"  - hub:\n      documents:\n{quick}", 1)
    (root / "mkdocs.yml").write_text(settings)
    Project(root).without_outside_addresses()


def link_environment(root: Path) -> None:
    """Let make find everything installed, in the environment that runs this test."""
    share_compiled(root)
    (root / ".venv").symlink_to(ROOT / ".venv")
    for part in (*INSTALLED, "requirements-hub.txt"):
        if (root / part).is_file():
            os.utime(root / part, (0, 0))
