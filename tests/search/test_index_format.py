"""An index of another format than expected is published as it is, with a warning."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from hub.search import pagefind
from hub.search.expansions import Expander
from hub.search.index_order import UnknownFormat, put_in_order
from hub.search.index_records import Subject, page_record


def files(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Return an index of one page, as Pagefind 1.5 and the hub write it."""
    subject = Subject(title="Børn", filters={"slags": ["Sag"]})
    plain = Expander(lambda _: ())
    pagefind.write_records([page_record("sag/", "<p>Tekst</p>", subject, plain)], tmp_path / "in")
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


def test_an_index_of_another_format_is_a_warning(
    bundle: Path, caplog: pytest.LogCaptureFixture
) -> None:
    next(bundle.glob("filter/*.pf_filter")).write_bytes(b"another format")

    with caplog.at_level(logging.WARNING):
        pagefind.order_index(bundle)

    [record] = caplog.records
    assert record.getMessage().startswith("The index for the search is not as Pagefind 1.5 writes")
