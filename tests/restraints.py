"""What a program is kept from in its own process: large files, much memory, what modes forbid."""

from __future__ import annotations

import ctypes
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_DROP_FROM_BOUNDS = 24
_FORM = 0x20080522
_OVERRIDES = (1, 2, 3)
"""The capabilities by which root reads, writes and changes what its mode forbids."""


@dataclass(frozen=True, slots=True)
class Restraints:
    """Limits that a process sets to itself before it begins; it can be handed to another one."""

    file_bytes: int | None = None
    """The size that no file may exceed, such as on a disk that is full."""
    memory_bytes: int | None = None
    obeys_modes: bool = False
    """Whether root, too, is kept from what the mode of a file or folder forbids."""

    def apply(self) -> None:
        """Set the limits to this process."""
        for kind, limit in (
            (resource.RLIMIT_FSIZE, self.file_bytes),
            (resource.RLIMIT_AS, self.memory_bytes),
        ):
            if limit is not None:
                resource.setrlimit(kind, (limit, limit))
        if self.obeys_modes:
            _give_up_overrides()


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("process", ctypes.c_int)]


class _Capabilities(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]


def _give_up_overrides() -> None:
    system = ctypes.CDLL(None, use_errno=True)
    for one in _OVERRIDES:  # so that no program that is started has them either
        system.prctl(_DROP_FROM_BOUNDS, one, 0, 0, 0)
    header, held = _Header(_FORM, 0), (_Capabilities * 2)()
    assert system.capget(ctypes.byref(header), held) == 0
    kept = ~sum(1 << one for one in _OVERRIDES)
    for name in ("effective", "permitted", "inheritable"):
        setattr(held[0], name, getattr(held[0], name) & kept)
    assert system.capset(ctypes.byref(header), held) == 0


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Mount a disk of its own at a folder; the test is left out where that is not allowed."""
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("needs the right to mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
