"""Read the text of Word, PowerPoint and OpenDocument files: what is printed, by paragraphs.

One reader for three formats, since they differ only in the names of their elements.
Of the libraries that were tried on such files, mammoth leaves out the results of simple fields and,
in plain text, all notes; python-docx and docx2python give nothing where a package lacks one of its
lists of parts; odfdo loses spaces and ends of lines. The last three bring lxml, of 12 MB.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import XMLParser

from hub.documents.extractors.characters import NOT_TICKED, TICKED

_SYMBOLS = {0xF0B7: "•", 0xF0E0: "→", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "☐", 0xF06F: "☐"}
"""Signs of the fonts Symbol and Wingdings that carry meaning in forms."""

_PRINTABLE = range(0x20, 0xD800)
_LONGEST_NUMBER = 4
_FALSE = ("0", "false", "off")
"""Values of Word's switches; one without a value is on."""


_DESCRIPTIONS = ("svg-compatible:1.0}title", "svg-compatible:1.0}desc")
"""What a picture is called in OpenDocument; there are fields of the same names that are printed."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The elements of a format, by their names without namespace."""

    paragraphs: frozenset[str]
    skipped: frozenset[str]
    """Elements of which nothing is printed: deletions, alternatives, remarks."""
    signs: Mapping[str, str]
    """Empty elements that are a sign of the text."""
    text: frozenset[str] = frozenset()
    """Elements that hold text; none means that every element of a paragraph does."""
    hidden: frozenset[tuple[str, str, str]] = frozenset()
    """Elements that are not shown by the value of an attribute."""


WORD = Dialect(
    paragraphs=frozenset(("p",)),
    skipped=frozenset(
        (
            "del",
            "moveFrom",
            "Fallback",
            "instrText",
            "delText",
            "delInstrText",
            "rPrChange",
            "pPrChange",
            "docPartObj",
            "ruby",
        )
    ),
    signs={"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""},
    text=frozenset(("t",)),
)
SLIDES = Dialect(
    paragraphs=frozenset(("p",)),
    skipped=frozenset(("Fallback", "fld", "extLst")),
    signs={"br": "\n", "tab": "\t"},
    text=frozenset(("t",)),
    hidden=frozenset((("sld", "show", "0"), ("sld", "show", "false"))),
)
SHEETS = Dialect(
    paragraphs=frozenset(("si", "is")),
    skipped=frozenset(("rPh", "extLst")),
    signs={},
    text=frozenset(("t",)),
)
OPEN_DOCUMENT = Dialect(
    paragraphs=frozenset(("p", "h")),
    skipped=frozenset(
        (
            "tracked-changes",
            "annotation",
            "note-citation",
            "forms",
            "script",
            "hidden-text",
            "ruby-text",
            "list-header-number",
            "change-info",
        )
    ),
    signs={"tab": "\t", "line-break": "\n"},
    hidden=frozenset((("section", "display", "none"),)),
)


def read_lines(data: bytes, dialect: Dialect) -> list[str]:
    """Return the lines of an XML part. Raises ParseError where it is no XML."""
    reader = _LineReader(dialect)
    parser = XMLParser(target=reader)  # noqa: S314  # in a child process with limits
    parser.feed(data)
    parser.close()
    return reader.lines


@dataclass(slots=True)
class _Paragraph:
    text: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    """Lines of notes and text boxes that are anchored in it; they follow it."""


@dataclass(slots=True)
class _Field:
    """A field that is open; what it shows is its result, or else what was answered in a form."""

    is_instruction: bool = True
    has_result: bool = False
    is_ticked: bool | None = None
    entries: list[str] = field(default_factory=list)
    chosen: int = 0

    @property
    def answer(self) -> str:
        if self.has_result:
            return ""
        if self.is_ticked is not None:
            return TICKED if self.is_ticked else NOT_TICKED
        return self.entries[self.chosen] if self.chosen < len(self.entries) else ""

    def note(self, name: str, value: str | None) -> None:
        """Take in an element of a form's data: first the value of the template, then the answer."""
        match name:
            case "checkBox":
                self.is_ticked = False
            case "default" | "checked" if self.is_ticked is not None:
                self.is_ticked = value not in _FALSE
            case "default" | "result" if value is not None:
                self.chosen = _number(value)
            case "listEntry" if value is not None:
                self.entries.append(value)


class _LineReader:
    """A target of the XML parser; it keeps no tree."""

    def __init__(self, dialect: Dialect) -> None:
        self.lines: list[str] = []
        self._dialect = dialect
        self._open: list[_Paragraph] = []
        self._skipped = 0
        self._inside_text = 0
        self._fields: list[_Field] = []
        self._is_hidden = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if self._skipped or name in self._dialect.skipped or tag.endswith(_DESCRIPTIONS):
            self._skipped += 1
            return
        values = {_local(key): value for key, value in attributes.items()}
        hidden = self._dialect.hidden
        if hidden and any((name, *one) in hidden for one in values.items()):
            self._skipped += 1
            return
        if name in self._dialect.paragraphs:
            self._open.append(_Paragraph())
        elif name in self._dialect.text:
            self._inside_text += 1
        elif name == "fldChar":
            self._follow_field(values.get("fldCharType"))
        elif name == "r":
            self._is_hidden = False
        elif name == "vanish":
            self._is_hidden = values.get("val") not in _FALSE
        elif name == "sym":
            self._add(_symbol(values.get("char", "")))
        elif name == "s" and not self._dialect.text:
            self._add(" " * min(_number(values.get("c", "1")), 100))
        elif name in self._dialect.signs and not (name == "tab" and "pos" in values):
            self._add(self._dialect.signs[name])
        elif self._fields:
            self._fields[-1].note(name, values.get("val"))

    def data(self, text: str) -> None:
        if self._skipped or (self._dialect.text and not self._inside_text):
            return
        # A new line of OpenDocument's XML is a space of the text.
        self._add(text if self._dialect.text else text.replace("\n", " "))

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        name = _local(tag)
        if name in self._dialect.text:
            self._inside_text -= 1
        elif name == "r":
            self._is_hidden = False
        elif name in self._dialect.paragraphs:
            closed = self._open.pop()
            lines = [
                *filter(
                    None, (" ".join(line.split()) for line in "".join(closed.text).split("\n"))
                ),
                *closed.inner,
            ]
            (self._open[-1].inner if self._open else self.lines).extend(lines)

    def _add(self, text: str) -> None:
        is_shown = not self._is_hidden and not any(one.is_instruction for one in self._fields)
        if self._open and is_shown:
            self._open[-1].text.append(text)
            for one in self._fields:
                one.has_result = one.has_result or bool(text.strip())

    def _follow_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].is_instruction = False
        elif self._fields and kind == "end":
            self._add(self._fields.pop().answer)


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number in _SYMBOLS:
        return _SYMBOLS[number]
    if number not in _PRINTABLE:
        return ""  # what a private sign looks like is known to its font alone
    return chr(number)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 1


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
