"""What the theme brought that no page names: its scripts, source maps and languages do not ship."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from hub.project import Project
from hub.resources import THEME, template_folders

THEME_FOLDERS = ("assets/images", "assets/javascripts", "assets/stylesheets")
"""Where Material puts its own files; those of the project and of the hub there are left alone."""

_IN_STYLESHEET = re.compile(r"url\(\s*[\"']?([^\"')]+)")


def remove_unnamed_assets(site: Path, pages: Iterable[str], project: Project) -> None:
    """Remove the theme's files that neither a page nor a stylesheet of a page names."""
    files = tuple(_theme_files(site, project))
    named: set[str] = set()
    for page in pages:
        named |= {path.name for path in files if path.name in page}
    for path in files:
        if path.name in named and path.suffix == ".css":
            style = path.read_text(encoding="utf-8", errors="replace")
            named |= {address.rsplit("/", 1)[-1] for address in _IN_STYLESHEET.findall(style)}
    for path in files:
        if path.name not in named:
            path.unlink()
    for folder in THEME_FOLDERS:
        _remove_empty(site / folder)


def _theme_files(site: Path, project: Project) -> Iterator[Path]:
    own = (project.content, *template_folders(project.root, THEME))
    for folder in THEME_FOLDERS:
        for path in (site / folder).rglob("*"):
            if path.is_file() and not any((one / path.relative_to(site)).exists() for one in own):
                yield path


def _remove_empty(folder: Path) -> None:
    """Remove a folder and the folders in it as far as nothing is left in them."""
    within = sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True)
    for path in (*within, folder):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
