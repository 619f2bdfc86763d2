"""What ships of the theme: nothing that no page names, and no comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from hub.project import Project
from hub.resources import THEME, resource, template_folders

THEME_FOLDERS = ("assets/images", "assets/javascripts", "assets/stylesheets")
"""Where Material puts its own files; those of the project and of the hub there are left alone."""

_SHRUNK: Mapping[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}

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


def shrink_assets(site: Path) -> None:
    """Take comments and spaces out of the hub's own sheets and scripts.

    What a project has in their place is its own and stays as it is.
    """
    shipped = resource(THEME)
    for suffix, shrunk in _SHRUNK.items():
        for source in sorted((shipped / "assets").rglob(f"*{suffix}")):
            path = site / source.relative_to(shipped)
            if path.is_file() and path.read_bytes() == source.read_bytes():
                text = source.read_text(encoding="utf-8")
                path.write_text(f"{shrunk(text)}\n", encoding="utf-8", newline="\n")


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
