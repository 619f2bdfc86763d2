"""Draw the process as a flow: where each step's box stands, and the arrows between them.

The drawing has two lanes. The first holds the way that every case goes, the second what follows
when the answers are not good enough. A step belongs to the second lane from the first fork on,
except for the good end, which closes the first.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from hub.catalogue.process import Step

BOX_WIDTH, BOX_HEIGHT = 270, 64
ROW, LANE = 112, 430
MARGIN = 24
CHARACTERS = 22
"""Characters of a title that fit on a line of a box."""


@dataclass(frozen=True, slots=True)
class Box:
    """A step as it is drawn; lengths in the drawing's own units."""

    x: int
    y: int
    lines: tuple[str, ...]
    exceptional: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way from one box to another, as an SVG path, with its condition beside it."""

    path: str
    label: str
    x: int
    y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A flow, ready to be put into an `<svg>`."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def process_drawing(steps: Sequence[Step]) -> Drawing:
    """Return the drawing of the process; the steps say where they lead to."""
    places = _places(steps)
    boxes = tuple(
        Box(
            *_corner(places[step.id]),
            tuple(textwrap.wrap(step.title, CHARACTERS)),
            step.exceptional,
        )
        for step in steps
    )
    arrows = tuple(
        _arrow(places[step.id], places[passage.step], passage.when or "")
        for step in steps
        for passage in step.leads_to
        if passage.step in places
    )
    lanes = 1 + max((lane for lane, _ in places.values()), default=0)
    rows = 1 + max((row for _, row in places.values()), default=0)
    width = 2 * MARGIN + BOX_WIDTH + (lanes - 1) * LANE
    return Drawing(width, 2 * MARGIN + BOX_HEIGHT + (rows - 1) * ROW, boxes, arrows)


def _places(steps: Sequence[Step]) -> dict[str, tuple[int, int]]:
    """Return each step's lane and row."""
    places: dict[str, tuple[int, int]] = {}
    fork: int | None = None
    row = -1
    for step in steps:
        if fork is None:
            row += 1
            places[step.id] = (0, row)
            if len(step.leads_to) > 1:
                fork, row = row, row - 1
        elif step.id == _good_end(steps):
            places[step.id] = (0, fork + 1)
        else:
            row += 1
            places[step.id] = (1, row)
    return places


def _good_end(steps: Sequence[Step]) -> str:
    return next((step.id for step in steps if step.outcome == "sufficient"), "")


def _corner(place: tuple[int, int]) -> tuple[int, int]:
    lane, row = place
    return MARGIN + lane * LANE, MARGIN + row * ROW


def _arrow(start: tuple[int, int], end: tuple[int, int], label: str) -> Arrow:
    (x1, y1), (x2, y2) = _corner(start), _corner(end)
    half = BOX_HEIGHT // 2
    if start[0] == end[0] and end[1] == start[1] + 1:  # straight down
        x = x1 + BOX_WIDTH // 2
        path = f"M{x} {y1 + BOX_HEIGHT}V{y2 - 4}"
        return Arrow(path, label, x + 10, (y1 + BOX_HEIGHT + y2) // 2 + 5, "start")
    if start[0] == end[0]:  # down past other boxes, along the right edge
        x = x1 + BOX_WIDTH
        path = f"M{x} {y1 + half}h14V{y2 + half}h-10"
        return Arrow(path, label, x + 18, (y1 + y2) // 2 + half, "start")
    if start[0] < end[0]:  # over to the second lane
        path = f"M{x1 + BOX_WIDTH} {y1 + half}H{x2 - 4}"
        if y1 != y2:
            middle = (x1 + BOX_WIDTH + x2) // 2
            path = f"M{x1 + BOX_WIDTH} {y1 + half}H{middle}V{y2 + half}H{x2 - 4}"
        return Arrow(path, label, (x1 + BOX_WIDTH + x2) // 2, y1 + half - 8, "middle")
    middle = x2 + BOX_WIDTH + 40  # back to the first lane
    path = f"M{x1} {y1 + half}H{middle}V{y2 + half + 16}H{x2 + BOX_WIDTH + 4}"
    return Arrow(path, label, middle + 10, y1 + half - 8, "start")
