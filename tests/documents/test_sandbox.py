"""Children that read documents: one goes on to the next file while it is fit for it."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection

import pytest
from library import pdf

from hub.documents.sandbox import end_children, read_in_child

LARGE = 400 * 1024**2
"""Bytes that the parent holds: more than a child may have held and still read the next file."""


def _read_twice(sending: Connection, held: int) -> None:
    """Read a file twice in a process that has held so much memory; send what its child has held."""
    memory = bytearray(held)
    memory[::4096] = b"x" * len(memory[::4096])  # else the system gives it none
    del memory
    data = pdf("Bilag")
    found = [read_in_child(data, "pdf", seconds=20, steps=("text",)).memory for _ in range(2)]
    end_children()
    sending.send(found)


@pytest.mark.parametrize("held", [0, LARGE], ids=["small parent", "large parent"])
def test_what_the_parent_has_held_does_not_count(held: int) -> None:
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_read_twice, args=(sending, held))
    process.start()
    found = receiving.recv()
    process.join()

    assert process.exitcode == 0
    assert all(0 < one < LARGE / 2 for one in found)
