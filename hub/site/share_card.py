"""The picture that stands beside a shared link."""

from __future__ import annotations

import io
import textwrap
from functools import lru_cache
from importlib import resources
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CARD_SIZE = (1200, 630)
"""Pixels; what the large services ask of a picture for sharing."""

_BRAND, _PAPER, _ACCENT = "#0b4a5a", "#ffffff", "#f2b94b"


def write_card(site: Path, name: str, subtitle: str) -> None:
    """Write the picture that stands beside a shared link: `assets/card.png`."""
    path = site / "assets" / "card.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_drawn(name, subtitle))


@lru_cache(maxsize=4)
def _drawn(name: str, subtitle: str) -> bytes:
    """Return the picture as PNG; a server that builds again draws it once."""
    card = Image.new("RGB", CARD_SIZE, _BRAND)
    draw = ImageDraw.Draw(card)
    draw.rectangle((80, 96, 200, 108), fill=_ACCENT)
    draw.text((80, 150), "\n".join(textwrap.wrap(name, 22)), _PAPER, _font("Bold", 92), spacing=16)
    draw.text((80, 400), "\n".join(textwrap.wrap(subtitle, 52)), _PAPER, _font("Regular", 40))
    stream = io.BytesIO()
    card.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    file = resources.files("font_lato") / "files" / f"Lato-{weight}.ttf"
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size)
