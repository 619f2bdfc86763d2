"""Projects whose open data have something in every field, and their files."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from hostile import Hostile
from projects import CATALOGUE, PROCESS, ROOT, Project, as_yaml, digest

from hub.catalogue.model import Document, Notification, Round, SourceList, Treatment
from hub.inputs import read_inputs
from hub.project import read_project
from hub.site.entries import join_entries
from hub.site.export.dataset import Dataset, dataset_of
from hub.site.file_facts import files_of as entry_files
from hub.site.preparation import DATA_FOLDER, catalogue_dates

STANDARDS = ROOT.parent / "shared" / "standards"
"""Published schemas and shapes; the tests that need them say so where they are missing."""

ADDRESS = "https://centrale-udmeldinger.example/"
WITHHELD = "Hemmeligt navn på et dokument"
WITHHELD_ADDRESS = "https://sbst.dk/tilbageholdt.pdf"
AUTHOR = "Forfatter Fornavn Efternavn"
SHA = "ab" * 32
DAY = "2026-11-20"

HOSTILE_TEXT = (
    '=HYPERLINK("https://x") \'enkelt\' "dobbelt" <b>&amp;</b> </script> ]]> -- {a} \\ % # _ $ ~ ^'
    ' ;, \U0001f600 æøåÆØÅ @type{x, author = {y}} ER  - TY  - og @prefix . """ ; drop'
)


def files_of(project: Project, *words: str) -> dict[str, bytes]:
    """Return the files that `hub export` writes into a folder, by their paths there."""
    folder = project.root / "exported"
    done = project.hub("export", *(words or ("all",)), "--output", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path: (folder / path).read_bytes() for path in digest(folder)}


def complete_project(folder: Path, text: str = HOSTILE_TEXT) -> Project:
    """Return a project with two cases in which every field has a text, and a document withheld.

    What was found of files names an author, and titles that no output may have.
    """
    project = Project.copied_to(folder)
    hostile = Hostile(text)
    entries = [
        _entry(hostile, "ny", ("2023", "2024")) | {"succeeds": "sag"},
        _entry(hostile, "sag", ("2020", "2021")),
    ]
    _forget_former_ids(entries)
    entries[1]["rounds"][0]["appendices"].insert(
        0, {"title": WITHHELD, "url": WITHHELD_ADDRESS, "number": "7", "withheld": "true"}
    )
    catalogue = {"source_list": hostile.made(SourceList), "notifications": entries}
    project.write(CATALOGUE, as_yaml(catalogue))
    project.edit(PROCESS, lambda values: values.update(notification="sag"))
    addresses = [
        document["url"]
        for entry in entries
        for round_ in entry["rounds"]
        for document in (round_["notification"], *round_["appendices"])
        if "url" in document
    ]
    lock = {"version": 1, "documents": {address: _found(address) for address in addresses}}
    project.write("data/documents.lock.json", json.dumps(lock))
    asked = [*addresses, WITHHELD_ADDRESS, *(entry["agency_page"] for entry in entries)]
    links = {"version": 1, "checked": DAY, "links": {one: _asked(one) for one in asked}}
    project.write("data/links.lock.json", json.dumps(links))
    return project


def _forget_former_ids(value: object) -> None:
    """Take away former ids, which must each be another."""
    if isinstance(value, dict):
        value.pop("former_ids", None)
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            _forget_former_ids(one)


def _asked(address: str) -> dict:
    link = {"verdict": "redirected", "since": "2026-11-18", "checked": DAY}
    return link | {"moved_to": f"{address}/ny", "moved_title": AUTHOR}


def _found(address: str) -> dict:
    sha256 = SHA if address != WITHHELD_ADDRESS else "cd" * 32
    version = {
        "sha256": sha256,
        "size": 1_234_567,
        "kind": "pdf",
        "media_type": 'application/pdf; name="x"',
        "fetched": DAY,
        "reading": "whole",
        "pages": 14,
        "words": 4000,
        "title": AUTHOR,
        "author": AUTHOR,
        "pdf": {"language": "da-DK", "tagged": True},
    }
    return {
        "verdict": "document",
        "since": DAY,
        "first_seen": DAY,
        "last_fetched": DAY,
        "status": 200,
        "versions": [version],
    }


def _entry(hostile: Hostile, id_: str, years: tuple[str, str]) -> dict:
    rounds = [
        _round(hostile, "original", years[0], "renewed_treatment_requested"),
        _round(hostile, "renewed", years[1], "sufficient"),
    ]
    made = hostile.made(Notification, id=id_, rounds=rounds, succeeds=None)
    del made["succeeds"]
    return made


def _round(hostile: Hostile, kind: str, year: str, outcome: str) -> dict:
    def document(**given: str) -> dict:
        return hostile.made(Document, date=f"{year}-11-26", **given)

    without_address = document(number="2")
    del without_address["url"]
    treatment = hostile.made(Treatment, outcome=outcome, date=year, document=document())
    return hostile.made(
        Round,
        kind=kind,
        year=year,
        published=year,
        report_due=f"{year}-12",
        reported=f"{year}-12",
        notification=document(),
        appendices=[document(number="1"), without_address],
        regional_reports=[document()],
        agency_treatment=treatment,
    )


def dataset(project: Project, **changes: Any) -> Dataset:
    """Return what the open data of a project are made of, with some of it as is said."""
    inputs = read_inputs(read_project(project.root / "mkdocs.yml"), dt.date(2026, 11, 18))
    entries = join_entries(inputs.records, entry_files(inputs))
    whole = dataset_of(inputs, entries, catalogue_dates(inputs.project), DATA_FOLDER)
    return replace(whole, **changes)
