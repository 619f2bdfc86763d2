"""Pages shaped like publishers': a notification and an appendix each, as badly named as theirs."""

from __future__ import annotations

from dataclasses import dataclass

from library import DocumentServer, pdf

GROUPS = {
    "udviklingshaemning": "borgere med udviklingshæmning og dom",
    "gravide": "udsatte gravide med et skadeligt rusmiddelbrug",
    "punktskrift": "punktskriftindsatser til børn og unge med alvorlig synsnedsættelse",
    "tegnsprog": "tegnsprogsindsatser til børn og unge med et varigt høretab",
    "spiseforstyrrelser": "borgere med svære spiseforstyrrelser",
    "hjerneskade": "voksne med kompleks erhvervet hjerneskade",
}


@dataclass(frozen=True)
class PublishersPage:
    """A page, and which of its files is which document."""

    address: str
    notification: str
    appendix: str | None


def _page(title: str, body: str) -> bytes:
    menu = "<nav><ul><li><a href='/om'>Om os</a><li><a href='/arkiv.pdf'>Arkiv</a></ul></nav>"
    foot = "<footer><a href='/privatliv.pdf'>Privatlivspolitik (pdf)</a></footer>"
    return (
        f"<!doctype html><html lang=da><meta charset=utf-8><title>{title}</title>{menu}"
        f"<main><h1>{title}</h1>{body}</main>{foot}"
    ).encode()


def _notification(group: str, title: str | None = None) -> bytes:
    return pdf(
        f"Central udmelding for {group}",
        "Baggrund. Kommunerne skal svare, se bilag 1 og bilag 2.",
        title=title,
    )


def _appendix(number: int, group: str, title: str | None = None) -> bytes:
    return pdf(f"Bilag {number} til central udmelding for {group}", "Skema.", title=title)


def publishers_pages(server: DocumentServer) -> dict[str, PublishersPage]:
    """Put six pages on a server; return them by the slug of their group."""
    put, page = server.put, {}
    for slug, group in GROUPS.items():
        server.put(f"/{slug}/irrelevant.pdf", pdf("Årsberetning 2019", title="Årsberetning"))
        page[slug] = f"/udgivelser/{slug}"
        del group
    html = "text/html; charset=utf-8"
    made: dict[str, PublishersPage] = {}

    def keep(slug: str, body: str, notification: str, appendix: str | None) -> None:
        address = put(page[slug], _page(f"Udgivelse om {GROUPS[slug]}", body), html)
        made[slug] = PublishersPage(address, notification, appendix)

    # one file, while two documents name the page
    slug = "udviklingshaemning"
    file = put("/media/4711/publikation.pdf", _notification(GROUPS[slug], "Microsoft Word - x"))
    keep(slug, f"<p><a href='{file}'>Download publikationen (PDF)</a></p>", file, None)

    # names in ASCII beside titles with æ
    slug = "gravide"
    file = put("/media/central-udmelding-udsatte-gravide-skadeligt-rusmiddelbrug.pdf",
               pdf("x", title=""))  # fmt: skip  # a file and what it is, side by side
    other = put("/media/bilag-1-udsatte-gravide.pdf", pdf("y"))
    links = f"<li><a href='{other}'>Læs mere</a><li><a href='{file}'>Læs mere</a>"
    keep(slug, f"<ul>{links}</ul>", file, other)

    # three files, the first only »Hent udgivelsen«
    slug = "punktskrift"
    file = put("/dl/a1", _notification(GROUPS[slug]))
    other = put("/dl/bilag1.pdf", _appendix(1, GROUPS[slug]))
    third = put("/dl/pressemeddelelse.pdf", pdf("Pressemeddelelse om punktskrift"))
    keep(
        slug,
        f"<p><a href='{file}'>Hent udgivelsen</a></p><p><a href='{other}'>Bilag 1</a></p>"
        f"<p><a href='{third}'>Pressemeddelelse (pdf)</a></p>",
        file,
        other,
    )

    # addresses without an ending
    slug = "tegnsprog"
    file = put("/fil/9c2f", pdf("Udmelding"))
    other = put("/fil/77aa", pdf("Skema"))
    keep(
        slug,
        f"<p><a href='{file}'>Hent central udmelding (pdf, 1,2 MB)</a>"
        f"<p><a href='{other}'>Hent bilag 1 (pdf, 300 kB)</a>",
        file,
        other,
    )

    # a handler with a number
    slug = "spiseforstyrrelser"
    file = put("/GetFile.ashx?id=77", _notification(GROUPS[slug], "Central udmelding"))
    other = put("/GetFile.ashx?id=78", _appendix(1, GROUPS[slug], "Bilag 1"))
    keep(
        slug,
        f"<h2>Dokumenter</h2><p>Udmeldingen: <a href='{file}'>Åbn</a>"
        f"<p>Skemaet: <a href='{other}'>Åbn</a>",
        file,
        other,
    )

    # icons without text
    slug = "hjerneskade"
    file = put("/filer/2014/1", _notification(GROUPS[slug]))
    other = put("/filer/2014/2", _appendix(1, GROUPS[slug]))
    icon = "<img src='/pdf.svg' alt=''>"
    keep(
        slug,
        f"<table><tr><td>Udmelding<td><a href='{file}'>{icon}</a>"
        f"<tr><td>Bilag<td><a href='{other}'>{icon}</a></table>",
        file,
        other,
    )
    return made


def ambiguous_page(server: DocumentServer) -> tuple[str, frozenset[str]]:
    """Put a page on which two documents cannot be told apart; return it, and its two files."""
    files = frozenset(server.put(f"/tvivl/{name}", pdf("Bilag", name)) for name in ("a", "b"))
    links = "".join(f"<p><a href='{file}'>Hent bilag (pdf)</a></p>" for file in sorted(files))
    page = server.put("/udgivelser/tvivl", _page("Tvivl", links), "text/html; charset=utf-8")
    return page, files
