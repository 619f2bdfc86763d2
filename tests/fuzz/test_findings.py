"""What a coverage-guided run has found stays mended, and the targets hold for its beginnings."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.targets import SEEDS, TARGETS

FINDINGS = sorted(path for path in Path(__file__).parent.glob("findings/*/*") if path.is_file())


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_holds_for_what_a_search_begins_with(target: str) -> None:
    for seed in SEEDS[target]:
        TARGETS[target](seed)


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())
