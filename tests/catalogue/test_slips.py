"""Slips that editors make in a whole entry: each is told once, at its line, with its own cause."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from roots import make_root

from hub.catalogue.loader import read_records

TODAY = dt.date(2026, 11, 1)

WHOLE = """\
notifications:
  - id: unge-med-hoeretab
    title: Central udmelding om unge med høretab
    listed_as: "Central Udmelding vedr. unge (2020 og 2022):"
    target_group: Unge med høretab
    scope: national
    policy_areas:
      - social
    legal_basis:
      - instrument: serviceloven
        provision: § 13 b, stk. 2
    agency_page: https://sbst.dk/unge-med-hoeretab
    summary: >-
      Sagen gælder unge, som hører dårligt, og de tilbud, som kommunerne har til dem
      hver for sig eller sammen.
    rounds:
      - kind: original
        year: 2018
        listed_year: 2019
        listed_year_meaning: reported
        published: 2018-09-03
        report_due: 2019-10-15
        reported: 2019
        request: Kommunerne skulle gøre rede for deres tilbud.
        notification:
          title: Central udmelding
          url: https://www.sbst.dk/2018/udmelding.pdf
          date: 2018-09
          publisher: styrelsen
        appendices:
          - title: "Bilag 1: Skema"
            url: https://www.sbst.dk/2018/bilag-1.pdf
            number: 1
          - title: "Bilag 2: Vejledning"
            url: https://www.sbst.dk/2018/bilag-2.pdf
            number: 2
            publisher: styrelsen
        regional_reports:
          - title: Svar fra hovedstaden
            date: 2019-10-02
            publisher: sekretariat-hovedstaden
            area: hovedstaden
          - title: Svar fra Nordjylland
            date: 2019-10-11
            area: nordjylland
        agency_treatment:
          outcome: renewed_treatment_requested
          date: 2022-05-20
        themes:
          - Målgruppen
          - Tilbuddene
        sources:
          - title: Nyt fra styrelsen
            url: https://www.sbst.dk/nyt/2022
            confidence: high
      - kind: renewed
        year: 2022
        listed_year: 2022
        listed_year_meaning: renewed
        published: 2022-05-20
        agency_treatment:
          outcome: awaited
    related:
      - title: Mere om høretab
        url: https://www.sbst.dk/hoeretab

  - id: voksne-med-hoeretab
    title: Central udmelding om voksne med høretab
    target_group: Voksne med høretab
    scope: national
    policy_areas:
      - social
    summary: Sagen gælder voksne, som hører dårligt.
    rounds:
      - kind: original
        year: 2024
"""

SLIPS = {
    # what stands there, what an editor writes instead, and what is told: rule and line
    "nothing": ("", "", []),
    # a name where an id is wanted
    "an office's whole name": (
        "publisher: styrelsen\n        reg", "publisher: Social- og Boligstyrelsen\n        reg",
        [("unknown-authority", 37)],
    ),
    "an area as a region": ("area: nordj", "area: Region Nordj", [("unknown-area", 45)]),
    "an area in capitals": ("area: nordj", "area: NORDJ", [("unknown-area", 45)]),
    "a law by its title": (
        "instrument: serviceloven", "instrument: Lov om social service",
        [("unknown-instrument", 10)],
    ),
    "two answers of one area": (
        "area: nordjylland", "area: hovedstaden", [("duplicate-report", 45)],
    ),
    "an area left empty": ("area: nordjylland", "area:", [("missing-area", 45)]),
    "an area forgotten": ("            area: nordjylland\n", "", [("missing-area", 43)]),
    # dates and years
    "a day in words": ("published: 2018-09-03", "published: 3. september 2018",
        [("not-a-date", 21)]),
    "a day with slashes": ("published: 2018-09-03", "published: 3/9-2018", [("not-a-date", 21)]),
    "a deadline in words": ("due: 2019-10-15", "due: senest 15. oktober 2019",
        [("not-a-date", 22)]),
    "a year with a letter": ("year: 2018\n        l", "year: 2O18\n        l",
        [("not-a-year", 18)]),
    "a year far ahead": ("year: 2018\n        l", "year: 2081\n        l", [("year-mismatch", 18)]),
    "a year long ago": ("year: 2018\n        l", "year: 1018\n        l", [("not-a-year", 18)]),
    "a year with a remark": ("year: 2018\n        l", "year: 2018 (sendt)\n        l",
        [("not-a-year", 18)]),
    "answers of the future": ("reported: 2019\n", "reported: 2091\n", [("date-in-future", 23)]),
    "answers before the question": ("date: 2019-10-11", "date: 2009-10-11",
        [("reported-before-published", 44)]),
    "a treatment before all": ("date: 2022-05-20", "date: 2012-05-20",
        [("treated-before-published", 48)]),
    "a treatment before the answers": ("date: 2022-05-20", "date: 2019-02-20",
        [("treated-before-reported", 48)]),
    "a round of a wrong year": ("year: 2022\n        listed_year: 2022",
        "year: 2012\n        listed_year: 2022", [("year-mismatch", 57)]),
    "a year of the list": ("listed_year: 2019", "listed_year: 2009",
        [("listed-year-mismatch", 19)]),
    # words of closed sets
    "an outcome in Danish": ("outcome: awaited", "outcome: afventer", [("not-one-of", 62)]),
    "a round in Danish": ("kind: renewed", "kind: fornyet", [("not-one-of", 56)]),
    "a scope in Danish": ("scope: national\n    policy_areas:\n      - social\n    legal",
        "scope: hele landet\n    policy_areas:\n      - social\n    legal", [("not-one-of", 6)]),
    "one in place of a list": ("policy_areas:\n      - social\n    legal",
        "policy_areas: social\n    legal", [("expected-list", 7)]),
    "yes in Danish": ("            number: 2\n",
        "            withheld: ja\n            number: 2\n",
        [("not-true-or-false", 36)]),
    "a number in words": ("number: 2\n", "number: Bilag 2\n", [("not-a-number", 36)]),
    "a number twice": ("number: 2\n", "number: 1\n", [("duplicate-document", 34)]),
    # fields and levels
    "a treatment at the case": (
        "        agency_treatment:\n          outcome: awaited\n",
        "    agency_treatment:\n      outcome: awaited\n", [("misplaced-field", 61)],
    ),
    "a request at the case": ("        request: Kom", "    request: Kom", [("colon-in-text", 25)]),
    "a deadline in the document": ("          date: 2018-09\n",
        "          date: 2018-09\n          report_due: 2019-10-15\n", [("misplaced-field", 29)]),
    "a page in the round": ("    related:\n      - title: Mere om høretab\n        url:",
        "        related:\n          - title: Mere om høretab\n            url:",
        [("misplaced-field", 63)]),
    "a source's field beside it": ("            confidence: high\n",
        "        confidence: high\n", [("misplaced-field", 55)]),
    "a field's name in Danish": ("            publisher: styrelsen\n        reg",
        "            udgiver: styrelsen\n        reg", [("unknown-field", 37)]),
    "a stray dash": ('          - title: "Bilag 2', '          -\n          - title: "Bilag 2',
        [("empty-item", 34)]),
    "a dash without a space": ('          - title: "Bilag 2', '          -title: "Bilag 2',
        [("dash-joined", 34)]),
    "a colon without a space": ("            number: 2\n", "            number:2\n",
        [("colon-missing", 36)]),
    "one column too far": ("            number: 2\n", "             number: 2\n",
        [("indentation", 36)]),
    "a tab": ("            number: 2\n", "\t    number: 2\n", [("tab", 36)]),
    "a field left empty": ("agency_page: https://sbst.dk/unge-med-hoeretab", "agency_page:",
        [("empty-field", 12)]),
    "an id of words": ("id: voksne-med-hoeretab", "id: Voksne med høretab", [("not-an-id", 67)]),
    "an id twice": ("id: voksne-med-hoeretab", "id: unge-med-hoeretab", [("duplicate-id", 67)]),
    "a title as the older case": ("    target_group: Voksne",
        "    succeeds: Central udmelding om unge med høretab\n    target_group: Voksne",
        [("unknown-notification", 69)]),
    # texts
    "quotation marks in a text": ('"Bilag 2: Vejledning"', '"Bilag 2: "Vejledning" i svar"',
        [("quotes-inside", 34)]),
    "a quoted beginning": ("title: Nyt fra styrelsen", 'title: "Nyt" fra styrelsen',
        [("sign-first", 53)]),
    "a bracket first": ("title: Nyt fra styrelsen", "title: [Nyt] fra styrelsen",
        [("sign-first", 53)]),
    "a colon in a text": ('"Bilag 2: Vejledning"', "Bilag 2: Vejledning", [("colon-in-text", 34)]),
    "quotation marks of Word": ('"Bilag 2: Vejledning"', "“Bilag 2: Vejledning”",
        [("look-alike-sign", 34)]),
    "quotation marks of Word without need": ('"Bilag 2: Vejledning"', "“Bilag 2”",
        [("curly-quotes", 34)]),
    "a dash of Word": ('          - title: "Bilag 2', '          – title: "Bilag 2',
        [("look-alike-sign", 34)]),
    "a point of Word": ("- Målgruppen", "- \uf0b7 Målgruppen", [("hidden-character", 50)]),
    "letters in two parts": ("Mere om høretab", "Mere om a\u030andssvage",
        [("letters-in-parts", 64)]),
    "letters in one": ("Mere om høretab", "Mere om ﬁnansiering", [("joined-letters", 64)]),
    "letters gone wrong": ("Mere om høretab", "Mere om hÃ¸retab", [("garbled-letters", 64)]),
    "a remark in a text": ("request: Kommunerne skulle gøre rede for",
        "request: Kommunerne skulle svare på punkt #4 om", [("text-cut", 24)]),
    "a remark on the second line": ("summary: Sagen gælder voksne, som hører dårligt.",
        "summary: Sagen gælder voksne\n      og punkt #4.", [("text-cut", 74)]),
    "two versions of Git": ("            number: 2\n",
        "<<<<<<< HEAD\n            number: 2\n=======\n            number: 3\n>>>>>>> x\n",
        [("conflict-mark", 36)]),
    # addresses
    "a full stop": ("bilag-2.pdf", "bilag-2.pdf.", [("address-punctuation", 35)]),
    "cut off": ("https://www.sbst.dk/2018/bilag-2.pdf", "https://www.sbst.dk/2018/bil…",
        [("address-cut", 35)]),
    "cut in the middle": ("https://www.sbst.dk/2018/bilag-2.pdf", "https://www.sbst.dk/.../2.pdf",
        [("address-cut", 35)]),
    "without a beginning": ("https://www.sbst.dk/2018/bilag-2.pdf", "www.sbst.dk/bilag-2.pdf",
        [("address-beginning", 35)]),
    "tracking": ("bilag-2.pdf", "bilag-2.pdf?utm_campaign=nyt", [("address-tracking", 35)]),
    "a drive": ("https://www.sbst.dk/2018/bilag-2.pdf", r"\\kommune\drev\bilag-2.pdf",
        [("address-local", 35)]),
    "a link of a note": ("https://www.sbst.dk/2018/bilag-2.pdf",
        "[Bilag 2](https://www.sbst.dk/2018/bilag-2.pdf)", [("address-marked-up", 35)]),
    "the front page": ("https://www.sbst.dk/2018/bilag-2.pdf", "https://www.sbst.dk/",
        [("address-front-page", 35)]),
    "the front page without a slash": ("https://www.sbst.dk/2018/bilag-2.pdf",
        "https://www.sbst.dk", [("address-front-page", 35)]),
    "the front page by its file": ("https://www.sbst.dk/2018/bilag-2.pdf",
        "https://www.sbst.dk/Default.aspx#top", [("address-front-page", 35)]),
    "the front page behind two slashes": ("https://www.sbst.dk/2018/bilag-2.pdf",
        "https://www.sbst.dk//forside/", [("address-front-page", 35)]),
    "a page called as a front page is": ("https://www.sbst.dk/2018/bilag-2.pdf",
        "https://www.sbst.dk/2018/index.html", []),
    "the same in another spelling": ("https://www.sbst.dk/2018/bilag-2.pdf",
        "http://WWW.sbst.dk/2018/bilag-1.pdf?", [("duplicate-address", 35)]),
}  # fmt: skip


@pytest.mark.parametrize(("there", "instead", "told"), SLIPS.values(), ids=list(SLIPS))
def test_a_slip_is_told_once_with_its_cause(
    tmp_path: Path, there: str, instead: str, told: list[tuple[str, int]]
):
    assert there in WHOLE
    root = make_root(tmp_path / "root", WHOLE.replace(there, instead, 1))

    problems = read_records(root, today=TODAY).problems

    assert [(one.rule, one.place.line) for one in problems] == told
