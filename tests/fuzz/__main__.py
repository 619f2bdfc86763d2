"""Look for bytes at which a target fails, led by what they reach: `make fuzz`, some minutes each.

    python tests/fuzz TARGET --seconds 300

atheris comes as wheels for some versions of Python only, so `make fuzz` alone installs it. What is
found goes into `tests/fuzz/findings/<target>/`, where the tests read it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

with atheris.instrument_imports(include=["hub"]):
    from targets import SEEDS, TARGETS  # found by the line above

FINDINGS = Path(__file__).parent / "findings"
LONGEST_INPUT = 20_000


def main() -> None:
    """Run one target; the process ends at its first failure, or when the time is up."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("target", choices=TARGETS)
    reader.add_argument("--seconds", type=int, default=300)
    words = reader.parse_args()
    found = FINDINGS / words.target
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate((*SEEDS[words.target], *_known(found))):
            (Path(folder) / str(number)).write_bytes(seed)
        limits = (f"-max_total_time={words.seconds}", "-timeout=20", "-rss_limit_mb=2048")
        kept = (f"-max_len={LONGEST_INPUT}", f"-artifact_prefix={found}/", "-print_final_stats=1")
        atheris.Setup([sys.argv[0], *limits, *kept, folder], TARGETS[words.target])
        atheris.Fuzz()


def _known(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.iterdir())]


main()
