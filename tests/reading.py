"""A site with the reading views of a tagged report, a filled-in form and a long document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from library import form_pdf, write_catalogue
from projects import PROCESS, Project
from tagged import PAGE, tagged_pdf

from hub.documents.extraction import read_bytes
from hub.documents.lock import write_lock
from hub.documents.records import Lock, OutlineItem, Record, Text, TextPage, Version
from hub.web.errors import Verdict

DOCUMENTS = {
    "rapport": tagged_pdf(
        ("H1", "Indledning"),
        ("P", "Kommunen har en lang række indsatser."),
        ("L", ("LI", ("LBody", "Råd & <b>vejledning</b>")), ("LI", ("LBody", "Tilbud"))),
        ("Table", ("TR", ("TH", "Område"), ("TH", "Antal")), ("TR", ("TH", "Syn"), ("TD", "12"))),
        PAGE,
        ("H2", "Slut"),
        ("P", "Tak."),
    ),
    "skema": form_pdf("Navn:", "/Subtype /Widget /FT /Tx /T (n) /V (Aarhus) /DA (/Helv 12 Tf 0 g)"),
}

SLUGS = {
    "rapport": "proeve-2020-bilag-1",
    "skema": "proeve-2020-bilag-2",
    "lang": "proeve-2020-bilag-3",
}


def text(*pages: str, outline: tuple[OutlineItem, ...] = ()) -> Text:
    return Text(pages=tuple(TextPage(text=page) for page in pages), outline=outline)


def site_of_texts(folder: Path) -> Project:
    """Build a site with the three documents; the long one has four megabytes."""
    texts = {name: read_bytes(data, "pdf", 20).text for name, data in DOCUMENTS.items()}
    texts["lang"] = text(*(f"Side nummer {at}. " + "Ord & ord. " * 1500 for at in range(1, 121)))
    return _with_texts(Project.copied_to(folder), texts).built()


def _with_texts(project: Project, texts: dict[str, Text]) -> Project:
    """Put texts into catalogue, lock and store."""
    write_catalogue(
        project,
        [{"url": f"https://www.sbst.dk/{name}.pdf", "title": name.title()} for name in texts],
    )
    project.edit(PROCESS, lambda values: values.update(notification="proeve"))
    store_texts(project, {f"https://www.sbst.dk/{name}.pdf": one for name, one in texts.items()})
    return project


def store_texts(project: Project, texts: Mapping[str, Text]) -> None:
    """Put texts, by the addresses of their documents, into lock and store."""
    records = {}
    for at, (address, one) in enumerate(texts.items()):
        sha256 = f"{at:064}"
        project.write(f".cache/hub/store/{sha256}/text.json", one.model_dump_json())
        version = Version(
            sha256=sha256, size=1, kind="pdf", fetched="2026-01-01", reading="whole", pages=2
        )
        records[address] = Record(verdict=Verdict.DOCUMENT, since="2026-01-01", versions=(version,))
    write_lock(project.root, Lock(documents=records))
