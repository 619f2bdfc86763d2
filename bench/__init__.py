"""Measure the hub beside other programs that do the same work, in one run: `make bench`.

    python -m bench                 everything, into bench/RESULTS.md
    python -m bench --quick         small sizes and one round, into build/bench/RESULTS.md
    python -m bench sites search    some sections only

Peers are installed into `build/bench/`, never beside the project's own packages.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "bench"
"""Where peers are installed and sites are built."""

# The benchmarks use the projects, servers and browser of the tests.
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "links")]
