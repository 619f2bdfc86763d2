"""Reading documents: as `hub fetch` reads them, by PDFium alone, and by pdftotext.

The files are made for the run; the variable PDFS names a folder with others.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.pool import Pool
from pathlib import Path

import pypdfium2
from documents.library import file_of, quoted

from bench import FOLDER
from bench.leftovers import set_aside
from bench.measurement import Spent, in_turn, timed
from bench.peers import PeerMissing, system_peer, version
from bench.report import Report, Table, ratio, seconds
from bench.synthetic import LONG, Words
from hub.documents.extraction import PDF_STEPS
from hub.documents.sandbox import end_children, read_in_child
from hub.documents.worker import limit_process

SECTION = "Documents"
JOBS = os.cpu_count() or 1
ROUNDS = 5
FILES = 60
GOAL = 1.3
"""What text with structure may take beside PDFium's text alone."""


def measure(report: Report) -> None:
    """Read all files by each side in turn; every side uses all processors."""
    named = os.environ.get("PDFS")
    folder = Path(named) if named else _made(FOLDER / "work" / "pdfs", 6 if report.quick else FILES)
    # A bomb is left out: PDFium alone reads it without a limit, which is what limits are for.
    files = [one for one in sorted(folder.rglob("*.pdf")) if "bomb" not in one.name and _opens(one)]
    if not files:
        raise FileNotFoundError(f"no PDF that PDFium can open in {folder}")
    with (
        multiprocessing.get_context("spawn").Pool(JOBS, limit_process) as processes,
        ThreadPoolExecutor(JOBS) as threads,
    ):
        processes.map(alone, files, 1)
        _measure(report, files, processes, threads)
    if not named:
        set_aside(folder)


def _measure(
    report: Report, files: Sequence[Path], processes: Pool, threads: ThreadPoolExecutor
) -> None:
    sides = {
        "PDFium alone": lambda: timed(lambda: sum(processes.imap_unordered(alone, files, 1))),
        "hub: text with forms": lambda: timed(lambda: _ours(threads, files, ("text",))),
        "hub: text and structure": lambda: timed(
            lambda: _ours(threads, files, ("text", "structure"))
        ),
        "hub: all that is read": lambda: timed(lambda: _ours(threads, files, PDF_STEPS)),
    }
    try:
        pdftotext = system_peer("pdftotext")
        report.versions["pdftotext"] = version(pdftotext, "-v")
        sides["pdftotext"] = lambda: timed(lambda: _pdftotext(pdftotext, files))
    except PeerMissing as error:
        report.failures.append(str(error))
    report.versions["pypdfium2"] = str(pypdfium2.version.PYPDFIUM_INFO)
    _ours(threads, files, PDF_STEPS)  # so that the children have begun
    spent, failures = in_turn(sides, 1 if report.quick else ROUNDS)
    end_children()
    report.failures += [f"{name}: {why}" for name, why in failures.items()]
    _tell(report, spent, len(files))


def _tell(report: Report, spent: dict[str, Spent], files: int) -> None:
    alone = spent["PDFium alone"]
    rows = tuple(
        (name, seconds(one.wall), ratio(one.wall, alone.wall)) for name, one in spent.items()
    )
    notes = (
        "Only the hub reads a file in a child process with limits; its children have begun before.",
        f"The goal is text and structure within {GOAL} × PDFium's text alone.",
    )
    heads = ("", "wall s", "against PDFium alone")
    report.add(SECTION, Table(f"{files} PDFs on {JOBS} processors", heads, rows, notes))
    for name, one in spent.items():
        if not name.startswith("hub"):
            ours = spent["hub: text and structure"].wall
            report.compare(f"Text and structure of {files} PDFs", "s", ours, (name, one.wall))


def _made(folder: Path, count: int) -> Path:
    """Write PDFs of Danish words, 15 pages each."""
    set_aside(folder)
    folder.mkdir(parents=True)
    words = Words()
    for number in range(count):
        pages = [list(_lines(words.text(LONG.words))) for _ in range(LONG.pages)]
        (folder / f"{number:03}.pdf").write_bytes(_pdf(pages))
    return folder


def _lines(text: str, longest: int = 85) -> Iterator[str]:
    line = ""
    for word in text.encode("cp1252", "ignore").decode("cp1252").split():
        if len(line) + len(word) > longest:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def _pdf(pages: Sequence[Sequence[str]]) -> bytes:
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, lines in enumerate(pages):
        shown = "".join(f"{quoted(line)} Tj T* " for line in lines)
        drawn = f"BT /F1 10 Tf 12 TL 60 780 Td {shown}ET"
        fonts = "/Resources << /Font << /F1 3 0 R >> >>"
        inner = f"/Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R {fonts}"
        length = len(drawn.encode("cp1252"))
        objects.append(f"<< /Type /Page {inner} >>")
        objects.append(f"<< /Length {length} >>\nstream\n{drawn}\nendstream")
    return file_of([*objects, "<< >>"])


def _opens(path: Path) -> bool:
    """Return whether PDFium alone can open a file; the hub has pypdf mend the others first."""
    try:
        pypdfium2.PdfDocument(path.read_bytes()).close()
    except pypdfium2.PdfiumError:
        return False
    return True


def alone(path: Path) -> int:
    """Return the characters of a file, by PDFium and nothing else."""
    characters = 0
    document = pypdfium2.PdfDocument(path.read_bytes())
    for at in range(len(document)):
        try:
            page = document[at]
            words = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue  # one page cannot be read
        characters += len(words.get_text_range())
        words.close()
        page.close()
    document.close()
    return characters


def _ours(threads: ThreadPoolExecutor, files: Sequence[Path], steps: tuple[str, ...]) -> int:
    """Return the characters of all files, read as `hub fetch` reads them: a child a thread."""

    def read(path: Path) -> int:
        answers = read_in_child(path.read_bytes(), "pdf", seconds=20, steps=steps)
        return sum(map(len, answers.value("text").text))

    return sum(threads.map(read, files))


def _pdftotext(program: Path, files: Sequence[Path]) -> None:
    def read(path: Path) -> None:
        subprocess.run([program, path, "-"], capture_output=True, check=False)

    with ThreadPoolExecutor(JOBS) as threads:
        list(threads.map(read, files))
