"""The heads of a site's pages: where each stands, what it offers in other forms, what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hub.project import Project
from hub.site.head import head_html, title_of
from hub.site.opensearch import search_link
from hub.site.page import Alternate, Page, StructuredNode
from hub.site.sections import SECTIONS
from hub.site.structured_data import Crumb, breadcrumbs, dataset, website
from hub.site.subscriptions import calendar_link, feed_link

_DATA_PAGE: Final = "data/"
"""The page that explains the catalogue as data, where the content has it."""

_TITLES: Final = {one.folder: one.title for one in SECTIONS}

_WITH_FEED: Final = frozenset(("", "udmeldinger/", "nyt/"))
_WITH_CALENDAR: Final = frozenset(("frister/",))
_WITH_SEARCH: Final = frozenset(("", "soeg/"))
"""The pages of the content that tell of the feed, the calendar and the search of all cases."""


@dataclass(frozen=True, slots=True)
class PageHeads:
    """Makes the part of a page's head that is the page's own."""

    project: Project

    def of_page(self, page: Page, nodes: Sequence[StructuredNode], to_root: str) -> str:
        """Return the elements for a page of the hub; `to_root` leads from it to the site's root.

        `nodes` are what machines are told of it beside where it stands.
        """
        root = self._root(to_root)
        trail = ((_TITLES[page.folder], f"{page.folder}/"), (page.title, page.address))
        return head_html(page.alternates, (self._trail(root, trail), *nodes))

    def of_content(self, address: str, html: str, to_root: str) -> str:
        """Return the elements for a page of the content, by its address within the site."""
        if address and not address.endswith("/"):
            return ""  # the page for wrong addresses is shown at any of them
        nodes = tuple(self._content_nodes(address, html, self._root(to_root)))
        return head_html(tuple(self._alternates(address, to_root)), nodes)

    def _content_nodes(self, address: str, html: str, root: str) -> Iterator[StructuredNode]:
        name, publisher = self.project.site_name, self.project.settings.publisher
        if not address:
            yield website(name, root, publisher)
            return
        yield self._trail(root, ((title_of(html).removesuffix(f" – {name}"), address),))
        if address == _DATA_PAGE:
            yield dataset(name, f"{root}{address}", publisher, self.project.settings.licence)

    def _alternates(self, address: str, to_root: str) -> Iterator[Alternate]:
        way = to_root if to_root != "./" else ""
        if address in _WITH_FEED:
            yield feed_link(way)
        if address in _WITH_CALENDAR:
            yield calendar_link(way)
        if address in _WITH_SEARCH and self.project.site_address:
            yield search_link(way, self.project.site_name)

    def _trail(self, root: str, trail: Sequence[Crumb]) -> StructuredNode:
        home = self.project.site_name or "Forside"
        return breadcrumbs(((home, root), *((name, f"{root}{page}") for name, page in trail)))

    def _root(self, to_root: str) -> str:
        return self.project.site_address or to_root
