"""Small projects for the tests of the catalogue, and the real program run on them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import forked
from forked import Run

ROOT = Path(__file__).parents[2]
FROZEN = ROOT / "tests" / "frozen"
CASES = ROOT / "tests" / "cases"
CATALOGUE = "data/notifications.yaml"
DATA = ("notifications", "vocabulary", "process", "hosts", "municipalities")

CONFIG = """\
site_name: x
plugins:
  - hub
"""

ENTRY = """\
  - id: {id}
    title: Sag {id}
    target_group: Gruppe
    scope: national
    policy_areas:
      - social
    summary: Tekst.
    rounds:
      - kind: original
        year: 2019
"""
"""The smallest entry without faults."""

GOOD = "notifications:\n" + ENTRY.format(id="sag").replace("Sag sag", "Sag")


def make_root(folder: Path, catalogue: str | bytes = GOOD, *, more_hosts: str = "") -> Path:
    """Make a project of the frozen data with a catalogue of its own."""
    (folder / "data").mkdir(parents=True)
    for name in DATA:
        shutil.copyfile(FROZEN / f"data/{name}.yaml", folder / f"data/{name}.yaml")
    with (folder / "data/hosts.yaml").open("a", encoding="utf-8") as stream:
        stream.write(more_hosts)
    written = catalogue if isinstance(catalogue, bytes) else catalogue.encode()
    (folder / CATALOGUE).write_bytes(written)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder


def run_hub(root: Path, *words: str, **environment: str) -> Run:
    """Run the command line in a folder, as a user's shell would, outside any CI."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    return forked.run(list(words), folder=root, environment={**kept, **environment})
