"""What ships of the themes: what a page names of the engine's, and the hub's own, minified."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import rcssmin
import rjsmin

from hub.project import Project
from hub.resources import THEME, template_folders

THEME_FOLDERS = ("assets/images", "assets/javascripts", "assets/stylesheets")
"""Where Material puts its own files; those of the project and of the hub there are left alone."""

_IN_PAGE = re.compile(rf"(?:{'|'.join(THEME_FOLDERS)})/[\w./-]+")
_IN_STYLESHEET = re.compile(r"url\(\s*[\"']?([^\"')]+)")


def add_named_assets(site: Path, theme: Path) -> None:
    """Copy into a site the files of the engine's theme that its pages name.

    A file that the project or the hub has put in the same place stays.
    """
    pages = (path.read_text(encoding="utf-8", errors="replace") for path in site.rglob("*.html"))
    if not (names := _names(pages)):
        return
    for path in _named_files(tuple(_files_of(theme)), names):
        target = site / path.relative_to(theme)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def remove_unnamed_assets(site: Path, pages: Iterable[str], project: Project) -> None:
    """Remove the theme's files that neither a page nor a stylesheet of a page names."""
    own = (project.content, *template_folders(project.root, THEME))
    files = [
        path
        for path in _files_of(site)
        if not any((one / path.relative_to(site)).exists() for one in own)
    ]
    if not files:
        return
    for path in {*files}.difference(_named_files(files, _names(pages))):
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


def _files_of(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder that stand where Material puts its own."""
    for part in THEME_FOLDERS:
        yield from (path for path in (folder / part).rglob("*") if path.is_file())


def _names(pages: Iterable[str]) -> set[str]:
    """Return the names of the files that pages name in Material's folders."""
    return {address.rsplit("/", 1)[-1] for page in pages for address in _IN_PAGE.findall(page)}


def _named_files(files: Collection[Path], names: set[str]) -> list[Path]:
    """Return the files of these names, and those that their style sheets name."""
    names = set(names)
    for path in files:
        if path.name in names and path.suffix == ".css":
            style = path.read_text(encoding="utf-8", errors="replace")
            names |= {address.rsplit("/", 1)[-1] for address in _IN_STYLESHEET.findall(style)}
    return [path for path in files if path.name in names]


def _remove_empty(folder: Path) -> None:
    """Remove a folder and the folders in it as far as nothing is left in them."""
    within = sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True)
    for path in (*within, folder):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
