"""The blocks of content pages: a comment `<!-- hub:NAME -->` becomes what is known."""

from __future__ import annotations

import re

from jinja2 import Environment

from hub.project import CONFIG_FILE
from hub.site.content_pages import LIST_BEGIN, LIST_END
from hub.site.frames import HEAD_BLOCK
from hub.site.sections import SECTIONS, SECTIONS_BY_BLOCK

PLACEHOLDER = re.compile(r"<!-- hub:([a-z-]+) -->")
"""Where a page is filled, with the name of the block."""

TEMPLATES = {
    # the name in the comment, and the template in templates/pages/blocks/ that fills it
    name: f"blocks/{name}.html"
    for name in (
        "accessibility",
        "areas",
        "contact",
        "counts",
        "data-examples",
        "data-files",
        "data-licence",
        "editing-form",
        "editing-links",
        "editing-messages",
        "entry-form",
        "facets",
        "fields",
        "find-municipality",
        "glossary",
        "lanes",
        "menu",
        "policy",
        "publisher",
        "now",
        "process",
        "rules",
        "screening-model",
        "search-start",
        "search-table",
        "source-list",
    )
}
"""The blocks beside the lists of the sections."""

LISTS = frozenset({"facets", "lanes", "source-list"})
"""The blocks that list what has pages of its own, beside those of the sections."""

OF_SETTINGS = frozenset({"accessibility", "contact", "data-licence", "editing-links"})
"""The blocks that show the settings."""

OF_THE_HUB = frozenset(
    {
        *("data-examples", "data-files", "editing-form", "editing-messages", "fields", "head"),
        *("menu", "policy", "publisher", "rules"),
    }
)
"""The blocks that show the hub itself; all others show the data."""


class UnknownBlock(Exception):
    """A content page asks for a block that the hub does not have."""


def fill_blocks(
    html: str, environment: Environment, *, to_root: str, here: str = "", folder: str = ""
) -> str:
    """Return a page with its blocks filled; `to_root` leads from it to the site's root.

    `here` is the page's own address within the site, which the menu marks; the pages of a frame
    show the list of the section of its `folder`. Raises UnknownBlock for a name that neither
    `TEMPLATES` nor a section has.
    """
    names = {*PLACEHOLDER.findall(html), *(one.block for one in SECTIONS if one.folder == folder)}

    def block(match: re.Match[str]) -> str:
        name = match.group(1)
        if match[0] == HEAD_BLOCK:
            return HEAD_BLOCK  # each page has its own
        section = SECTIONS_BY_BLOCK.get(name)
        template = section.block_template if section else TEMPLATES.get(name)
        if template is None:
            known = ", ".join(sorted({*TEMPLATES, *SECTIONS_BY_BLOCK}))
            raise UnknownBlock(f"There is no block hub:{name}. The blocks are: {known}.")
        given = {"folder": section.folder} if section else {"blocks": names}
        text = environment.get_template(template).render(to_root=to_root, here=here, **given)
        return f"{LIST_BEGIN}{text}{LIST_END}" if section or name in LISTS else text

    return PLACEHOLDER.sub(block, html)


def sources_of(html: str) -> tuple[str, ...]:
    """Return the file and folder of the project that a page's blocks are filled from."""
    names = set(PLACEHOLDER.findall(html)) - OF_THE_HUB
    kinds = {name in OF_SETTINGS for name in names}
    return tuple(CONFIG_FILE if settings else "data" for settings in sorted(kinds))
