"""Frames: the engine renders the theme once for a kind of page, the hub fills it many times.

A frame is a page whose title, description, address and body are marker words:

1. `frame_file`  gives the engine the frame as a Markdown file;
2. the engine renders it with the whole theme;
3. `read_frame`  takes that HTML apart at its markers;
4. `Frame.fill`  puts a page together again by joining text.

Markers are derived from the whole input of a build, so that no text of that input can hold them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from markupsafe import escape

from hub.site.markers import HEAD_SLOT, SLOTS, Markers, Slot

HEAD_BLOCK: Final = "<!-- hub:head -->"
"""Where a page's head goes on with what is its own; a theme may be without it."""


class FrameDamaged(Exception):
    """The theme dropped or doubled a marker, or the engine made no page of the frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rendered frame, taken apart: literal text and slots in turn, text first and last."""

    texts: tuple[str, ...]
    slots: tuple[Slot, ...]

    def fill(self, *, title: str, description: str, slug: str, body: str, head: str = "") -> str:
        """Return the whole page; title, description and slug are escaped, the others are HTML."""
        values: dict[Slot, str] = {
            "title": str(escape(title)),
            "description": str(escape(description)),
            "slug": str(escape(slug)),
            "body": body,
            "head": head,
        }
        pieces = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            pieces += (values[slot], text)
        return "".join(pieces)


def frame_file(folder: str, markers: Markers) -> tuple[str, str]:
    """Return the path in the content folder and the Markdown text of the frame for a folder."""
    words = markers.words
    text = (
        f"---\ntitle: {words['title']}\ndescription: {words['description']}\n"
        "whole_title: true\n"  # the name of the site stands in it already, where it fits
        "search:\n  exclude: true\n---\n\n"
        f"<div>{words['body']}</div>\n"
    )
    return f"{folder}/{words['slug']}.md", text


def frame_page(folder: str, markers: Markers) -> str:
    """Return the path in the built site of the frame for a folder."""
    return f"{folder}/{markers.words['slug']}/index.html"


def read_frame(html: str, markers: Markers, *, has_address: bool) -> Frame:
    """Take a rendered frame apart; only a site that has an address tells that of its pages.

    Raises FrameDamaged when a marker is missing, or when the body stands more than once.
    """
    words = markers.words
    # The engine's Markdown wraps the body in the frame's own element, which goes with it.
    body = re.compile(rf"<div>\s*{words['body']}\s*</div>")
    html = body.sub(words["body"], html)
    slot_of = {word: slot for slot, word in words.items()} | {HEAD_BLOCK: HEAD_SLOT}
    pieces = re.split(f"({'|'.join(map(re.escape, slot_of))})", html)
    slots = tuple(slot_of[piece] for piece in pieces[1::2])
    for slot in SLOTS:
        found = slots.count(slot)
        if (found == 0 and (has_address or slot != "slug")) or (slot == "body" and found > 1):
            raise FrameDamaged(
                f"The theme shows a page's {slot} {found} times in its frame, not once. "
                "Look at what templates/theme/main.html makes of page.content and page.meta."
            )
    return Frame(tuple(pieces[0::2]), slots)
