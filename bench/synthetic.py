"""A catalogue of any size in Danish words, always the same, with documents' texts beside it.

The texts are made of the words of the project's own texts and of a Danish dictionary; they are put
into the store as if the documents had been fetched.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from projects import CATALOGUE, FROZEN, PROCESS, ROOT, Project, read_yaml
from projects import documents as documents_of
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from hub.catalogue.loader import CATALOGUE_FOLDER
from hub.documents import records as document_records
from hub.documents.lock import write_lock
from hub.web.errors import Verdict

AREAS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")
GROUPS = ("Borgere", "Børn og unge", "Voksne", "Udsatte gravide", "Unge", "Ældre")
TROUBLES = (
    "udviklingshæmning",
    "synsnedsættelse",
    "hjerneskade",
    "spiseforstyrrelser",
    "rusmidler",
)
SENTENCE = (
    "Sagen gælder {group} med {trouble}, som har brug for højt specialiseret hjælp. Styrelsen var "
    "i tvivl, om der var tilbud nok, og bad kommunerne i de fem områder om et fælles svar."
)


RARE = 0.1
"""The share of words that are any of the dictionary; the others are those of the project."""

OF_A_FILE = 5000
"""Notifications: 17 MiB, and a file and a folder may have 20 each."""

STORE = ".cache/hub/store"
DAY = "2026-11-18"


@dataclass(frozen=True, slots=True)
class TextSize:
    """How long the documents with a text are."""

    pages: int
    words: int
    """On each page."""


SHORT, LONG = TextSize(2, 250), TextSize(15, 350)


def fill(
    project: Project, count: int, texts: int = 0, size: TextSize = LONG, *, rounds: int = 2
) -> None:
    """Make a project's catalogue one of `count` notifications; so many documents have a text."""
    write_catalogue(project, count, rounds=rounds)
    project.edit(PROCESS, lambda values: values.update(notification="udmelding-00000"))
    found = (
        one["url"] for entry in entries_of(project) for one in documents_of(entry) if "url" in one
    )
    words = Words()
    records = {
        url: _record(project, number, words, size)
        for number, url in enumerate(itertools.islice(found, texts))
    }
    assert len(records) == texts
    write_lock(project.root, document_records.Lock(documents=records))


def entries_of(project: Project) -> Iterator[dict[str, Any]]:
    """Yield the entries of a project's catalogue as plain values."""
    for path in catalogue_files(project):
        yield from read_yaml(path.read_text(encoding="utf-8"))["notifications"]


def catalogue_files(project: Project) -> list[Path]:
    """Return the files of a project's catalogue."""
    return [project.root / CATALOGUE, *sorted((project.root / CATALOGUE_FOLDER).glob("*.yaml"))]


def _record(project: Project, number: int, words: Words, size: TextSize) -> document_records.Record:
    pages = tuple(document_records.TextPage(text=words.text(size.words)) for _ in range(size.pages))
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    text = document_records.Text(pages=pages)
    project.write(f"{STORE}/{sha256}/text.json", text.model_dump_json())
    version = document_records.Version(
        sha256=sha256, size=100_000, kind="pdf", fetched=DAY, reading="whole", pages=size.pages
    )
    return document_records.Record(
        verdict=Verdict.DOCUMENT, since=DAY, first_seen=DAY, versions=(version,)
    )


class Words:
    """Words as such texts have them; the same in the same order each time."""

    def __init__(self) -> None:
        self._chance = random.Random(2)  # words, not secrets
        self._rare = vocabulary()
        self._plain = re.findall(r"[^\W_]+[.,]?", " ".join(prose()))

    def text(self, count: int) -> str:
        """Return a text of so many words."""
        choice, chance = self._chance.choice, self._chance.random
        return " ".join(
            choice(self._rare if chance() < RARE else self._plain) for _ in range(count)
        )


def vocabulary() -> list[str]:
    """Return Danish words in an order that is always the same, with those that are asked for."""
    known = (word for word in DefaultDictionaryFactory().get_dictionary("da"))
    plain = sorted(word for word in known if word.isalpha() and word.islower() and len(word) > 1)
    random.Random(1).shuffle(plain)  # words, not secrets
    return [
        "kommunerne",
        "og",
        *plain[:300],
        "rusmiddelbehandling",
        "børnefamilier",
        *plain[300:60000],
    ]


def prose() -> Iterator[str]:
    """Yield the Danish of the project itself: how often which word stands in such texts."""
    yield from (
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").glob("*.md"))
    )
    for name in ("notifications", "vocabulary", "process"):
        text = (FROZEN / f"data/{name}.yaml").read_text(encoding="utf-8")
        yield re.sub(r"https?://\S+|^ *-? ?[a-z_]+:", " ", text, flags=re.MULTILINE)


def write_catalogue(project: Project, count: int, *, rounds: int = 2) -> None:
    """Make a project's catalogue one of so many notifications, always the same.

    Every second has as many rounds as named, the others one; a round has 6.5 documents. A long
    catalogue is a folder of files, as one file may not be of any size.
    """
    for part, first in enumerate(range(0, count, OF_A_FILE)):
        numbers = range(first, min(count, first + OF_A_FILE))
        values = {"notifications": [notification(number, rounds) for number in numbers]}
        text = yaml.dump(
            values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100
        )
        project.write(f"{CATALOGUE_FOLDER}/{part:03}.yaml" if part else CATALOGUE, text)


def notification(number: int, rounds: int = 2) -> dict:
    """Return a rich entry: one or two rounds with four to eight documents each."""
    group = GROUPS[number % len(GROUPS)].lower()
    about = f"{group} med {TROUBLES[number % len(TROUBLES)]}, gruppe {number % 400}"
    year = 2010 + number % 12
    return {
        "id": f"udmelding-{number:05}",
        "title": f"Central udmelding om {about} ({number})",
        "listed_as": f"Central udmelding om {about} ({year}):",
        "target_group": about.capitalize(),
        "scope": "national",
        "policy_areas": ["social", "special_education"][: 1 + number % 2],
        "legal_basis": [
            {"instrument": "serviceloven", "provision": "§ 13 b, stk. 2", "confidence": "high"}
        ],
        "agency_page": f"https://sbst.dk/central-udmelding/{number}",
        "summary": SENTENCE.format(group=group, trouble=TROUBLES[number % len(TROUBLES)]),
        "rounds": [
            round_(number, kind, year + 3 * later)
            for later, kind in enumerate(["original", "renewed"][: min(1 + number % 2, rounds)])
        ],
        "related": [{"title": "Nyhed om sagen", "url": f"https://www.sm.dk/nyheder/{number}"}],
    }


def round_(number: int, kind: str, year: int) -> dict:
    """Return a round with its documents."""
    last = kind == "renewed" or number % 2 == 0
    appendices = [
        document(number, kind, "Bilag", str(one), number=str(one), date=f"{year}-03")
        for one in range(1, 2 + number % 3)
    ]
    reports = [
        document(number, kind, "Afrapportering", area, area=area, date=f"{year}-10-15")
        for area in AREAS[: 1 + number % 4]
    ]
    return {
        "kind": kind,
        "year": str(year),
        "published": f"{year}-03-{1 + number % 28:02}",
        "report_due": f"{year}-10-15",
        "reported": f"{year}-10",
        "request": "Kommunerne skulle fortælle, hvor mange borgere det drejer sig om, og hvordan "
        "de vil løse de problemer, som styrelsen havde peget på.",
        "notification": document(number, kind, "Udmelding", "a", date=f"{year}-03"),
        "appendices": appendices,
        "regional_reports": reports,
        "agency_treatment": {
            "outcome": "sufficient" if last else "renewed_treatment_requested",
            "date": f"{year + 1}-05",
            "summary": "Styrelsen vurderede svarene.",
            "document": document(number, kind, "Behandling", "b", date=f"{year + 1}-05"),
            "confidence": "high",
        },
        "themes": ["Hvor mange borgere det er", "Hvilke tilbud der er", "Hvordan der samarbejdes"],
        "sources": [{"title": "Styrelsens nyhed", "supports": "datoen", "confidence": "high"}],
    }


def document(of: int, kind: str, title: str, name: str, **fields: str) -> dict:
    """Return a document; every third has no address."""
    url = {"url": f"https://sbst.dk/filer/{of}-{kind}-{title.lower()}-{name}.pdf"}
    return {
        "title": f"{title} {name}",
        "listed_as": f"Link til {title.lower()} {name}",
        **(url if (of + len(name)) % 3 else {}),
        "publisher": "styrelsen",
        **fields,
    }
