"""Without a network nothing is recorded, however that is seen; one dead host is no such case."""

from __future__ import annotations

import errno
import shutil
import socket
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner
from library import Done, pdf, project_of, record_of, serving_documents, write_catalogue
from projects import Project

from hub.cli.main import main

DAY = 86_400
START = 1_795_000_000
LOCKS = ("data/documents.lock.json", "data/links.lock.json")
HOSTS = ("sbst.dk", "www.kl.dk")

Connecting = Callable[..., socket.socket]


def _run(project: Project, *words: str) -> Done:
    result = CliRunner().invoke(main, ["--root", str(project.root), *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def _no_names(code: int) -> Callable[..., object]:
    def look_up(*_rest: object, **_named: object) -> object:
        raise socket.gaierror(code, "no name service")

    return look_up


def _cut(number: int) -> Connecting:
    def connect(*_rest: object, **_named: object) -> socket.socket:
        raise OSError(number, "no network")

    return connect


CUTS: dict[str, tuple[str, Callable[..., object]]] = {
    "the name service is silent": ("getaddrinfo", _no_names(socket.EAI_AGAIN)),
    "no name is known": ("getaddrinfo", _no_names(socket.EAI_NONAME)),
    "there is no route": ("create_connection", _cut(errno.ENETUNREACH)),
    "everything is refused": ("create_connection", _cut(errno.ECONNREFUSED)),
}
"""What is taken away from Python's socket module."""

COMMANDS: dict[str, tuple[str, ...]] = {
    "fetch": ("fetch",),
    "missing": ("fetch", "--missing"),
    "links": ("links",),
    "resolve": ("resolve", "--write-sure"),
}


@pytest.fixture(scope="module")
def known_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return a project that was fetched and checked once; every test has a copy of its own."""
    with serving_documents() as server, pytest.MonkeyPatch.context() as patch:
        first, second = (server.put(f"/{name}.pdf", pdf(name)) for name in ("a", "b"))
        page = server.put("/side", b"<!doctype html><title>Bilag</title>", "text/html")
        project = project_of(
            tmp_path_factory.mktemp("known") / "project",
            [
                {"url": first},
                {"url": second.replace("127.0.0.1", "localhost")},
                {"landing_page": page.replace("127.0.0.1", "localhost")},
                {"landing_page": page},
            ],
            attempts="1",
        )
        project.without_outside_addresses()
        patch.setenv("SOURCE_DATE_EPOCH", str(START))
        for command in ("fetch", "links"):
            _run(project, command)
        yield project


@pytest.fixture
def known(known_once: Project, tmp_path, monkeypatch) -> Project:
    """Return that project nine days later, its store empty since."""
    project = Project(shutil.copytree(known_once.root, tmp_path / "project", symlinks=True))
    shutil.rmtree(project.root / ".cache/hub/store")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(START + DAY * 9))
    return project


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("cut", CUTS)
def test_nothing_is_recorded_and_the_status_is_3(known: Project, cut, command, monkeypatch):
    before = [known.read(file) for file in (*LOCKS, "data/notifications.yaml")]
    name, taken = CUTS[cut]
    monkeypatch.setattr(socket, name, taken)

    done = _run(known, *COMMANDS[command])

    assert done.returncode == 3
    assert "No host could be reached" in done.stderr
    assert [known.read(file) for file in (*LOCKS, "data/notifications.yaml")] == before


def test_a_first_run_without_a_network_leaves_no_lock(tmp_path, monkeypatch):
    documents = [{"url": f"https://{host}/a.pdf"} for host in HOSTS]
    project = project_of(tmp_path / "project", documents)
    monkeypatch.setattr(socket, "getaddrinfo", _no_names(socket.EAI_NONAME))

    done = [_run(project, "fetch").returncode, _run(project, "links").returncode]

    assert done == [3, 3]
    assert [file for file in LOCKS if (project.root / file).exists()] == []


def test_the_list_cannot_be_compared_without_a_network(known: Project, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", _no_names(socket.EAI_AGAIN))

    done = _run(known, "compare-list", "https://sbst.dk/liste")

    assert done.returncode == 3
    assert "No host could be reached" in done.stderr


def test_a_list_whose_host_is_gone_is_said_so(known: Project, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", _no_names(socket.EAI_NONAME))

    done = _run(known, "compare-list", "https://sbst.dk/liste")

    assert done.returncode == 3
    assert "Værten sbst.dk findes ikke." in done.stderr


@pytest.mark.parametrize(
    ("cut", "verdict"),
    [("no name is known", "broken"), ("everything is refused", "broken")],
)
def test_one_host_that_is_gone_is_no_missing_network(server, tmp_path, monkeypatch, cut, verdict):
    address = "https://sbst.dk/a.pdf"
    project = project_of(tmp_path / "project", [{"url": address}], attempts="1")
    name, taken = CUTS[cut]
    monkeypatch.setattr(socket, name, taken)
    if name != "getaddrinfo":
        known = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_rest, **_named: known)

    done = _run(project, "fetch")

    assert done.returncode == 1
    assert record_of(project, address)["verdict"] == verdict


def test_a_host_that_is_gone_beside_one_that_answers_is_recorded(server, tmp_path, monkeypatch):
    gone = "https://sbst.dk/a.pdf"
    project = project_of(
        tmp_path / "project", [{"url": gone}, {"url": server.put("/b.pdf", pdf("b"))}]
    )
    real = socket.getaddrinfo

    def look_up(host, *rest, **named):
        if host == "sbst.dk":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)

    _run(project, "fetch")

    assert record_of(project, gone)["rule"] == "document-no-host"


def test_what_is_withheld_leaves_the_lock_without_a_network_too(server, tmp_path, monkeypatch):
    withheld, other = (server.put(f"/{n}.pdf", pdf(n, title="Hemmelig")) for n in ("a", "b"))
    project = project_of(tmp_path / "project", [{"url": withheld}, {"url": other}])
    _run(project, "fetch")
    write_catalogue(project, [{"url": withheld, "withheld": "true"}, {"url": other}])
    before = record_of(project, other)
    monkeypatch.setattr(socket, "getaddrinfo", _no_names(socket.EAI_AGAIN))

    done = _run(project, "fetch")

    assert done.returncode == 3
    assert record_of(project, other) == before
    assert "title" not in record_of(project, withheld)["versions"][0]
