"""Values of a PDF's metadata in all the forms that programs write them: dates, titles."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from pypdf.generic import ByteStringObject, NameObject, TextStringObject

from hub.documents.extractors.characters import INVISIBLE
from hub.text.dates import KnownDate

LONGEST_TEXT = 300
"""Characters of a title, a name, a label: what is longer is no title."""

_DATE = re.compile(
    r"(?:D:)?\s*(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?"
    r"(?:(?:Z|([+-]))(?:(\d\d)'?(?:(\d\d)'?)?)?)?.{0,4}"
)
_XMP_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_CLAIM = r"{0}:{1}\s*(?:=\s*[\"']|>\s*)([0-9A-Za-z]+)"
_LANGUAGE_MARK = re.compile("\x1b[A-Za-z]{2}(?:[A-Za-z]{2})?\x1b")
"""A text string may change its language midway; the mark of it is no part of the text."""


def pdf_date(value: object) -> str | None:
    """Return a PDF's date with the precision that it has, or None where it is no date."""
    match = _DATE.fullmatch(_decoded(value).strip("\0 \t\r\n")) if value else None
    if match is None:
        return None
    year, month, day, hour, minute, second, _, zone_hour, zone_minute = match.groups()
    limits = ((hour, 23), (minute, 59), (second, 59), (zone_hour, 23), (zone_minute, 59))
    if any(number is not None and int(number) > limit for number, limit in limits):
        return None
    return _known("-".join(part for part in (year, month, day) if part))


def one_line(value: object) -> str | None:
    """Return a text of the file fit to be kept on one line, or None where it is none or blank."""
    if not isinstance(value, str | bytes):
        return None
    text = unicodedata.normalize("NFC", INVISIBLE.sub(" ", _decoded(value)))
    return " ".join(text.split())[:LONGEST_TEXT] or None


def _decoded(value: object) -> str:
    """Return a text string as it was meant; pypdf's own decoding fails or guesses on odd bytes."""
    if isinstance(value, ByteStringObject | bytes):
        text = _decoded_bytes(bytes(value))
    elif isinstance(value, NameObject):
        text = str(value).lstrip("/")
    elif isinstance(value, TextStringObject):
        text = _decoded_bytes(_original_bytes(value))
    else:
        text = str(value)
    return _LANGUAGE_MARK.sub("", text)


def _original_bytes(value: TextStringObject) -> bytes:
    try:
        return value.original_bytes
    except Exception:  # noqa: BLE001  # pypdf raises a bare one where it made the text up itself
        return value.encode("utf-8-sig", "replace")


def _decoded_bytes(data: bytes) -> str:
    if data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        # With an odd number of bytes the last one is cut off; what comes before it still counts.
        return data.decode("utf-16", "ignore")
    if data.startswith(BOM_UTF8):
        return data.decode("utf-8-sig", "replace")
    pairs = max(len(data) // 2, 1)
    if data[0::2].count(0) > pairs / 2 and data[1::2].count(0) <= pairs / 2:
        return data.decode("utf-16-be", "ignore")
    if data[1::2].count(0) > pairs / 2 and data[0::2].count(0) <= pairs / 2:
        return data.decode("utf-16-le", "ignore")
    try:
        return data.decode("utf-8") if not data.isascii() else _pdf_doc(data)
    except UnicodeDecodeError:
        return _pdf_doc(data)


def _pdf_doc(data: bytes) -> str:
    return "".join(_PDF_DOC.get(byte, chr(byte)) for byte in data)


_PDF_DOC = dict(
    zip(
        (*range(0x18, 0x20), *range(0x80, 0x9F), 0xA0),
        "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc"
        "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018"
        "\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e"
        "\u20ac",
        strict=True,
    )
)
"""Where PDFDocEncoding differs from Latin-1."""


def xmp_claim(xmp: str, prefix: str, name: str) -> str | None:
    """Return a claim of the XMP, such as the part of PDF/A; None where there is none."""
    match = re.search(_CLAIM.format(prefix, name), xmp)
    return match.group(1) if match else None


def xmp_text(xmp: str, name: str) -> str | None:
    """Return the first text inside an element of the XMP; no parser, for it is often broken."""
    match = re.search(rf"<{name}\b[^>]*>(.{{0,4000}}?)</{name}>", xmp, re.DOTALL)
    if match is None:
        return None
    item = re.search(r"<rdf:li\b[^>]*>([^<]*)</rdf:li>", match.group(1))
    text = item.group(1) if item else match.group(1)
    return one_line(text) if "<" not in text else None


def xmp_date(xmp: str, name: str) -> str | None:
    """Return a date of the XMP by its name, to the day."""
    match = re.search(rf"xmp:{name}(?:=[\"']|>)\s*([0-9-]+)", xmp)
    found = _XMP_DATE.match(match.group(1)) if match else None
    return _known(found.group()) if found else None


def _known(text: str) -> str | None:
    try:
        return str(KnownDate.parse(text))
    except ValueError:
        return None
