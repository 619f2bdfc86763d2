"""The blocks of content pages: a comment `<!-- hub:NAME -->` becomes what the data tell."""

from __future__ import annotations

import re

from jinja2 import Environment

from hub.project import CONFIG_FILE

_PLACEHOLDER = re.compile(r"<!-- hub:([a-z-]+) -->")

TEMPLATES = {
    # the name in the comment, and the template in templates/pages/blocks/ that fills it
    name: f"blocks/{name}.html"
    for name in (
        "accessibility",
        "areas",
        "contact",
        "counts",
        "deadlines",
        "editing-form",
        "editing-links",
        "editing-messages",
        "documents",
        "facet-index-aar",
        "facet-index-maalgrupper",
        "facet-index-omraader",
        "facet-index-status",
        "facets",
        "fields",
        "glossary",
        "link-status",
        "notifications",
        "now",
        "overview",
        "process",
        "rules",
        "screening-model",
        "search-table",
        "source-list",
    )
}

OF_SETTINGS = frozenset({"accessibility", "contact", "editing-links"})
"""The blocks that tell of the settings."""

OF_THE_HUB = frozenset({"editing-form", "editing-messages", "fields", "rules"})
"""The blocks that tell of the hub itself; all others tell of the data."""


class UnknownBlock(Exception):
    """A content page asks for a block that the hub does not have."""


def fill_blocks(html: str, environment: Environment, *, to_root: str) -> str:
    """Return a page with its blocks filled; `to_root` leads from it to the site's root.

    Raises UnknownBlock for a name that is not in `TEMPLATES`.
    """

    def block(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in TEMPLATES:
            known = ", ".join(TEMPLATES)
            raise UnknownBlock(f"There is no block hub:{name}. The blocks are: {known}.")
        return environment.get_template(TEMPLATES[name]).render(to_root=to_root)

    return _PLACEHOLDER.sub(block, html)


def sources_of(html: str) -> tuple[str, ...]:
    """Return the file and folder of the project that a page's blocks are filled from."""
    names = set(_PLACEHOLDER.findall(html)) - OF_THE_HUB
    kinds = {name in OF_SETTINGS for name in names}
    return tuple(CONFIG_FILE if settings else "data" for settings in sorted(kinds))
