"""Run the benchmarks one after the other and write what they find: `make bench`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from bench import FOLDER, checks, documents, growth, history, links, outputs, search, sites, waits
from bench.leftovers import remove_leftovers
from bench.report import Report

SECTIONS: dict[str, Callable[[Report], None]] = {
    "sites": sites.measure,
    "waits": waits.measure,
    "checks": checks.measure,
    "growth": growth.measure,
    "documents": documents.measure,
    "links": links.measure,
    "search": search.measure,
    "history": history.measure,
    "outputs": outputs.measure,
}


def main() -> int:
    """Run the sections that are named, or all.

    A section or a peer that fails does not end the run; the results tell what failed.
    """
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("sections", nargs="*", choices=[*SECTIONS, []], help="default: all")
    words.add_argument("--quick", action="store_true", help="small sizes, one round")
    given = words.parse_args()
    chosen = given.sections or list(SECTIONS)
    whole = not given.quick and len(chosen) == len(SECTIONS)
    folder = Path(__file__).parent if whole else FOLDER
    begun = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    report = Report(folder / "RESULTS.md", quick=given.quick, begun=begun)
    remove_leftovers()
    for name in chosen:
        start = time.perf_counter()
        print(f"== {name}", flush=True)
        try:
            SECTIONS[name](report)
        except Exception as error:  # noqa: BLE001  # what other sections find is kept
            traceback.print_exc()
            report.failures.append(f"The section {name}: {type(error).__name__}: {error}")
        report.durations[name] = time.perf_counter() - start
        report.write()
    remove_leftovers()
    print(f"Written: {report.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
