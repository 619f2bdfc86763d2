"""Find a headless Chromium for the browser tests, or install one.

In this order: one named by the variable CHROMIUM, the headless shell that is unpacked into the
environment, one that is installed, Playwright's own if it was downloaded before, the system's
package where that can be installed, Playwright's download.
Run as a program it makes sure that there is one, and fails with what to do where it cannot.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import headless_shell

NAMES = (
    headless_shell.NAME,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

FLAGS = (
    # As root, as in many containers, Chromium needs the first; the others keep it from calling
    # home, so that a test can say that no request left the site's own host.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_OFF = (
    # Two pages that every window keeps for what is typed into a field for addresses; with them, to
    # open a window takes twice as much processor time.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
    # Only the last list that a browser is given counts, so that Playwright's own is here again:
    # what calls home, and what would answer or show other than was asked for.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
LIGHT = (
    *FLAGS,
    # Few processes: they are many already, one browser for each that runs tests.
    "--renderer-process-limit=1",
    "--in-process-gpu",
    f"--disable-features={','.join(_OFF)}",
)
"""The flags of a browser of which there are several at once."""

LONGEST_START = 20
"""What a browser may take to start, in seconds, before another is used."""

_ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find_chromium() -> str | None:
    """Return the program's path, or None where there is none yet."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    if (unpacked := headless_shell.program()).exists():
        return str(unpacked)
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def starts(program: Path) -> bool:
    """Say whether a browser starts with the flags of the tests, and reads a page."""
    page = "data:text/html,<title>started</title>"
    with tempfile.TemporaryDirectory() as kept:
        own = ["--headless", f"--user-data-dir={kept}", "--dump-dom", page]
        try:
            done = subprocess.run(
                [program, *LIGHT, *own], check=False, capture_output=True, timeout=LONGEST_START
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return b"<title>started</title>" in done.stdout


def _playwrights_own() -> str | None:
    """Return what Playwright downloaded, of its two the headless shell if that is there."""
    # Asked in a process of its own: who calls this may be using Playwright, which runs once in one.
    done = subprocess.run(
        [sys.executable, "-c", _ASK_PLAYWRIGHT], check=True, capture_output=True, text=True
    )
    whole = Path(done.stdout.strip())
    folder = whole.parent.parent
    beside = folder.with_name(folder.name.replace("chromium-", "chromium_headless_shell-"))
    programs = (*beside.glob("*/*headless*shell"), whole)
    return next((str(path) for path in programs if path.exists()), None)


def _install_package() -> None:
    """Install the system's package, where there is one and we may."""
    if shutil.which("apt-get") is None:
        return
    before = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "--no-install-recommends"]

    def succeeds(*words: str) -> bool:
        command = [*before, "apt-get", "-qq", *words]
        try:
            done = subprocess.run(command, env=environment, check=False, stdout=sys.stderr)
        except FileNotFoundError:  # no sudo
            return False
        return done.returncode == 0

    if succeeds("update") and not succeeds(*install, headless_shell.NAME):
        succeeds(*install, "chromium")


def _download() -> None:
    names = [headless_shell.NAME, "chromium"]
    command = [sys.executable, "-m", "playwright", "install", *names]
    subprocess.run(command, check=False, stdout=sys.stderr)


def _get_shell() -> None:
    """Get the headless shell where there is another browser, whose libraries it needs too."""
    found = Path(find_chromium() or "")
    if os.environ.get("CHROMIUM") or not headless_shell.is_offered():
        return
    if found == headless_shell.program() or "shell" not in found.name:
        headless_shell.unpack(starts)


def main() -> int:
    """Make sure that there is a Chromium; return the exit status."""
    for install in (lambda: None, _install_package, _download):
        install()
        if find_chromium():
            _get_shell()
            print(f"Browser for the tests: {find_chromium()}")
            return 0
    print(
        "The browser tests need Chromium, and none could be installed.\n"
        "Install it (on Debian: apt-get install chromium), or name one that is there:\n"
        "    make test CHROMIUM=/path/to/chromium",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
