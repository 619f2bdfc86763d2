"""How a run asks: each address once and as it is written, politely, and only with a network."""

from __future__ import annotations

import socket

import pytest
from click.testing import CliRunner
from documents.library import pdf, serving_documents
from web import PDF, Answer, link_lock, project_with, serving_web

from hub.cli.main import main

DAY = 86_400
START = 1_795_000_000


def _run(project, *words, command="links"):
    result = CliRunner().invoke(main, ["--root", str(project.root), command, *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_two_spellings_of_an_address_are_both_checked_by_one_request(tmp_path):
    with serving_web() as web:
        web.put("/bilag%20%C3%A6.pdf", Answer(200, PDF, "application/pdf"))
        spellings = [web.url("/bilag%20%C3%A6.pdf"), web.url("/bilag%20æ.pdf")]
        project = project_with(tmp_path / "project", [{"url": one} for one in spellings])

        done = _run(project)

        links = link_lock(project)["links"]
        assert done.exit_code == 0, done.output
        assert [links[one]["verdict"] for one in spellings] == ["ok", "ok"]
        assert web.log.count("/bilag%20%C3%A6.pdf") == 1


def test_without_a_network_the_lock_stays_and_the_status_is_3(tmp_path, monkeypatch):
    with serving_web() as web:
        project = project_with(tmp_path / "project", [{"url": web.put("/god")}])
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(START))
        _run(project)
        before = project.read("data/links.lock.json")

        def no_names(*_rest, **_named):
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

        monkeypatch.setattr(socket, "getaddrinfo", no_names)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(START + DAY))

        done = _run(project)

    assert done.exit_code == 3
    assert "No host could be reached" in done.stderr
    assert project.read("data/links.lock.json") == before


def test_robots_txt_is_read_once_a_host_and_obeyed(tmp_path):
    with serving_web() as web:
        web.put("/robots.txt", Answer(200, b"User-agent: *\nDisallow: /lukket/\n", "text/plain"))
        open_ones = [web.put(f"/{n}") for n in range(3)]
        closed = web.put("/lukket/a")
        project = project_with(tmp_path / "project", [{"url": one} for one in (*open_ones, closed)])

        _run(project)

        links = link_lock(project)["links"]
    assert {links[one]["verdict"] for one in open_ones} == {"ok"}
    assert links[closed]["verdict"] == "blocked"
    assert web.log.count("/robots.txt") == 1
    assert "/lukket/a" not in web.log


def test_an_address_that_only_another_client_gets_is_not_condemned(tmp_path):
    with serving_web() as web:
        address = web.put("/nykker", Answer(404, b"", "text/html"), Answer(200))
        project = project_with(tmp_path / "project", [{"url": address}, {"url": web.put("/god")}])

        _run(project)

        record = link_lock(project)["links"][address]
    assert (record["verdict"], record["detail"]["linkchecker"]) == ("blocked", "200 OK")


def test_a_host_may_be_written_with_danish_letters_in_either_file(tmp_path):
    project = project_with(tmp_path / "project", [{"url": "https://røgfri.dk/a"}])
    punycode = project_with(tmp_path / "punycode", [{"url": "https://xn--rgfri-vua.dk/a"}])
    for one, host in ((project, "xn--rgfri-vua.dk"), (punycode, "røgfri.dk")):
        hosts = one.read("data/hosts.yaml")
        one.write("data/hosts.yaml", f"{hosts}- host: {host}\n  reason: prøve\n")

    listed = [_run(one, "--dry-run") for one in (project, punycode)]

    assert [one.output for one in listed] == [
        "https://røgfri.dk/a\n",
        "https://xn--rgfri-vua.dk/a\n",
    ]


@pytest.mark.parametrize(("age", "last_good"), [(0, 18), (3, 18), (4, 22)])
def test_what_a_fetch_has_just_proved_is_not_asked_again(tmp_path, monkeypatch, age, last_good):
    with serving_documents() as server:
        document, gone = server.put("/a.pdf", pdf("a")), server.url("/mangler.pdf")
        project = project_with(tmp_path / "project", [{"url": document}, {"url": gone}])
        for days in (0, 30):  # the second time nothing has changed
            monkeypatch.setenv("SOURCE_DATE_EPOCH", str(START + days * DAY))
            _run(project, command="fetch")
        known = project.read("data/documents.lock.json")
        server.log.clear()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(START + (30 + age) * DAY))

        done = _run(project)

        record = link_lock(project)["links"][document]
    asked = [path for path, _, _ in server.log]
    assert done.exit_code == 0, done.output
    assert ("/a.pdf" in asked) is (age > 3)
    assert "/mangler.pdf" in asked
    assert (record["verdict"], record["last_good"]) == ("ok", f"2026-12-{last_good}")
    assert project.read("data/documents.lock.json") == known
