"""Cookies within one chain of redirects: some servers lead in a circle until theirs come back.

They are forgotten with the chain.
"""

from __future__ import annotations

import http.cookiejar
import urllib.request
from collections.abc import Iterable
from email.message import Message


def cookies_for(jar: http.cookiejar.CookieJar, address: str) -> str:
    """Return the value of the header that sends an address its cookies; empty without any."""
    request = urllib.request.Request(address)  # noqa: S310  # only its form is used; the guard has checked it
    jar.add_cookie_header(request)
    return str(request.get_header("Cookie", ""))


class _CookieAnswer:
    def __init__(self, headers: Iterable[tuple[bytes, bytes]]) -> None:
        self._message = Message()
        for name, value in headers:
            if name.lower() == b"set-cookie":
                self._message["Set-Cookie"] = value.decode("latin-1")

    def info(self) -> Message:
        return self._message


def keep_cookies(
    jar: http.cookiejar.CookieJar, address: str, headers: Iterable[tuple[bytes, bytes]]
) -> None:
    """Take the cookies that an address has set into the jar."""
    request = urllib.request.Request(address)  # noqa: S310  # as above
    jar.extract_cookies(_CookieAnswer(headers), request)  # type: ignore[arg-type]  # all of it that is used
