"""Where the hub may go, and how much it takes in on the way."""

from __future__ import annotations

import gzip
import io
import zlib

import brotli
import pytest
from library import fetch, pdf, project_of, record_of

from hub.documents.file_types import kind_of
from hub.web.decoders import BadEncoding, decoded
from hub.web.errors import asked_wait
from hub.web.url_policy import ForbiddenAddress, UrlPolicy, is_public

GUARD = UrlPolicy(
    {"eksempel.dk": False, "xn--ksempel-p1a.dk": False, "127.0.0.1": False, "localhost": True}
)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "javascript:alert(1)",
        "data:application/pdf;base64,JVBERi0=",
        "ftp://eksempel.dk/a.pdf",
        "https://anden.dk/a.pdf",
        "https://eksempel.dk.anden.dk/a.pdf",
        "https://eksempel.dk@anden.dk/a.pdf",
        "http://[::1]/a.pdf",
        "http://eksempel.dk:99999/a.pdf",
        "http://[bad/a.pdf",
        "//eksempel.dk/a.pdf",
    ],
)
def test_only_web_addresses_of_allowed_hosts_are_asked(address):
    with pytest.raises(ForbiddenAddress):
        GUARD.checked(address)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://eksempel.dk", "https://eksempel.dk/"),
        ("https://EKSEMPEL.dk:443/a%2Fb%3Fc.pdf#page=3", "https://eksempel.dk/a%2Fb%3Fc.pdf"),
        ("https://mig:kode@eksempel.dk/a.pdf", "https://eksempel.dk/a.pdf"),
        (
            "https://eksempel.dk/særlige bilag (1).pdf",
            "https://eksempel.dk/s%C3%A6rlige%20bilag%20(1).pdf",
        ),
        ("https://eksempel.dk/100%-rapport.pdf", "https://eksempel.dk/100%-rapport.pdf"),
        ("https://eksempel.dk//a/%5Cb|c+d", "https://eksempel.dk//a/%5Cb|c+d"),
        ("https://eksempel.dk/a/../b/./c", "https://eksempel.dk/b/c"),
        ("https://eksempel.dk/a\\b?x='|{y}", "https://eksempel.dk/a/b?x=%27|{y}"),
        ("https://øksempel.dk/a", "https://xn--ksempel-p1a.dk/a"),
        ("https://XN--KSEMPEL-P1A.dk/a", "https://xn--ksempel-p1a.dk/a"),
        (
            "http://eksempel.dk:8080/a.aspx?id=1&f=r%C3%B8d",
            "http://eksempel.dk:8080/a.aspx?id=1&f=r%C3%B8d",
        ),
    ],
)
def test_an_address_is_asked_for_as_it_is_written(address, asked):
    assert GUARD.checked(address) == asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  # looked at, not bound to
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_private_addresses_are_known_in_every_form(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:400f::1", "64:ff9b::808:808"])
def test_public_addresses_are_known(address):
    assert is_public(address)


def test_a_name_that_leads_to_a_private_address_is_refused():
    with pytest.raises(ForbiddenAddress):
        UrlPolicy({"localhost": False}).resolved("localhost", 80)


def test_a_private_host_needs_its_word_in_the_list(server, tmp_path):
    """The catalogue's own check refuses the number; a name that resolves to it is refused here."""
    address = server.put("/a.pdf", pdf("en")).replace("127.0.0.1", "localhost")
    library = project_of(tmp_path / "project", [{"url": server.url("/a.pdf")}])
    allowed = UrlPolicy({"localhost": True}).resolved("localhost", server.port)

    fetch(library)

    assert "127.0.0.1" in allowed
    assert record_of(library, server.url("/a.pdf"))["verdict"] == "document"
    with pytest.raises(ForbiddenAddress):
        UrlPolicy({"localhost": False}).resolved(
            "localhost", int(address.split(":")[2].split("/")[0])
        )


def test_a_bomb_is_undone_in_small_pieces():
    bomb = gzip.compress(gzip.compress(bytes(64 * 1024**2)))

    sizes = [len(piece) for piece, _ in zip(decoded([bomb], "gzip, gzip"), range(20), strict=False)]

    assert max(sizes) <= 64 * 1024


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 300_000])
def test_what_was_compressed_comes_out_whole(size):
    body = bytes(range(256)) * (size // 256) + bytes(size % 256)
    sent = gzip.compress(body)

    pieces = [sent[at : at + 1000] for at in range(0, len(sent), 1000)]

    assert b"".join(decoded(pieces, "gzip")) == body


@pytest.mark.parametrize(
    "sent", [b"%PDF-1.7", gzip.compress(b"x" * 999, mtime=0)[:-9], zlib.compress(b"x")]
)
def test_a_false_or_cut_encoding_is_noticed(sent):
    with pytest.raises(BadEncoding):
        list(decoded([sent], "gzip"))


def _raw_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    return compressor.compress(data) + compressor.flush()


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("gzip", gzip.compress(b"a" * 1000) + gzip.compress(b"b" * 1000)),
        ("gzip", gzip.compress(b"a" * 1000 + b"b" * 1000) + bytes(16)),
        ("deflate", zlib.compress(b"a" * 1000 + b"b" * 1000)),
        ("deflate", _raw_deflate(b"a" * 1000 + b"b" * 1000)),
        ("br", brotli.compress(b"a" * 1000 + b"b" * 1000)),
        ("br, gzip", gzip.compress(brotli.compress(b"a" * 1000 + b"b" * 1000))),
    ],
    ids=["two-members", "zeros-after", "zlib", "raw-deflate", "brotli", "two-encodings"],
)
def test_every_usual_encoding_is_undone_and_a_cut_one_noticed(encoding, sent):
    pieces = [sent[at : at + 7] for at in range(0, len(sent), 7)]

    assert b"".join(decoded(pieces, encoding)) == b"a" * 1000 + b"b" * 1000
    with pytest.raises(BadEncoding):
        list(decoded([sent[: len(sent) // 4]], encoding))


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("1", 1),
        ("86400", 21600),  # urllib3's own bound; either is longer than any deadline
        ("Sat, 21 Nov 2020 12:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("9" * 99, 21600),
    ],
)
def test_a_wait_is_read_in_both_forms(said, seconds):
    assert asked_wait(said) == seconds


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.7", "pdf"),
        (b"x" * 1000 + b"%PDF-1.7", "pdf"),
        (b"x" * 2000 + b"%PDF-1.7", "unknown"),
        (b"\r\n <!DOCTYPE HTML>", "html"),
        ("<html>".encode("utf-16"), "html"),
        (b" \n\n", "empty"),
        (b'[{"error": 1}]', "json"),
        (b"{not json", "unknown"),
        (b"PK\x03\x04", "cut-zip"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- saved --><!-- <p --><html>", "html"),
        (b"<!-- -->" * 400 + b"x", "unknown"),
        (b"<table><tr><td>Svar", "html"),
        (b"<html><p>Te\0kst", "html"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x91\x9c<p\xe7\x14", "unknown"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03<H1\xf2", "unknown"),
        (b"\r\nPK\x03\x04\x14\0\x06\0\x08<P\xff", "unknown"),
        ("Feltet »svar« må rumme <p> og <br>.".encode(), "unknown"),
    ],
)
def test_a_file_is_known_by_its_bytes(data, kind):
    assert kind_of(io.BytesIO(data)) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"Der er opst\xe5et en fejl. <b>Se nedenfor", "html"),
        ("Der er opstået en fejl.".encode("utf-16"), "html"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x91\x9c", "unknown"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<p ", "unknown"),
    ],
)
def test_a_server_that_calls_a_file_a_page_is_believed_of_text_alone(data, kind):
    assert kind_of(io.BytesIO(data), "text/html") == kind
