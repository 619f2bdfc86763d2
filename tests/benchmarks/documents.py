"""Time how fast documents are read, against PDFium alone on the same files and processors.

Run it: make bench-documents (or with a folder of PDFs as its argument).
"""

from __future__ import annotations

import multiprocessing
import operator
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2

from hub.documents.extraction import PDF_STEPS
from hub.documents.sandbox import end_children, read_in_child
from hub.documents.worker import limit_process

SHARED = Path(__file__).parents[3] / "shared" / "corpus" / "pdf"
JOBS = os.cpu_count() or 1
ROUNDS = 9
GOAL = 1.3


def opens(path: str) -> bool:
    """Return whether PDFium alone can open a file; the hub has pypdf mend the others first."""
    try:
        pypdfium2.PdfDocument(Path(path).read_bytes()).close()
    except pypdfium2.PdfiumError:
        return False
    return True


def alone(path: str) -> int:
    """Return the characters of a file, by PDFium and nothing else."""
    characters = 0
    document = pypdfium2.PdfDocument(Path(path).read_bytes())
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


def ours(path: str, steps: tuple[str, ...]) -> int:
    """Return the characters of a file, read as `hub fetch` reads it."""
    answers = read_in_child(Path(path).read_bytes(), "pdf", seconds=20, steps=steps)
    return sum(map(len, answers.value("text").text))


def main() -> None:
    """Print the times and their ratio; both sides have their processes running already."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    # The bomb is left out: PDFium alone reads it without a limit, which is what limits are for.
    all_ = [str(path) for path in sorted(folder.rglob("*.pdf")) if "bomb" not in path.name]
    files = [path for path in all_ if opens(path)]
    if not files:
        sys.exit(f"No PDFs in {folder}. Name a folder with some.")
    times: dict[str, list[float]] = {"alone": [], "text": [], "structure": [], "whole": []}
    with (
        multiprocessing.get_context("spawn").Pool(JOBS, limit_process) as processes,
        ThreadPoolExecutor(JOBS) as threads,
    ):
        processes.map(alone, files, 1)
        list(threads.map(lambda path: ours(path, PDF_STEPS), files))
        for _ in range(ROUNDS):
            started = time.perf_counter()
            characters = sum(processes.imap_unordered(alone, files, 1))
            times["alone"].append(time.perf_counter() - started)
            started = time.perf_counter()
            own = sum(threads.map(lambda path: ours(path, ("text",)), files))
            times["text"].append(time.perf_counter() - started)
            started = time.perf_counter()
            list(threads.map(lambda path: ours(path, ("text", "structure")), files))
            times["structure"].append(time.perf_counter() - started)
            started = time.perf_counter()
            list(threads.map(lambda path: ours(path, PDF_STEPS), files))
            times["whole"].append(time.perf_counter() - started)
    end_children()
    print(f"{len(files)} files on {JOBS} processors, best (median) of {ROUNDS} rounds")
    print(f"  without {len(all_) - len(files)} that PDFium alone cannot open")
    for name, taken in times.items():
        print(f"  {name:9} {min(taken):6.2f} s ({statistics.median(taken):.2f} s)")
    print(f"  characters: {characters} alone, {own} ours")
    # Of a machine that is now fast and now slow, the two sides of one round see the same.
    ratio_of = {
        name: statistics.median(map(operator.truediv, taken, times["alone"]))
        for name, taken in times.items()
    }
    print("  against PDFium's text alone, median of the rounds:")
    print(f"    text with forms {ratio_of['text']:.2f}")
    print(f"    text with forms and structure {ratio_of['structure']:.2f} (goal: at most {GOAL})")
    print(f"    all that is read {ratio_of['whole']:.2f}")
    sys.exit(ratio_of["structure"] > GOAL)


if __name__ == "__main__":
    main()
