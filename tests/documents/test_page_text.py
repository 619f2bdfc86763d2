"""A web page is read as readers see it: words apart, its own title, letters whole."""

from __future__ import annotations

import pytest

from hub.documents.extraction import read_bytes, read_links
from hub.documents.extractors.html import as_utf8
from hub.documents.page_facts import read_page

SECONDS = 20


def _text(page: str) -> str:
    read = read_bytes(as_utf8(page.encode(), "utf-8"), "html", SECONDS)
    return "\n".join(one.text for one in read.text.pages)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<table><tr><th>År</th><th>Antal</th></tr><tr><td>2019", "År\nAntal\n2019"),
        ("<dl><dt>Navn</dt><dd>Mette</dd><dt>By</dt></dl>", "Navn\nMette\nBy"),
        ("<figure><img><figcaption>Kort</figcaption></figure>Se", "Kort\nSe"),
        ("<blockquote>Citat</blockquote><pre>et\nto</pre>", "Citat\net\nto"),
        ("<header>Hoved</header><footer>Fod</footer>", "Hoved\nFod"),
        ("<details><summary>Mere</summary>Indhold</details>", "Mere\nIndhold"),
        ("<select><option>A</option><option>B</option></select><button>C</button>", "A\nB\nC"),
        ("<min-boks>Et</min-boks><min-boks>To</min-boks>", "Et\nTo"),
        ("<nav><a href=x>Forside</a><a href=y>Om</a></nav>", "Forside Om"),
        ("<p>Se <a href=x>siden</a>, <b>Social</b>styrelsen", "Se siden, Socialstyrelsen"),
        ("CO<sub>2</sub>-<i>ud</i>ledning", "CO2-udledning"),
        ("<p>syge&shy;hus&nbsp;her, kom&#8203;mune", "sygehus her, kommune"),
        ("<p>A\u030arhus ﬁnans", "Århus finans"),
        ("<p>Te\0kst", "Tekst"),
    ],
)
def test_words_are_apart_where_readers_see_them_apart(page, text):
    assert _text(f"<title>T</title><body>{page}") == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<head><title>T</title><p>Første afsnit<p>Andet", "Første afsnit\nAndet"),
        ("<body><svg><path/><p>Tekst efter</p>", "Tekst efter"),
        ("<body><svg><svg></svg><text>s</text></svg><p>B", "B"),
        ("<body><style/>p {}</style><template>skabelon</template><p>B", "B"),
        ("<body><p>A<title>Inde i siden</title>", "A"),
        ("<frameset><frame src=a></frameset>", ""),
    ],
)
def test_a_page_is_read_as_browsers_mend_it(page, text):
    assert _text(page) == text


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Titel et</title><svg><title>Logo</title></svg><h1>Andet", "Titel et"),
        ("<body><svg><title>Logo</title></svg><title>Titel et</title>", "Titel et"),
        ("<title>Et</title><title>To</title>", "Et"),
        ("<title>Central\n udmelding</title>", "Central udmelding"),
        ("<title></title><h1><span>Central</span><br>udmelding</h1>", "Central udmelding"),
        ("<h1><img></h1><h1>Styrelsen</h1><h1>Udmelding</h1>", "Styrelsen"),
        ("<svg><title>Logo</title></svg><p>Tekst", None),
    ],
)
def test_a_page_has_the_title_of_its_own(page, title):
    read = read_bytes(as_utf8(page.encode(), "utf-8"), "html", SECONDS)

    assert read.title == title


def test_a_picture_is_no_title_of_the_page_that_a_link_leads_to():
    page = b"<body><svg><title>Luk</title></svg><title>Udmelding</title>"

    assert read_page(page, None).title == "Udmelding"


def test_a_links_words_are_apart():
    page = b'<a href=" x.pdf " title="Hent"><h3>Svar</h3><p>fra Fyn</p></a><a>uden adresse</a>'

    assert read_links(page, None, SECONDS) == [("x.pdf", "Hent Svar fra Fyn")]


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "ascii", "windows-1252"])
def test_a_page_is_decoded_as_browsers_do_it(label):
    page = f"<meta charset={label}><title>Børn – unge</title><p>»ja« …".encode("cp1252")

    read = read_bytes(as_utf8(page, None), "html", SECONDS)

    assert (read.title, read.text.pages[0].text) == ("Børn – unge", "»ja« …")
