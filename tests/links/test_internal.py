"""Links within the site: a build with one that leads nowhere fails at the line it comes from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from projects import Project, digest
from web import Answer, serving_web

from hub.links.internal_links import dead_ends
from hub.links.link_targets import all_exist


def test_the_real_site_has_no_dead_ends(real):
    assert dead_ends(real.site) == ()
    assert all_exist(real.site, ())


def test_a_dead_link_in_content_template_and_case_fails_the_build_and_names_its_line(real, project):
    project.replace(
        "content/om.md", "## Kontakt", '<a href="../findes-ikke/">Væk</a>\n\n## Kontakt'
    )
    project.replace("templates/pages/notification.html", '"#retsgrundlag"', '"#retsgrundlaget"')

    done = project.hub("build", "--no-search")

    line = 1 + project.read("content/om.md").split('<a href="../findes')[0].count("\n")
    template = project.read("templates/pages/notification.html")
    at = 1 + template.split("#retsgrundlaget")[0].count("\n")
    assert done.returncode == 1
    assert f"content/om.md:{line}:10: fejl[internal-link]" in done.stdout
    assert f"templates/pages/notification.html:{at}:" in done.stdout
    assert done.stdout.count("fejl[") == 2
    assert not project.site.exists()


def test_a_failed_check_leaves_the_last_site_as_it_was(make_project):
    project = make_project("kept").built()
    before = digest(project.site)
    project.replace("content/om.md", "## Kontakt", '<a href="../x/">Væk</a>\n\n## Kontakt')

    done = project.hub("build", "--no-search")

    assert done.returncode == 1
    assert digest(project.site) == before


def test_a_page_after_the_last_fails_check_and_build(project: Project):
    address = "https://www.sbst.dk/proeve.pdf"
    version = {
        "sha256": "0" * 64,
        "size": 1,
        "kind": "pdf",
        "fetched": "2026-11-01",
        "reading": "none",
        "pages": 3,
    }
    record = {"verdict": "document", "since": "2026-11-01", "versions": [version]}
    import json

    project.write("data/documents.lock.json", json.dumps({"documents": {address: record}}))
    project.edit(
        "data/notifications.yaml",
        lambda data: data["notifications"][0]["rounds"][0]["notification"].update(
            url=f"{address}#page=4"
        ),
    )

    checked, built = project.hub("check"), project.hub("build", "--no-search")

    assert (checked.returncode, built.returncode) == (1, 1)
    assert "link-page-beyond" in checked.stdout
    assert "link-page-beyond" in built.stdout


def test_it_finds_what_linkchecker_finds_over_a_server(tmp_path: Path):
    """LinkChecker, given the same pages by a server, names the same dead ends."""
    pages = {
        "index.html": '<p id="a">x</p><a href="b/">b</a><a href="b/#her">h</a><a href="#a">a</a>'
        '<a href="b/#ikke-her">i</a><a href="c/">c</a><a href="fil.txt">f</a><a href="#nej">n</a>',
        "b/index.html": '<h1 id="her">B</h1><a href="../">op</a><a href="../væk.pdf">v</a>'
        "<a href='../b/#&aelig;'>æ</a>",
    }
    for name, body in pages.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<!doctype html><title>t</title>{body}", encoding="utf-8")
    (tmp_path / "fil.txt").write_text("x")
    settings = tmp_path.parent / "linkchecker.ini"
    settings.write_text("[AnchorCheck]\n[output]\nstatus=0\n")
    with serving_web() as web:
        for name, body in pages.items():
            web.put(f"/{name.removesuffix('index.html')}", Answer(200, body.encode()))
        web.put("/fil.txt", Answer(200, b"x", "text/plain"))
        address = web.url("/")
        said = subprocess.run(
            [sys.executable, "-m", "linkcheck", "-f", str(settings), "-o", "csv", address],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    theirs = {line.split(";")[0] for line in said.splitlines() if line.count(";") > 10}

    ours = {one.href for one in dead_ends(tmp_path)}

    assert ours == {"b/#ikke-her", "c/", "#nej", "../væk.pdf", "../b/#æ"}
    assert theirs - {"urlname"} == ours
