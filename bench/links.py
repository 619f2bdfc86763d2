"""Links: `hub links` over 200 addresses of 20 hosts, beside LinkChecker and lychee.

LinkChecker pauses between 100 and 600 ms, 350 on the average; so the hub and lychee pause 350 ms.
While LinkChecker waits for one host it holds a lock that every host needs. So its time depends on
the order of the list, and is measured twice: with the list host by host, as a catalogue has it, and
with the hosts taking turns, which is its best. The bound is on the former; in turns all do little
but wait, and the ratio tells how long.

Each address is well and must be asked once, also where the catalogue names it ten times.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

from projects import command, environ
from web import PDF, Answer, Web, link_lock, project_with, serving_web

from bench.measurement import Spent, in_turn, run
from bench.peers import PeerMissing, python_peer, version
from bench.report import Report, Table, mebibytes, ratio, seconds

SECTION = "Links"
HOSTS, EACH = 20, 10
BOUND = 0.6
PAUSE = 350
"""Milliseconds."""
THREADS = 20
"""Of LinkChecker, so that no host waits for a thread; it has ten by itself."""


def measure(report: Report) -> None:
    """Ask all addresses by each side in turn; count what the hub has asked for."""
    hosts = 4 if report.quick else HOSTS
    with contextlib.ExitStack() as stack, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # LinkChecker becomes `nobody` when root starts it
        webs = []
        for number in range(1, hosts + 1):
            web = stack.enter_context(serving_web(bind=f"127.0.0.{number}"))
            web.host = f"127.0.0.{number}"
            web.welcomes_linkchecker = False
            webs.append(web)
        pdf = Answer(200, PDF, "application/pdf")
        by_host = [web.put(f"/{n}.pdf", pdf) for web in webs for n in range(EACH)]
        in_turns = [web.url(f"/{n}.pdf") for n in range(EACH) for web in webs]
        sides = {
            "LinkChecker, host by host": lambda: _linkchecker(by_host, folder),
            "hub links, host by host": lambda: _hub(webs, folder)[0],
            "LinkChecker, in turns": lambda: _linkchecker(in_turns, folder),
            "hub links, in turns": lambda: _hub(webs, folder, in_turns=True)[0],
        }
        try:
            lychee = python_peer("lychee")
            report.versions["lychee"] = version(lychee, "--version")
            sides["lychee"] = lambda: _lychee(lychee, by_host, folder)
        except PeerMissing as error:
            report.failures.append(str(error))
        linkchecker = version(sys.executable, "-m", "linkcheck", "--version")
        report.versions["LinkChecker"] = linkchecker.partition(" released")[0]
        spent, failures = in_turn(sides, 1)
        report.failures += [f"{side}: {why}" for side, why in failures.items()]
        _, once = _hub(webs, folder, pause=0)
        _, tenfold = _hub(webs, folder, times=10, pause=0)
    rows = tuple(
        (side, seconds(one.wall), seconds(one.processor), mebibytes(one.memory))
        for side, one in spent.items()
    )
    notes = (
        f"Each pauses {PAUSE} ms between two questions to a host, LinkChecker on the average.",
        f"The hub asked {once} times with each address once, {tenfold} with each ten times.",
    )
    heads = ("", "wall s", "processor s", "MiB")
    report.add(SECTION, Table(f"{hosts * EACH} addresses of {hosts} hosts", heads, rows, notes))
    _judge(report, spent)
    if not once == tenfold == hosts * EACH:
        report.failures.append(f"hub links asked {once} and {tenfold} times, not {hosts * EACH}")


def _judge(report: Report, spent: dict[str, Spent]) -> None:
    ours, alone = (spent.get(f"{one}, host by host") for one in ("hub links", "LinkChecker"))
    if ours and alone:
        report.budget(
            "links",
            f"hub links takes at most {BOUND} × LinkChecker alone, host by host",
            f"{ratio(ours.wall, alone.wall)} ×",
            met=ours.wall <= BOUND * alone.wall,
        )
    for side, one in spent.items():
        if ours and not side.startswith("hub"):
            mine = spent["hub links, in turns"] if side.endswith("turns") else ours
            report.compare("Links, seconds on the clock", "s", mine.wall, (side, one.wall))
            report.compare("Links, processor", "s", mine.processor, (side, one.processor))


def _lychee(program: Path, addresses: list[str], folder: Path) -> Spent:
    """Return what lychee takes for a list, with the same pauses."""
    listed = folder / "list.txt"
    listed.write_text("\n".join(addresses) + "\n")
    pauses = ("--host-request-interval", f"{PAUSE}ms", "--host-concurrency", "1")
    return run([program, "--no-progress", *pauses, listed], folder)


def _linkchecker(addresses: list[str], folder: Path) -> Spent:
    """Return what LinkChecker alone takes for a list."""
    settings, found = folder / "linkchecker.ini", folder / "found.csv"
    settings.write_text(
        f"[checking]\nrecursionlevel=0\nthreads={THREADS}\n"
        "[filtering]\ncheckextern=1\n[output]\nstatus=0\n"
    )
    found.touch()
    found.chmod(0o666)
    words = [sys.executable, "-m", "linkcheck", "-f", settings, "--stdin", "-v", "-o", "none"]
    spent = run([*words, "-F", f"csv/utf-8/{found}"], folder, typed="\n".join(addresses))
    assert found.read_text().count(";200 OK;") == len(addresses)
    return spent


def _hub(
    webs: list[Web], folder: Path, *, times: int = 1, pause: int = PAUSE, in_turns: bool = False
) -> tuple[Spent, int]:
    """Return what `hub links` takes for a catalogue, and how many documents it asked for."""
    hosts_first = [(web, n) for web in webs for n in range(EACH)]
    order = sorted(hosts_first, key=lambda one: one[1]) if in_turns else hosts_first
    pages = [
        {"url": f"{web.url(f'/{n}.pdf')}#page={at + 1}"} for web, n in order for at in range(times)
    ]
    own_folder = Path(tempfile.mkdtemp(dir=folder))
    project = project_with(
        own_folder, pages, pause_milliseconds=str(pause), connections_per_host="1"
    )
    hosts = project.read("data/hosts.yaml")
    own = "".join(f"- host: {web.host}\n  reason: prøve\n  private: true\n" for web in webs[1:])
    project.write("data/hosts.yaml", hosts + own)
    for web in webs:
        web.log.clear()
    spent = run(command("hub", "links"), project.root, environment=environ(), allowed=(0, 1))
    assert len(link_lock(project)["links"]) == len(webs) * EACH
    return spent, sum(path.endswith(".pdf") for web in webs for path in web.log)
