"""Frames: pages stamped by the hub are those the engine would have made; a bad theme is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from ordinary import as_ordinary_pages
from projects import Project, digest, notifications, without_index_files

from hub.site.frames import FrameDamaged, frame_file, read_frame
from hub.site.markers import SLOTS, Markers

MAIN = "templates/theme/main.html"
_WRAPPED = re.compile(r"<p>\s*((?:<link rel=\"(?:stylesheet|modulepreload)\"[^>]*>\s*)+)</p>")


def _parts(project: Project) -> dict[str, list[str]]:
    """Return head and body of every page, tag by tag and text by text.

    An engine's Markdown wraps a sheet of style in a paragraph; the hub's blocks come after it.
    """
    return {
        path.relative_to(project.site).as_posix(): [
            " ".join(piece.split())
            for piece in re.split(r"(<[^>]*>)", _same(path.read_text("utf-8")))
            if piece.strip()
        ]
        for path in sorted(project.site.rglob("*.html"))
    }


def _same(html: str) -> str:
    return without_index_files(_WRAPPED.sub(r"\1", html))


def test_stamped_pages_equal_the_engines_own(
    make_project: Callable[[str], Project], real: Project
) -> None:
    ordinary = make_project("ordinary")
    as_ordinary_pages(ordinary)

    done = ordinary.mkdocs("build")

    assert done.returncode == 0, done.stderr
    assert _parts(real) == _parts(ordinary)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{{ page.content }}", "", "body 0 times"),
        ("{{ page.content }}", "{{ page.content }}{{ page.content }}", "body 2 times"),
        ("page.meta.title", "page.meta.name", "title 0 times"),
        ("page.meta.description", "page.meta.summary", "description 0 times"),
        ("page.canonical_url", "page.no_address", "slug 0 times"),
    ],
    ids=["no body", "two bodies", "no title", "no description", "no address"],
)
def test_a_theme_that_loses_a_part_stops_the_build(
    project: Project, old: str, new: str, told: str
) -> None:
    project.write("site/index.html", "the last good site")
    before = digest(project.site)
    project.replace(MAIN, old, new)

    done = project.hub("build", "--no-search")

    assert done.returncode == 1
    assert f"The theme shows a page's {told} in its frame, not once." in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(project.site) == before


def test_an_unknown_block_is_told_with_its_page(project: Project) -> None:
    project.write("site/index.html", "the last good site")
    before = digest(project.site)
    project.replace("content/om.md", "<!-- hub:source-list -->", "<!-- hub:nonsense -->")

    done = project.hub("build", "--no-search")

    assert done.returncode == 1
    assert "om/index.html: There is no block hub:nonsense. The blocks are: " in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(project.site) == before


def test_content_at_the_address_of_a_notification_stops_the_build(project: Project) -> None:
    id_ = notifications(project)[0]["id"]
    project.write("site/index.html", "the last good site")
    before = digest(project.site)
    project.write(f"content/udmeldinger/{id_}.md", "# Noget andet\n")

    done = project.hub("build", "--no-search")

    assert done.returncode == 1
    assert f"/udmeldinger/{id_}/ is the address of " in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(project.site) == before


def test_html_in_the_content_keeps_its_bytes_whatever_its_encoding(project: Project) -> None:
    old = "<!doctype html><meta charset=iso-8859-1><title>Æ</title>\r\nØ".encode("latin-1")
    for file in ("gammel.html", "gammel/index.html"):
        (project.root / "content" / file).parent.mkdir(exist_ok=True)
        (project.root / "content" / file).write_bytes(old)

    project.built(search=True)

    assert (project.site / "gammel.html").read_bytes() == old
    assert (project.site / "gammel/index.html").read_bytes() == old


def test_markers_depend_on_every_text() -> None:
    texts = [["a", "b"], ["ab"], ["a", "b", ""], ["b", "a"], ["a", "\ud800"]]

    words = {word for text in texts for word in Markers.of(text).words.values()}

    assert len(words) == len(texts) * len(SLOTS)


def test_a_frame_is_filled_with_escaped_words_and_a_raw_body() -> None:
    markers = Markers.of([])
    words = markers.words
    html = (
        f"<title>{words['title']}</title><meta content='{words['description']}'>"
        f"<link href='/{words['slug']}/'><div>{words['body']}</div>{words['title']}"
    )

    page = read_frame(html, markers, has_address=True).fill(
        title="<a> & 'b'", description='"c"', slug="d", body="<p>e</p>"
    )

    assert page == (
        "<title>&lt;a&gt; &amp; &#39;b&#39;</title><meta content='&#34;c&#34;'>"
        "<link href='/d/'><p>e</p>&lt;a&gt; &amp; &#39;b&#39;"
    )


def test_a_title_that_looks_like_a_slot_is_left_alone() -> None:
    markers = Markers.of([])
    frame = read_frame(" ".join(markers.words.values()), markers, has_address=True)

    page = frame.fill(title=markers.words["body"], description="b", slug="c", body="d")

    assert page == f"{markers.words['body']} b c d"


def test_a_frame_without_its_parts_is_refused_with_where_to_look() -> None:
    with pytest.raises(FrameDamaged) as damage:
        read_frame("<html></html>", Markers.of([]), has_address=True)

    assert str(damage.value) == (
        "The theme shows a page's title 0 times in its frame, not once. "
        "Look at what templates/theme/main.html makes of page.content and page.meta."
    )


WHOLE = "{title} {description} {slug} {body}<!-- hub:head -->"


@pytest.mark.parametrize(
    ("left_out", "has_address", "told"),
    [
        ("slug", False, None),
        ("slug", True, "slug 0 times"),
        ("title", False, "title 0 times"),
        ("description", False, "description 0 times"),
        ("body", False, "body 0 times"),
    ],
)
def test_only_a_site_without_an_address_may_leave_that_out(
    left_out: str,
    has_address: bool,  # noqa: FBT001  # a value of the table
    told: str | None,
) -> None:
    markers = Markers.of([])
    html = WHOLE.format(**{**markers.words, left_out: ""})

    assert _damage(html, markers, has_address=has_address) == told


def test_a_theme_that_shows_the_body_twice_is_refused() -> None:
    markers = Markers.of([])
    html = WHOLE.format(**markers.words)

    twice = html + markers.words["body"]
    assert _damage(twice, markers, has_address=True) == "body 2 times"
    assert _damage(html + markers.words["title"], markers, has_address=True) is None


def _damage(html: str, markers: Markers, *, has_address: bool) -> str | None:
    """Return what of a frame is told to be lacking or too many."""
    try:
        read_frame(html, markers, has_address=has_address)
    except FrameDamaged as damage:
        told = re.fullmatch(
            r"The theme shows a page's (.*) in its frame, not once\. .*", str(damage)
        )
        assert told is not None
        return told[1]
    return None


def test_a_page_has_what_belongs_into_its_head_where_the_theme_says() -> None:
    markers = Markers.of([])
    frame = read_frame(WHOLE.format(**markers.words), markers, has_address=True)

    pages = [
        frame.fill(title="a", description="b", slug="c", body="d", **head)
        for head in ({}, {"head": "<meta e>"})
    ]

    assert pages == ["a b c d", "a b c d<meta e>"]


def test_a_frame_file_is_a_page_that_no_search_finds() -> None:
    words = (markers := Markers.of(["x"])).words

    path, text = frame_file("udmeldinger", markers)

    assert path == f"udmeldinger/{words['slug']}.md"
    assert text == (
        f"---\ntitle: {words['title']}\ndescription: {words['description']}\nwhole_title: true\n"
        f"search:\n  exclude: true\n---\n\n<div>{words['body']}</div>\n"
    )
