"""What a web page shows, by a real HTML parser: title, headings, words, places, a login's field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_AROUND = "nav, header, footer, aside, form"
_MENUS = frozenset(("nav", "header", "footer", "aside"))
_PICTURES = frozenset(("svg",))
_WITHOUT_SCRIPTS = frozenset(("noscript", "template"))
"""What is in them is not followed by a browser that runs scripts."""

_SEEN_WITHOUT_WORDS = (
    "script, img, iframe, frame, object, embed, video, canvas, svg, picture, input"
)
_ELSEWHERE = "iframe, frame, object, embed"
_FILLED_LATER = "#root, #app, #__next, #__nuxt, #viewer, main"
"""What scripts fill, by the names that their makers propose; a page of its own has words in it."""

_CAPTCHA = ".h-captcha, .g-recaptcha, .cf-turnstile, .frc-captcha, " + ", ".join(
    f"script[src*='{part}']"
    for part in ("hcaptcha.com/", "challenges.cloudflare.com/", "/recaptcha/", "friendly-challenge")
)
_MOST_CAPTCHA_WORDS = 15

_UNSEEN = "script, style, template, noscript, svg, head, iframe"


def read_facts(page: str) -> dict[str, Any]:
    """Return the facts of a page by the names of their fields in `PageFacts`.

    Some pages take a parser hours, or all memory: the child process bounds both.
    """
    tree = LexborHTMLParser(page)
    titles = (_line(node) for node in tree.css("title") if not _is_within(node, _PICTURES))
    title_text = next(titles, "")
    password = any(not _is_within(node, _MENUS) for node in tree.css("input[type=password i]"))
    delays = (
        node.attributes.get("content") or ""
        for node in tree.css("meta[http-equiv=refresh i]")
        if not _is_within(node, _WITHOUT_SCRIPTS)
    )
    told = {
        "title": title_text,
        "headings": [_line(node) for node in tree.css("h1")],
        "places": sorted(set(_places(tree))),
        "has_password_field": password,
        "has_scripts": tree.css_first("script") is not None,
        "refresh": next(delays, ""),
    }
    waits = told["has_scripts"] and any(not _line(node) for node in tree.css(_FILLED_LATER))
    has_frame = tree.css_first(_ELSEWHERE) is not None
    has_captcha = tree.css_first(_CAPTCHA) is not None
    is_wordless = tree.css_first(_SEEN_WITHOUT_WORDS) is None
    tree.strip_tags(_UNSEEN.split(", "))
    words = Counter(_words(tree))
    tree.strip_tags(_AROUND.split(", "))
    return {
        **told,
        "words": words,
        "content_words": sum(1 for _ in _words(tree)),
        "is_filled_later": waits or (has_frame and not words),
        "is_captcha": has_captcha and words.total() <= _MOST_CAPTCHA_WORDS,
        "is_blank": is_wordless and not words and not title_text,
    }


def _is_within(node: LexborNode, tags: frozenset[str]) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in tags:
            return True
        above = above.parent
    return False


def _places(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[id]"):
        yield node.attributes.get("id") or ""
    for node in tree.css("a[name]"):
        yield node.attributes.get("name") or ""


def _words(tree: LexborHTMLParser) -> Iterator[str]:
    body = tree.body
    if body is not None:
        yield from re.findall(r"\w+", body.text(separator=" ").casefold())


def _line(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())
