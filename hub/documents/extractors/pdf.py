"""Read a PDF: its text by page, its thumbnail, and what it says about itself.

Only child processes with limits call this (see `child`): PDFium may end the whole process on a bad
file, and both libraries may take any time and memory.

PDFium reads pages, text, labels and outline, for it bears loops and broken trees; pypdf reads the
catalogue of the file. Where one of them cannot open the file, the other's answer is used.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar, cast

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from hub.text.dates import KnownDate

Value = TypeVar("Value")

THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT = 240, 340
MOST_PAGES = 5000
"""Pages that are read; no document of the catalogue has a tenth of it."""

MOST_OUTLINE_ITEMS = 1000
LONGEST_TEXT = 300
"""Characters of a title, a name, a label: what is longer is no title."""

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": ""}
)
_BROKEN_WORD = re.compile("[\x02\ufffe]\\s*")
"""PDFium's mark for the hyphen at which a word was divided between two lines."""

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\ud800-\udfff"
_INVISIBLE = re.compile(f"[{_CONTROLS}]")
_ODD = re.compile(f"[{_CONTROLS}\xad\ufb00-\ufb06]")
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(?:(\d\d)'?)?)?.{0,4}"
)
_XMP_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_CLAIM = r"{0}:{1}\s*(?:=\s*[\"']|>\s*)([0-9A-Za-z]+)"


class Pdf:
    """One PDF in memory; each property is read when it is first asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.needs_password = False

    @cached_property
    def _reader(self) -> PdfReader | None:
        reader: PdfReader | None = _tolerant(None, PdfReader, io.BytesIO(self.data))
        if reader is not None and reader.is_encrypted:
            _tolerant(None, reader.decrypt, "")
        return reader

    @cached_property
    def _root(self) -> DictionaryObject:
        root: Any = _tolerant(None, getattr, self._reader, "root_object")
        return root if isinstance(root, DictionaryObject) else DictionaryObject()

    @cached_property
    def _document(self) -> pypdfium2.PdfDocument | None:
        """The file as PDFium opens it, or as pypdf writes it anew where PDFium cannot."""
        try:
            return pypdfium2.PdfDocument(self.data)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        mended = _tolerant(b"", self._written_anew)
        self.needs_password = locked and not mended
        return _tolerant(None, pypdfium2.PdfDocument, mended) if mended else None

    def _written_anew(self) -> bytes:
        reader = self._reader
        if reader is None or not len(reader.pages):
            return b""
        stream = io.BytesIO()
        PdfWriter(clone_from=reader).write(stream)
        return stream.getvalue()

    def text(self) -> dict[str, Any]:
        """Return the text of each page."""
        document = self._document
        if document is None:
            return {"pages": None, "needs_password": self.needs_password}
        count = len(document)
        read = range(min(count, MOST_PAGES))
        return {
            "pages": count,
            "needs_password": False,
            "text": [_tolerant("", _page_text, document, at) for at in read],
        }

    def contents(self) -> dict[str, Any]:
        """Return the printed labels of the pages where they are not 1, 2, 3, and the outline."""
        document = self._document
        if document is None:
            return {"labels": [], "outline": []}
        read = range(min(len(document), MOST_PAGES))
        labels = [_short(_tolerant("", document.get_page_label, at)) for at in read]
        if labels == [str(at + 1) for at in read]:
            labels = []
        return {
            "labels": labels if any(labels) else [],
            "outline": _tolerant([], _outline, document),
        }

    def facts(self) -> dict[str, Any]:
        """Return what the file says about itself; nothing of it is a promise that it is so.

        A value in the Info dictionary wins over the same value in the XMP metadata: that is what
        the programs that made older documents kept up to date.
        """
        document = self._document
        info = self._info(document)
        xmp = _tolerant("", self._xmp)
        part, level, ua = (_claim(xmp, *names) for names in _CLAIMS)
        return {
            "title": _short(info.get("/Title")) or _xmp_text(xmp, "dc:title"),
            "author": _short(info.get("/Author")) or _xmp_text(xmp, "dc:creator"),
            "created": pdf_date(info.get("/CreationDate")) or _xmp_date(xmp, "CreateDate"),
            "modified": pdf_date(info.get("/ModDate")) or _xmp_date(xmp, "ModifyDate"),
            "language": _short(_tolerant(None, self._root.get, "/Lang")),
            "tagged": _tolerant(None, self._tagged) or False,
            "title_shown": _tolerant(None, self._title_shown) or False,
            "encrypted": self._encrypted(document),
            "pdf_version": self._version(),
            "pdfa": f"{part}{level or ''}".upper() if part else None,
            "pdfua": ua,
        }

    def thumbnail(self) -> bytes:
        """Return a small picture of the first page as WebP, or nothing."""
        page = _tolerant(None, self._document.get_page, 0) if self._document else None
        if page is None:
            return b""
        width, height = page.get_size()
        if min(width, height) <= 0:
            return b""
        scale = min(THUMBNAIL_WIDTH / width, THUMBNAIL_HEIGHT / height)
        picture = page.render(scale=scale).to_pil().convert("RGB")
        stream = io.BytesIO()
        picture.save(stream, "WEBP", quality=75)
        return stream.getvalue()

    def _info(self, document: pypdfium2.PdfDocument | None) -> dict[str, Any]:
        info: dict[str, Any] = _tolerant({}, getattr, self._reader, "metadata") or {}
        if not info and document is not None:
            told: dict[str, str] = _tolerant({}, document.get_metadata_dict)
            return {f"/{name}": value for name, value in told.items() if value}
        return {name: _tolerant(value, value.get_object) for name, value in info.items()}

    def _xmp(self) -> str:
        stream = self._root.get("/Metadata")
        if stream is None:
            return ""
        data: bytes = stream.get_object().get_data()
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        return data.decode(encoding, "replace")

    def _tagged(self) -> bool:
        mark = self._root.get("/MarkInfo", DictionaryObject()).get_object()
        tree = self._root.get("/StructTreeRoot")
        return _is_true(mark.get("/Marked")) and tree is not None and tree.get_object() is not None

    def _title_shown(self) -> bool:
        preferences = self._root.get("/ViewerPreferences", DictionaryObject()).get_object()
        return _is_true(preferences.get("/DisplayDocTitle"))

    def _encrypted(self, document: pypdfium2.PdfDocument | None) -> bool:
        if self._reader is not None:
            return bool(_tolerant(None, getattr, self._reader, "is_encrypted"))
        if document is None:
            return self.needs_password
        return bool(pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0)

    def _version(self) -> str | None:
        own = str(_tolerant(None, self._root.get, "/Version") or "").lstrip("/")
        header = re.search(rb"%PDF-(\d\.\d)", self.data[:2048])
        told = max(own, header.group(1).decode() if header else "")
        return told if re.fullmatch(r"\d\.\d", told) else None


_CLAIMS = (("pdfaid", "part"), ("pdfaid", "conformance"), ("pdfuaid", "part"))


def pdf_date(value: object) -> str | None:
    """Return a PDF's date with the precision that it has, or None where it is no date."""
    match = _DATE.fullmatch(str(value).strip()) if value else None
    if match is None:
        return None
    year, month, day, hour, minute, second, _, zone_hour, zone_minute = match.groups()
    limits = ((hour, 23), (minute, 59), (second, 59), (zone_hour, 23), (zone_minute, 59))
    if any(number is not None and int(number) > limit for number, limit in limits):
        return None
    return _known("-".join(part for part in (year, month, day) if part))


def _known(text: str) -> str | None:
    try:
        return str(KnownDate.parse(text))
    except ValueError:
        return None


def _page_text(document: pypdfium2.PdfDocument, at: int) -> str:
    page = document[at]
    try:
        words = page.get_textpage()
        try:
            text: str = words.get_text_range()
        finally:
            words.close()
    finally:
        page.close()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _ODD.search(text):  # most pages have nothing of it, and looking is cheap
        text = _INVISIBLE.sub("", _BROKEN_WORD.sub("", text).translate(_LIGATURES))
    return text.strip()


def _outline(document: pypdfium2.PdfDocument) -> list[dict[str, Any]]:
    found = []
    for item in itertools.islice(document.get_toc(max_depth=8), MOST_OUTLINE_ITEMS):
        title = _short(_tolerant("", item.get_title))
        target = _tolerant(None, item.get_dest)
        at: int | None = _tolerant(None, target.get_index) if target else None
        if title:
            found.append(
                {"title": title, "level": item.level, "page": None if at is None else at + 1}
            )
    return found


def _claim(xmp: str, prefix: str, name: str) -> str | None:
    match = re.search(_CLAIM.format(prefix, name), xmp)
    return match.group(1) if match else None


def _xmp_text(xmp: str, name: str) -> str | None:
    """Return the first text inside an element of the XMP; no parser, for it is often broken."""
    match = re.search(rf"<{name}\b[^>]*>(.{{0,4000}}?)</{name}>", xmp, re.DOTALL)
    if match is None:
        return None
    item = re.search(r"<rdf:li\b[^>]*>([^<]*)</rdf:li>", match.group(1))
    text = item.group(1) if item else match.group(1)
    return _short(text) if "<" not in text else None


def _xmp_date(xmp: str, name: str) -> str | None:
    match = re.search(rf"xmp:{name}(?:=[\"']|>)\s*([0-9-]+)", xmp)
    found = _XMP_DATE.match(match.group(1)) if match else None
    return _known(found.group()) if found else None


def _short(value: object) -> str | None:
    """Return a text fit to be kept on one line, or None where it is none or blank."""
    if not isinstance(value, str):
        return None
    text = " ".join(_INVISIBLE.sub(" ", value).split())
    return text[:LONGEST_TEXT] or None


def _is_true(value: Any) -> bool:
    return value is not None and str(value.get_object()).lower() == "true"


def _tolerant(otherwise: Value, read: Callable[..., Any], *arguments: Any) -> Value:
    """Return what `read` reads, or `otherwise` where the file makes the library fail.

    pypdf raises TypeError, AssertionError, RecursionError and more on odd files; none of them says
    more than that this one fact cannot be had.
    """
    try:
        return cast("Value", read(*arguments))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # see above: any of them may come
        return otherwise
