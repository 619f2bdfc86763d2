"""Read the files of record: every fault in them becomes a Problem at its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from pydantic import BaseModel

from hub.catalogue.addresses import check_addresses
from hub.catalogue.consistency import Finding, check_consistency
from hub.catalogue.contradictions import check_contradictions
from hub.catalogue.fields import Known
from hub.catalogue.former_ids import check_former_ids
from hub.catalogue.known_names import names_in
from hub.catalogue.losses import check_losses, empty_fields
from hub.catalogue.merged_source import merged
from hub.catalogue.model import Catalogue
from hub.catalogue.municipalities import Municipalities, check_municipalities
from hub.catalogue.placeholders import check_placeholders
from hub.catalogue.plain_language import check_plain_language
from hub.catalogue.process import Process
from hub.catalogue.references import check_process, check_vocabulary
from hub.catalogue.source import folder_sources, read_source
from hub.catalogue.syntax_causes import line_causes
from hub.catalogue.tree import SourceFile
from hub.catalogue.validator import check_model, is_unread, problems_of_findings
from hub.catalogue.vocabulary import Hosts, Vocabulary
from hub.diagnostics.problem import Place, Problem
from hub.diagnostics.rules import errors_in
from hub.text.hostnames import ascii_host
from hub.text.lines import lines_in
from hub.text.look_alikes import with_plain_signs

Model = TypeVar("Model", bound=BaseModel)

_CONSISTENCY_CHECKS: Mapping[type[BaseModel], Callable[[SourceFile], Iterator[Finding]]] = {
    # what is asked between the fields of a file; the catalogue needs to know the areas too
    Vocabulary: check_vocabulary,
    Process: check_process,
    Municipalities: check_municipalities,
}


@dataclass(frozen=True, slots=True)
class Checked(Generic[Model]):
    """A file of record: its source, and its model if it has no faults of shape."""

    source: SourceFile
    model: Model | None


@dataclass(frozen=True, slots=True)
class Records:
    """All files of record as far as they could be read, and every problem found in them."""

    catalogue: Checked[Catalogue]
    vocabulary: Vocabulary | None
    process: Process | None
    hosts: Hosts | None
    municipalities: Municipalities | None
    """Nothing where the project has no such file."""
    problems: tuple[Problem, ...]
    sources: Mapping[str, SourceFile]
    """Every file of record as it was read, by its name from the root."""

    def forget_trees(self) -> None:
        """Let go of the catalogue's trees; whoever asks for one has it read once more."""
        self.catalogue.source.forget_tree()


CATALOGUE_FILE = "data/notifications.yaml"
_MISLED = frozenset(
    (
        "expected-list",
        "expected-fields",
        "unknown-field",
        "misplaced-field",
        "field-without-home",
        "missing-field",
    )
)
"""Rules of shape that a wrong sign breaks without a fault of YAML."""

CATALOGUE_FOLDER = "data/notifications"
"""A folder of files of the same form as the catalogue's one file, beside it or in its place."""
VOCABULARY_FILE = "data/vocabulary.yaml"
HOSTS_FILE = "data/hosts.yaml"
PROCESS_FILE = "data/process.yaml"
MUNICIPALITIES_FILE = "data/municipalities.yaml"
"""The one file of record that a project need not have."""


def read_records(
    root: Path,
    drafts: Mapping[str, Path] = MappingProxyType({}),
    *,
    today: dt.date | None = None,
) -> Records:
    """Read and check the files of record under `root`; never raises for what stands in them.

    `drafts` are files to read in the place of those of the catalogue, by their names from `root`.
    Dates of the future are looked for only where `today` is known.
    """
    problems: list[Problem] = []
    vocabulary = read_model(root, VOCABULARY_FILE, Vocabulary, problems)
    hosts = read_model(root, HOSTS_FILE, Hosts, problems)
    known = known_by(vocabulary.model, hosts.model)
    if vocabulary.model is not None:  # only now is it known what it may name
        problems.extend(check_model(vocabulary.source, (), Vocabulary, known)[1])
    process = read_model(root, PROCESS_FILE, Process, problems, known)
    municipalities = _read_municipalities(root, problems, known)
    source, unread = read_catalogue(root, drafts)
    problems.extend(unread)
    areas = tuple(area.id for area in vocabulary.model.areas) if vocabulary.model else ()
    catalogue = check_catalogue(source, areas, problems, known, today=today)
    source = catalogue.source
    problems.extend(problems_of_findings(source, check_plain_language(source)))
    read = [vocabulary.source, process.source, hosts.source]
    read += [municipalities.source] if municipalities else []
    refused = {problem.place for problem in errors_in(problems)}
    doubted = chain(
        *(check_losses(one) for one in (*source.files, *read)),
        *(problems_of_findings(one, check_addresses(one)) for one in (source, *read)),
        *(check_placeholders(one) for one in source.files),
    )
    # What is refused already is not doubted besides: one slip is reported once.
    problems.extend(problem for problem in doubted if problem.place not in refused)
    known_places = {problem.place for problem in problems}
    for one in (source, *read):
        problems.extend(list(empty_fields(one, known_places)))
    misled = {problem.place.file for problem in problems if problem.rule in _MISLED}
    lines = {one.file: lines_in(one.text) for one in source.files if one.file in misled}
    problems = [_with_cause(problem, lines) for problem in problems]
    problems.sort(key=lambda problem: problem.place)
    return Records(
        catalogue,
        vocabulary.model,
        process.model,
        hosts.model,
        municipalities.model if municipalities else None,
        tuple(problems),
        {file.file: file for one in (catalogue.source, *read) for file in one.files},
    )


class CatalogueFaulty(Exception):
    """The files of record have errors already, so nothing can be said of them or added."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(problem.rule for problem in problems))
        self.problems = problems


def faultless_records(root: Path) -> Records:
    """Return the files of record under `root`. Raises CatalogueFaulty."""
    records = read_records(root)
    if errors := errors_in(records.problems):
        raise CatalogueFaulty(errors)
    return records


def _read_municipalities(
    root: Path, problems: list[Problem], known: Known | None
) -> Checked[Municipalities] | None:
    """Read the municipalities where there is a file of them."""
    path = root / MUNICIPALITIES_FILE
    if not (path.exists() or path.is_symlink()):
        return None
    return read_model(root, MUNICIPALITIES_FILE, Municipalities, problems, known)


def read_catalogue(
    root: Path, drafts: Mapping[str, Path] = MappingProxyType({})
) -> tuple[SourceFile, tuple[Problem, ...]]:
    """Return the catalogue's one file and the files of its folder as one source.

    The problems name what of the folder was not read. The one file may be missing where there is
    a folder. `drafts` are as in `read_records`.
    """
    others, problems = folder_sources(root, CATALOGUE_FOLDER, drafts)
    path = drafts.get(CATALOGUE_FILE, root / CATALOGUE_FILE)
    if others and not path.exists():
        return merged(others), problems
    return merged((read_source(path, CATALOGUE_FILE), *others)), problems


def check_catalogue(
    source: SourceFile,
    areas: tuple[str, ...],
    problems: list[Problem],
    known: Known | None = None,
    *,
    today: dt.date | None = None,
) -> Checked[Catalogue]:
    """Type a catalogue and compare its entries; add its faults to `problems`.

    `areas` are the ids of the reporting areas in the vocabulary's order.
    """
    catalogue = check_source(source, Catalogue, problems, known)
    source = catalogue.source
    findings = [*check_consistency(source, areas), *check_former_ids(source)]
    problems.extend(problems_of_findings(source, findings))
    contradictions = check_contradictions(source, today, findings)
    problems.extend(problems_of_findings(source, contradictions))
    return catalogue


def read_model(
    root: Path,
    file: str,
    model: type[Model],
    problems: list[Problem],
    known: Known | None = None,
) -> Checked[Model]:
    """Read one file as `model`; add its faults to `problems`."""
    return check_source(read_source(root / file, file), model, problems, known)


def check_source(
    source: SourceFile, model: type[Model], problems: list[Problem], known: Known | None = None
) -> Checked[Model]:
    """Type a whole source as `model`; add its faults to `problems`.

    One with too many faults counts as a source without a tree.
    """
    problems.extend(source.problems)
    if source.tree is None:
        return Checked(source, None)
    typed, faults = check_model(source, (), model, known)
    problems.extend(faults)
    if is_unread(faults):
        return Checked(source.without_tree(), None)
    if model in _CONSISTENCY_CHECKS:
        problems.extend(problems_of_findings(source, _CONSISTENCY_CHECKS[model](source)))
    return Checked(source, typed if not source.problems else None)


def known_by(vocabulary: Vocabulary | None, hosts: Hosts | None) -> Known | None:
    """Return what the catalogue may refer to; None, so that nothing is refused, if unreadable."""
    if vocabulary is None or hosts is None:
        return None
    return Known(
        areas=frozenset(area.id for area in vocabulary.areas),
        authorities=frozenset(authority.id for authority in vocabulary.authorities),
        instruments=frozenset(instrument.id for instrument in vocabulary.instruments),
        hosts={ascii_host(host.host): host.private for host in hosts.hosts},
        names=names_in(vocabulary),
    )


def _with_cause(problem: Problem, lines_of: Mapping[str, Sequence[str]]) -> Problem:
    """Return a fault of shape as its cause, where a sign of its line stands for one of YAML's.

    `lines_of` has the lines of each file that has such faults.
    """
    lines, number = lines_of.get(problem.place.file, ()), problem.place.line - 1
    if problem.rule not in _MISLED or number >= len(lines):
        return problem
    options = problem.values.get("options")
    fields = options if isinstance(options, tuple) else ()
    for cause in line_causes(lines[number], number):
        # Quotation marks are part of the text where YAML can be read with them.
        is_sign = cause.rule == "look-alike-sign" and with_plain_signs(
            lines[number][cause.column]
        ) not in ("'", '"')
        is_field = cause.rule == "colon-missing" and cause.values["name"] in fields
        if is_sign or is_field:
            place = Place(problem.place.file, cause.line + 1, cause.column + 1)
            return Problem(cause.rule, place, problem.path, cause.values)
    return problem
