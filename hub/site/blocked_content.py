"""What editors wrote into a content page that browsers leave out: its policy does not allow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hub.diagnostics.problem import InFull, Place, Problem
from hub.project import Project
from hub.resources import THEME
from hub.site.security_policy import POLICY_BLOCK, policy_of, source_hash

_NEVER: Final = frozenset(
    ("applet", "audio", "base", "embed", "frame", "iframe", "object", "video")
)
"""Elements for which the policy allows no address at all."""

_LOADING: Final = {
    # the attributes by which an element loads something or sends a form, by the element
    "button": ("formaction",),
    "form": ("action",),
    "img": ("src", "srcset"),
    "input": ("src", "formaction"),
    "link": ("href",),
    "script": ("src",),
    "source": ("src", "srcset"),
}
_LOADED_LINKS: Final = frozenset(("stylesheet", "icon", "preload", "modulepreload", "manifest"))
_SUSPECT: Final = re.compile(
    rf"<(?:style|svg|{'|'.join((*_NEVER, *_LOADING))})\b|\b(?:style|on[a-z]+)\s*=|javascript:|!\[",
    re.IGNORECASE,
)
"""What a page must hold for anything of it to be left out; the pages that do are parsed."""


def blocked_content(project: Project, site: Path) -> Iterator[Problem]:
    """Yield a warning for each thing of a content page that is left out, at the line it is on.

    `site` holds the built pages. A page of HTML in the content is not changed by the hub, so it
    has a policy only where its author wrote one; a frame of the project's own has one where it
    asks for it.
    """
    frame = project.root / THEME / "main.html"
    if frame.is_file() and POLICY_BLOCK not in frame.read_text(encoding="utf-8"):
        place = Place(frame.relative_to(project.root).as_posix(), 1, 1)
        yield Problem("theme-without-policy", place)
    for path in sorted(project.content.rglob("*")):
        name = path.relative_to(project.content)
        if path.suffix == ".md":
            folder = name.parent if name.stem in ("index", "README") else name.with_suffix("")
            yield from _blocked(project, path, site / folder / "index.html")
        elif path.suffix in (".html", ".htm"):
            html = path.read_text(encoding="utf-8", errors="replace")
            if policy_of(html) is None:
                yield Problem("page-without-policy", Place(_file(project, path), 1, 1))


def _blocked(project: Project, source: Path, page: Path) -> Iterator[Problem]:
    written = source.read_text(encoding="utf-8")
    if not _SUSPECT.search(written) or not page.is_file():
        return
    html = page.read_text(encoding="utf-8", errors="replace")
    policy = policy_of(html)
    for part in dict.fromkeys(_parts(html, policy, project.site_address) if policy else ()):
        place = _place(written, part)
        if place is not None:
            values = {"part": InFull(part)}
            yield Problem("content-blocked", Place(_file(project, source), *place), values=values)


def _file(project: Project, path: Path) -> str:
    return f"{project.content_name}/{path.relative_to(project.content).as_posix()}"


def _place(written: str, part: str) -> tuple[int, int] | None:
    """Return line and column of a part; None for one that the hub or the theme wrote."""
    at = written.lower().find(part.lower())
    if at < 0:
        return None
    return written.count("\n", 0, at) + 1, at - written.rfind("\n", 0, at)


def _parts(html: str, policy: str, site_address: str) -> Iterator[str]:
    """Yield the beginnings of what a page holds against its policy, as they are written."""
    for node in LexborHTMLParser(html).css("*"):
        given = {name: value or "" for name, value in node.attributes.items()}
        yield from _of_element(node, given, policy)
        yield from (name for name in given if name.startswith("on"))
        if "style" in given and "style-src-attr" not in policy:
            yield "style="
        yield from _addresses(node.tag or "", given, site_address)


def _of_element(node: LexborNode, given: dict[str, str], policy: str) -> Iterator[str]:
    tag = node.tag or ""
    is_script = tag == "script" and "src" not in given and _is_program(given.get("type", ""))
    if is_script or tag == "style":
        if source_hash(node.text()) not in policy:
            yield f"<{tag}"
    elif tag in _NEVER:
        yield f"<{tag}"


def _is_program(media_type: str) -> bool:
    return media_type in ("", "module", "importmap") or "javascript" in media_type.lower()


def _addresses(tag: str, given: dict[str, str], site_address: str) -> Iterator[str]:
    if given.get("href", "").strip().lower().startswith("javascript:"):
        yield "javascript:"
    if tag == "link" and not _LOADED_LINKS & set(given.get("rel", "").lower().split()):
        return
    for name in _LOADING.get(tag, ()):
        for address in (
            given.get(name, "").split(",") if name == "srcset" else [given.get(name, "")]
        ):
            first = (address.split() or [""])[0]
            if _origin(urljoin(site_address, first)) != _origin(site_address):
                yield first


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc
