"""Small tagged PDFs, made from what their tags are to be."""

from __future__ import annotations

from dataclasses import dataclass, field

from library import file_of, quoted

PAGE = object()
"""Where the next page begins."""

ROOT, FIRST_PAGE = 6, 7


@dataclass
class _Made:
    """What is made so far: the contents of the pages and the elements of the tree."""

    drawn: list[list[str]] = field(default_factory=lambda: [[]])
    lines: int = 0
    parents: list[list[int]] = field(default_factory=lambda: [[]])
    """The elements to which the marked contents of each page belong, by number."""
    elements: list[str] = field(default_factory=list)

    def draw(self, text: str, begin: str) -> None:
        shown = []
        for line in text.split("\n"):
            self.lines += 1
            place = f"1 0 0 1 72 {800 - 16 * self.lines} Tm"
            shown.append(f"BT /F1 12 Tf {place} {quoted(line)} Tj ET")
        self.drawn[-1].append("\n".join([begin, *shown, "EMC"]))

    def turn(self) -> None:
        self.drawn.append([])
        self.parents.append([])
        self.lines = 0


def tagged_pdf(*content: object) -> bytes:
    """Return a PDF of elements `(type, *kids)`: kids are elements, lines, PAGE or attributes.

    ("Artifact", line) is drawn and no part of the tree; ("Untagged", line) is not marked at all.
    """
    made = _Made()
    pages = sum(one is PAGE for one in _flat(content)) + 1
    first = FIRST_PAGE + 2 * pages
    kids = [made_kid for one in content for made_kid in _added(made, one, first=first, parent=ROOT)]
    listed = " ".join(f"{FIRST_PAGE + 2 * at} 0 R" for at in range(pages))
    font = "/Resources << /Font << /F1 3 0 R >> >>"
    objects = [
        (
            "<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> "
            f"/StructTreeRoot {ROOT} 0 R /Outlines 4 0 R /Lang (da-DK) >>"
        ),
        f"<< /Type /Pages /Kids [{listed}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Outlines >>",
        f"<< /Nums [{' '.join(_numbers(made))}] >>",
        f"<< /Type /StructTreeRoot /ParentTree 5 0 R /K [{' '.join(kids)}] >>",
    ]
    for at, drawn in enumerate(made.drawn):
        stream = "\n".join(drawn)
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents {at} "
                f"/Contents {FIRST_PAGE + 1 + 2 * at} 0 R {font} >>"
            ),
            f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream",
        ]
    return file_of([*objects, *made.elements, "<< /Title (En rapport) >>"])


def _flat(content: object) -> list[object]:
    if isinstance(content, tuple):
        return [one for kid in content for one in _flat(kid)]
    return [content]


def _numbers(made: _Made) -> list[str]:
    return [
        f"{at} [{' '.join(f'{number} 0 R' for number in own)}]"
        for at, own in enumerate(made.parents)
    ]


def _added(made: _Made, one: object, *, first: int, parent: int) -> list[str]:
    """Add an element with all below it, and return how its parent refers to it."""
    if one is PAGE:
        made.turn()
        return []
    if isinstance(one, str):
        content = len(made.parents[-1])
        made.parents[-1].append(parent)
        made.draw(one, f"/P << /MCID {content} >> BDC")
        page = FIRST_PAGE + 2 * (len(made.drawn) - 1)
        return [f"<< /Type /MCR /Pg {page} 0 R /MCID {content} >>"]
    assert isinstance(one, tuple)
    kind, *kids = one
    if kind in ("Artifact", "Untagged"):
        made.draw(kids[0], f"/{kind} BMC")
        return []
    at = len(made.elements)
    made.elements.append("")
    number = first + at
    attributes = " ".join(kid["given"] for kid in kids if isinstance(kid, dict))
    refs = [
        ref
        for kid in kids
        if not isinstance(kid, dict)
        for ref in _added(made, kid, first=first, parent=number)
    ]
    made.elements[at] = (
        f"<< /Type /StructElem /S /{kind} /P {parent} 0 R {attributes} /K [{' '.join(refs)}] >>"
    )
    return [f"{number} 0 R"]
