"""Feeds of what has changed, in the form of Atom (RFC 4287): of all, of a case, of an area."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final

from hub.site.news import NAMESPACE, News, NewsItem

FEED_FILE: Final = "feed.xml"
FEED_TYPE: Final = "application/atom+xml"
MOST_ENTRIES: Final = 50

UNKNOWN_HISTORY: Final = (
    "Historien bag kataloget følger ikke med denne udgave af webstedet, så her kan ikke stå, hvad "
    "der er ændret."
)
"""What a feed says where nothing is known of what has changed."""

UNREADABLE: Final = (
    "Udgaver af kataloget, som havde fejl og er sprunget over: {}. Hvad de ændrede, står ved den "
    "næste udgave, der kunne læses."
)

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_BLANKS: Final = {ord(blank): f"&#{ord(blank)};" for blank in "\t\n\r"}
"""What becomes another blank where it stands in XML as itself."""


@dataclass(frozen=True, slots=True)
class FeedMaker:
    """Makes the feeds of a site."""

    news: News
    author: str
    """Who publishes the site; never a person."""
    site_address: str
    """With a slash at the end; empty where it is not known, and addresses are then relative."""
    today: dt.date

    def feed(
        self,
        title: str,
        page: str,
        items: Sequence[NewsItem],
        *,
        subtitle: str,
        known_as: str | None = None,
    ) -> bytes:
        """Return the feed that stands beside a page, with the newest of the items.

        `page` is the page's address from the site's root, `known_as` the one that it had first.
        """
        newest = items[:MOST_ENTRIES]
        updated = newest[0].moment if newest else dt.datetime.combine(self.today, dt.time())
        root = self.site_address or "../" * page.count("/") or "./"
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da">',
            f"<title>{xml_text(title)}</title>",
            f"<subtitle>{xml_text(self._subtitle(subtitle))}</subtitle>",
            f"<id>{uuid.uuid5(NAMESPACE, f'feed {known_as or page}').urn}</id>",
            f"<updated>{_moment(updated)}</updated>",
            f"<author><name>{xml_text(self.author)}</name></author>",
            f'<link rel="alternate" type="text/html" href="{xml_text(root + page)}"/>',
        ]
        if self.site_address:
            own = f"{self.site_address}{page}{FEED_FILE}"
            lines.append(f'<link rel="self" type="{FEED_TYPE}" href="{xml_text(own)}"/>')
        for item in newest:
            lines += _entry(item, root)
        return "\n".join((*lines, "</feed>", "")).encode()

    def _subtitle(self, subtitle: str) -> str:
        if not self.news.is_known:
            return UNKNOWN_HISTORY
        if not self.news.unreadable:
            return subtitle
        return f"{subtitle} {UNREADABLE.format(self.news.unreadable)}".lstrip()


@lru_cache(maxsize=256)
def xml_text(text: str) -> str:
    """Return a text as it may stand in XML, between tags and in quotes."""
    return escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)).translate(_BLANKS)


def _entry(item: NewsItem, root: str) -> Iterator[str]:
    yield "<entry>"
    yield f"<title>{xml_text(f'{item.label}: {item.title}')}</title>"
    yield f"<id>{item.id}</id>"
    yield f"<updated>{_moment(item.moment)}</updated>"
    yield f'<link rel="alternate" type="text/html" href="{xml_text(root + item.address)}"/>'
    yield f'<category term="{item.what}" label="{xml_text(item.label)}"/>'
    yield f"<summary>{xml_text(' '.join(item.sentences) or f'{item.label}.')}</summary>"
    yield "</entry>"


def _moment(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
