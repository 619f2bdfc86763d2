"""Photograph every kind of page at three widths, in light and dark: `make screenshots`.

The pictures are made to be looked at. They are those of the day on which the tests take place.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from chromium import FLAGS, find_chromium
from demo.project import FIRST, make_site
from playwright.sync_api import Browser, Page, sync_playwright
from projects import ROOT
from serving import serving

FOLDER = ROOT / "build" / "screenshots"
WIDTHS = (360, 768, 1280)
HEIGHT = 900
SCHEMES = ("light", "dark")

KINDS: Mapping[str, str] = {
    # what a page is called here, and its address within the site
    "forside": "",
    "tilfoej": "redaktion/tilfoej/",
    "ny": "redaktion/ny/",
    "foerste-dag": "redaktion/foerste-dag/",
    "felter": "redaktion/felter/",
    "regler": "redaktion/regler/",
    "udmeldinger": "udmeldinger/",
    "sag-med-en-runde": "udmeldinger/punktskriftindsatser-boern-og-unge/",
    "sag-med-to-runder": "udmeldinger/borgere-med-udviklingshaemning-og-dom/",
    "sag-med-filer": f"udmeldinger/{FIRST}/",
    "dokumentets-tekst": f"dokumenter/{FIRST}-2021-udmelding/",
    "temaer": f"udmeldinger/{FIRST}-temaer/",
    "overblik": "overblik/",
    "frister": "frister/",
    "tal": "tal/",
    "dokumenter": "dokumenter/",
    "dokumenter-af-en-slags": "dokumenter/slags-bilag/",
    "aar": "aar/",
    "aar-2019": "aar/2019/",
    "maalgrupper": "maalgrupper/",
    "maalgruppe": "maalgrupper/borgere-med-svaere-spiseforstyrrelser/",
    "omraader": "omraader/",
    "omraade": "omraader/hovedstaden/",
    "kommuner": "kommuner/",
    "kommune": "kommuner/koebenhavn/",
    "nyt": "nyt/",
    "statusser": "status/",
    "status": "status/afventer/",
    "status-uden-sager": "status/driftspaalaeg/",
    "linkstatus": "linkstatus/",
    "data": "data/",
    "proces": "proces/",
    "screeningsmodel": "screeningsmodel/",
    "ordliste": "ordliste/",
    "soeg": "soeg/?q=kommunerne",
    "soeg-uden-fund": "soeg/?q=epikrese",
    "om": "om/",
    "was": "was/",
    "tilgaengelighed": "tilgaengelighed/",
    "privatliv": "privatliv/",
    "findes-ikke": "findes-ikke/",
}

ANSWERS = {"borgerflow": "12", "aarsvaerk": "2,5", "medarbejdere": "5", "erfarne": "3"}


def main() -> int:
    """Write the pictures, say where they are, and return the exit status."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = make_site(Path(folder) / "project")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        with serving(project.site) as address:
            for width in WIDTHS:
                for scheme in SCHEMES:
                    _photograph(browser, address, width, scheme)
        browser.close()
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER}")
    return 0


def _photograph(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, locale="da-DK"
    )
    page = context.new_page()
    for kind, path in KINDS.items():
        page.goto(address + path, wait_until="networkidle")
        if kind == "screeningsmodel":
            answer(page)
        page.screenshot(path=FOLDER / f"{kind}-{width}-{scheme}.png", full_page=True)
    context.close()


def answer(page: Page) -> None:
    """Fill in the self-check, so that a result is shown; one criterion is not met."""
    for name, text in ANSWERS.items():
        page.fill(f"[name={name}]", text)
    page.check("[type=radio][value=ja]")
    page.get_by_role("button", name="Se resultatet").click()


if __name__ == "__main__":
    sys.exit(main())
