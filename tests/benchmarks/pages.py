"""Time a large catalogue as the hub's pages against the same pages as the engine's own.

Both sides are MkDocs in a process of its own. The ordinary pages are the same bodies as raw HTML in
Markdown files, made beforehand, outside the menu. They have no search, so that the hub's side makes
no index either; `make bench-search` times that.

    python tests/benchmarks/pages.py --notifications 5000 --profile /tmp/pages.prof
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from ordinary import as_ordinary_pages  # found by the line above
from projects import CATALOGUE, PROCESS, Project, command, environ  # the same

AREAS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")
GROUPS = ("Borgere", "Børn og unge", "Voksne", "Udsatte gravide", "Unge", "Ældre")
TROUBLES = (
    "udviklingshæmning",
    "synsnedsættelse",
    "hjerneskade",
    "spiseforstyrrelser",
    "rusmidler",
)
SENTENCE = (
    "Sagen gælder {group} med {trouble}, som har brug for højt specialiseret hjælp. Styrelsen var "
    "i tvivl, om der var tilbud nok, og bad kommunerne i de fem områder om et fælles svar."
)


WITHOUT_INDEX = """
import datetime, pathlib
from hub.inputs import read_inputs
from hub.mkdocs.engine import build_with_mkdocs, load_configuration
from hub.project import read_project
root = pathlib.Path.cwd()
config = load_configuration(root / "mkdocs.yml")
inputs = read_inputs(read_project(root / "mkdocs.yml"), datetime.date(2026, 11, 18))
build_with_mkdocs(config, inputs, root / "site", search=False)
"""


def main() -> None:
    """Build both sites and print the figures."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--notifications", type=int, default=5000)
    reader.add_argument("--profile", type=Path, help="also write a profile of the hub's side here")
    words = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="hub-pages-") as folder:
        with_hub = Project.copied_to(Path(folder, "hub"))
        ordinary = Project.copied_to(Path(folder, "ordinary"))
        text = catalogue(words.notifications)
        for project in (with_hub, ordinary):
            project.write(CATALOGUE, text)
            project.edit(PROCESS, lambda values: values.update(notification="udmelding-00000"))
        pages = as_ordinary_pages(ordinary)
        print(f"{words.notifications} notifications, {len(text) / 1e6:.1f} MB of YAML")
        print(f"{pages} pages made by the hub")
        first = timed(with_hub, "with the hub")
        ordinary_time = timed(ordinary, "ordinary pages")
        # Of a machine that is now fast and now slow, a build before and one after see both.
        shutil.rmtree(with_hub.site)
        hub_time = (first + timed(with_hub, "with the hub")) / 2
        built = sum(1 for _ in with_hub.site.rglob("index.html"))
        assert built == sum(1 for _ in ordinary.site.rglob("index.html"))
        print(f"ratio            {hub_time / ordinary_time:8.3f}", flush=True)
        if words.profile:
            shutil.rmtree(with_hub.site)  # so that the profile is of a first build too
            timed(with_hub, "with a profile", "-m", "cProfile", "-o", str(words.profile.resolve()))


def timed(project: Project, name: str, *before: str) -> float:
    """Build a project with MkDocs, print what it took, and return the seconds on the clock."""
    words = command("mkdocs", "build", "--quiet")
    if name == "with the hub":
        words = [words[0], "-c", WITHOUT_INDEX]
    start = time.perf_counter()
    building = subprocess.Popen(
        [words[0], *before, *words[1:]], cwd=project.root, env=environ(PYTHONHASHSEED="0")
    )
    _, status, usage = os.wait4(building.pid, 0)
    took = time.perf_counter() - start
    building.returncode = os.waitstatus_to_exitcode(status)
    if building.returncode:
        raise SystemExit(f"The build of {project.root} failed.")
    processor, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    print(f"{name:16} {took:8.2f} s  processor {processor:8.2f} s  {memory:6.0f} MiB", flush=True)
    return took


def catalogue(count: int) -> str:
    """Return a catalogue of so many notifications, always the same."""
    values = {"notifications": [notification(number) for number in range(count)]}
    return yaml.dump(
        values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100
    )


def notification(number: int) -> dict:
    """Return a rich entry: one or two rounds with four to eight documents each."""
    group = GROUPS[number % len(GROUPS)].lower()
    about = f"{group} med {TROUBLES[number % len(TROUBLES)]}, gruppe {number % 400}"
    year = 2010 + number % 12
    return {
        "id": f"udmelding-{number:05}",
        "title": f"Central udmelding om {about} ({number})",
        "listed_as": f"Central udmelding om {about} ({year}):",
        "target_group": about.capitalize(),
        "scope": "national",
        "policy_areas": ["social", "special_education"][: 1 + number % 2],
        "legal_basis": [
            {"instrument": "serviceloven", "provision": "§ 13 b, stk. 2", "confidence": "high"}
        ],
        "agency_page": f"https://sbst.dk/central-udmelding/{number}",
        "summary": SENTENCE.format(group=group, trouble=TROUBLES[number % len(TROUBLES)]),
        "rounds": [
            round_(number, kind, year + 3 * later)
            for later, kind in enumerate(["original", "renewed"][: 1 + number % 2])
        ],
        "related": [{"title": "Nyhed om sagen", "url": f"https://www.sm.dk/nyheder/{number}"}],
    }


def round_(number: int, kind: str, year: int) -> dict:
    """Return a round with its documents."""
    last = kind == "renewed" or number % 2 == 0
    appendices = [
        document(number, kind, "Bilag", str(one), number=str(one), date=f"{year}-03")
        for one in range(1, 2 + number % 3)
    ]
    reports = [
        document(number, kind, "Afrapportering", area, area=area, date=f"{year}-10-15")
        for area in AREAS[: 1 + number % 4]
    ]
    return {
        "kind": kind,
        "year": str(year),
        "published": f"{year}-03-{1 + number % 28:02}",
        "report_due": f"{year}-10-15",
        "reported": f"{year}-10",
        "request": "Kommunerne skulle fortælle, hvor mange borgere det drejer sig om, og hvordan "
        "de vil løse de problemer, som styrelsen havde peget på.",
        "notification": document(number, kind, "Udmelding", "a", date=f"{year}-03"),
        "appendices": appendices,
        "regional_reports": reports,
        "agency_treatment": {
            "outcome": "sufficient" if last else "renewed_treatment_requested",
            "date": f"{year + 1}-05",
            "summary": "Styrelsen vurderede svarene.",
            "document": document(number, kind, "Behandling", "b", date=f"{year + 1}-05"),
            "confidence": "high",
        },
        "themes": ["Hvor mange borgere det er", "Hvilke tilbud der er", "Hvordan der samarbejdes"],
        "sources": [{"title": "Styrelsens nyhed", "supports": "datoen", "confidence": "high"}],
    }


def document(of: int, kind: str, title: str, name: str, **fields: str) -> dict:
    """Return a document; every third has no address."""
    url = {"url": f"https://sbst.dk/filer/{of}-{kind}-{title.lower()}-{name}.pdf"}
    return {
        "title": f"{title} {name}",
        "listed_as": f"Link til {title.lower()} {name}",
        **(url if (of + len(name)) % 3 else {}),
        "publisher": "styrelsen",
        **fields,
    }


if __name__ == "__main__":
    main()
