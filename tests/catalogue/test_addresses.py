"""What an editor is told of a copied address: the address as it should be, or what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from roots import ENTRY, make_root

from hub.catalogue.address_slips import doubted_slip, refused_slip
from hub.catalogue.loader import read_records
from hub.diagnostics.reporters import hint
from hub.diagnostics.rules import all_rules
from hub.text.address_keys import address_key

WHOLE = "https://www.sbst.dk/a.pdf"

MENDED = {
    # an address as it is copied, and as it was meant
    "www.sbst.dk/a.pdf": WHOLE,
    "//www.sbst.dk/a.pdf": WHOLE,
    "https//www.sbst.dk/a.pdf": WHOLE,
    "https:/www.sbst.dk/a.pdf": WHOLE,
    "https:www.sbst.dk/a.pdf": WHOLE,
    "https:\\\\www.sbst.dk\\a.pdf": WHOLE,
    "hhttps://www.sbst.dk/a.pdf": WHOLE,
    "https://https://www.sbst.dk/a.pdf": WHOLE,
    "http://https//www.sbst.dk/a.pdf": WHOLE,
    "[Bilag 1](https://www.sbst.dk/a.pdf)": WHOLE,
    "<https://www.sbst.dk/a.pdf>": WHOLE,
    "https://bruger:kode@www.sbst.dk/a.pdf": WHOLE,
    "Se https://www.sbst.dk/a.pdf": WHOLE,
    "https://www.sbst.dk/a.pdf (pdf, 7 sider)": WHOLE,
    "»https://www.sbst.dk/a.pdf«": WHOLE,
    "https://www.sbst.dk/a.pdf.": WHOLE,
    "https://www.sbst.dk/a.pdf),": WHOLE,
    "https://www.sbst.dk/a.pdf#:~:text=x": WHOLE,
    "https://www.sbst.dk/a.pdf?utm_source=x&fbclid=y": WHOLE,
    "https://www.sbst.dk/a.pdf?utm_source=x#:~:text=y": WHOLE,
    "https://www.sbst.dk/a.pdf;jsessionid=1": WHOLE,
    "https://www.sbst.dk/(S(abcdefgh1234))/a.pdf": WHOLE,
    "https://www.sbst.dk/a b.pdf": "https://www.sbst.dk/a%20b.pdf",
    "https://www.sbst.dk/a%2520b.pdf": "https://www.sbst.dk/a%20b.pdf",
    "https://www.sbst.dk/a?id=1&amp;nr=2": "https://www.sbst.dk/a?id=1&nr=2",
    "https://www.sbst.dk/a?id=1&utm_source=x&amp;utm_medium=y": "https://www.sbst.dk/a?id=1",
    "https://www.sbst.dk/a.pdf%20": WHOLE,
    "https://www.sbst.dk/a.pdf ": WHOLE,
    "https://www.sbst.dk/a.pdf\u00a0": WHOLE,
    " https://www.sbst.dk/a.pdf?fbclid=1": WHOLE,
    "chrome-extension://efaidnbmnnnibpcajpcglclefindmkaj/https://www.sbst.dk/a.pdf": WHOLE,
    "https://www.sbst.dk/a–b.pdf": "https://www.sbst.dk/a-b.pdf",
    "https://www.sbst.dk/a?id=7&gclid=x#b": "https://www.sbst.dk/a?id=7#b",
    "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.sbst.dk%2Fa.pdf": WHOLE,
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.sbst.dk_a.pdf&d=DwM": WHOLE,
    "https://urldefense.com/v3/__https://www.sbst.dk/a.pdf__;!!abc": WHOLE,
    "https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.sbst.dk%2Fa.pdf&usg=x": WHOLE,
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.sbst.dk%2Fa.pdf%3Ffbclid%3DIwAR": WHOLE,
}


@pytest.mark.parametrize(("copied", "meant"), MENDED.items())
def test_the_address_is_shown_as_it_was_meant(tmp_path: Path, copied: str, meant: str):
    line = f"    agency_page: '{copied}'\n"
    entry = ENTRY.format(id="sag").replace("    summary", f"{line}    summary")
    root = make_root(tmp_path / "root", f"notifications:\n{entry}")

    (problem,) = read_records(root).problems

    assert problem.rule.startswith("address-")
    assert hint(problem, all_rules(), "da") == f"Skriv linjen sådan: agency_page: {meant}"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.sbst.dk/",
        "https://www.sbst.dk/a.pdf#page=7",
        "https://www.sbst.dk/a?id=7&side=2#afsnit",
        "https://www.sbst.dk/a?",
        "https://www.sbst.dk/Handicap/Om%20os_(ny)",
        "https://www.sbst.dk/forskning/soegning-om-hjaelp",
        "https://www.sbst.dk/a;b,c",
        "https://www.sbst.dk/blåbær",
        "https://web.archive.org/web/2019/https://www.sbst.dk/a",
        "https://www.sbst.dk/a..b.pdf",
        "https://www.sbst.dk/session/2019?trykt=1",
        "http://www.sbst.dk:8080/a",
        "HTTPS://WWW.SBST.DK/a",
    ],
)
def test_an_ordinary_address_is_left_alone(address: str):
    assert (refused_slip(address, {"www.sbst.dk"}), doubted_slip(address)) == (None, None)


def test_a_service_that_the_hub_may_link_to_is_no_slip():
    address = "https://kommune.sharepoint.com/sites/aaben/a.pdf"

    assert refused_slip(address, {"kommune.sharepoint.com"}) is None


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.sbst.dk/a", "www.sbst.dk/a"),
        ("http://www.sbst.dk/a/", "www.sbst.dk/a"),
        ("HTTP://WWW.SBST.DK:80/a?#", "www.sbst.dk/a"),
        ("https://www.sbst.dk:443/a#:~:text=b", "www.sbst.dk/a"),
        ("https://www.sbst.dk:8443/a", "www.sbst.dk:8443/a"),
        ("https://www.sbst.dk/A", "www.sbst.dk/A"),
        ("https://www.sbst.dk/a?b#page=2", "www.sbst.dk/a?b#page=2"),
        ("https://blåbær.dk", "xn--blbr-roah.dk"),
        ("https://[::1", "https://[::1"),
        ("https://www.sbst.dk:99999/", "https://www.sbst.dk:99999/"),
    ],
)
def test_addresses_that_lead_to_the_same_place_have_one_key(address: str, key: str):
    assert address_key(address) == key


@pytest.mark.parametrize(
    "part", ["https://", "a.", "(", "%25", "?a=", " ", "/", "[](", "&sid", "w."]
)
def test_hostile_addresses_are_looked_through_quickly(part: str):
    address = f"https://www.sbst.dk/{part * 1_000}"

    # What takes long here would never end: the patterns' cost must not grow with its square.
    assert len(str((refused_slip(address, ()), doubted_slip(address)))) < 10_000
