"""What takes work or time, done before a site's contents are made: files, archives, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment

from hub.catalogue.loader import CATALOGUE_FILE
from hub.changes.chronology import Chronology, chronology_of
from hub.changes.deadline_memory import remember_deadlines, told_deadlines
from hub.changes.deadlines import NumberedDeadline
from hub.changes.renames import EntryNames
from hub.changes.sequences import numbered_deadlines
from hub.inputs import Inputs
from hub.project import CONFIG_FILE, Project
from hub.site.calendars import CALENDAR_FILE
from hub.site.case_archive import CaseArchive, case_archives
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
    archives: Mapping[str, CaseArchive]
    """Each case as one file, by notification; none where none of its documents is stored."""
    chronology: Chronology
    """What has changed in the catalogue, commit by commit."""
    names: EntryNames
    """What the entries of the catalogue were called before."""
    deadlines: tuple[NumberedDeadline, ...]
    """The deadlines as calendars have them."""


def prepare(inputs: Inputs, templates: Environment) -> Preparation:
    """Do the work that the contents need; the records must be without faults."""
    project, files = inputs.project, files_of(inputs)
    entries = join_entries(inputs.records, files)
    catalogue = inputs.records.catalogue.model
    assert catalogue is not None  # only records without faults are joined
    alone = len(inputs.records.catalogue.source.files) == 1
    chronology = chronology_of(project.root, catalogue if alone else None)
    names = chronology.names(catalogue)
    told = told_deadlines(project.root, project.site / CALENDAR_FILE)
    deadlines = numbered_deadlines(catalogue, chronology, names, told, inputs.today)
    remember_deadlines(project.root, deadlines)
    dates = catalogue_dates(project)
    return Preparation(
        files,
        entries,
        dates,
        dates.files,
        case_archives(project, entries, files, inputs.today, templates),
        chronology,
        names,
        deadlines,
    )


def catalogue_dates(project: Project) -> CatalogueDates:
    """Return when the project's entries and files were last changed, as its history has it."""
    files = file_dates(project.root, project.content_name, DATA_FOLDER, CONFIG_FILE)
    return CatalogueDates(CATALOGUE_FILE, line_dates(project.root, CATALOGUE_FILE), files)
