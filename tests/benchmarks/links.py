"""Time `hub links` over 1,000 addresses of one server against LinkChecker alone on the same list.

The server answers with LinkChecker's header, so that it makes no pauses. Prints the times and
their ratio, and whether the same addresses named ten times cost a request more.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

# In the place of this folder, whose `documents` is another one.
sys.path[:1] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "links")]

from web import PDF, Answer, Web, link_lock, project_with, serving_web  # noqa: E402  # found only now

COUNT = 1000
ROUNDS = 3
BOUND = 1.1


def _alone(addresses: list[str], folder: Path) -> float:
    """Return the seconds that LinkChecker alone takes for a list."""
    settings = folder / "linkchecker.ini"
    settings.write_text(
        "[checking]\nrecursionlevel=0\nmaxrequestspersecond=10000\n"
        "[filtering]\ncheckextern=1\n[output]\nstatus=0\n[AnchorCheck]\n"
        "[HttpHeaderInfo]\nprefixes=content-type\n"
        "[RegexCheck]\nwarningregex=<title>[^<]*(404|findes ikke)\n"
    )
    words = [sys.executable, "-m", "linkcheck", "-f", str(settings), "--stdin", "-v", "-o", "csv"]
    begun = time.perf_counter()
    subprocess.run(words, input="\n".join(addresses), capture_output=True, text=True, check=True)
    return time.perf_counter() - begun


def _with_the_hub(web: Web, folder: Path, times: int) -> tuple[float, int]:
    """Return the seconds of `hub links` over a catalogue, and how many requests it made."""
    pages = [
        {"url": f"{web.url(f'/{n}.pdf')}#page={at + 1}"}
        for n in range(COUNT)
        for at in range(times)
    ]
    project = project_with(folder, pages)
    web.log.clear()
    begun = time.perf_counter()
    project.run("hub", "links")
    seconds = time.perf_counter() - begun
    assert len(link_lock(project)["links"]) == COUNT
    return seconds, sum(path.endswith(".pdf") for path in web.log)


def main() -> None:
    """Measure and print; exit with 1 when the bound is passed."""
    with serving_web() as web, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        addresses = [
            web.put(f"/{n}.pdf", Answer(200, PDF, "application/pdf")) for n in range(COUNT)
        ]
        alone = [_alone(addresses, folder) for _ in range(ROUNDS)]
        ours = [_with_the_hub(web, folder / f"once-{n}", 1) for n in range(ROUNDS)]
        _, requests = _with_the_hub(web, folder / "tenfold", 10)
    ratio = min(seconds for seconds, _ in ours) / min(alone)
    print(f"LinkChecker alone: {', '.join(f'{one:.2f}' for one in alone)} s")
    print(f"hub links:         {', '.join(f'{one:.2f}' for one, _ in ours)} s")
    print(f"ratio of the quickest: {ratio:.3f} (bound {BOUND})")
    print(f"requests: {ours[0][1]} with each address once, {requests} with each ten times")
    sys.exit(ratio > BOUND or requests != ours[0][1])


if __name__ == "__main__":
    main()
