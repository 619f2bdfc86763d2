"""The style sheets as they ship: without comments and white space."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import rcssmin

from hub.project import Project
from hub.resources import THEME, template_folders


def shorten_style_sheets(site: Path, project: Project) -> None:
    """Shorten the sheets of the hub, and those of the project in their place.

    A sheet that the project has among its content is left as it is.
    """
    for path in _sheets(site, project):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        short = rcssmin.cssmin(text)
        path.write_text(short, encoding="utf-8", errors="surrogateescape", newline="\n")


def _sheets(site: Path, project: Project) -> Iterator[Path]:
    folders = template_folders(project.root, THEME)
    for path in sorted((site / "assets").rglob("*.css")):
        place = path.relative_to(site)
        in_content = (project.content / place).exists()
        if not in_content and any((folder / place).exists() for folder in folders):
            yield path
