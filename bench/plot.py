"""A drawing of figures over sizes, both on logarithmic scales, as SVG for light and dark pages."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

WIDTH, HEIGHT, LEFT, BOTTOM, RIGHT, TOP = 760, 420, 60, 50, 150, 20
MARKS = ("#0b6e99", "#b3261e", "#2e7d32", "#8a5a00", "#6a1b9a", "#455a64")


def write_plot(
    file: Path, lines: Mapping[str, Sequence[tuple[float, float]]], x_title: str, y_title: str
) -> None:
    """Draw a line of (x, y) points for each name; every value must be above 0."""
    xs = [x for points in lines.values() for x, _ in points]
    ys = [y for points in lines.values() for _, y in points]
    if not xs:
        return
    x_low, x_high = min(xs), max(xs)
    y_low = 10 ** math.floor(math.log10(min(ys)))
    y_high = 10 ** math.ceil(math.log10(max(ys)))

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            LEFT + (WIDTH - LEFT - RIGHT) * _share(x, x_low, x_high),
            HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * _share(y, y_low, y_high),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
        f'aria-label="{escape(y_title)} over {escape(x_title)}" font-family="sans-serif"',
        'font-size="13" fill="currentColor">',
        "<style>:root{color:#222;background:#fff}</style>",
        "<style>@media(prefers-color-scheme:dark){:root{color:#eee;background:#161616}}</style>",
    ]
    for x in sorted(set(xs)):
        at, _ = place(x, y_low)
        parts.append(_line(at, TOP, at, HEIGHT - BOTTOM))
        parts.append(_text(at, HEIGHT - BOTTOM + 18, f"{x:,.0f}", "middle"))
    for power in range(round(math.log10(y_low)), round(math.log10(y_high)) + 1):
        _, at = place(x_low, 10**power)
        parts.append(_line(LEFT, at, WIDTH - RIGHT, at))
        parts.append(_text(LEFT - 6, at + 4, f"{10.0**power:g}", "end"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, x_title, "middle"))
    parts.append(_text(LEFT, TOP - 6, y_title, "start"))
    ends: list[float] = []
    for number, (name, points) in enumerate(lines.items()):
        if not points:
            continue
        colour = MARKS[number % len(MARKS)]
        placed = [place(x, y) for x, y in sorted(points)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in placed]
        x, y = placed[-1]
        while any(abs(y - other) < 15 for other in ends):
            y += 15
        ends.append(y)
        parts.append(_text(x + 9, y + 4, name, "start", colour))
    file.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


def _share(value: float, low: float, high: float) -> float:
    return 0.5 if low == high else math.log(value / low) / math.log(high / low)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        'stroke="currentColor" stroke-opacity="0.2"/>'
    )


def _text(x: float, y: float, text: str, anchor: str, colour: str = "currentColor") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(text)}</text>"
    )
