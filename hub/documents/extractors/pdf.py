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
from pypdf import PasswordType, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from hub.documents.extractors.pdf_pages import PageText, read_page
from hub.documents.extractors.pdf_values import one_line, pdf_date, xmp_claim, xmp_date, xmp_text
from hub.documents.extractors.structure import read_blocks

Value = TypeVar("Value")

THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT = 240, 340
MOST_PAGES = 5000
"""Pages that are read; no document of the catalogue has a tenth of it."""

MOST_OUTLINE_ITEMS = 1000
_NOT_A_FILE = b"%PDF-"
"""Bytes that PDFium refuses by their form, whatever it was given before."""


class Pdf:
    """One PDF in memory; each property is read when it is first asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.needs_password = False
        self._filled: set[int] = set()
        """Pages on which something is filled in, as soon as their text has been read."""

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
        _forget_last_error()
        try:
            return _with_forms(self.data)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        mended = _tolerant(b"", self._written_anew)
        # PDFium reports only some locked files as such; pypdf knows those with an odd structure.
        self.needs_password = not mended and (locked or _tolerant(False, self._is_locked))  # noqa: FBT003  # the answer in doubt
        return _tolerant(None, _with_forms, mended) if mended else None

    def _is_locked(self) -> bool:
        reader = self._reader
        if reader is None or not reader.is_encrypted:
            return False
        encryption: Any = reader.trailer["/Encrypt"].get_object()
        return (
            encryption.get("/Filter") != "/Standard"
            or reader.decrypt("") == PasswordType.NOT_DECRYPTED
        )

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
            cut = not self._has_end()
            return {"pages": None, "needs_password": self.needs_password, "cut": cut}
        count = len(document)
        unread = PageText("", "unread")
        pages = [_tolerant(unread, read_page, document, at) for at in range(min(count, MOST_PAGES))]
        self._filled = {at for at, page in enumerate(pages) if page.is_filled}
        return {
            "pages": count,
            "needs_password": False,
            "text": [page.text for page in pages],
            "lacks": [page.lack for page in pages],
            "cut": self._is_cut(pages),
        }

    def _is_cut(self, pages: list[PageText]) -> bool:
        """Return whether the file lacks its end, and parts of its pages with it."""
        return not self._has_end() and any(page.lack in ("unread", "blank") for page in pages)

    def _has_end(self) -> bool:
        return b"%%EOF" in self.data or b"startxref" in self.data

    def contents(self) -> dict[str, Any]:
        """Return the printed labels of the pages where they are not 1, 2, 3, and the outline."""
        document = self._document
        if document is None:
            return {"labels": [], "outline": []}
        read = range(min(len(document), MOST_PAGES))
        labels = [one_line(_tolerant("", document.get_page_label, at)) for at in read]
        if labels == [str(at + 1) for at in read]:
            labels = []
        return {
            "labels": labels if any(labels) else [],
            "outline": _tolerant([], _outline, document),
        }

    def structure(self) -> list[list[dict[str, Any]]]:
        """Return the blocks of each page of a tagged file; see `structure`.

        A page on which something is filled in has none: its tags do not say what answers what.
        """
        document = self._document
        if document is None or not pdfium.FPDFCatalog_IsTagged(document.raw):
            return []
        pages = range(min(len(document), MOST_PAGES))
        return [
            [] if at in self._filled else _tolerant([], read_blocks, document, at) for at in pages
        ]

    def facts(self) -> dict[str, Any]:
        """Return what the file says about itself; nothing of it is a promise that it is so.

        A value in the Info dictionary wins over the same value in the XMP metadata: that is what
        the programs that made older documents kept up to date.
        """
        document = self._document
        info = self._info(document)
        xmp = _tolerant("", self._xmp)
        part, level, ua = (xmp_claim(xmp, *names) for names in _CLAIMS)
        return {
            "title": one_line(info.get("/Title")) or xmp_text(xmp, "dc:title"),
            "author": one_line(info.get("/Author")) or xmp_text(xmp, "dc:creator"),
            "created": pdf_date(info.get("/CreationDate")) or xmp_date(xmp, "CreateDate"),
            "modified": pdf_date(info.get("/ModDate")) or xmp_date(xmp, "ModifyDate"),
            "language": one_line(_tolerant(None, self._value, "/Lang")),
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

    def _value(self, name: str) -> Any:
        """Return a value of the catalogue, also one that is only referred to there."""
        return self._root[name]

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


def _with_forms(data: bytes) -> pypdfium2.PdfDocument:
    """Open a file with its forms: PDFium draws a field without an appearance only then."""
    document = pypdfium2.PdfDocument(data)
    _tolerant(None, document.init_forms)
    return document


def _forget_last_error() -> None:
    """Have PDFium fail in a known way: it reports its last error also where the next has none."""
    pdfium.FPDF_CloseDocument(pdfium.FPDF_LoadMemDocument(_NOT_A_FILE, len(_NOT_A_FILE), None))


def _outline(document: pypdfium2.PdfDocument) -> list[dict[str, Any]]:
    found = []
    for item in itertools.islice(document.get_toc(max_depth=8), MOST_OUTLINE_ITEMS):
        title = one_line(_tolerant("", item.get_title))
        target = _tolerant(None, item.get_dest)
        at: int | None = _tolerant(None, target.get_index) if target else None
        if title:
            found.append(
                {"title": title, "level": item.level, "page": None if at is None else at + 1}
            )
    return found


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
