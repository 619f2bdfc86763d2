"""`hub init` in a checkout: its options, its questions, and the wheels that it refuses."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import forked
import pytest
from projects import ROOT, command, environ

from hub.project import read_project
from hub.starter.requirement import UnusableWheel, requirement_of

CHECKSUM = "0123456789abcdef" * 4
ADDRESS = "https://example.org/udmeldingshub-0.1.0-py3-none-any.whl"


def init(folder: Path, *words: str) -> forked.Run:
    return forked.run(["init", str(folder), *words], folder=folder, environment=environ())


def test_the_settings_are_what_was_answered(tmp_path: Path):
    words = ["--publisher", "Sekretariatet: Nord", "--contact-email", "post@example.org"]
    words += ["--address", "https://example.org/hub", "--contact-phone", "12 34 56 78"]

    done = init(tmp_path, "--no-ask", "--repository", "https://github.com/x/y", *words)

    project = read_project(tmp_path / "mkdocs.yml")
    settings = project.settings
    assert (done.code, project.problems) == (0, ())
    assert (project.site_name, project.site_address) == (
        "Centrale udmeldinger",
        "https://example.org/hub/",
    )
    assert (settings.publisher, settings.contact_email, settings.contact_phone) == (
        "Sekretariatet: Nord",
        "post@example.org",
        "12 34 56 78",
    )
    assert (
        settings.address_of("data/x.yaml", 3) == "https://github.com/x/y/blob/main/data/x.yaml#L3"
    )
    assert "requirements-hub.txt mangler" in done.output


def test_what_is_missing_is_asked_for(tmp_path: Path):
    answers = "Nordens hub\nhttps://nord.example.org/\n\npost@example.org\n\n"

    done = subprocess.run(
        command("hub", "init", tmp_path, "--ask"),
        env=environ(),
        input=answers,
        capture_output=True,
        text=True,
        check=False,
    )

    project = read_project(tmp_path / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    assert (project.site_name, project.site_address) == ("Nordens hub", "https://nord.example.org/")
    assert (project.settings.publisher, project.settings.contact_email) == (
        None,
        "post@example.org",
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--address", "ftp://example.org/"),
        ("--address", "example.org"),
        ("--name", "to\nlinjer"),
        ("--publisher", "skjult\u200btegn"),
        ("--repository", "https://example.org/x y"),
        ("--from", "udmeldingshub"),
        ("--from", ADDRESS),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, str]
):
    done = init(tmp_path, "--no-ask", *words)

    assert done.code == 2
    assert list(tmp_path.iterdir()) == []


def test_an_address_with_its_checksum_is_a_requirement():
    assert requirement_of(f"{ADDRESS}#sha256={CHECKSUM}").line == (
        f"{ADDRESS} --hash=sha256:{CHECKSUM}"
    )


@pytest.mark.parametrize(
    "source",
    [
        "udmeldingshub",
        "hub==0.1.0",
        f"http://example.org/udmeldingshub-0.1.0-py3-none-any.whl#sha256={CHECKSUM}",
        f"{ADDRESS}#sha256={CHECKSUM[1:]}",
        f"{ADDRESS}?x= --no-require-hashes#sha256={CHECKSUM}",
        f"https://example.org/hub.tar.gz#sha256={CHECKSUM}",
        "file:///etc/passwd",
        "mangler/udmeldingshub-0.1.0-py3-none-any.whl",
    ],
)
def test_what_is_no_wheel_with_a_checksum_is_refused(source: str):
    with pytest.raises(UnusableWheel):
        requirement_of(source)


def test_another_packages_wheel_is_refused(tmp_path: Path):
    wheel = tmp_path / "andet-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr("andet/__init__.py", "")

    with pytest.raises(UnusableWheel, match="ikke hubbens"):
        requirement_of(str(wheel))


def test_every_file_of_a_new_hub_is_carried_by_the_wheel(tmp_path: Path):
    import tomllib

    tool = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    included = tool["hatch"]["build"]["targets"]["wheel"]["force-include"]
    init(tmp_path, "--no-ask")

    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}

    own = {"Makefile", "README.md"}
    missing = {
        one for one in made - own if not any(f"{one}/".startswith(f"{name}/") for name in included)
    }
    assert missing == set()
    assert included == {name: f"hub/shipped/{name}" for name in included}
