"""An index of another format than expected is published as it is, with a warning."""

from __future__ import annotations

import gzip
import itertools
import json
import logging
import re
from pathlib import Path

import cbor2
import pytest

from hub.search import pagefind
from hub.search.expansions import Expander
from hub.search.index_files import SIGNATURE, first_files, read_index_file
from hub.search.index_order import UnknownFormat, put_in_order
from hub.search.index_records import IndexRecord, Subject, page_record
from hub.text.dates import KnownDate

DAYS = {"maj/": "2021-05-01", "januar/": "2020-01-31", "juni/": "2021-06-01", "marts/": "2021-03"}


def files(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def record(address: str, day: str) -> IndexRecord:
    subject = Subject(title="Børn", filters={"slags": ["Sag"]}, date=KnownDate.parse(day))
    return page_record(address, f"<p>Tekst {day}</p>", subject, Expander(lambda _: ()))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Return an index of four pages, as Pagefind 1.5 and the hub write it."""
    pagefind.write_records(itertools.starmap(record, DAYS.items()), tmp_path / "in")
    with pagefind.index_of(tmp_path / "in", tmp_path / "site"):
        pass
    return tmp_path / "site/pagefind"


@pytest.mark.parametrize("damaged", ["*.pf_meta", "filter/*.pf_filter", "pagefind-entry.json"])
def test_files_of_another_format_are_left_as_they_are(bundle: Path, damaged: str) -> None:
    next(bundle.glob(damaged)).write_bytes(b"another format")
    before = files(bundle)

    with pytest.raises(UnknownFormat):
        put_in_order(bundle, "da")

    assert files(bundle) == before


@pytest.mark.parametrize("more", [["2.0.0"], ["1.5.2", "more"]], ids=["version", "lists"])
def test_an_index_of_another_pagefind_is_left_as_it_is(bundle: Path, more: list[str]) -> None:
    [meta] = bundle.glob("*.pf_meta")
    [version, *lists] = more
    changed = [version, *read_index_file(meta)[1:], *lists]
    meta.write_bytes(gzip.compress(SIGNATURE + cbor2.dumps(changed)))
    before = files(bundle)

    with pytest.raises(UnknownFormat):
        put_in_order(bundle, "da")

    assert files(bundle) == before


def test_a_file_whose_middle_is_damaged_is_of_another_format(bundle: Path) -> None:
    [meta] = bundle.glob("*.pf_meta")
    data = meta.read_bytes()
    meta.write_bytes(data[:12] + bytes(40) + data[52:])
    before = files(bundle)

    with pytest.raises(UnknownFormat):
        put_in_order(bundle, "da")
    with pytest.raises(UnknownFormat):
        first_files(bundle, "da")

    assert files(bundle) == before


@pytest.mark.parametrize("lacking", ["fragment/*.pf_fragment", "index/*.pf_index"])
def test_an_index_without_a_file_that_it_lists_is_left_as_it_is(bundle: Path, lacking: str) -> None:
    next(bundle.glob(lacking)).unlink()
    before = files(bundle)

    with pytest.raises(UnknownFormat):
        put_in_order(bundle, "da")

    assert files(bundle) == before


def test_the_order_by_date_stands_in_a_file_of_its_own(bundle: Path) -> None:
    told = first_files(bundle, "da")
    orders = json.loads((bundle / str(told["orders"])).read_text(encoding="utf-8"))

    names = [run + number for run, all_ in orders["dato"] for number in re.findall("..", all_)]

    assert [_address(bundle, one) for one in names] == ["/januar/", "/marts/", "/maj/", "/juni/"]
    assert orders.keys() == {"dato"}
    assert read_index_file(bundle / f"pagefind.{told['tag']}.pf_meta")[4] == []


def test_an_index_of_another_format_is_a_warning(
    bundle: Path, caplog: pytest.LogCaptureFixture
) -> None:
    next(bundle.glob("filter/*.pf_filter")).write_bytes(b"another format")

    with caplog.at_level(logging.WARNING):
        pagefind.order_index(bundle)

    [record] = caplog.records
    assert record.getMessage().startswith("The index for the search is not as Pagefind 1.5 writes")


def test_an_index_as_pagefind_has_left_it_names_no_file_of_orders(bundle: Path) -> None:
    next(bundle.glob("orders.*.json")).unlink()

    assert first_files(bundle, "da").keys() == {"tag", "words"}


def _address(bundle: Path, name: str) -> str:
    data = gzip.decompress((bundle / "fragment" / f"{name}.pf_fragment").read_bytes())
    return str(json.loads(data.removeprefix(SIGNATURE))["url"])
