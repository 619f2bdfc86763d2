"""The line by which a new hub installs the hub: a wheel by its file or address, and its checksum.

Never a bare name: the package is in no index, and whoever registered its name in one could be
installed in its place.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

DISTRIBUTION: Final = "udmeldingshub"
WHEEL_FOLDER: Final = "vendor"
"""Where a new hub keeps the wheel that it was made from, if that was a file."""

_WHEEL_NAME = re.compile(r"[A-Za-z0-9_.+!]+(?:-[A-Za-z0-9_.+!]+){4,5}\.whl")
_CHECKSUM = re.compile(r"[0-9a-f]{64}")
_FORBIDDEN = re.compile(r"[\s\\\"'`$;#]")
"""What cannot be in an address in a requirements file without meaning something else there."""


class UnusableWheel(Exception):
    """What was named is no wheel of the hub, or has no checksum; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """The line of a requirements file, and the wheel that goes into the new hub with it."""

    line: str
    wheel: Path | None = None


def requirement_of(source: str) -> Requirement:
    """Return the requirement of a wheel: a file, or an https address with `#sha256=…`.

    Raises UnusableWheel.
    """
    if "://" in source:
        return _of_address(source)
    return _of_file(Path(source))


def installed_requirement() -> Requirement | None:
    """Return the requirement of what the running hub was installed from, where pip has noted it."""
    try:
        noted = metadata.distribution(DISTRIBUTION).read_text("direct_url.json")
        origin = json.loads(noted or "{}")
        address = str(origin.get("url", ""))
        if address.startswith("file://"):
            return requirement_of(unquote(urlsplit(address).path))
        checksum = str(origin["archive_info"]["hashes"]["sha256"])
        return requirement_of(f"{address}#sha256={checksum}")
    except (metadata.PackageNotFoundError, UnusableWheel, KeyError, TypeError, ValueError):
        return None


def _of_address(source: str) -> Requirement:
    address, _, fragment = source.partition("#")
    checksum = fragment.removeprefix("sha256=")
    name = unquote(urlsplit(address).path.rpartition("/")[2])
    if not address.startswith("https://") or _FORBIDDEN.search(address):
        raise UnusableWheel(f"»{source}« er ikke en https-adresse på et hjul (.whl).")
    if not _WHEEL_NAME.fullmatch(name):
        raise UnusableWheel(f"»{source}« fører ikke til et hjul: navnet skal ende på .whl.")
    if not _CHECKSUM.fullmatch(checksum):
        raise UnusableWheel(
            "Adressen mangler hjulets checksum. Skriv den til sidst: …whl#sha256=<64 tegn>. "
            "Den fås med: sha256sum filen.whl"
        )
    return Requirement(f"{address} --hash=sha256:{checksum}")


def _of_file(path: Path) -> Requirement:
    if not _WHEEL_NAME.fullmatch(path.name):
        raise UnusableWheel(f"»{path}« er ikke et hjul: navnet skal ende på .whl.")
    try:
        with zipfile.ZipFile(path) as wheel:
            is_hub = {"hub/__init__.py", "hub/shipped/mkdocs.yml"} <= set(wheel.namelist())
        data = path.read_bytes()
    except (OSError, zipfile.BadZipFile) as error:
        raise UnusableWheel(f"Hjulet »{path}« kan ikke læses: {error}.") from error
    if not is_hub:
        raise UnusableWheel(f"»{path}« er et hjul, men ikke hubbens. Lav det med: pip wheel .")
    checksum = hashlib.sha256(data).hexdigest()
    return Requirement(f"./{WHEEL_FOLDER}/{path.name} --hash=sha256:{checksum}", path)
