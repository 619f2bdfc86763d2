"""What one sight of a link means: a failure, a place on a page, and a page that is none."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from hub.documents.page_facts import PageFacts
from hub.links.missing_pages import Answer, MissingPages
from hub.links.transitions import Observation
from hub.links.verdicts import at_place, observation_of_error
from hub.web.errors import FetchError, Reach

GOOD = Observation(state="good")
URL = "https://www.sbst.dk/sag/12"

FAILURES: dict[str, tuple[FetchError, str, str | None]] = {
    # the failure, the state in which it leaves the link, and the rule that tells it
    "no page": (FetchError("broken", "gone", status=404), "failing", "link-gone"),
    "a server that is not there": (FetchError("broken", "no-host"), "failing", "link-no-host"),
    "another error": (FetchError("broken", "status", status=418), "failing", "link-status"),
    "a login": (FetchError("not-a-document", "login"), "failing", "link-login"),
    "an empty answer": (FetchError("not-a-document", "empty"), "failing", "link-empty"),
    "half of a file": (FetchError("damaged", "cut"), "failing", "link-cut"),
    "a damaged file": (FetchError("damaged", "unopened"), "failing", "link-odd-answer"),
    "a file too large to fetch": (FetchError("damaged", "too-large"), "good", None),
    "a closed door": (FetchError("blocked", "blocked", status=403), "blocked", "link-blocked"),
    "a test for people": (FetchError("blocked", "challenge"), "blocked", "link-blocked"),
    "a server that is slow": (FetchError("unchecked", "slow"), "unanswered", "link-unanswered"),
    "a server at work": (
        FetchError("unchecked", "unavailable", status=503),
        "unanswered",
        "link-unanswered",
    ),
    "a way that the hub must not go": (FetchError("unsafe", "unsafe"), "unanswered", "link-unsafe"),
}


@pytest.mark.parametrize(("failed", "state", "rule"), FAILURES.values(), ids=[*FAILURES])
def test_a_failure_is_held_against_a_link_only_where_it_is_the_links(
    failed: FetchError, state: str, rule: str | None
) -> None:
    seen = observation_of_error(failed)

    assert (seen.state, seen.rule) == (state, rule)


def test_a_failure_keeps_what_is_told_of_it() -> None:
    failed = FetchError("broken", "status", reach=Reach.SILENT, status=511, host="sbst.dk", more=1)

    seen = observation_of_error(failed)

    assert seen.detail == {"status": "511", "host": "sbst.dk", "target": "–", "reason": "–"}
    assert seen.reach == Reach.SILENT


PLAIN = PageFacts(places=frozenset(("her", "æ ø", "a%20b")), has_scripts=False)
MADE_LATER = replace(PLAIN, has_scripts=True)
MISSING = Observation(state="failing", rule="link-anchor", detail={"anchor": "mangler"})
FAILING = Observation(state="failing", rule="link-gone")

PLACES: dict[str, tuple[Observation, PageFacts | None, str, Observation]] = {
    # what was seen of the page, the page, what follows its address, and what is seen of the link
    "no place": (GOOD, PLAIN, "", GOOD),
    "an empty one": (GOOD, PLAIN, "#", GOOD),
    "the top": (GOOD, PLAIN, "#Top", GOOD),
    "there": (GOOD, PLAIN, "#her", GOOD),
    "there, with letters in codes": (GOOD, PLAIN, "#%C3%A6%20%C3%B8", GOOD),
    "there, named by the codes": (GOOD, PLAIN, "#a%20b", GOOD),
    "not there": (GOOD, PLAIN, "#mangler", MISSING),
    "not there, in other case": (
        GOOD,
        PLAIN,
        "#HER",
        replace(MISSING, detail={"anchor": "HER"}),
    ),
    "not there yet": (GOOD, MADE_LATER, "#mangler", replace(MISSING, state="unanswered")),
    "there, on a page with scripts": (GOOD, MADE_LATER, "#her", GOOD),
    "a text": (GOOD, PLAIN, "#:~:text=mangler", GOOD),
    "a text at a place": (GOOD, PLAIN, "#her:~:text=mangler", GOOD),
    "a text at a place that is not there": (GOOD, PLAIN, "#mangler:~:text=her", MISSING),
    "a route of a script": (GOOD, PLAIN, "#/her/mangler", GOOD),
    "an old route of a script": (GOOD, PLAIN, "#!her", GOOD),
    "on a file": (GOOD, None, "#mangler", GOOD),
    "on a page that is not there": (FAILING, PLAIN, "#mangler", FAILING),
}


@pytest.mark.parametrize(("seen", "page", "fragment", "told"), PLACES.values(), ids=[*PLACES])
def test_a_link_to_a_place_needs_the_place(
    seen: Observation, page: PageFacts | None, fragment: str, told: Observation
) -> None:
    assert at_place(seen, page, URL + fragment) == told


def _letters(count: int) -> list[str]:
    return [f"{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(count)]


WORDS = [f"ord{letters}" for letters in _letters(200)]


def _page(
    words: list[str], title: str = "Kommunen", *headings: str, scripted: bool = False
) -> Answer:
    page = PageFacts(
        title=title,
        headings=headings or (() if scripted else ("Nyheder",)),
        words=Counter(words),
        content_words=len(words),
        has_scripts=scripted,
    )
    return Answer(URL, URL, page)


def _file(sha256: str) -> Answer:
    return Answer(URL, URL, None, sha256)


def _with_others(count: int, of: str = "ny", length: int = 200) -> list[str]:
    """Return words of which so many are others."""
    return [*WORDS[: length - count], *(f"{of}{one}" for one in _letters(count))]


OVERVIEW = "https://www.sbst.dk/oversigt"

MISSING_PAGES: dict[str, tuple[Answer, list[Answer | None], bool]] = {
    # what came of the address, of two that nobody has made, and whether it is no page
    "nothing comes of another": (_page(WORDS), [None], False),
    "the same comes": (_page(WORDS), [_page(WORDS)], True),
    "nearly the same comes": (_page(WORDS), [_page(_with_others(2))], True),
    "too much is other": (_page(WORDS), [_page(_with_others(3)), None], False),
    "nearly the same short page": (
        _page(WORDS[:10]),
        [_page(_with_others(1, length=10))],
        True,
    ),
    "another short page": (
        _page(WORDS[:10]),
        [_page(_with_others(2, length=10)), None],
        False,
    ),
    "another number in it": (
        _page([*WORDS, *"123456", "a7"], "Side 1 af 9"),
        [_page([*WORDS, "8"], "Side 2")],
        False,
    ),
    "other numbers in it": (
        _page([*WORDS, *"123456", "a7"], "Kommunen 1"),
        [_page([*WORDS, "8"], "Kommunen 2 (3)")],
        True,
    ),
    "the address in it": (_page([*WORDS, "sag", "sbst", "www"]), [_page(WORDS)], True),
    "another title": (_page(WORDS, "Sagen"), [_page(WORDS), _page(WORDS)], False),
    "another heading": (_page(WORDS, "Sagen", "A"), [_page(WORDS, "Sagen", "B")] * 2, False),
    "a page that comes with other news each time": (
        _page(_with_others(40, "a")),
        [_page(_with_others(40, "b")), _page(_with_others(40, "c"))],
        True,
    ),
    "a page with more news than such pages have": (
        _page(_with_others(80, "a")),
        [_page(_with_others(5, "b")), _page(_with_others(5, "c"))],
        False,
    ),
    "a page that lacks what such pages have": (
        _page(_with_others(60, "a")),
        [_page(_with_others(50, "b")), _page(_with_others(50, "c"))],
        False,
    ),
    "a page that lacks a little of what such pages have": (
        _page([*WORDS[3:160], *_with_others(43, "a")[157:]]),
        [_page(_with_others(40, "b")), _page(_with_others(40, "c"))],
        True,
    ),
    "a page with just as much more news as may be": (
        _page([*WORDS[:160], *(f"a{n}" for n in _letters(82))]),
        [_page(_with_others(40, "b")), _page(_with_others(40, "c"))],
        True,
    ),
    "a page with one word more than that": (
        _page([*WORDS[:160], *(f"a{n}" for n in _letters(83))]),
        [_page(_with_others(40, "b")), _page(_with_others(40, "c"))],
        False,
    ),
    "a page among news, and only one like it": (
        _page(_with_others(40, "a")),
        [_page(_with_others(40, "b")), None],
        False,
    ),
    "a page that scripts fill": (
        _page(["indlæser"], scripted=True),
        [_page(["indlæser"], scripted=True)] * 2,
        False,
    ),
    "a page that scripts have filled": (
        _page(WORDS[:9], scripted=True),
        [_page(WORDS[:9], scripted=True)],
        True,
    ),
    "a page with scripts and a heading": (
        _page(["indlæser"], "Kommunen", "Nyheder", scripted=True),
        [_page(["indlæser"], "Kommunen", "Nyheder", scripted=True)],
        True,
    ),
    "a short page without scripts": (_page(["vent"]), [_page(["vent"])], True),
    "a page with scripts, and too long to be empty": (
        _page([*WORDS[:12], "vent"], scripted=True),
        [_page([*WORDS[:12], "vent"], scripted=True)],
        True,
    ),
    "a page with scripts, and just short enough": (
        _page([*WORDS[:11], "vent"], scripted=True),
        [_page([*WORDS[:11], "vent"], scripted=True)] * 2,
        False,
    ),
    "the end of redirects that others have too": (
        replace(_page(WORDS, "A"), final_address=OVERVIEW),
        [replace(_page(WORDS[:9], "B"), final_address=f"{OVERVIEW}/?q=1")],
        True,
    ),
    "another end of redirects": (
        replace(_page(WORDS, "A"), final_address=OVERVIEW),
        [replace(_page(WORDS[:9], "B"), final_address=f"{OVERVIEW}/2")],
        False,
    ),
    "a page among news, and then a file": (
        _page(_with_others(40, "a")),
        [_page(_with_others(40, "b")), _file("a")],
        False,
    ),
    "the same file": (_file("a"), [_file("a")], True),
    "another file": (_file("a"), [_file("b")], False),
    "a file, and a page": (_file("a"), [_page(WORDS)], False),
    "a page, and a file": (_page(WORDS), [_file("a")], False),
}


@pytest.mark.parametrize(
    ("answer", "others", "is_missing"), MISSING_PAGES.values(), ids=[*MISSING_PAGES]
)
def test_a_page_is_missing_where_any_address_is_answered_so(
    answer: Answer,
    others: list[Answer | None],
    is_missing: bool,  # noqa: FBT001  # a value of the table
) -> None:
    coming = iter(others)
    asked: list[str] = []

    def ask(address: str) -> Answer | None:
        asked.append(address)
        return next(coming)

    pages = MissingPages(ask)

    assert pages.is_missing(answer) is is_missing
    assert pages.is_missing(answer) is is_missing
    assert len({*asked}) == len(asked) == pages.asked  # each once, and no two the same
    assert URL not in asked


NUMBERED = "https://www.sbst.dk/123/en-titel"


@pytest.mark.parametrize(
    ("deeper", "is_missing"),
    [(_page(WORDS), True), (_page(WORDS[:50], "Findes ikke"), False), (None, False)],
    ids=["any number", "this number alone", "nothing"],
)
def test_a_page_that_is_known_by_its_number_takes_any_words_behind_it(
    deeper: Answer | None,
    is_missing: bool,  # noqa: FBT001  # a value of the table
) -> None:
    answer = replace(_page(WORDS), address=NUMBERED, final_address=NUMBERED)
    pages = MissingPages(lambda address: answer if "/123/" in address else deeper)

    assert pages.is_missing(answer) is is_missing


FRONT = "https://www.sbst.dk/"
FRONTS: dict[str, tuple[Answer, Answer | None, bool]] = {
    # where redirects have led, what stands at the root, and whether that is the same
    "the root": (Answer(URL, FRONT, PageFacts()), Answer(FRONT, FRONT, PageFacts()), True),
    "the root, counted": (
        Answer(URL, f"{FRONT}?fra=sag", PageFacts(title="A")),
        Answer(FRONT, FRONT, PageFacts(title="B")),
        True,
    ),
    "where the root leads": (
        Answer(URL, f"{FRONT}da/", PageFacts(title="A")),
        Answer(FRONT, f"{FRONT}da", PageFacts(title="B")),
        True,
    ),
    "a page that shows the same": (
        replace(_page(WORDS), final_address=f"{FRONT}forside"),
        replace(_page(WORDS), address=FRONT, final_address=FRONT),
        True,
    ),
    "another page": (
        replace(_page(WORDS, "Sagen"), final_address=f"{FRONT}forside"),
        replace(_page(WORDS), address=FRONT, final_address=FRONT),
        False,
    ),
    "a host without a root": (Answer(URL, FRONT, PageFacts()), None, False),
    "a file": (Answer(URL, FRONT, None), Answer(FRONT, FRONT, PageFacts()), False),
    "a host with a file at its root": (
        Answer(URL, FRONT, PageFacts()),
        Answer(FRONT, FRONT, None),
        False,
    ),
}


@pytest.mark.parametrize(("answer", "front", "is_front"), FRONTS.values(), ids=[*FRONTS])
def test_redirects_that_end_at_the_front_page_are_known(
    answer: Answer,
    front: Answer | None,
    is_front: bool,  # noqa: FBT001  # a value of the table
) -> None:
    assert MissingPages({FRONT: front}.get).is_front_page(answer) is is_front
