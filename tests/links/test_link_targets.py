"""Where pages lead, noted while they are made: the same verdict as all pages read in the end."""

from __future__ import annotations

import string
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.links.internal_links import dead_ends
from hub.links.link_targets import TargetReader, all_exist
from hub.links.page_links import links_of_body, page_links

PAGES = ("a/b/index.html", "a/c/index.html", "om/index.html", "index.html")
HREFS = ("", "#x", "#y", "../../a/b/", "../../a/c/#x", "../../om/#y", "../c/#y", "../../", "d/")
OTHER_HREFS = (
    *("../../fil.txt", "../../væk.pdf", "../../a/d/", "../../../x/"),
    *("?q=1", "https://x.dk/#x"),
)

a_page = st.tuples(
    st.lists(st.sampled_from(HREFS + OTHER_HREFS), max_size=5),
    st.lists(st.sampled_from(("x", "y")), max_size=2),
)


def _html(hrefs: list[str], places: list[str]) -> str:
    links = "".join(f'<a href="{href}">x</a>' for href in hrefs)
    return links + "".join(f'<p id="{place}">y</p>' for place in places)


@given(bodies=st.tuples(a_page, a_page, a_page, a_page), frame=a_page, made=st.integers(0, 2))
def test_pages_that_are_noted_have_the_verdict_of_pages_that_are_read(bodies, frame, made):
    with TemporaryDirectory() as folder:
        site, reader = Path(folder), TargetReader()
        (site / "fil.txt").write_text("x")
        shared = reader.links_in(_html(*frame))
        noted = []
        for number, (page, body) in enumerate(zip(PAGES, bodies, strict=True)):
            path = site / page
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_html(*body) + _html(*frame), encoding="utf-8")
            if number < made:
                noted.append(reader.page(page, _html(*body), shared))

        is_whole = dead_ends(site) == ()
        assert is_whole or not all_exist(site, noted)
        assert all_exist(site, noted) or not is_whole or shared.places


a_value = st.text(string.ascii_letters + string.digits + "#/.?&;æ -'=<", max_size=12)


@given(st.lists(st.tuples(st.sampled_from(("href", "src", "ID", "name", "title")), a_value)))
def test_a_body_is_read_as_its_tags_are(attributes):
    html = "".join(
        f'<a class="b" {name}="{value.replace("<", "&lt;")}">a=b &#34;c&#34;</a>'
        for name, value in attributes
    )
    found, read = links_of_body(html), page_links()(html)
    assume(found)

    assert found is not None
    assert (set(found.hrefs), found.places) == (set(read.hrefs), read.places)


@pytest.mark.parametrize(
    "html",
    [
        "<a href='x/'>y</a>",
        "<a href=x/>y</a>",
        '<a href = "x/">y</a>',
        '<a href= "x/">y</a>',
        '<a\nhref\n="x/">y</a>',
        '<!-- <a href="x/">y</a> -->',
        "<script>y = '<a href=\"x/\">'</script>",
        "<p id=x>y</p>",
    ],
)
def test_what_is_written_in_another_form_is_read_tag_by_tag(html):
    assert links_of_body(html) is None


def test_a_target_that_many_pages_have_is_told_once():
    reader = TargetReader()

    first = reader.page("a/b/index.html", '<a href="../../om/#x">x</a><a href="#y">y</a>')
    second = reader.page("a/c/index.html", '<a href="../../om/#x">x</a><a href="#y">y</a>')

    assert first.targets == (("om/index.html", "x"), ("a/b/index.html", "y"))
    assert second.targets == (("a/c/index.html", "y"),)


def test_what_surely_exists_is_not_told():
    reader = TargetReader(["", "om/"])
    body = '<a href="../../om/">x</a><a href="../../#top">y</a><a href="../../fil.txt">y</a>'

    page = reader.page("a/b/index.html", f'{body}<a href="#z">z</a><p id="z">z</p><a href="">z</a>')

    assert page.targets == (("fil.txt", ""),)
    assert [*page.places] == [hash("z")]
