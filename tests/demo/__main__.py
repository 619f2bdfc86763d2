"""A place to try documents without a network: `make demo`.

It makes a project in build/demo/ with invented documents, serves them on this machine, fetches them
before and after one is replaced, builds the site, and with --serve shows it until interrupted.
"""

from __future__ import annotations

import shutil
import sys
import threading
import time

from demo.project import build, fetch_twice, make_project, publisher
from projects import ROOT
from serving import serving

FOLDER = ROOT / "build" / "demo"


def main() -> int:
    """Make the demo, say where it is, and return the exit status."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    bodies: dict[str, tuple[bytes, str]] = {}
    now = int(time.time())
    with publisher(bodies) as address:
        project = make_project(FOLDER, address)
        for told in fetch_twice(project, bodies, now):
            print(told)
        build(project, now)
        print(f"The demo's site: {project.site / 'index.html'}")
        if "--serve" in sys.argv[1:]:
            with serving(project.site) as site:
                print(f"Look at it: {site}udmeldinger/ and its documents at {address}/")
                print("Stop it with Ctrl+C.", flush=True)
                try:
                    threading.Event().wait()
                except KeyboardInterrupt:
                    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
