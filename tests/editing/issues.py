"""Issues as GitHub makes them of the forms: `### Label`, an empty line, the answer."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from projects import ROOT, read_yaml

FORMS = ROOT / ".github/ISSUE_TEMPLATE"
NO_ANSWER = "_No response_"

NOTIFICATION = {
    "Titel": "Central udmelding for borgere med en prøve",
    "Målgruppe": "Borgere med en prøve",
    "Gælder": "Hele landet",
    "Fagområder": "Socialområdet",
    "Hvad sagen handler om": "Sagen handler om en prøve. Den er kort.",
    "Sendt ud": "2026-11-01",
}
REPORT = {
    "Udmelding": "borgere-med-udviklingshaemning-og-dom",
    "Område": "Sjælland",
    "Rundens år": "2019",
}


def form(name: str) -> dict:
    return yaml.safe_load((FORMS / name).read_text(encoding="utf-8"))


def labels(name: str) -> list[str]:
    return [one["attributes"]["label"] for one in form(name)["body"] if one["type"] != "markdown"]


def issue(name: str, answers: dict[str, str]) -> str:
    """Return the text of an issue that was made by a form."""
    assert answers.keys() <= set(labels(name))
    parts = [f"### {label}\n\n{answers.get(label) or NO_ANSWER}" for label in labels(name)]
    return "\n\n".join(parts)


def notification(**changes: str) -> str:
    return issue("ny-udmelding.yml", NOTIFICATION | changes)


def report(**changes: str) -> str:
    return issue("ny-afrapportering.yml", REPORT | changes)


def saved(folder: Path, text: str) -> Path:
    path = folder / "issue.md"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def new_item(old: str, new: str, said: str) -> object:
    """Return the item that was put into a catalogue; every other byte must be as it was."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found = re.search(r"linje (\d+)\.", said)
    assert found
    at, more = int(found[1]) - 1, len(after) - len(before)
    assert after[:at] + after[at + more :] == before
    lines = after[at : at + more]
    if not lines[0].lstrip().startswith("- "):
        lines = lines[1:]  # the name of the list, which was missing
    return read_yaml("".join(lines))[0]
