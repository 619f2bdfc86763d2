"""Time `hub links` over 200 addresses of 20 hosts against LinkChecker alone on the same list.

LinkChecker pauses between 100 and 600 ms, 350 on the average; so the hub pauses 350 ms. While
LinkChecker waits for one host it holds a lock that every host needs (`Aggregate.wait_for_host`).
So its time depends on the order of the list, and is measured twice: with the list host by host, as
a catalogue has it, and with the hosts taking turns, which is its best. The bound is on the former;
in turns both do little but wait, and the ratio tells how long.

Prints times, processor times, ratios and requests. Each address is well and must be asked once,
also where the catalogue names it ten times.
"""

from __future__ import annotations

import contextlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# In the place of this folder, whose `documents` is another one.
sys.path[:1] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "links")]

from web import PDF, Answer, Web, link_lock, project_with, serving_web  # noqa: E402  # found only now

HOSTS, EACH = 20, 10
ROUNDS = 2
BOUND = 0.6
PAUSE = 350
"""Milliseconds."""
THREADS = 20
"""Of LinkChecker, so that no host waits for a thread; it has ten by itself."""


@dataclass
class Spent:
    """What a run has taken, in seconds."""

    wall: float = 0.0
    processor: float = 0.0

    def __str__(self) -> str:
        return f"{self.wall:.2f} s (processor {self.processor:.2f} s)"


@contextlib.contextmanager
def _timed() -> Iterator[Spent]:
    """Time a program that is started and ends within."""
    spent, begun, before = Spent(), time.perf_counter(), _processor()
    yield spent
    spent.wall, spent.processor = time.perf_counter() - begun, _processor() - before


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _alone(addresses: list[str], folder: Path) -> Spent:
    """Return what LinkChecker alone takes for a list."""
    settings = folder / "linkchecker.ini"
    settings.write_text(
        f"[checking]\nrecursionlevel=0\nthreads={THREADS}\n"
        "[filtering]\ncheckextern=1\n[output]\nstatus=0\n"
    )
    words = [sys.executable, "-m", "linkcheck", "-f", str(settings), "--stdin", "-v", "-o", "csv"]
    with _timed() as spent:
        done = subprocess.run(
            words, input="\n".join(addresses), capture_output=True, text=True, check=True
        )
    assert done.stdout.count(";200 OK;") == len(addresses)
    return spent


def _with_the_hub(
    webs: list[Web], folder: Path, *, times: int = 1, pause: int = PAUSE, in_turns: bool = False
) -> tuple[Spent, int]:
    """Return what `hub links` takes for a catalogue, and how many documents it asked for."""
    hosts_first = [(web, n) for web in webs for n in range(EACH)]
    order = sorted(hosts_first, key=lambda one: one[1]) if in_turns else hosts_first
    pages = [
        {"url": f"{web.url(f'/{n}.pdf')}#page={at + 1}"} for web, n in order for at in range(times)
    ]
    project = project_with(folder, pages, pause_milliseconds=str(pause), connections_per_host="1")
    hosts = project.read("data/hosts.yaml")
    own = "".join(f"- host: {web.host}\n  reason: prøve\n  private: true\n" for web in webs[1:])
    project.write("data/hosts.yaml", hosts + own)
    for web in webs:
        web.log.clear()
    with _timed() as spent:
        project.run("hub", "links")
    assert len(link_lock(project)["links"]) == HOSTS * EACH
    return spent, sum(path.endswith(".pdf") for web in webs for path in web.log)


def main() -> None:
    """Measure and print; exit with 1 when the bound is passed."""
    with contextlib.ExitStack() as stack, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # LinkChecker becomes `nobody` when root starts it
        webs = []
        for number in range(1, HOSTS + 1):
            web = stack.enter_context(serving_web(bind=f"127.0.0.{number}"))
            web.host = f"127.0.0.{number}"
            web.welcomes_linkchecker = False
            webs.append(web)
        pdf = Answer(200, PDF, "application/pdf")
        by_host = [web.put(f"/{n}.pdf", pdf) for web in webs for n in range(EACH)]
        in_turns = [web.url(f"/{n}.pdf") for n in range(EACH) for web in webs]
        alone = _alone(by_host, folder)
        ours, once = _with_the_hub(webs, folder / "by-host")
        best, turns = [], []
        for number in range(ROUNDS):  # one after the other: a busy machine is busy for both
            best.append(_alone(in_turns, folder))
            turns.append(_with_the_hub(webs, folder / f"turns-{number}", in_turns=True)[0])
        _, tenfold = _with_the_hub(webs, folder / "tenfold", times=10, pause=0)
    ratio = ours.wall / alone.wall
    least = min(one.wall for one in turns) / min(one.wall for one in best)
    print(f"LinkChecker alone, host by host: {alone}")
    print(f"hub links, host by host:         {ours}, pauses of {PAUSE} ms")
    print(f"ratio: {ratio:.3f} (bound {BOUND})")
    print(f"LinkChecker alone, in turns:     {'; '.join(map(str, best))}")
    print(f"hub links, in turns:             {'; '.join(map(str, turns))}")
    print(f"ratio of the quickest in turns: {least:.3f}")
    print(f"requests: {once} with each address once, {tenfold} with each ten times")
    sys.exit(ratio > BOUND or tenfold != once or once != HOSTS * EACH)


if __name__ == "__main__":
    main()
