"""The addresses of a file of record: what is doubtful about one that leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from hub.catalogue.address_slips import doubted_slip
from hub.catalogue.consistency import Finding
from hub.catalogue.documents import DOCUMENT_PLACES
from hub.catalogue.tree import ANY, MappingNode, SequenceNode, SourceFile, Tree, TreePath, find

_FIELDS: Final = frozenset(("url", "landing_page", "agency_page", "site", "earlier_url", "links"))
"""Fields that hold an address, or a list of them."""


_FRONT_PAGES: Final = frozenset(
    (
        "",
        "index.html",
        "index.htm",
        "index.php",
        "index.aspx",
        "default.aspx",
        "forside",
        "da",
        "en",
    )
)


def check_addresses(source: SourceFile) -> Iterator[Finding]:
    """Yield what is doubtful about the addresses of a file, and documents that lead to no page.

    What is written as an address and refused as one is for the caller to leave out.
    """
    for path, address in addresses_in(source.tree):
        if slip := doubted_slip(address):
            name = next(str(step) for step in reversed(path) if isinstance(step, str))
            values: dict[str, object] = {"name": name, "value": address}
            yield slip.rule, path, values | ({"right": slip.mended} if slip.mended else {})
    for path, address in _addresses_of_documents(source.tree):
        if _is_front_page(address):
            yield "address-front-page", path, {"name": str(path[-1]), "value": address}


def _addresses_of_documents(tree: Tree) -> Iterator[tuple[TreePath, str]]:
    for _, pattern, _ in DOCUMENT_PLACES:
        for path, document in find(tree, "notifications", ANY, "rounds", ANY, *pattern):
            for steps in (("url",), ("landing_page",), ("copies", ANY, "url")):
                for at, address in find(document, *steps):
                    if isinstance(address, str):
                        yield path + at, address


def addresses_in(tree: Tree, path: TreePath = ()) -> Iterator[tuple[TreePath, str]]:
    """Yield the path and the text of all that is written as an address in a tree."""
    if isinstance(tree, MappingNode):
        for field, value in tree.items():
            if isinstance(value, str):
                if field in _FIELDS:
                    yield (*path, field), value
            elif value is not None:
                yield from addresses_in(value, (*path, field))
    elif isinstance(tree, SequenceNode):
        is_list = bool(path) and path[-1] in _FIELDS
        for at, item in enumerate(tree):
            if isinstance(item, str):
                if is_list:
                    yield (*path, at), item
            elif item is not None:
                yield from addresses_in(item, (*path, at))


def _is_front_page(address: str) -> bool:
    before, _, name = address.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")
    if not before.endswith("/") and name.casefold() not in _FRONT_PAGES:
        return False  # most addresses; to take each apart takes ten times as long
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_whole = parts.scheme in ("http", "https") and parts.hostname and not parts.query
    return bool(is_whole) and parts.path.strip("/").casefold() in _FRONT_PAGES
