"""`mkdocs serve`: pages reload soon after a file was saved, under the policy of each page.

MkDocs writes the script by which pages reload into a page as it sends it, with other numbers each
time, so that no hash of it can stand in the built page. The page that is sent gets the hash of the
script that it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer

from hub.site.security_policy import source_hash

_RELOAD = re.compile(
    rb"<script>((?:(?!</script>).)*\blivereload\(.*?)</script>(?=</body>)", re.DOTALL
)
_ALLOWED = b"script-src 'self'"


LOOK_EVERY = 0.1
"""Seconds between two looks for what was saved; MkDocs's half a second is as long as a build."""


def watch_often(server: LiveReloadServer, more: Iterable[str]) -> None:
    """Let MkDocs's server look often for changes in what it watches, and in more folders.

    It must not have begun to serve.
    """
    watched = [*server._watched_paths]  # noqa: SLF001  # there is no setting for the time
    for path in watched:
        server.unwatch(path)
    server.observer = type(server.observer)(timeout=LOOK_EVERY)
    for path in (*watched, *more):
        server.watch(path)


def with_live_reload(site: WSGIApplication) -> WSGIApplication:
    """Return the application of MkDocs's server with policies that allow its script."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            began.append((status, headers))

        body = site(environ, start)
        [(status, headers)] = began
        if ("Content-Type", "text/html") in headers:
            page = _allowed(b"".join(body))
            headers = [one for one in headers if one[0] != "Content-Length"]
            headers.append(("Content-Length", str(len(page))))
            body = [page]
        start_response(status, headers)
        return body

    return application


def _allowed(page: bytes) -> bytes:
    """Return a page whose policy allows MkDocs's script, where the page has both."""
    if not (script := _RELOAD.search(page)):
        return page
    allowed = f" {source_hash(script[1].decode())}".encode()
    return page.replace(_ALLOWED, _ALLOWED + allowed, 1)
