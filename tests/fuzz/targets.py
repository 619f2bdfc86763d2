"""What is fuzzed: each target takes a stranger's bytes and fails where a promise does not hold.

A target is called by `__main__.py` with bytes that are led by coverage, and by `test_findings.py`
with what was found before.
"""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable, Mapping
from typing import get_args

from projects import FROZEN

from hub.catalogue.addresses import check_addresses
from hub.catalogue.loader import check_catalogue, known_by, read_records
from hub.catalogue.losses import check_losses, empty_fields
from hub.catalogue.placeholders import check_placeholders
from hub.catalogue.plain_language import check_plain_language
from hub.catalogue.source import source_of_bytes
from hub.catalogue.validator import problems_of_findings
from hub.diagnostics.problem import Problem
from hub.diagnostics.reporters import hint, message, text_report
from hub.diagnostics.rules import all_rules
from hub.documents.child_messages import BadMessage, Messages, Step, value_of
from hub.documents.extraction import read_of
from hub.documents.extractors.html import Webpage, as_utf8
from hub.documents.extractors.office import Office
from hub.documents.extractors.pdf import Pdf
from hub.documents.offers import file_links
from hub.documents.sandbox import StepResults
from hub.documents.worker import as_json
from hub.links.html_links import TAG, parts_of
from hub.web.url_policy import UrlPolicy

_RECORDS = read_records(FROZEN)
_KNOWN = known_by(_RECORDS.vocabulary, _RECORDS.hosts)
_GUARD = UrlPolicy.of(_RECORDS.hosts)
_AREAS = ("hovedstaden", "sjaelland")
_STEPS: tuple[Step, ...] = get_args(Step)
_RULES = all_rules()
_FILE = "x.yaml"


def catalogue(data: bytes) -> None:
    """Any bytes are a catalogue or problems, each in words and at a place of the text."""
    source = source_of_bytes(data, _FILE)
    problems: list[Problem] = []
    check_catalogue(source, _AREAS, problems, _KNOWN, today=None)
    problems += problems_of_findings(source, check_plain_language(source))
    problems += problems_of_findings(source, check_addresses(source))
    problems += (*check_losses(source), *check_placeholders(source))
    problems += empty_fields(source, {one.place for one in problems})
    text = data.decode("utf-8-sig", "replace")
    lines = re.split("\r\n|\r|\n", text)
    for one in problems:
        assert 1 <= one.place.line <= len(lines), one
        assert 1 <= one.place.column <= len(lines[one.place.line - 1]) + 1, one
    for one in problems[:20]:
        assert message(one, _RULES, "da").isprintable()
        assert message(one, _RULES, "en").isprintable()
        hint(one, _RULES, "da")
    list(text_report(problems[:20], _RULES, "da", lambda _: text))


def webpage(data: bytes) -> None:
    """Any page can be read by every step, and what is said of it has the form agreed on."""
    page = Webpage(as_utf8(data, None))
    said = {step: getattr(page, step)() for step in ("links", "blocks", "page", "text", "facts")}
    values = {step: value_of(step, as_json(found)) for step, found in said.items()}
    file_links(values["links"], "https://www.sbst.dk/a/", _GUARD)


def places(data: bytes) -> None:
    """Any text is searched for tags; what they lead to and name is text."""
    for tag in TAG.findall(data.decode("utf-8", "replace")):
        hrefs, named = parts_of(tag)
        assert all(isinstance(one, str) for one in (*hrefs, *named))


def messages(data: bytes) -> None:
    """Whatever a child sends is its answers, or the end of it."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, len(data) + 4096)
            theirs.sendall(data)
        said, read = Messages(ours), StepResults()
        for step in _STEPS:
            try:
                read.take_in(step, said.answer(step, time.monotonic() + 5))
            except (BadMessage, OSError):
                break
    _read(read)


def answers(data: bytes) -> None:
    """Whatever a child answers to a step, something or nothing is known of the document."""
    read = StepResults()
    for step, body in zip(_STEPS, data.split(b"\n"), strict=False):
        try:
            read.values[step] = value_of(step, body)
        except BadMessage:
            read.failed[step] = "unreadable"
    _read(read)


def _read(read: StepResults) -> None:
    for kind in ("pdf", "docx", "html"):
        read_of(kind, read).text.model_dump_json()


def office(data: bytes) -> None:
    """Whatever can be read of an office file is told in the form agreed on."""
    _steps(Office, data, ("text", "facts", "cells"))


def pdf(data: bytes) -> None:
    """Whatever can be read of a PDF is told in the form agreed on."""
    _steps(Pdf, data, ("text", "contents", "facts", "structure"))


def _steps(opener: Callable[[bytes], object], data: bytes, steps: tuple[Step, ...]) -> None:
    try:
        document = opener(data)
    except Exception:  # noqa: BLE001  # the child says then that it cannot be read
        return
    for step in steps:
        try:
            found = getattr(document, step)()
        except Exception:  # noqa: BLE001, S112  # the same
            continue
        value_of(step, as_json(found))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (catalogue, webpage, places, messages, answers, office, pdf)
}


def _head(step: str, body: bytes) -> bytes:
    return json.dumps({"step": step, "size": len(body), "failed": None, "memory": 1}).encode()


_TEXT = b'{"pages": 1, "needs_password": false, "text": ["a"], "lacks": [null], "cut": false}'
SEEDS: Mapping[str, tuple[bytes, ...]] = {
    # what a search begins with
    "catalogue": (
        (FROZEN / "data/notifications.yaml").read_bytes()[:4000],
        b"a: [{b: 'c'}, |\n d]",
    ),
    "webpage": (
        b"<!doctype html><meta charset=utf-8><title>t</title><h1 id=a>h</h1><a href='x.pdf'>x</a>",
        b"<nav><a href=y>y</a></nav><meta http-equiv=refresh content='0;url=z'>",
    ),
    "places": (b"<a href=\"x\" id='y' name=z><!-- <a href=q> --><script>'<a>'</script>",),
    "messages": (
        b"".join(_head(step, b"[]") + b"\n[]" for step in _STEPS),
        _head("text", _TEXT) + b"\n" + _TEXT,
    ),
    "answers": (b"\n".join((_TEXT, b"[[]]", b'{"labels": ["i"], "outline": []}', b"{}")),),
    "office": (b"{\\rtf1 {\\info {\\title t}} a}",),
    "pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF",),
}
