"""No request of a run ever reaches an internal address, whatever leads there."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from projects import Project
from web import Answer, Web, link_lock, project_with, serving_web

from hub.cli.main import main
from hub.links.proxy import vetting_proxy
from hub.web.url_policy import UrlPolicy

FORMS = (
    "127.0.0.2",
    "2130706434",
    "0x7f000002",
    "0177.0.0.2",
    "127.2",
    "[::ffff:127.0.0.2]",
    "[::ffff:7f00:2]",
    "localhost",
    "LOCALHOST.",
    "127.0.0.1@127.0.0.2",
    "0.0.0.0",  # noqa: S104  # a form of an address
    "[::]",
    "[::1]",
    "127.0.0.2.",
    "0x7f.0.0.2",
    "017700000002",
    "127.0.2",
    "[64:ff9b::7f00:2]",
    "[64:ff9b:1::7f00:2]",
    "[::127.0.0.2]",
    "[2002:7f00:2::]",
    "%E2%91%A0%E2%91%A1%E2%91%A6.0.0.2",
    "127%E3%80%820%E3%80%820%E3%80%822",
    "%31%32%37.0.0.2",
)
"""The internal server in every spelling; all are listed as hosts, none of them as private."""

LISTED = (
    *("127.0.0.2", "2130706434", "0x7f000002", "0177.0.0.2", "127.2", "localhost"),
    "0.0.0.0",  # noqa: S104  # as above
    *("::ffff:127.0.0.2", "::ffff:7f00:2", "::", "::1", "0x7f.0.0.2", "017700000002", "127.0.2"),
    *("64:ff9b::7f00:2", "64:ff9b:1::7f00:2", "::127.0.0.2", "2002:7f00:2::"),
)


@pytest.fixture
def servers() -> Iterator[tuple[Web, Web]]:
    with serving_web() as web, serving_web(bind="0.0.0.0") as internal:  # noqa: S104  # by every form
        yield web, internal


def _project(folder, addresses: list[str]) -> Project:
    project = project_with(folder, [{"url": one} for one in addresses])
    hosts = "".join(
        f'  - host: "{host}"\n    reason: prøve\n' for host in (*LISTED, "omskiftelig.dk")
    )
    own = "  - host: 127.0.0.1\n    reason: prøve\n    private: true\n"
    project.write("data/hosts.yaml", f"hosts:\n{hosts}{own}")
    return project


def _run(project: Project) -> int:
    result = CliRunner().invoke(main, ["--root", str(project.root), "links"])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code


@pytest.mark.parametrize("hops", [1, 2])
def test_redirects_to_an_internal_server_are_not_followed(servers, tmp_path, hops):
    web, internal = servers
    internal.put("/hemmelig")
    addresses = []
    for number, form in enumerate(FORMS):
        target = f"http://{form}:{internal.port}/hemmelig"
        for hop in range(hops - 1):
            target = web.put(f"/{number}/{hop}", Answer(302, location=target))
        addresses.append(web.put(f"/{number}/fra", Answer(302, location=target)))
    # What fails in every other way makes LinkChecker look too.
    addresses.append(web.url("/mangler"))
    project = _project(tmp_path / "project", addresses)

    _run(project)

    links = link_lock(project)["links"]
    assert internal.log == []
    assert {links[one]["rule"] for one in addresses[:-1]} == {"link-unsafe"}


@pytest.mark.parametrize("way", ["a header", "a tag", "backslashes", "robots.txt"])
def test_no_other_way_of_leading_on_reaches_an_internal_server(servers, tmp_path, way):
    web, internal = servers
    internal.put("/hemmelig")
    addresses = []
    for number, form in enumerate(FORMS):
        target, path = f"http://{form}:{internal.port}/hemmelig", f"/{number}"
        tag = f"<title>x</title><meta http-equiv=refresh content='0; url={target}'>".encode()
        answers = {
            "a header": Answer(200, headers={"Refresh": f"0; url={target}"}),
            "a tag": Answer(200, tag),
            "backslashes": Answer(302, location=target.replace("/", "\\")),
            "robots.txt": Answer(),
        }
        addresses.append(web.put(path, answers[way]))
        if way == "robots.txt":
            web.put("/robots.txt", Answer(302, location=target))
    project = _project(tmp_path / "project", addresses)

    _run(project)

    rules = {link_lock(project)["links"][one].get("rule") for one in addresses}
    assert internal.log == []
    assert rules == ({None} if way == "robots.txt" else {"link-unsafe"})


def test_a_name_that_changes_between_the_look_and_the_connection_leads_nowhere(
    servers, tmp_path, monkeypatch
):
    web, internal = servers
    addresses = [f"http://omskiftelig.dk:{internal.port}/", web.put("/god")]
    project = _project(tmp_path / "project", addresses)
    lookups: list[str] = []
    real = socket.getaddrinfo

    def changing(host, port, *rest, **named):
        if host != "omskiftelig.dk":
            return real(host, port, *rest, **named)
        lookups.append(host)
        address = "8.8.8.8" if len(lookups) == 1 else "127.0.0.2"
        return real(address, port, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", changing)

    _run(project)

    assert len(lookups) > 1
    assert internal.log == []
    assert link_lock(project)["links"][addresses[0]]["rule"] == "link-unsafe"


@pytest.mark.parametrize("method", ["GET", "CONNECT"])
@pytest.mark.parametrize("form", FORMS)
def test_linkcheckers_proxy_refuses_internal_addresses(servers, form, method):
    _, internal = servers
    place = f"{form}:{internal.port}"
    target = place if method == "CONNECT" else f"http://{place}/"
    with vetting_proxy(UrlPolicy(dict.fromkeys(LISTED, False))) as proxy:
        host, port = proxy.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            connection.sendall(f"{method} {target} HTTP/1.1\r\n\r\n".encode())
            status = connection.makefile("rb").readline().split()[1]

    assert (status, internal.log) == (b"403", [])
