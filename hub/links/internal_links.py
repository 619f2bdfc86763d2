"""Links within the built site: every page and every place on it that is linked to must exist.

LinkChecker over `file://` takes the address of a folder for the list of its files, and so sees
neither a missing `index.html` nor an anchor behind such an address; and our addresses are folders.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hub.links.html_links import FIRST_PLACES
from hub.links.page_links import PageLinks, page_links, target_of
from hub.parallel import parallel_map


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A link within the site that leads nowhere."""

    page: str
    """The page that has it, as a path of the site: `om/index.html`."""
    href: str
    """As it is written."""
    anchor: str | None = None
    """The missing place, where the page itself exists."""


def dead_ends(site: Path) -> tuple[DeadEnd, ...]:
    """Return the links of a built site that lead nowhere, page by page."""
    read = _links_of_pages(site)
    files: dict[str, bool] = {}

    def exists(path: str) -> bool:
        if path not in files:
            files[path] = (site / path).is_file()
        return files[path]

    found: list[DeadEnd] = []
    for page, links in read.items():
        for href in links.hrefs:
            target, anchor = target_of(page, href)
            if target.startswith("../") or not exists(target):
                found.append(DeadEnd(page, href))
            elif anchor in FIRST_PLACES or target not in read:
                continue
            elif anchor not in read[target].places:
                found.append(DeadEnd(page, href, anchor))
    return tuple(found)


def _links_of_pages(site: Path) -> dict[str, PageLinks]:
    links_in = page_links()
    paths = sorted(site.rglob("*.html"))
    read = parallel_map(
        paths, lambda path: links_in(path.read_text(encoding="utf-8", errors="replace"))
    )
    return {
        path.relative_to(site).as_posix(): links for path, links in zip(paths, read, strict=True)
    }
