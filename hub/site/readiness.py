"""What is still to be set up or renewed before a site is as it must be: for `hub doctor`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from hub.diagnostics.problem import Place, Problem
from hub.documents.lock import LOCK_FILE
from hub.documents.targets import targets_of
from hub.editing.entry_kinds import ENTRY_KINDS
from hub.editing.form_files import FORM_FOLDER
from hub.git import GitFailed, git
from hub.inputs import Inputs
from hub.links.lock import LOCK_FILE as LINK_LOCK_FILE
from hub.site.duties import check_duties

LINKS_LAST: Final = dt.timedelta(days=14)
"""Links are checked once a week; after two something has stopped."""

_SETTINGS: Final = {
    # what a site can do without, and what readers then miss
    "publisher": "hvem der udgiver siden",
    "source_address": "hvor en linje i kataloget kan ses og rettes",
    "issue_address": "hvor en fejl kan meldes",
    "licence": "hvad andre må bruge katalogets oplysninger til",
    "security_contact": "hvor et sikkerhedshul kan meldes",
}
_FORM_WORKFLOW: Final = ".github/workflows/form.yml"


def open_points(inputs: Inputs) -> tuple[Problem, ...]:
    """Return everything that is still open: errors of the data first, then what is not set up."""
    return (*inputs.errors, *check_duties(inputs), *_settings(inputs), *_repository(inputs))


def _settings(inputs: Inputs) -> Iterator[Problem]:
    project = inputs.project
    if not project.site_address:
        values: dict[str, object] = {"name": "site_url", "meaning": "hvor siden ligger"}
        yield Problem("setting-missing", Place(project.config_file.name, 1, 1), values=values)
    for name, meaning in _SETTINGS.items():
        if getattr(project.settings, name) is None:
            values = {"name": name, "meaning": meaning}
            yield Problem("setting-missing", project.settings_place, name, values)


def _repository(inputs: Inputs) -> Iterator[Problem]:
    root = inputs.project.root
    yield from _facts(inputs)
    yield from _form_labels(root)
    try:
        shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
        git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    except GitFailed:
        shallow = True
    if shallow:
        yield Problem("history-missing", Place(inputs.project.config_file.name, 1, 1))


def _facts(inputs: Inputs) -> Iterator[Problem]:
    """Yield what `hub fetch` and `hub links` have not found yet, or not for a while."""
    catalogue = inputs.records.catalogue
    if catalogue.model is not None:
        wanted = targets_of(catalogue.model, catalogue.source).documents
        count = len(wanted.keys() - inputs.lock.documents.keys())
        if count:
            documents = "1 dokument" if count == 1 else f"{count} dokumenter"
            values: dict[str, object] = {"documents": documents, "count": count}
            yield Problem("documents-unfetched", Place(LOCK_FILE, 1, 1), values=values)
    checked = inputs.links.checked
    if checked is None:
        yield Problem("links-never-checked", Place(LINK_LOCK_FILE, 1, 1))
    elif checked < (inputs.today - LINKS_LAST).isoformat():
        yield Problem(
            "links-checked-long-ago", Place(LINK_LOCK_FILE, 1, 1), values={"day": checked}
        )


def _form_labels(root: Path) -> Iterator[Problem]:
    """Yield each form for an entry without the label by which the workflow knows it."""
    workflow = root / _FORM_WORKFLOW
    if not workflow.is_file():
        return
    read = re.findall(r"labels\.\*\.name, '([^']+)'", workflow.read_text(encoding="utf-8"))
    for name in (kind.form for kind in ENTRY_KINDS.values()):
        labels = _labels(root / FORM_FOLDER / name)
        for label in read:
            if label not in labels:
                place = Place(f"{FORM_FOLDER}/{name}", 1, 1)
                yield Problem("form-label-missing", place, values={"label": label})


def _labels(form: Path) -> tuple[str, ...]:
    """Return the labels of a form; none where there is no such form, or it cannot be read."""
    try:
        values = yaml.load(form.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return ()
    labels = values.get("labels") if isinstance(values, dict) else None
    return tuple(map(str, labels)) if isinstance(labels, list) else ()
