"""Run LinkChecker over a list of addresses and read its report; only this module knows it.

It is the second witness: it is asked about what has failed, through a proxy that vets each of its
requests, and only for addresses that it asks for as they are written.

LinkChecker becomes `nobody` when root starts it. So its list comes by standard input, its report
goes to a file that is open already, and what it must read lies in a folder that all may read.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_LOOK_EVERY = 0.2
_STARTS_WITHIN = 30.0
"""Seconds that LinkChecker may take to say its first word, on a busy machine."""
_COLUMNS = ("urlname", "parentname", "base", "result", "warningstring", "infostring", "valid")
_LONGEST_CELL = 1024**2
_LARGEST_BODY = 64 * 1024
"""Bytes of an answer that it reads: only whether one comes is of interest."""

_KEPT = re.compile(
    r"https?://[a-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?"
    r"(?:\?[A-Za-z0-9._~=&-]+)?"
)
"""Addresses that it does not rewrite: without escapes, doubled slashes or dots to resolve."""


class CheckingFailed(Exception):
    """LinkChecker did not come to its end; the message says how it ended."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What LinkChecker says of one address."""

    result: str
    """»200 OK«, or the error that it met."""
    valid: bool
    """Whether the address itself answered well: a redirect may lead to a page about the error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How long LinkChecker may take."""

    timeout: int
    """Seconds that a server may be silent."""
    threads: int = 20
    """Addresses that it asks side by side; of one server it asks at most ten a second."""

    def seconds(self, count: int) -> float:
        """Return the seconds that a whole run over so many addresses may take."""
        return 60 + 1.5 * count + self.timeout

    @property
    def idle(self) -> float:
        """Seconds without any result after which the rest is given up."""
        return 2.0 * self.timeout + 15


def is_kept(address: str) -> bool:
    """Return whether LinkChecker asks for an address as it is written."""
    return _KEPT.fullmatch(address) is not None


def check(
    addresses: Iterable[str], agent: str, bounds: Bounds, proxy: str
) -> Mapping[str, Finding]:
    """Return what LinkChecker says of each address, asked once each.

    An address that hangs has no finding; nor have those that wait behind it when time is up.
    Raises CheckingFailed when LinkChecker fails, is killed, or leaves any out by itself.
    """
    wanted = tuple(dict.fromkeys(addresses))
    if not wanted:
        return {}
    with tempfile.TemporaryDirectory(prefix="hub-links-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        settings = folder / "linkchecker.ini"
        settings.write_text(_settings(folder, agent, bounds, len(wanted)), encoding="utf-8")
        listed = folder / "addresses.txt"
        listed.write_text("".join(f"{one}\n" for one in wanted), encoding="utf-8")
        report, said = folder / "report.csv", folder / "said.txt"
        with listed.open("rb") as source, report.open("wb") as sink, said.open("wb") as errors:
            process = _started(settings, folder, source, sink, errors, proxy)
            try:
                stopped = _awaited(process, report, bounds, len(wanted))
            finally:
                process.kill()
                code = process.wait()
        findings = dict(_findings(report))
        if not stopped and (code not in (0, 1) or not findings.keys() >= set(wanted)):
            raise CheckingFailed(_how_it_ended(code, said))
        return findings


def _started(  # noqa: PLR0913, PLR0917  # what a process is made of
    settings: Path,
    folder: Path,
    source: IO[bytes],
    sink: IO[bytes],
    errors: IO[bytes],
    proxy: str,
) -> subprocess.Popen[bytes]:
    words = (sys.executable, "-m", "linkcheck", "--config", str(settings))
    try:
        return subprocess.Popen(  # noqa: S603  # our own settings, addresses by standard input
            (*words, "--stdin", "--verbose", "--output", "csv"),
            stdin=source,
            stdout=sink,
            stderr=errors,
            cwd=folder,
            env={**_without_proxies(), **dict.fromkeys(("http_proxy", "https_proxy"), proxy)},
        )
    except OSError as error:
        raise CheckingFailed(str(error)) from error


def _without_proxies() -> dict[str, str]:
    kept = {name: one for name, one in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}


def _awaited(process: subprocess.Popen[bytes], report: Path, bounds: Bounds, count: int) -> bool:
    """Wait for the end; return whether the run had to be stopped because of the time."""
    begun = time.monotonic()
    last, size = begun + _STARTS_WITHIN, 0
    while not _has_ended(process):
        now = time.monotonic()
        if (grown := report.stat().st_size) > size:
            last, size = now, grown
        if now - last > bounds.idle or now - begun > bounds.seconds(count):
            return True
    return False


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_LOOK_EVERY)
    except subprocess.TimeoutExpired:
        return False
    return True


def _settings(folder: Path, agent: str, bounds: Bounds, count: int) -> str:
    lines = [
        "[checking]",
        f"threads={bounds.threads}",
        f"timeout={bounds.timeout}",
        "recursionlevel=0",
        # Should the hub itself be killed, LinkChecker ends by its own clock.
        f"maxrunseconds={round(bounds.seconds(count)) + 30}",
        # Only for servers that ask for no pauses by a header of LinkChecker's own.
        "maxrequestspersecond=10000",
        f"maxfilesizedownload={_LARGEST_BODY}",
        f"useragent={agent}",
        f"sslverify={_trusted(folder)}",
        "[filtering]",
        "checkextern=1",
        "ignorewarnings=url-content-type-unparseable,url-content-size-zero,url-content-too-large",
        "[output]",
        "status=0",
    ]
    return "\n".join(lines) + "\n"


def _trusted(folder: Path) -> str:
    """Return the file of the authorities that we trust ourselves, where LinkChecker can read it."""
    given = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    if not given or not Path(given).is_file():
        return "1"
    copy = folder / "authorities.pem"
    shutil.copyfile(given, copy)
    return str(copy)


def _findings(report: Path) -> Iterator[tuple[str, Finding]]:
    """Yield every whole row of a report, also of one that is still being written."""
    csv.field_size_limit(_LONGEST_CELL)
    with report.open(encoding="utf-8", errors="replace", newline="") as stream:
        rows = csv.reader((line for line in stream if not line.startswith("# ")), delimiter=";")
        for row in rows:
            if len(row) > len(_COLUMNS) and row[0] != _COLUMNS[0]:
                values = dict(zip(_COLUMNS, row, strict=False))
                # A redirect without a target, or »not modified« unasked, counts as valid to it.
                is_direct = "Redirected to `" not in values["warningstring"]
                is_direct = is_direct and values["result"].startswith("20")
                yield row[0], Finding(values["result"], values["valid"] == "True" and is_direct)


def _how_it_ended(code: int, said: Path) -> str:
    how = f"was killed (signal {-code})" if code < 0 else f"ended with {code}"
    lines = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = f": {lines[-1][:300]}" if lines else ""
    return f"LinkChecker {how} before its report was whole{last}"
