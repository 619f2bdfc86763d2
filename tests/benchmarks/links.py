"""Time `hub links` over 200 addresses of 20 hosts against LinkChecker alone on the same list.

LinkChecker pauses between requests to a host as it always does. The hub pauses 100 ms, the
least that LinkChecker does. Prints the times, their ratio and the requests; each address is well
and must be asked once, also where the catalogue names it ten times.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# In the place of this folder, whose `documents` is another one.
sys.path[:1] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "links")]

from web import PDF, Answer, Web, link_lock, project_with, serving_web  # noqa: E402  # found only now

HOSTS, EACH = 20, 10
ROUNDS = 2
BOUND = 0.6
PAUSE = 100
"""Milliseconds; LinkChecker makes pauses of 100 to 600."""


def _alone(addresses: list[str], folder: Path) -> float:
    """Return the seconds that LinkChecker alone takes for a list."""
    settings = folder / "linkchecker.ini"
    settings.write_text(
        "[checking]\nrecursionlevel=0\n[filtering]\ncheckextern=1\n[output]\nstatus=0\n[AnchorCheck]\n"
        "[HttpHeaderInfo]\nprefixes=content-type\n"
        "[RegexCheck]\nwarningregex=<title>[^<]*(404|findes ikke)\n"
    )
    words = [sys.executable, "-m", "linkcheck", "-f", str(settings), "--stdin", "-v", "-o", "csv"]
    begun = time.perf_counter()
    subprocess.run(words, input="\n".join(addresses), capture_output=True, text=True, check=True)
    return time.perf_counter() - begun


def _with_the_hub(webs: list[Web], folder: Path, times: int, pause: int) -> tuple[float, int]:
    """Return the seconds of `hub links` over a catalogue, and how many documents it asked for."""
    pages = [
        {"url": f"{web.url(f'/{n}.pdf')}#page={at + 1}"}
        for web in webs
        for n in range(EACH)
        for at in range(times)
    ]
    project = project_with(folder, pages, pause_milliseconds=str(pause), connections_per_host="1")
    hosts = project.read("data/hosts.yaml")
    own = "".join(f"- host: {web.host}\n  reason: prøve\n  private: true\n" for web in webs[1:])
    project.write("data/hosts.yaml", hosts + own)
    for web in webs:
        web.log.clear()
    begun = time.perf_counter()
    project.run("hub", "links")
    seconds = time.perf_counter() - begun
    assert len(link_lock(project)["links"]) == HOSTS * EACH
    return seconds, sum(path.endswith(".pdf") for web in webs for path in web.log)


def main() -> None:
    """Measure and print; exit with 1 when the bound is passed."""
    with contextlib.ExitStack() as stack, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        webs = []
        for number in range(1, HOSTS + 1):
            web = stack.enter_context(serving_web(bind=f"127.0.0.{number}"))
            web.host = f"127.0.0.{number}"
            web.welcomes_linkchecker = False
            webs.append(web)
        pdf = Answer(200, PDF, "application/pdf")
        addresses = [web.put(f"/{n}.pdf", pdf) for web in webs for n in range(EACH)]
        alone = [_alone(addresses, folder) for _ in range(ROUNDS)]
        ours = [_with_the_hub(webs, folder / f"once-{n}", 1, PAUSE) for n in range(ROUNDS)]
        _, requests = _with_the_hub(webs, folder / "tenfold", 10, 0)
    ratio = min(seconds for seconds, _ in ours) / min(alone)
    print(f"LinkChecker alone: {', '.join(f'{one:.2f}' for one in alone)} s")
    print(
        f"hub links:         {', '.join(f'{one:.2f}' for one, _ in ours)} s, pauses of {PAUSE} ms"
    )
    print(f"ratio of the quickest: {ratio:.3f} (bound {BOUND})")
    print(f"requests: {ours[0][1]} with each address once, {requests} with each ten times")
    sys.exit(ratio > BOUND or requests != ours[0][1] or requests != HOSTS * EACH)


if __name__ == "__main__":
    main()
