"""What subscribers may have been told of deadlines: a memory that no history can change.

It has three places: `.cache/hub/deadlines.json` with what was built last, the calendar of the site
that is built anew, and `.cache/hub/frister.ics`, where a workflow puts the one that readers have.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from hub.changes.deadlines import NumberedDeadline
from hub.changes.published_deadlines import published_deadlines
from hub.files import write_atomically

REMEMBERED_FILE: Final = ".cache/hub/deadlines.json"
PUBLISHED_FILE: Final = ".cache/hub/frister.ics"


class _Remembered(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    deadlines: tuple[NumberedDeadline, ...] = ()


def told_deadlines(root: Path, calendar: Path) -> Mapping[str, NumberedDeadline]:
    """Return the deadlines that were told, by their keys, each with its greatest number.

    `calendar` is the one of the site that is built anew, if there is one.
    """
    told = {one.key: one for one in _remembered(root)}
    for path in (calendar, root / PUBLISHED_FILE):
        for one in published_deadlines(path):
            if one.key not in told or told[one.key].sequence < one.sequence:
                told[one.key] = one
    return told


def remember_deadlines(root: Path, found: Sequence[NumberedDeadline]) -> None:
    """Remember what is told from now on; where that cannot be kept, the other places remember."""
    if {one.key: one for one in found} != {one.key: one for one in _remembered(root)}:
        data = _Remembered(deadlines=tuple(found)).model_dump_json()
        with contextlib.suppress(OSError):
            write_atomically(root / REMEMBERED_FILE, data.encode())


def _remembered(root: Path) -> tuple[NumberedDeadline, ...]:
    try:
        data = (root / REMEMBERED_FILE).read_bytes()
        return _Remembered.model_validate_json(data).deadlines
    except (OSError, ValidationError):
        return ()
