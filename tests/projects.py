"""Projects for the tests: this one with frozen data, in a folder of its own, and its programs."""

from __future__ import annotations

import functools
import hashlib
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import forked
import yaml
from restraints import Restraints

from hub.catalogue.loader import read_records
from hub.catalogue.schema import catalogue_schema
from hub.site.templates import COMPILED_FOLDER

ROOT = Path(__file__).parent.parent
FROZEN = ROOT / "tests/frozen"
"""A project's data as the tests know it: what is edited in `data/` turns no test red."""

SCHEMA = "data/notifications.schema.json"
PARTS = ("content", "data", "mkdocs.yml", "templates")
CATALOGUE = "data/notifications.yaml"
VOCABULARY = "data/vocabulary.yaml"
PROCESS = "data/process.yaml"

TODAY = 1_795_000_000
"""The moment at which every test's build takes place: 18 November 2026."""

_INDEX_FILES = re.compile(r'<script type="application/json" data-index-files>.*?</script>')


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with `mkdocs.yml`, and what one does in it."""

    root: Path

    @classmethod
    def copied_to(cls, folder: Path) -> Project:
        """Copy this project's settings, content and templates, and the frozen data, to a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            copy_part(part, folder)
        share_compiled(folder)
        return cls(folder)

    @property
    def site(self) -> Path:
        return self.root / "site"

    def page(self, address: str) -> str:
        return (self.site / address / "index.html").read_text(encoding="utf-8")

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Change a text that must stand in the file."""
        text = self.read(file)
        assert old in text
        self.write(file, text.replace(old, new))

    def edit(self, file: str, change: Callable[[dict], object]) -> None:
        """Change the values of a YAML file; `change` does it in place."""
        values = read_yaml(self.read(file))
        change(values)
        self.write(file, as_yaml(values))

    def without_outside_addresses(self) -> None:
        """Take out of vocabulary and process what a check of links would ask the world for."""
        for file in (VOCABULARY, PROCESS):
            self.edit(file, _without_addresses)

    def hub(
        self,
        *words: str | Path,
        restraints: Restraints = forked.UNRESTRAINED,
        **environment: str,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of the hub; see `forked` for how."""
        given = ["--root", *map(str, (self.root, *words))]
        done = forked.run(
            given, folder=self.root, environment=environ(**environment), restraints=restraints
        )
        return subprocess.CompletedProcess(given, done.code, done.output, done.errors)

    def mkdocs(self, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run("mkdocs", *words, **environment)

    def run(
        self, module: str, *words: str | Path, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end."""
        return subprocess.run(
            command(module, *words),
            cwd=self.root,
            env=environ(**environment),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def built(self, *, search: bool = False) -> Project:
        """Build the site, which must succeed; the index takes longest and few tests need it."""
        done = self.hub("build", *(() if search else ("--no-search",)))
        assert done.returncode == 0, done.stdout + done.stderr
        return self


def copy_part(part: str, folder: Path) -> None:
    """Copy a file or a folder of this project to another; the data is the frozen data."""
    source = FROZEN / part if part == "data" else ROOT / part
    if source.is_dir():
        shutil.copytree(source, folder / part)
    else:
        shutil.copy(source, folder / part)
    if part == "data":
        (folder / SCHEMA).write_text(_frozen_schema(), encoding="utf-8")


def share_compiled(folder: Path) -> None:
    """Let a project use what others compiled of the templates, which takes a third of a build."""
    compiled = ROOT / COMPILED_FOLDER
    compiled.mkdir(parents=True, exist_ok=True)
    (folder / COMPILED_FOLDER).parent.mkdir(parents=True, exist_ok=True)
    (folder / COMPILED_FOLDER).symlink_to(compiled)


@functools.cache
def _frozen_schema() -> str:
    """Return the schema of the frozen vocabulary: the repository's has the ids of today."""
    return catalogue_schema(read_records(FROZEN).vocabulary)


def command(module: str, *words: str | Path) -> list[str]:
    return [sys.executable, "-m", module, *map(str, words)]


def environ(**changes: str) -> dict[str, str]:
    """Return the environment of a program: always the same day, and no settings of a CI."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    ours = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": str(TODAY)}
    return {**kept, **ours, **changes}


def read_yaml(text: str) -> Any:
    """Return the values of a YAML text, each scalar as the text that was written."""
    # By libyaml, as the hub reads: PyYAML's own code takes ten times as long.
    return yaml.load(text, yaml.CBaseLoader)  # noqa: S506  # reads texts only


def as_yaml(values: object) -> str:
    """Return values as a YAML text."""
    return yaml.dump(values, Dumper=yaml.CDumper, allow_unicode=True, sort_keys=False, width=1000)


def digest(folder: Path) -> dict[str, str]:
    """Return a checksum of each file in a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def notifications(project: Project) -> list[dict]:
    """Return the entries of the project's catalogue as plain values."""
    return read_yaml(project.read(CATALOGUE))["notifications"]


def documents(notification: dict) -> list[dict]:
    """Return all documents of an entry."""
    found = []
    for round_ in notification["rounds"]:
        treatment = round_.get("agency_treatment", {}).get("document")
        found += [one for one in (round_.get("notification"), treatment) if one]
        found += round_.get("appendices", []) + round_.get("regional_reports", [])
    return found


def without_index_files(page: str) -> str:
    """Return a page without what it knows of the index, which a site may be built without."""
    return _INDEX_FILES.sub("<!-- hub-index-files -->", page)


def text_of(page: str) -> str:
    """Return what a page says, without tags, each white space one space."""
    without = re.sub(r"<!--.*?-->|<[^>]*>", "", re.sub(r"</?(p|li|dt|dd|h\d)\b", " <", page))
    return one_spaced(html.unescape(without))


def one_spaced(text: str) -> str:
    """Return a text with each white space one space, as HTML shows it."""
    return " ".join(text.split())


def _without_addresses(value: object) -> None:
    if isinstance(value, dict):
        for name in {"site", "url", "links"} & value.keys():
            del value[name]
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            _without_addresses(inner)
