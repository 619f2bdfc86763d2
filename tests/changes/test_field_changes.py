"""What `hub changes` says of each field: typed values first, then a sentence of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from projects import FROZEN, as_yaml, read_yaml
from pydantic import TypeAdapter

from hub.catalogue.field_docs import field_docs
from hub.catalogue.loader import check_source, read_records
from hub.catalogue.model import Catalogue
from hub.catalogue.municipalities import Municipalities
from hub.catalogue.source import source_of
from hub.catalogue.vocabulary import Vocabulary
from hub.changes.diff import changes
from hub.changes.field_words import field_words, sentences_of
from hub.changes.kinds import Change
from hub.changes.revisions import Revision
from hub.changes.sentences import ChangeWords, sentences
from hub.documents.records import Lock
from hub.links.records import LinkLock

CATALOGUE = """\
source_list:
  title: Listen
  url: https://sbst.dk/liste/
  publisher: sekretariat-hovedstaden
  links: []
notifications:
  - id: sag
    title: Central udmelding om en prøve
    target_group: Gruppe
    scope: national
    policy_areas: [social]
    summary: Tekst.
    rounds:
      - kind: original
        year: 2026
        published: 2026-01
        report_due: 2026-10-15
        themes: [Et, To]
        notification: {title: Udmeldingen}
        appendices:
          - {title: Bilag 1, number: 1}
          - {title: Bilag 2, number: 2}
        agency_treatment: {outcome: awaited}
  - id: anden
    title: Anden
    target_group: Gruppe
    scope: national
    policy_areas: [social]
    summary: Tekst.
    rounds: [{kind: original, year: 2020}]
"""
TOLD_APART = {
    "Catalogue",
    "Source",
    "Disagreement",
    "LegalBasis",
    "Copy",
    "Activity",
    "RelatedPage",
}
"""Models whose fields are not told one by one: the whole, and the items of lists."""

RECORDS = read_records(FROZEN)
WORDS = ChangeWords.of(RECORDS.vocabulary)
SECRETARIAT = WORDS.word("authorities", "sekretariat-hovedstaden")


def revision(values: Any) -> Revision:
    problems: list[Any] = []
    checked = check_source(source_of(as_yaml(values), "x"), Catalogue, problems)
    assert checked.model is not None, problems
    return Revision(checked.model, Lock(), LinkLock(), {}, "content")


def told(change: Callable[[Any], object]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return kind, title and sentences of what changing the catalogue's values tells."""
    before, after = read_yaml(CATALOGUE), read_yaml(CATALOGUE)
    change(after)
    found = changes(revision(before), revision(after))
    # What a cache keeps must be what was put there.
    adapter = TypeAdapter(tuple[Change, ...])
    assert adapter.validate_json(adapter.dump_json(found)) == found
    return [(one.what, one.title, sentences(one.details, WORDS)) for one in found]


def first(values: Any) -> Any:
    return values["notifications"][0]


def round_(values: Any) -> Any:
    return first(values)["rounds"][0]


def document(values: Any) -> Any:
    return round_(values)["appendices"][0]


CASE = "Central udmelding om en prøve"
CASES: dict[str, tuple[Callable[[Any], object], list[tuple[str, str, tuple[str, ...]]]]] = {
    "a deadline of the same year": (
        lambda v: round_(v).update(report_due="2026-12-01"),
        [
            (
                "deadline",
                f"{CASE}, 2026",
                ("Fristen er flyttet fra 15. oktober til 1. december 2026.",),
            )
        ],
    ),
    "a deadline of another year": (
        lambda v: round_(v).update(report_due="2027-01-02"),
        [
            (
                "deadline",
                f"{CASE}, 2026",
                ("Fristen er flyttet fra 15. oktober 2026 til 2. januar 2027.",),
            )
        ],
    ),
    "a deadline less exact": (
        lambda v: round_(v).update(report_due="2026-efterår"),
        [
            (
                "deadline",
                f"{CASE}, 2026",
                ("Fristen er flyttet fra 15. oktober 2026 til efteråret 2026.",),
            )
        ],
    ),
    "a deadline withdrawn": (
        lambda v: round_(v).pop("report_due"),
        [("deadline", f"{CASE}, 2026", ("Fristen 15. oktober 2026 er taget ud.",))],
    ),
    "title and summary": (
        lambda v: first(v).update(title="Ny", summary="Andre ord."),
        [
            (
                "notification-changed",
                "Ny",
                (f"Titlen er ændret fra »{CASE}« til »Ny«.", "Resuméet er omskrevet."),
            )
        ],
    ),
    "scope, fields and a successor": (
        lambda v: first(v).update(
            scope="regional", policy_areas=["special_education", "social"], succeeds="anden"
        ),
        [
            (
                "notification-changed",
                CASE,
                (
                    "Det, udmeldingen gælder, er ændret fra hele landet til en del af landet.",
                    "Fagområderne er ændret: »specialundervisning« er kommet til.",
                    "Den udmelding, som denne afløser, er nu oplyst: »anden«.",
                ),
            )
        ],
    ),
    "themes in another order": (
        lambda v: round_(v).update(themes=["To", "Et"]),
        [("round-changed", f"{CASE}, 2026", ("Temaerne står i en ny rækkefølge.",))],
    ),
    "a theme more and one less": (
        lambda v: round_(v).update(themes=["Et", "Tre"]),
        [
            (
                "round-changed",
                f"{CASE}, 2026",
                ("Temaerne er ændret: »Tre« er kommet til og »To« er fjernet.",),
            )
        ],
    ),
    "appendices in another order": (
        lambda v: round_(v)["appendices"].reverse(),
        [("round-changed", f"{CASE}, 2026", ("Bilagene står i en ny rækkefølge.",))],
    ),
    "an outcome": (
        lambda v: round_(v)["agency_treatment"].update(outcome="sufficient", date="2026-11"),
        [
            (
                "outcome",
                f"{CASE}, 2026",
                (
                    "Udfaldet er ændret fra »Afventer vurdering« til »Tilstrækkelig løsning«.",
                    "Datoen for styrelsens behandling er nu oplyst: november 2026.",
                ),
            )
        ],
    ),
    "what the agency came to": (
        lambda v: round_(v)["agency_treatment"].update(summary="Nok."),
        [("round-changed", f"{CASE}, 2026", ("Styrelsens konklusion er skrevet til.",))],
    ),
    "a document that gets an address, a publisher and a page": (
        lambda v: document(v).update(
            url="https://www.sbst.dk/b.pdf",
            publisher="sekretariat-hovedstaden",
            landing_page="https://www.sbst.dk/b",
        ),
        [
            (
                "document-changed",
                f"Bilag 1 ({CASE})",
                (
                    "Dokumentet har fået en adresse: https://www.sbst.dk/b.pdf.",
                    "Udgiverens side om dokumentet er fundet: https://www.sbst.dk/b.",
                    f"Udgiveren er nu oplyst: {SECRETARIAT}.",
                ),
            )
        ],
    ),
    "a document added and one removed": (
        lambda v: round_(v).update(
            appendices=[{"title": "Bilag 1", "number": "1"}, {"title": "Bilag 3", "number": "3"}]
        ),
        [
            ("appendix-new", f"Bilag 3 ({CASE})", ()),
            ("document-gone", f"Bilag 2 ({CASE})", ()),
        ],
    ),
    "a report of an area": (
        lambda v: round_(v).update(regional_reports=[{"title": "Svar", "area": "sjaelland"}]),
        [("regional_report-new", f"Svar ({CASE})", ())],
    ),
    "notifications in another order": (
        lambda v: v["notifications"].reverse(),
        [("order", "Udmeldingerne", ())],
    ),
    "the list behind the catalogue": (
        lambda v: v["source_list"].update(
            title="Ny liste", links=[{"listed_as": "Se også", "title": "Oversigt"}]
        ),
        [
            (
                "source-list",
                "Ny liste",
                (
                    "Listens titel er ændret fra »Listen« til »Ny liste«.",
                    "Listens øvrige links er ændret: »Se også« er kommet til.",
                ),
            )
        ],
    ),
    "a list where there was none": (
        lambda v: v.pop("source_list"),
        [
            (
                "source-list",
                "Listen",
                (
                    "Listens titel er ikke længere oplyst. Før stod der »Listen«.",
                    "Listens adresse er ikke længere oplyst. Før stod der »https://sbst.dk/liste/«.",
                    f"Listens udgiver er ikke længere oplyst. Før stod der {SECRETARIAT}.",
                ),
            )
        ],
    ),
    "braces in a title": (
        lambda v: document(v).update(title="{name} {0!r:>99} %s"),
        [
            (
                "document-changed",
                f"{{name}} {{0!r:>99}} %s ({CASE})",
                ("Titlen er ændret fra »Bilag 1« til »{name} {0!r:>99} %s«.",),
            )
        ],
    ),
    "a note of 8,000 characters": (
        lambda v: first(v).update(note="x" * 8000),
        [("notification-changed", CASE, ("Bemærkningen er skrevet til.",))],
    ),
    "many themes": (
        lambda v: round_(v).update(themes=[*"abcdefgh"]),
        [
            (
                "round-changed",
                f"{CASE}, 2026",
                ("Temaerne er ændret: 8 er kommet til og »Et« og »To« er fjernet.",),
            )
        ],
    ),
    "another id, with the former one": (
        lambda v: first(v).update(id="nyt-id", former_ids=["sag"]),
        [],
    ),
    "a former id alone": (lambda v: document(v).update(former_ids=["sag-2026-x"]), []),
    "nothing": (lambda _: None, []),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_told_in_sentences(name: str) -> None:
    change, wanted = CASES[name]

    assert told(change) == wanted


def test_each_round_is_told_by_itself() -> None:
    before, after = read_yaml(CATALOGUE), read_yaml(CATALOGUE)
    for values in (before, after):
        first(values)["rounds"].append({"kind": "renewed", "year": "2028"})
    first(after)["rounds"][1]["published"] = "2028-03"
    first(after)["note"] = "x"

    found = changes(revision(before), revision(after))

    assert [(one.what, one.title, one.round, sentences(one.details, WORDS)) for one in found] == [
        ("notification-changed", CASE, "", ("Bemærkningen er skrevet til.",)),
        (
            "round-changed",
            f"{CASE}, 2028",
            "renewed-2028-1",
            ("Datoen for udsendelsen er nu oplyst: marts 2028.",),
        ),
    ]


def test_every_field_has_words_and_every_word_a_field() -> None:
    wanted = {
        f"{model.name}.{field.name}"
        for model in field_docs()
        if model.name not in TOLD_APART
        for field in model.fields
    }

    shared = {
        f"{model.__name__}.{field}"
        for model in (Vocabulary, Municipalities)
        for field in model.model_fields
    }
    assert field_words().keys() == wanted | shared


@pytest.mark.parametrize(
    "field", [k for k, v in field_words().items() if v.kind not in ("own", "list")]
)
@pytest.mark.parametrize("which", ["changed", "added", "removed"])
def test_every_field_has_a_sentence_for_every_way(field: str, which: str) -> None:
    used = set(re.findall(r"\{(\w+)\}", sentences_of(field)[which]))

    assert used <= {
        "name",
        *({"old", "new"} if which == "changed" else {"new" if which == "added" else "old"}),
    }


def test_ids_stay_where_no_vocabulary_is_known() -> None:
    assert ChangeWords.of(None).word("areas", "sjaelland") == "sjaelland"
