"""Work that is shared among processes comes back whole, or its failure is told."""

from __future__ import annotations

import os

import pytest

from hub import parallel

MANY = range(3 * parallel.WORTH_SHARING)


@pytest.fixture(autouse=True)
def _several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    # A process that runs tests has threads of its own.
    monkeypatch.setattr(parallel.threading, "active_count", lambda: 1)


def test_the_results_come_in_the_order_of_the_items_from_several_processes():
    found = parallel.parallel_map(MANY, lambda number: (number, os.getpid()))

    assert [number for number, _ in found] == list(MANY)
    assert len({process for _, process in found}) == 3


def test_results_that_fill_a_pipe_come_too():
    assert (
        parallel.parallel_map(MANY, lambda number: f"{number:100000}")[-1] == f"{MANY[-1]:100000}"
    )


def test_a_process_that_fails_is_told(capfd: pytest.CaptureFixture[str]):
    here = os.getpid()
    with pytest.raises(ChildProcessError):
        parallel.parallel_map(MANY, lambda number: number // (os.getpid() == here))

    assert "ZeroDivisionError" in capfd.readouterr().err


def test_a_fault_in_ones_own_part_is_raised_and_ends_the_others(capfd: pytest.CaptureFixture[str]):
    with pytest.raises(ZeroDivisionError):
        parallel.parallel_map(MANY, lambda number: f"{1 // number:100000}")

    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("failing", ["the first", "another", "any"])
def test_what_the_system_refuses_any_process_is_raised(
    failing: str, capfd: pytest.CaptureFixture[str]
):
    here = os.getpid()

    def refused(number: int) -> None:
        if failing == "any" or (os.getpid() == here) == (failing == "the first"):
            raise OSError(28, "No space left on device", f"file {number}")

    with pytest.raises(OSError, match="No space left on device: 'file"):
        parallel.parallel_map(MANY, refused)

    assert capfd.readouterr().err == ""
