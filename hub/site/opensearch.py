"""The description by which a browser offers the site's search (OpenSearch 1.1)."""

from __future__ import annotations

from typing import Final

from hub.site.feeds import xml_text
from hub.site.page import Alternate

OPENSEARCH_FILE: Final = "opensearch.xml"
OPENSEARCH_TYPE: Final = "application/opensearchdescription+xml"

LONGEST_NAME: Final = 16
"""Characters of a short name, as the specification has it."""


def search_description(site_name: str, site_address: str) -> bytes:
    """Return the description of the search; browsers ask for whole addresses in it."""
    name = xml_text(_short_name(site_name) or "Søg")
    address = xml_text(site_address)
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{name}</ShortName>",
        f"<Description>{xml_text(f'Søg i {site_name}')}</Description>",
        "<Language>da</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Url type="text/html" template="{address}soeg/?q={{searchTerms}}"/>',
        f'<Url type="{OPENSEARCH_TYPE}" rel="self" template="{address}{OPENSEARCH_FILE}"/>',
        "</OpenSearchDescription>",
        "",
    )
    return "\n".join(lines).encode()


def _short_name(name: str) -> str:
    """Return as many whole words of a name as fit, or as much of the first as fits."""
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME + 1].rpartition(" ")[0].strip() or name[:LONGEST_NAME]


def search_link(way: str, site_name: str) -> Alternate:
    """Return the link of a page to the description; `way` leads from the page to the root."""
    return Alternate(OPENSEARCH_TYPE, f"{way}{OPENSEARCH_FILE}", site_name or "Søg", "search")
