"""A case as one file: its stored documents merged, with cover, contents and bookmarks.

What is merged is kept by what went into it, so that an unchanged case is not merged again. Merging
is done by the program `merging` in a child process with limits.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import hub
from hub.documents.store import Store
from hub.text.danish import date_text
from hub.text.dates import KnownDate

DOSSIER_FOLDER: Final = ".cache/hub/dossiers"
LARGEST_DOSSIER: Final = 100 * 1024**2
"""Bytes of documents that go into one file; what would make it larger is only listed."""

_FORM: Final = 1
"""Counted up when the same documents are to give another file than before."""

_PDF: Final = b"%PDF-"
"""What a merged file begins with."""

_WORDS: Final = {
    "kind": "Sagens dokumenter i én fil",
    "cover": "Forside",
    "contents": "Indhold",
    "page": "side",
}
_UNMERGED: Final = "kunne ikke lægges ind i filen"
_TOO_LARGE: Final = "er for stort til at ligge i filen"
_NOT_STORED: Final = "er ikke hentet"


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a case as the contents name it."""

    title: str
    detail: str
    """What is told below its title: its date, its publisher."""
    sha256: str | None
    """What goes in; None for a document that is only listed."""
    missing: str | None = None
    """Why it is only listed: »kræver adgangskode«."""


@dataclass(frozen=True, slots=True)
class Section:
    """A round of a case with its documents."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What a dossier is made of."""

    id: str
    title: str
    address: str
    date: KnownDate | None
    """The day on which the newest of its documents was fetched."""
    sections: tuple[Section, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All documents of the case in their order."""
        return tuple(part for section in self.sections for part in section.parts)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A merged file."""

    path: Path
    pages: int
    size: int
    included: int
    """Documents that are in it."""
    documents: int
    """Documents that the case has."""


class NothingStored(Exception):
    """None of a case's documents can go into a file."""


def make_dossier(root: Path, store: Store, case: Case, *, seconds: float) -> Dossier:
    """Return the dossier of a case, merged now unless it was before.

    `seconds` is the time that each document may take. Raises NothingStored; what was merged
    earlier is then removed, as is what was merged of other documents.
    """
    folder = root / DOSSIER_FOLDER / case.id
    case = _with_stored_only(case, store)
    if not any(part.sha256 for part in case.parts):
        _remove(folder)
        raise NothingStored(case.id)
    key = _key(case)
    known = _kept(folder, key)
    if known is None:
        bodies: Mapping[str, bytes] = {
            part.sha256: store.read(part.sha256) or b"" for part in case.parts if part.sha256
        }
        merged = _merged(_within_size(case, bodies), bodies, seconds)
        if merged is None:
            _remove(folder)
            raise NothingStored(case.id)
        known = _keep(folder, key, *merged)
    for other in folder.iterdir():
        if other.stem != key:
            _remove(other)
    return known


def forget_dossiers(root: Path, kept: Collection[str]) -> None:
    """Remove what was merged of cases other than those with these ids."""
    folder = root / DOSSIER_FOLDER
    for other in folder.iterdir() if folder.is_dir() else ():
        if other.name not in kept:
            _remove(other)


def _remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; or nothing."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _with_stored_only(case: Case, store: Store) -> Case:
    return _changed(
        case,
        lambda part: (
            _left_out(part, _NOT_STORED) if part.sha256 and not store.has(part.sha256) else part
        ),
    )


def _within_size(case: Case, bodies: Mapping[str, bytes]) -> Case:
    held = 0

    def fitting(part: Part) -> Part:
        nonlocal held
        size = len(bodies[part.sha256]) if part.sha256 else 0
        if part.sha256 and not size:  # there, but not as a file that can be read
            return _left_out(part, _NOT_STORED)
        if held + size > LARGEST_DOSSIER:
            return _left_out(part, _TOO_LARGE)
        held += size
        return part

    return _changed(case, fitting)


def _changed(case: Case, change: Callable[[Part], Part]) -> Case:
    return replace(
        case,
        sections=tuple(
            replace(section, parts=tuple(change(part) for part in section.parts))
            for section in case.sections
        ),
    )


def _left_out(part: Part, missing: str) -> Part:
    return replace(part, sha256=None, missing=missing)


def _key(case: Case) -> str:
    told = json.dumps([_FORM, asdict(replace(case, date=None)), str(case.date)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _kept(folder: Path, key: str) -> Dossier | None:
    """Return what was merged before; None where it is not there, or not whole any more."""
    path = folder / f"{key}.pdf"
    try:
        told = json.loads((folder / f"{key}.json").read_bytes())
        known = Dossier(path, **told)
        with path.open("rb") as stream:
            is_pdf = stream.read(len(_PDF)) == _PDF
        whole = is_pdf and path.stat().st_size == known.size
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    numbers = all(type(number) is int for number in told.values())
    return known if whole and numbers else None


def _keep(folder: Path, key: str, case: Case, pages: int, merged: bytes) -> Dossier:
    told = {
        "pages": pages,
        "size": len(merged),
        "included": sum(part.sha256 is not None for part in case.parts),
        "documents": len(case.parts),
    }
    if not folder.is_dir():
        _remove(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # The second says that the first is whole.
    for name, data in ((f"{key}.pdf", merged), (f"{key}.json", json.dumps(told).encode())):
        unfinished = folder / f"{key}.{uuid.uuid4().hex}"
        unfinished.write_bytes(data)
        if (folder / name).is_dir():
            _remove(folder / name)
        unfinished.replace(folder / name)
    return Dossier(folder / f"{key}.pdf", **told)


def _merged(
    case: Case, bodies: Mapping[str, bytes], seconds: float
) -> tuple[Case, int, bytes] | None:
    """Return what could be merged; a document that ends the child is left out of the next try."""
    while any(part.sha256 for part in case.parts):
        told = list(_answers(case, bodies, seconds))
        if told and "pages" in told[-1][0]:
            return case, told[-1][0]["pages"], told[-1][1]
        working_on = [answer["at"] for answer, _ in told if "at" in answer]
        if not working_on:
            return None
        bad = case.parts[working_on[-1]]
        case = _changed(case, lambda part: _left_out(part, _UNMERGED) if part is bad else part)  # noqa: B023  # used up in this round of the loop
    return None


def _answers(
    case: Case, bodies: Mapping[str, bytes], seconds: float
) -> Iterator[tuple[dict[str, Any], bytes]]:
    package = str(Path(hub.__file__).parent.parent)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    sent = [bodies[part.sha256] for part in case.parts if part.sha256]
    process = subprocess.Popen(
        [sys.executable, "-m", "hub.documents.merger"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=package,
        # Nothing of the environment but what the program needs: a file must find no secrets.
        env={**kept, "PYTHONPATH": package, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"},
    )
    with process:
        asked = json.dumps(_request(case, bodies)).encode() + b"\n"
        try:
            told, _ = process.communicate(asked + b"".join(sent), seconds * (1 + len(sent)))
        except subprocess.TimeoutExpired:
            process.kill()
            told, _ = process.communicate()
    while b"\n" in told:
        line, _, told = told.partition(b"\n")
        answer = json.loads(line)
        body = told[: answer.get("size", 0)]
        if len(body) == answer.get("size", 0):
            yield answer, body
        told = told[len(body) :]


def _request(case: Case, bodies: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "title": case.title,
        "lines": list(_cover_lines(case)),
        "words": _WORDS,
        "sections": [
            {"heading": section.heading, "parts": [_asked(part, bodies) for part in section.parts]}
            for section in case.sections
        ],
    }


def _asked(part: Part, bodies: Mapping[str, bytes]) -> dict[str, Any]:
    told = [part.detail, f"Ikke med: dokumentet {part.missing}." if part.missing else ""]
    return {
        "title": part.title,
        "detail": " · ".join(filter(None, told)),
        "size": len(bodies[part.sha256]) if part.sha256 else 0,
    }


def _cover_lines(case: Case) -> Iterator[str]:
    included = sum(part.sha256 is not None for part in case.parts)
    if case.address:
        yield case.address
    if case.date:
        yield f"Dokumenterne er senest hentet {date_text(case.date)}."
    yield f"Filen har {included} af sagens {len(case.parts)} dokumenter."
    yield (
        "Filen er samlet af en maskine. Opmærkningen, som skærmlæsere bruger, følger ikke med: "
        "brug de enkelte dokumenter, hvor de har den. Originalerne ligger hos udgiverne, og "
        "adresserne står på sagens side."
    )
