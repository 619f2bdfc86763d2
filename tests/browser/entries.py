"""Entries as somebody fills them in at the form: friendly ones, and hostile ones."""

from __future__ import annotations

from typing import Any

Entry = dict[str, Any]

RLM, PDF = "\u200f", "\u202c"


def entry(id_: str, *, rounds: list[Entry] | None = None, **more: Any) -> Entry:
    """Return an entry with what every entry needs, and more."""
    return {
        "id": id_,
        "title": f"Central udmelding for {id_}",
        "target_group": f"Borgere i prøven {id_}",
        "scope": "national",
        "policy_areas": ["social"],
        "summary": "Sagen er en prøve. Den viser, hvad der står i filen.",
        "rounds": rounds or [{"kind": "original", "year": "2026"}],
        **more,
    }


def original(**more: Any) -> Entry:
    return {"kind": "original", "year": "2026", **more}


FRIENDLY: dict[str, Entry] = {
    one["id"]: one
    for one in (
        entry("helt-kort"),
        entry("begge-omraader", scope="regional", policy_areas=["social", "special_education"]),
        entry("kolon-i-titlen", title="Central udmelding: en prøve", note="Se også: bilag # 2"),
        entry("tal-og-sandheder", title="2026", target_group="yes", listed_as="null"),
        entry("datoer", rounds=[original(published="2026-03-01", report_due="2026-10-15")]),
        entry("aarstid", rounds=[original(published="2026-efterår", reported="2027")]),
        entry(
            "flere-linjer",
            summary="Første linje.\nAnden linje: med kolon.\n\n- et punkt\n- et punkt til",
        ),
        entry("lang-tekst", summary=" ".join(["Det er en sætning om sagen."] * 20)),
        entry(
            "sider-og-afloeser",
            agency_page="https://www.sbst.dk/en-proeve",
            succeeds="borgere-med-svaere-spiseforstyrrelser-2015",
            related=[{"title": "En side", "url": "https://www.kl.dk/proeve", "date": "2026-02"}],
        ),
        entry(
            "med-dokument",
            rounds=[
                original(
                    published="2026-11-02",
                    notification={
                        "title": "Udmeldingen",
                        "url": "https://www.sbst.dk/proeve.pdf",
                        "date": "2026-11-02",
                        "publisher": "styrelsen",
                    },
                )
            ],
        ),
        entry(
            "to-bilag",
            rounds=[
                original(
                    appendices=[
                        {"title": "Bilag 1", "number": "1"},
                        {"title": "Bilag 2", "number": "2", "language": "en", "withheld": "true"},
                    ]
                )
            ],
        ),
        entry(
            "to-svar",
            rounds=[
                original(
                    regional_reports=[
                        {"title": "Svar", "date": "2027-01", "area": "hovedstaden"},
                        {"title": "Svar", "area": "nordjylland", "note": "Ikke fundet."},
                    ]
                )
            ],
        ),
        entry(
            "behandlet",
            rounds=[
                original(
                    published="2026-01",
                    agency_treatment={
                        "outcome": "sufficient",
                        "date": "2027-03",
                        "summary": "Svarene var gode.",
                        "document": {"title": "Brev", "landing_page": "https://www.sbst.dk/b"},
                        "confidence": "high",
                    },
                    sources=[{"title": "Nyhed", "url": "https://sbst.dk/n", "confidence": "low"}],
                )
            ],
        ),
        entry(
            "to-runder",
            rounds=[
                original(
                    agency_treatment={"outcome": "renewed_treatment_requested", "date": "2027"}
                ),
                {"kind": "renewed", "year": "2028", "request": "Svar igen."},
            ],
        ),
        entry(
            "alt-det-sjaeldne",
            legal_basis=[{"instrument": "serviceloven", "provision": "§ 13 b, stk. 2"}],
            rounds=[
                original(
                    listed_year="2026",
                    listed_year_meaning="sent",
                    themes=["Målgruppen", "Antal: hvor mange"],
                    schedule=[{"actor": "Alle", "activity": "Svarer", "end": "2026-10"}],
                    disagreements=[{"about": "Datoen", "used": "1. maj", "otherwise": "2. maj"}],
                )
            ],
        ),
    )
}

HOSTILE: dict[str, Entry] = {
    one["id"]: one
    for one in (
        entry(
            "script",
            title="</script><script>window.hit = 1</script>",
            target_group="<img src=x onerror=window.hit=1>",
            summary="<!-- </textarea><svg onload=window.hit=1> ${window.hit = 1} {{ 7 * 7 }}",
        ),
        entry(
            "indsproejtet",
            title='" : [ { x: 1 } ] #',
            summary="Tekst.\nid: en-anden\n---\nnotifications: []\n...\n  - id: tredje",
            note="- a\n? b\n: c",
        ),
        entry(
            "maerker",
            title="!!python/object/apply:os.system [ls]",
            target_group="&anker *anker",
            listed_as="*anker",
            note="@ ` % | > ! & * ? - :",
        ),
        entry("emoji-og-mange-tegn", title="😀 " * 60 + "!", summary="Æ«»„“'\"\\ 😀 " * 400 + "!"),
        entry(
            "kildens-egne-tegn",
            title="-",
            target_group="=1+1",
            summary="'enkelt' \"dobbelt\" \\n %0A &amp; ~",
            rounds=[original(notification={"title": "? ja"}, sources=[{"title": "<<"}])],
        ),
    )
}

REFUSED: dict[str, tuple[str, str, str, str]] = {
    # what nobody can see, or more than there is room for: field, text, rule, what is said of it
    "nul": ("title", "A\x00B", "hidden-character", "U+0000"),
    "styretegn": ("summary", "A\x07B", "hidden-character", "U+0007"),
    "hoejre-mod-venstre": ("title", f"A{RLM}B", "hidden-character", "U+200F"),
    "omvendt": ("summary", "A\u202eB" + PDF, "hidden-character", "U+202E"),
    "linjeskilletegn": ("summary", "A\u2028B", "hidden-character", "U+2028"),
    "naeste-linje": ("summary", "A\x85B", "hidden-character", "U+0085"),
    "for-lang-titel": ("title", "a" * 5000, "too-long", "5000 tegn"),
    "for-lang-tekst": ("summary", "å" * 8001, "too-long", "8001 tegn"),
}
