"""What of an answer has to be read: places on a page, heads, encodings."""

from __future__ import annotations

import gzip
import zlib

import brotli
from answer_case import (
    ALIVE,
    DEAD,
    DOCUMENT,
    OK,
    OTHER,
    Case,
)
from scripted import PDF, Reply, document, moved, page

_ON_A_PAGE = tuple(
    Case(f"#{name}", f"/s#{fragment}", {"/s": page("x", f"<p>x</p>{body}", **more)}, right)
    for name, fragment, body, right, more in (
        ("an id", "her", "<h2 id=her>x</h2>", OK, {}),
        ("an id in capitals is another", "HER", "<h2 id=her>x</h2>", DEAD, {}),
        ("the name of an anchor", "her", "<A NAME='her'></A>", OK, {}),
        ("the name of a field", "her", "<input name=her>", DEAD, {}),
        ("Top", "Top", "", OK, {}),
        ("nothing", "", "", OK, {}),
        ("a route", "/sager/12", "<div id=root></div><script src=/a.js></script>", ALIVE, {}),
        ("an old route", "!/sager", "<script src=/a.js></script>", ALIVE, {}),
        ("a text", ":~:text=ord", "", OK, {}),
        ("a text after a place", "her:~:text=ord", "<b id=her>x</b>", OK, {}),
        ("a place that is missing", "ikke", "", DEAD, {}),
        ("a place that a script may make", "tab-2", "<script src=/a.js></script>", ALIVE, {}),
        ("a place in a comment", "her", "<!-- <h2 id=her> -->", DEAD, {}),
        ("Danish letters", "æøå", "<h2 id='æøå'>x</h2>", OK, {}),
        ("Danish letters, encoded", "%C3%A6%C3%B8%C3%A5", "<h2 id='æøå'>x</h2>", OK, {}),
        ("letters as references", "%C3%A6", "<h2 id='&aelig;'>x</h2>", OK, {}),
        ("a blank", "a%20b", "<h2 id='a b'>x</h2>", OK, {}),
        ("a percent sign in the id", "100%25", "<h2 id='100%'>x</h2>", OK, {}),
        ("an encoded id", "S%C3%A6r", "<h2 id='S%C3%A6r'>x</h2>", OK, {}),
        ("in an odd tag", "her", "<p title='a > b' id='her'>x", OK, {}),
        ("in a drawing", "her", "<svg><g id=her></g></svg>", OK, {}),
        ("in what was never closed", "her", "<div><div><p id=her", DEAD, {}),
        ("meta of a name", "viewport", "", DEAD, {"head": "<meta name=viewport content=x>"}),
        ("text in a script", "her", "<script>'<p id=her>'</script>", ALIVE, {}),
        ("zoom of a page", "zoom=100", "<script src=/a.js></script>", ALIVE, {}),
        ("a moment", "t=10", "", OK, {}),
    )
)
PLACES = (
    *_ON_A_PAGE,
    Case("#page of a PDF without an ending", "/-/media/AB#page=3", {"/-/media/AB": document()}, OK),
    Case(
        "#view of a PDF without an ending",
        "/-/media/AB#view=FitH&page=2",
        {"/-/media/AB": document()},
        OK,
    ),
    Case("#nameddest of a PDF", "/a.pdf#nameddest=kap", {"/a.pdf": document()}, OK),
    Case(
        "# after a redirect",
        "/gl#her",
        {"/gl": moved("/ny"), "/ny": page(body="<p id=her>x</p>")},
        OK,
    ),
    *(
        Case(
            f"#æ on a page in {name}",
            "/s#%C3%A6",
            {"/s": Reply(200, (("Content-Type", f"text/html{says}"),), bytes_)},
            OK,
        )
        for name, says, bytes_ in (
            (
                "Latin-1, by its header",
                "; charset=ISO-8859-1",
                "<title>x</title><p id='æ'>x".encode("latin-1"),
            ),
            (
                "Latin-1, by a meta",
                "",
                "<meta http-equiv=Content-Type content='a; charset=latin1'><p id='æ'>x".encode(
                    "latin-1"
                ),
            ),
            (
                "windows-1252",
                '; charset="windows-1252"',
                "<title>x</title><p id='æ'>x".encode("cp1252"),
            ),
            ("UTF-16 with a mark", "", "<title>x</title><p id='æ'>x".encode("utf-16")),
            (
                "UTF-8 with a mark",
                "; charset=iso-8859-1",
                "<title>x</title><p id='æ'>x".encode("utf-8-sig"),
            ),
            ("UTF-8 that is not told", "", "<title>x</title><p id='æ'>x".encode()),
            (
                "a set that nobody knows",
                "; charset=x-klingon",
                "<title>x</title><p id='æ'>x".encode(),
            ),
            (
                "UTF-8 against its meta",
                "; charset=utf-8",
                "<meta charset=iso-8859-1><title>x</title><p id='æ'>x".encode(),
            ),
        )
    ),
)


def _deflated(data: bytes) -> bytes:
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    return made.compress(data) + made.flush()


def _raw(head: bytes, body: bytes = PDF) -> Reply:
    return Reply(raw=b"HTTP/1.1 200 X\r\n" + head + b"\r\n\r\n" + body)


_LENGTH = b"Content-Length: %d" % len(PDF)
BODIES = (
    *(
        Case(name, "/a.pdf", {"/a.pdf": document(body, Content_Encoding=encoding)}, OK, DOCUMENT)
        for name, encoding, body in (
            ("gzip", "gzip", gzip.compress(PDF)),
            ("gzip in two members", "gzip", gzip.compress(PDF[:99]) + gzip.compress(PDF[99:])),
            ("gzip with noughts after it", "gzip", gzip.compress(PDF) + bytes(9)),
            ("deflate", "deflate", zlib.compress(PDF)),
            ("deflate without a head", "deflate", _deflated(PDF)),
            ("brotli", "br", brotli.compress(PDF)),
            ("twice", "gzip, br", brotli.compress(gzip.compress(PDF))),
            ("identity", "identity", PDF),
            ("none", "none", PDF),
            ("an encoding that is the charset", "utf-8", PDF),
        )
    ),
    *(
        Case(name, "/a.pdf", {"/a.pdf": reply}, links, fetch)
        for name, reply, links, fetch in (
            (
                "cut gzip",
                document(gzip.compress(PDF)[:-9], Content_Encoding="gzip"),
                ("broken", "unchecked"),
                ("damaged",),
            ),
            (
                "cut brotli",
                document(brotli.compress(PDF)[:-9], Content_Encoding="br"),
                ("broken", "unchecked"),
                ("damaged",),
            ),
            (
                "gzip that is none",
                document(PDF, Content_Encoding="gzip"),
                ("broken", "unchecked"),
                ("damaged",),
            ),
            (
                "a length that is not reached",
                _raw(b"Content-Length: 9999"),
                ("broken", "unchecked"),
                ("damaged", "unchecked"),
            ),
            (
                "a chunk that is cut",
                _raw(b"Transfer-Encoding: chunked", b"%x\r\n%s" % (len(PDF), PDF)),
                ("broken", "unchecked"),
                ("damaged", "unchecked"),
            ),
            (
                "chunks",
                _raw(b"Transfer-Encoding: chunked", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PDF), PDF)),
                OK,
                DOCUMENT,
            ),
            ("until the end", _raw(b"Connection: close"), OK, DOCUMENT),
            (
                "a transfer that is none",
                _raw(b"Transfer-Encoding: identity\r\n" + _LENGTH),
                OK,
                DOCUMENT,
            ),
            ("a line that is no header", _raw(b"hej med dig\r\n" + _LENGTH), OK, DOCUMENT),
            ("a header without a name", _raw(b": x\r\n" + _LENGTH), OK, DOCUMENT),
            ("a blank before the colon", _raw(_LENGTH.replace(b":", b" :")), OK, DOCUMENT),
            ("a NUL in a header", _raw(b"X-A: a\x00b\r\n" + _LENGTH), OK, DOCUMENT),
            ("a header over two lines", _raw(b"X-A: a\r\n  b\r\n" + _LENGTH), OK, DOCUMENT),
            (
                "lines that end in LF",
                Reply(raw=b"HTTP/1.1 200 OK\n" + _LENGTH + b"\n\n" + PDF),
                OK,
                DOCUMENT,
            ),
            (
                "no reason",
                Reply(raw=b"HTTP/1.1 200\r\n" + _LENGTH + b"\r\n\r\n" + PDF),
                OK,
                DOCUMENT,
            ),
            ("HTTP/1.0", Reply(raw=b"HTTP/1.0 200 OK\r\n\r\n" + PDF), OK, DOCUMENT),
            (
                "preliminary answers",
                Reply(
                    raw=b"HTTP/1.1 103 X\r\nLink: a\r\nb\r\n\r\n" * 3
                    + b"HTTP/1.1 200 X\r\n"
                    + _LENGTH
                    + b"\r\n\r\n"
                    + PDF
                ),
                OK,
                DOCUMENT,
            ),
            ("no HTTP", Reply(raw=PDF), ("broken", "unchecked"), ("broken", "unchecked")),
            ("nothing", Reply(raw=b"\r\n"), ("broken", "unchecked"), ("broken", "unchecked")),
            ("text for a type", document(PDF, Content_Type="text/html"), OK, DOCUMENT),
            ("a type that is none", Reply(200, (("Content-Type", "pdf"),), PDF), OK, DOCUMENT),
            (
                "to be saved",
                document(PDF, Content_Disposition="attachment; filename*=UTF-8''r%C3%B8d.pdf"),
                OK,
                DOCUMENT,
            ),
            ("a mark before it", document(b"\xef\xbb\xbf" + PDF), OK, DOCUMENT),
        )
    ),
    Case(
        "a Word file as a PDF",
        "/a.pdf",
        {"/a.pdf": document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))},
        DEAD,
        OTHER,
    ),
    Case(
        "a Word file of which only the head is known",
        "/a.doc",
        {
            "/a.doc": Reply(
                200,
                (("Content-Type", "application/msword"),),
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            )
        },
        OK,
        DOCUMENT,
    ),
)
