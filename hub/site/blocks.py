"""The blocks of content pages: a comment `<!-- hub:NAME -->` becomes what the data tell."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment

from hub.catalogue.counting import count
from hub.catalogue.validation import Records
from hub.catalogue.vocabulary import name_on
from hub.site.entries import Entry

_PLACEHOLDER = re.compile(r"<!-- hub:([a-z-]+) -->")

TEMPLATES = {
    # the name in the comment, and the template in templates/pages/ that fills it
    "notifications": "blocks/notifications.html",
    "counts": "blocks/counts.html",
    "source-list": "blocks/source-list.html",
    "process": "blocks/process.html",
    "screening-model": "blocks/screening-model.html",
}


class UnknownBlock(Exception):
    """A content page asks for a block that the hub does not have."""


class Blocks:
    """Fills the blocks of content pages; each is rendered when it is first asked for."""

    def __init__(
        self, environment: Environment, records: Records, entries: tuple[Entry, ...]
    ) -> None:
        catalogue, process = records.catalogue.model, records.process
        # Entries are only joined from faultless records.
        assert catalogue is not None
        assert process is not None
        assert records.vocabulary is not None
        self._environment = environment
        by_id = {entry.notification.id: entry for entry in entries}
        self._context: dict[str, Any] = {
            "entries": entries,
            "catalogue": catalogue,
            "counts": count(catalogue),
            "process": process,
            "example": by_id.get(process.notification),
            "authority_names": {
                authority.id: name_on(authority.names, None)
                for authority in records.vocabulary.authorities
            },
        }

    def fill(self, html: str, *, to_root: str) -> str:
        """Return the page with its blocks filled; `to_root` leads from it to the site's root.

        Raises UnknownBlock for a name that is not in `TEMPLATES`.
        """

        def block(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in TEMPLATES:
                known = ", ".join(TEMPLATES)
                raise UnknownBlock(f"There is no block hub:{name}. The blocks are: {known}.")
            template = self._environment.get_template(TEMPLATES[name])
            return template.render(self._context, to_root=to_root)

        return _PLACEHOLDER.sub(block, html)
