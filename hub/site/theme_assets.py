"""What ships of the themes: what a page names of the engine's, and the hub's own, minified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import rcssmin
import rjsmin

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


def minify_assets(site: Path, project: Project) -> None:
    """Take comments and needless spaces out of the styles and scripts of the hub's own theme.

    Readers wait for every byte of them, and the comments are for those who change them.
    """
    minify = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
    for theme in template_folders(project.root, THEME):
        for source in (theme / "assets").rglob("*"):
            path = site / source.relative_to(theme)
            if source.suffix in minify and path.is_file():
                text = minify[source.suffix](path.read_text(encoding="utf-8"))
                path.write_text(text, encoding="utf-8", newline="\n")


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
