"""`/data/`: what it offers is there, and every example does what it says."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from axe import violations
from playwright.sync_api import Browser, expect
from projects import Project, notifications

from hub.site.export.formats import FORMATS

ADDRESS = "https://centrale-udmeldinger.example/"


@pytest.fixture(scope="module")
def page(real: Project) -> str:
    return real.page("data")


@pytest.fixture(scope="module")
def examples(page: str, real_address: str) -> dict[str, str]:
    """Return the examples by their ids, with the address at which the tests serve the site."""
    found = re.findall(r'<pre><code id="eksempel-([a-z]+)">(.*?)</code>', page, re.DOTALL)
    return {name: html.unescape(text).replace(ADDRESS, real_address) for name, text in found}


@pytest.fixture(scope="module")
def database(real: Project) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(real.site / "data/katalog.sqlite")) as database:
        yield database


def test_each_example_is_known_to_a_test(examples: dict[str, str]):
    assert set(examples) == {"curl", "python", "sql", "fts"}


def test_the_example_with_curl(examples: dict[str, str]):
    done = subprocess.run(shlex.split(examples["curl"]), capture_output=True, check=True)

    days = [one["computed"]["last_day"] for one in json.loads(done.stdout)["deadlines"]]
    assert days == sorted(days)
    assert len(days) > 2


def test_the_example_with_python(examples: dict[str, str], real: Project):
    done = subprocess.run(
        [sys.executable, "-I", "-c", examples["python"]], capture_output=True, check=True, text=True
    )

    told = dict(line.split(": ") for line in done.stdout.splitlines())
    assert set(told) == {one["id"] for one in notifications(real)}
    assert told["borgere-med-udviklingshaemning-og-dom"] == "Afventer vurdering"


def test_the_example_with_sql(
    examples: dict[str, str], real: Project, database: sqlite3.Connection
):
    rows = database.execute(examples["sql"]).fetchall()

    due = [
        round_["report_due"]
        for entry in notifications(real)
        for round_ in entry["rounds"]
        if "report_due" in round_
    ]
    assert [row[2] for row in rows] == sorted(due, reverse=True)


def test_the_example_with_words(examples: dict[str, str], database: sqlite3.Connection):
    rows = database.execute(examples["fts"]).fetchall()

    assert len(rows) == 1
    assert "udviklingshæmning" in rows[0][0]


def test_the_table_of_the_example_with_excel(page: str, real: Project):
    (path,) = re.findall(r'<a href="([^"]+)" download>tabellen over dokumenter</a>', page)

    text = (real.site / "data" / path).read_text(encoding="utf-8-sig")

    heading, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert heading[:2] == ["Beregnet: id", "Udmelding"]
    assert {len(row) for row in rows} == {len(heading)}


def test_what_is_offered_is_there(page: str, real: Project):
    offered = [path for format_ in FORMATS if format_.is_published for _, path in format_.links]

    assert [path for path in offered if f'href="../{path}"' not in page] == []
    assert [path for path in offered if not (real.site / path).is_file()] == []


def test_an_example_can_be_copied_and_the_page_is_accessible(browser: Browser, real_address: str):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=real_address.rstrip("/")
    )
    page = context.new_page()
    page.goto(urljoin(real_address, "data/"))

    page.get_by_role("button", name="Kopiér eksemplet med SQL").click()

    expect(page.get_by_role("button", name="Kopieret")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("SELECT notifications.title")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


@pytest.mark.parametrize("words", ["åbne data", "api", "csv", "regneark", "download"])
def test_the_page_is_found(browser: Browser, real_address: str, words: str):
    page = browser.new_page()
    page.goto(f"{real_address}soeg/?q={quote(words)}")
    expect(page.locator("[data-search-said]")).not_to_be_empty()

    found = page.locator(".hub-hit__title a").evaluate_all("all => all.map(one => one.pathname)")

    assert "/data/" in found[:3]
    page.close()


def test_the_menu_leads_to_it(real: Project):
    assert '<a href="../data/">Åbne data</a>' in real.page("om")


def test_without_a_licence_the_page_says_so(project: Project):
    project.replace("mkdocs.yml", "licence: https://creativecommons.org/licenses/by/4.0/", "")

    project.built()

    assert "har endnu ikke valgt en licens" in project.page("data")
    told = json.loads((project.site / "api/v1/areas.json").read_text(encoding="utf-8"))
    assert told["licence"] is None


def test_without_an_address_the_files_name_their_paths(project: Project):
    text = re.sub(r"^site_url: .*$", "site_url: ''", project.read("mkdocs.yml"), flags=re.MULTILINE)
    project.write("mkdocs.yml", text)

    project.built()

    told = json.loads((project.site / "api/v1/documents.json").read_text(encoding="utf-8"))
    assert told["documents"][0]["computed"]["page"].startswith("udmeldinger/")
    assert Path(project.site / "data/katalog.sqlite").is_file()
