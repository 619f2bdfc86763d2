"""Which content pages are found: by the list of pages, whatever theme made their HTML."""

from __future__ import annotations

import pytest

from hub.site.content_pages import LIST_BEGIN, LIST_END, SearchedContent, searched_content


@pytest.mark.parametrize(
    ("html", "content"),
    [
        (
            "<title>Webstedet</title><header>Menu</header><main><h1>Om</h1><p>Tekst</p></main>",
            SearchedContent("Om", "<h1>Om</h1><p>Tekst</p>", is_list=False),
        ),
        (
            "<title>Webstedet</title><p>Uden hovedelement</p>",
            SearchedContent("Webstedet", "<p>Uden hovedelement</p>", is_list=False),
        ),
        (
            "<main class='x'\n id=y>\n<h1 id=a>Til&shy;gængelig <em>her</em></h1>æ</main>",
            SearchedContent(
                "Tilgængelig her",
                '\n<h1 id="a">Til\N{SOFT HYPHEN}gængelig <em>her</em></h1>æ',
                is_list=False,
            ),
        ),
        (
            f"<main><h1>Frister</h1>{LIST_BEGIN}<ul><li>Sag</li></ul>{LIST_END}</main>",
            SearchedContent("Frister", "<h1>Frister</h1> ", is_list=True),
        ),
        ("<main data-pagefind-ignore><h1>Søg</h1></main>", None),
        ("", SearchedContent("", "", is_list=False)),
        (
            "<main><h1>Aldrig lukket",
            SearchedContent("Aldrig lukket", "<h1>Aldrig lukket</h1>", is_list=False),
        ),
    ],
    ids=["main", "no main", "attributes", "list", "excluded", "empty", "unclosed"],
)
def test_a_page_is_found_by_its_main_element(html: str, content: SearchedContent | None) -> None:
    assert searched_content(html) == content
