"""Files of publishers' pages are matched with the documents that are sought there."""

from __future__ import annotations

import pytest
from library import DocumentServer
from publishers import GROUPS, ambiguous_page, publishers_pages

from hub.documents.assignment import matched
from hub.documents.offers import Offer, page_offers
from hub.documents.proposals import Sought
from hub.web.client import Client, Limits
from hub.web.url_policy import UrlPolicy

POLICY = UrlPolicy({"127.0.0.1": True})


def offers_of(page: str) -> tuple[Offer, ...]:
    return page_offers(Client(POLICY, Limits(attempts=1), "test"), page, 10)


def sought(role: str, page: str, case: str, *titles: str, number: int | None = None) -> Sought:
    return Sought(
        id=f"{case}-{role}-{number}-{titles[0]}",
        role=role,
        renewed=False,
        titles=titles,
        case=case,
        number=number,
        areas={},
        years=frozenset(),
        kind=None,
        pages=frozenset((page,)),
    )


@pytest.mark.parametrize("slug", GROUPS)
def test_each_document_gets_its_file(server: DocumentServer, slug: str) -> None:
    page = publishers_pages(server)[slug]
    case = f"Central udmelding for {GROUPS[slug]}"
    notification = sought("notification", page.address, case, case)
    appendix = sought("appendix", page.address, case, "Bilag 1: Kommunernes svar", number=1)

    found = matched([notification, appendix], {page.address: offers_of(page.address)})

    got = {one.sought.role: (one.candidates[0].offer.address, one.sure) for one in found}
    expected = {"notification": (page.notification, True)}
    if page.appendix:
        expected["appendix"] = (page.appendix, True)
    assert got == expected


def test_what_cannot_be_told_apart_is_proposed_and_not_sure(server: DocumentServer) -> None:
    page, files = ambiguous_page(server)
    both = [sought("appendix", page, "Sag", f"Bilag {number}", number=number) for number in (1, 2)]

    found = matched(both, {page: offers_of(page)})

    assert [one.sure for one in found] == [False, False]
    assert {one.candidates[0].offer.address for one in found} == files


def test_links_of_menus_and_footers_are_no_offers(server: DocumentServer) -> None:
    page = publishers_pages(server)["gravide"]

    paths = {one.address.rpartition("/")[2] for one in offers_of(page.address)}

    assert paths == {page.notification.rpartition("/")[2], page.appendix.rpartition("/")[2]}


def test_each_file_is_fetched_once(server: DocumentServer) -> None:
    page = publishers_pages(server)["punktskrift"]

    offers_of(page.address)

    paths = [path for path, _, _ in server.log]
    assert sorted(paths) == sorted(set(paths))
    assert len(paths) == 4
