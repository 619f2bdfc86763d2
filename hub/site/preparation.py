"""What of a site takes work or time, done before its contents are made: files, merging, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hub.catalogue.loader import CATALOGUE_FILE
from hub.documents.dossier import Dossier
from hub.inputs import Inputs
from hub.project import CONFIG_FILE
from hub.site.dossiers import dossiers
from hub.site.entries import Entry, join_entries
from hub.site.file_facts import Files, files_of
from hub.site.history import CatalogueDates, FileDates, file_dates, line_dates

DATA_FOLDER = "data"


@dataclass(frozen=True, slots=True)
class Preparation:
    """What the contents of a site are made of beside the files of record."""

    files: Files
    entries: tuple[Entry, ...]
    entry_dates: CatalogueDates
    """When the entries of the catalogue were last changed."""
    dates: FileDates
    """When each file of the content, the data and the settings was last changed."""
    dossiers: Mapping[str, Dossier]
    """The documents of each case in one file, by notification; none where none is stored."""


def prepare(inputs: Inputs) -> Preparation:
    """Do the work that the contents need; the records must be without faults."""
    project, files = inputs.project, files_of(inputs)
    entries = join_entries(inputs.records, files)
    dates = file_dates(project.root, project.content_name, DATA_FOLDER, CONFIG_FILE)
    return Preparation(
        files,
        entries,
        CatalogueDates(CATALOGUE_FILE, line_dates(project.root, CATALOGUE_FILE), dates),
        dates,
        dossiers(project, entries, files),
    )
