"""A title that a program has made up is proposed to nobody; one that a person wrote is."""

from __future__ import annotations

import pytest

from hub.documents.file_titles import telling_title


@pytest.mark.parametrize(
    "title",
    [
        None,
        "  ",
        "Microsoft Word - Dokument1",
        "Microsoft Word - Afrapportering Nordjylland 2019.docx",
        "Microsoft PowerPoint - oplæg.pptx [Skrivebeskyttet]",
        "Microsoft Word - Svar [Kompatibilitetstilstand]",
        "C:\\Users\\navn\\Desktop\\bilag 1",
        "\\\\server\\fælles drev\\bilag 1",
        "/home/navn/mine filer/bilag",
        "Central udmelding_FINAL_v2",
        "Dias nummer 1",
        "Lysbillede 1",
        "Ark 1",
        "Overskrift 1",
        "Side 1 af 12",
        "2019-11-26",
        "Sag 19/12345",
        "Sagsnr. 19-12345 Dok.nr. 123456",
        "Scanned Document",
        "Print job",
        "[Titel]",
        "[Skriv titel her]",
        "Skriv titel her",
        "Klik her for at angive tekst.",
        "Klik for at tilføje en titel",
        "Click to add title",
        "RE: Afrapportering",
    ],
)
def test_a_title_that_a_program_made_says_nothing(title):
    assert telling_title(title) is None


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Central  udmelding\nom børn", "Central udmelding om børn"),
        ("Microsoft Word - Svar fra kommunerne", "Svar fra kommunerne"),
        ("VS: Afrapportering fra Aarhus", "Afrapportering fra Aarhus"),
        ("SV: RE: Svar fra Region Midt [Skrivebeskyttet]", "Svar fra Region Midt"),
        ("Årsrapport 2020", "Årsrapport 2020"),
        ("Bilag 1: Skema til kommunerne", "Bilag 1: Skema til kommunerne"),
        ("CENTRAL UDMELDING", "CENTRAL UDMELDING"),
        ("Skriv til borgerne", "Skriv til borgerne"),
        ("Sag 19/12345 om hjerneskade", "Sag 19/12345 om hjerneskade"),
        ("Børn og/eller unge", "Børn og/eller unge"),
    ],
)
def test_a_title_that_a_person_wrote_is_told_without_what_programs_put_around_it(title, told):
    assert telling_title(title) == told
