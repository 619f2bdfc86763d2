"""The mails that readers send: to whom, and what a mail program reads out of their addresses."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from projects import VOCABULARY, Project
from small_catalogue import TODAY, a_case, a_round, write_cases

from hub.catalogue.model import Catalogue
from hub.catalogue.vocabulary import Vocabulary
from hub.inputs import read_inputs
from hub.project import CONFIG_FILE, read_project
from hub.site.entries import DocumentEntry, join_entries
from hub.site.file_facts import files_of
from hub.site.mail import DocumentRequest, accessible_version_mail, document_request
from hub.text.dates import KnownDate

LIST = {"title": "Listen", "url": "https://hovedstadenskommuner.dk/", "publisher": "keeper"}
ANSWER = {"title": "Svar & bilag: »50 %?«", "area": "nordjylland"}


def _found(project: Project, document: dict) -> tuple[Vocabulary, Catalogue, DocumentEntry]:
    """Return the one answer of a case, with what was written around it."""
    write_cases(project, a_case(a_round(year="2017", regional_reports=[document])))
    project.edit("data/notifications.yaml", lambda values: values.update(source_list=LIST))
    inputs = read_inputs(read_project(project.root / CONFIG_FILE), TODAY)
    assert inputs.errors == ()
    catalogue, vocabulary = inputs.records.catalogue.model, inputs.records.vocabulary
    assert catalogue is not None
    assert vocabulary is not None
    [entry] = join_entries(inputs.records, files_of(inputs))
    [found] = [report for area in entry.rounds[0].reports for report in area.reports]
    return vocabulary, catalogue, found


def _request(project: Project, document: dict) -> DocumentRequest:
    vocabulary, catalogue, found = _found(project, document)
    return document_request(vocabulary, catalogue.source_list, KnownDate.of(TODAY), found)


def _authority(id_: str, **more: object) -> dict:
    return {"id": id_, "kind": "secretariat", "names": [{"name": id_.capitalize()}], **more}


@pytest.fixture
def with_authorities(project: Project) -> Project:
    """Return a project with a keeper of the list, and a secretariat with a mail address."""
    north = _authority(
        "north",
        area="nordjylland",
        site="http://rammeaftalernord.dk/om",
        email="a+b@rammeaftalernord.dk",
    )
    keeper = _authority("keeper", site="https://www.rs17.dk/")
    project.edit(VOCABULARY, lambda values: values["authorities"].extend((north, keeper)))
    return project


WHO = {
    # the document beside its title and area; who is asked, and where the mail address is found
    "its publisher, by the name of today": (
        {"publisher": "styrelsen", "date": "2018"},
        ("Social- og Boligstyrelsen", "https://sbst.dk/", "sbst.dk", ""),
    ),
    "the secretariat of its area": ({}, ("North", "", "", "a+b@rammeaftalernord.dk")),
    "whoever listed it": (
        {"area": "sjaelland", "listed_as": "Svaret"},
        ("Keeper", "https://www.rs17.dk/", "rs17.dk", ""),
    ),
    "nobody that is known": ({"area": "sjaelland"}, ("", "", "", "")),
}


@pytest.mark.parametrize(("document", "who"), WHO.values(), ids=list(WHO))
def test_the_mail_goes_to_who_may_have_the_document(
    with_authorities: Project, document: dict, who: tuple[str, str, str, str]
) -> None:
    request = _request(with_authorities, {**ANSWER, **document})

    to = unquote(urlsplit(request.mail).path)
    assert (request.receiver, request.site, request.site_name, to) == who


def test_the_mail_says_which_document_it_is_about(with_authorities: Project) -> None:
    request = _request(
        with_authorities,
        {
            **ANSWER,
            "official_title": "Officiel titel",
            "date": "2018-11-26",
            "reference": "2018-17 & 18",
            "landing_page": "https://sbst.dk/svar?id=1&b=2",
        },
    )

    given = parse_qs(urlsplit(request.mail).query, strict_parsing=True)

    assert given["subject"] == ["Dokument ønskes: Svar & bilag: »50 %?«"]
    assert given["body"] == [
        (
            "Jeg vil gerne have dette dokument:\r\n"
            "\r\n"
            "Svar & bilag: »50 %?« (Sagen sag, 2017)\r\n"
            "Udgiverens egen titel: Officiel titel\r\n"
            "Dato: 26. november 2018\r\n"
            "Journalnummer eller ISBN: 2018-17 & 18\r\n"
            "https://sbst.dk/svar?id=1&b=2\r\n"
        )
    ]
    assert " " not in request.mail


def test_what_is_not_known_is_left_out_of_the_mail(with_authorities: Project) -> None:
    request = _request(with_authorities, {"title": "Svar", "area": "nordjylland"})

    [body] = parse_qs(urlsplit(request.mail).query)["body"]

    assert body == "Jeg vil gerne have dette dokument:\r\n\r\nSvar (Sagen sag, 2017)\r\n"


def test_an_accessible_version_is_asked_for_with_the_address_of_the_file(
    with_authorities: Project,
) -> None:
    url = "https://sbst.dk/svar.pdf?a=1&b=2"
    vocabulary, _, found = _found(with_authorities, {**ANSWER, "publisher": "north", "url": url})

    mail = urlsplit(accessible_version_mail(vocabulary, found))

    given = parse_qs(mail.query, strict_parsing=True)
    assert unquote(mail.path) == "a+b@rammeaftalernord.dk"
    assert given["subject"] == ["Tilgængelig udgave af: Svar & bilag: »50 %?«"]
    assert given["body"] == [
        (
            "Jeg vil gerne have en udgave, som jeg kan læse, af dette dokument:\r\n"
            "\r\n"
            "Svar & bilag: »50 %?« (Sagen sag, 2017)\r\n"
            f"{url}\r\n"
        )
    ]
