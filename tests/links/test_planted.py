"""A catalogue with planted faults: each is found at its place, and nothing good is accused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
from projects import CATALOGUE, Project
from web import GONE, PDF, Answer, Web, link_lock, project_with, serving_web

pytestmark = pytest.mark.xdist_group("planted-links")

A_DAY_LATER = str(1_795_000_000 + 86_400)
OLDER = "/gammel-{}.pdf"


@dataclass(frozen=True)
class Planted:
    """A run over good links and planted faults."""

    project: Project
    web: Web
    encrypted: Web
    """A server that answers to https too."""
    found: set[tuple[int, int, str]]
    """Line, column and rule of each problem."""
    expected: set[tuple[int, int, str]]
    asked: list[str]
    before: str
    summary: str


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    folder = tmp_path_factory.mktemp("planted")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    with serving_web() as web, serving_web(authority) as encrypted:
        pdf = Answer(200, PDF, "application/pdf")
        faults = [(web.url(f"/dead-{n}.pdf"), "link-gone") for n in range(5)]
        for n in range(5):
            moved = Answer(301, b"", location=web.put(f"/new-{n}.pdf", pdf))
            faults.append((web.put(f"/moved-{n}.pdf", moved), "link-moved"))
            faults.append((web.put(f"/soft-{n}.pdf", Answer(200, GONE)), "link-other-page"))
            faults.append((f"{web.put(f'/page-{n}')}#findes-ikke", "link-anchor"))
            late = web.put(f"/late-{n}", Answer(503), Answer())
            faults.append((f"{late}#findes-ikke", "link-anchor"))
            faults.append((f"{web.put(f'/known-{n}.pdf', pdf)}#page=9", "link-page-beyond"))
            faults.append((web.put(f"/excluded/{n}.pdf", pdf), "link-excluded"))
            stranger = Answer(302, b"", location=f"http://stranger.example/{n}.pdf")
            faults.append((web.put(f"/stranger-{n}.pdf", stranger), "link-unsafe"))
            faults.append((encrypted.put(f"/secure-{n}.pdf", pdf), "link-https"))
        for n in range(3):
            twice = web.put(f"/twice-{n}.pdf", pdf)
            faults += [(twice, None), (twice, "duplicate-address")]
        faults += [(f"https://other-{n}.example/a.pdf", "host-not-allowed") for n in range(2)]
        good = [(web.put(f"/good-{n}.pdf", pdf), None) for n in range(150)]
        good += [(f"{web.put(f'/side-{n}')}#her", None) for n in range(50)]
        good += [(f"{web.put(f'/back-{n}', Answer(503), Answer())}#her", None) for n in range(5)]
        rows = [row for pair in zip(good, faults, strict=False) for row in pair]
        rows += good[len(faults) :]
        # No server is silent here; one that is only slow is not to be asked again.
        project = project_with(
            folder / "project", [{"url": address} for address, _ in rows], patience=30
        )
        hosts = project.read("data/hosts.yaml")
        project.write(
            "data/hosts.yaml",
            f"{hosts}exclusions:\n- address: {web.url('/excluded/')}\n  reason: prøve\n"
            "  look_again: 2027-01-01\n",
        )
        version = {"sha256": "0" * 64, "size": 1, "kind": "pdf", "fetched": "2026-11-01"}
        version |= {"reading": "none", "pages": 3}
        record = {"verdict": "document", "since": "2026-11-01", "versions": [version]}
        known = {web.url(f"/known-{n}.pdf"): record for n in range(5)}
        project.write("data/documents.lock.json", json.dumps({"documents": known}))
        before = project.read(CATALOGUE)
        summary = Path(folder, "summary.md")
        trusted = {"SSL_CERT_FILE": str(folder / "authority.pem")}
        done = project.hub("links", "--format", "json", "--summary", summary, **trusted)
        found = {
            (one["line"], one["column"], one["rule"])
            for one in json.loads(done.stdout)["problems"]
            if one["file"] == CATALOGUE
        }
        expected = {(*_place(before, at), rule) for at, (_, rule) in enumerate(rows) if rule}
        said = summary.read_text("utf-8")
        yield Planted(project, web, encrypted, found, expected, list(web.log), before, said)


def _place(text: str, number: int) -> tuple[int, int]:
    """Return where the address of a document of the catalogue stands."""
    lines = [at for at, line in enumerate(text.splitlines(), 1) if "url: " in line]
    return lines[number], text.splitlines()[lines[number] - 1].index("url: ") + 6


def test_every_planted_fault_is_found_at_its_line_and_column_and_nothing_else_is(planted):
    assert len(planted.expected) >= 40
    assert planted.found == planted.expected


def test_each_address_is_asked_once(planted):
    # What was in doubt is asked again by the hub, and new places are asked for by redirects.
    once = [path for path in planted.asked if path.startswith(("/good", "/side", "/twice"))]

    assert len(once) == len(set(once)) == 150 + 50 + 3


def test_what_is_excluded_is_not_asked(planted):
    assert [path for path in planted.asked if path.startswith("/excluded")] == []


def test_the_summary_calls_all_of_a_first_run_new(planted):
    assert f"## Nyt siden sidst ({len(planted.expected)})" in planted.summary
    assert "## Kendt i forvejen (0)" in planted.summary


def test_fix_changes_only_the_addresses_that_have_moved_or_answer_encrypted(planted):
    project, web = planted.project, planted.web
    note = "# En bemærkning, som skal blive stående\n"
    quoted = planted.before.replace(
        f"url: {web.url('/moved-1.pdf')}", f"url: '{web.url('/moved-1.pdf')}'   # citeret"
    )
    project.write(CATALOGUE, note + quoted)

    project.hub("links", "--fix", SOURCE_DATE_EPOCH=A_DAY_LATER)

    expected = note + quoted
    for n in range(5):
        expected = expected.replace(web.url(f"/moved-{n}.pdf"), web.url(f"/new-{n}.pdf"))
        open_ = planted.encrypted.url(f"/secure-{n}.pdf")
        expected = expected.replace(open_, open_.replace("http:", "https:"))
    assert project.read(CATALOGUE) == expected


def test_a_second_run_tells_the_same_apart_from_what_is_new(planted):
    lock = link_lock(planted.project)

    assert lock["checked"] == "2026-11-19"
    dead = lock["links"][planted.web.url("/dead-0.pdf")]
    assert [one["day"] for one in dead["failures"]] == ["2026-11-18", "2026-11-19"]
