"""Files of publishers' pages are matched with the documents that are sought there."""

from __future__ import annotations

import pytest
from library import DocumentServer
from publishers import GROUPS, ambiguous_page, publishers_pages

from hub.documents.assignment import matched, sure_addresses
from hub.documents.offers import Offer, link_offers, page_offers
from hub.documents.proposals import Sought, appendix_number
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


@pytest.mark.parametrize(
    ("title", "links", "expected"),
    [
        ("Bilag 2", {"/b1.pdf": "Bilag 1", "/b2.pdf": "Bilag 2 – målgruppe"}, "/b2.pdf"),
        ("Bilag 3", {"/b1.pdf": "Bilag 1", "/b2.pdf": "Bilag 2"}, None),
        ("Brev om synstab", {"/a.pdf": "Hent", "/brev-synstab.pdf": "Hent"}, "/brev-synstab.pdf"),
        ("Udmelding", {"/a.pdf": "Udmelding", "/b.pdf": "Udmelding"}, None),
        ("Udmelding", {"/a.pdf": "Hent"}, "/a.pdf"),
        ("Udmelding", {}, None),
    ],
)
def test_by_links_alone_a_file_is_sure_where_exactly_one_fits(title, links, expected):
    number = appendix_number((title,))
    role = "appendix" if number else "notification"
    one = sought(role, "/side", "Sag", title, number=number)

    assert sure_addresses([one], {"/side": link_offers(links)}).get(one.id) == expected


def test_the_files_of_a_page_are_shared_out_among_its_documents():
    both = [sought("appendix", "/side", "Sag", f"Bilag {n}", number=n) for n in (1, 2)]
    links = {"/a.pdf": "Bilag 2", "/b.pdf": "Bilag 1"}

    found = sure_addresses(both, {"/side": link_offers(links)})

    assert found == {both[0].id: "/b.pdf", both[1].id: "/a.pdf"}
