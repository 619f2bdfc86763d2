"""The wheel, installed into an environment of its own: what it carries is enough for a new hub.

The hub's dependencies are those of the environment that runs the test, so nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest
from projects import FROZEN, ROOT, environ, read_yaml

pytestmark = pytest.mark.xdist_group("wheel")


@dataclass(frozen=True)
class Installed:
    """A wheel and an environment that it is installed in."""

    wheel: Path
    environment: Path

    def hub(self, folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return run(self.environment / "bin/hub", *words, folder=folder)


def run(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, words)], cwd=folder, env=environ(), capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel as `pip wheel .` does, and install it elsewhere."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    alone = ("--no-deps", "--no-index")
    built = run(*pip, "wheel", *alone, "--no-build-isolation", ROOT, "-w", folder, folder=folder)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment, folder=folder)
    packages = next(environment.glob("lib/python*/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    python = environment / "bin/python"
    done = run(*pip, "--python", python, "install", *alone, wheel, folder=folder)
    assert done.returncode == 0, done.stderr
    return Installed(wheel, environment)


@pytest.fixture
def hub(installed: Installed, tmp_path: Path) -> Path:
    """Return a new hub, made by the installed wheel in an empty folder."""
    folder = tmp_path / "new"
    done = installed.hub(tmp_path, "init", folder, "--name", 'Vores "hub" <b>', "--no-ask")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_new_hub_is_built_checked_and_added_to_by_the_wheel_alone(
    installed: Installed, hub: Path
):
    entry = [
        "--title",
        "Central udmelding for borgere med en prøve",
        "--target-group",
        "Borgere med en prøve",
    ]
    entry += ["--scope", "national", "--policy-areas", "social", "--summary", "Sagen er en prøve."]

    built = installed.hub(hub, "build", "--no-search")
    new = installed.hub(hub, "new", *entry, "--published", "2026-11", "--yes")
    again = installed.hub(hub, "build", "--no-search")
    check = installed.hub(hub, "check")

    assert [one.returncode for one in (built, new, again, check)] == [0, 0, 0, 0], (
        built.stderr + new.stderr + again.stderr + check.stderr
    )
    assert "Vores &#34;hub&#34; &lt;b&gt;" in (hub / "site/index.html").read_text(encoding="utf-8")
    assert (hub / "site/udmeldinger/borgere-med-en-proeve/index.html").is_file()
    assert (hub / "site/assets/hub.css").is_file()
    assert (
        check.stdout == "1 udmelding, 1 runde, 0 dokumenter (0 på listen): 0 fejl, 0 advarsler.\n"
    )


def test_a_hub_runs_the_installed_code_and_not_a_checkout_beside_it(installed: Installed):
    done = run(
        installed.environment / "bin/python",
        "-c",
        "import hub; print(hub.__file__)",
        folder=ROOT.parent,
    )

    assert Path(done.stdout.strip()).is_relative_to(installed.environment)


def test_templates_of_ones_own_win_over_the_wheel_file_by_file(installed: Installed, hub: Path):
    for name, text in (("pages/status.html", "MIN STATUS"), ("theme/404.html", "MIN 404")):
        path = hub / "templates" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    data = (FROZEN / "data/notifications.yaml").read_bytes()
    (hub / "data/notifications.yaml").write_bytes(data)

    done = installed.hub(hub, "build", "--no-search")

    assert done.returncode == 0, done.stderr
    first = read_yaml(data.decode())["notifications"][0]["id"]
    page = (hub / f"site/udmeldinger/{first}/index.html").read_text(encoding="utf-8")
    assert "MIN STATUS" in page
    assert "hub-header" in page
    assert (hub / "site/404.html").read_text(encoding="utf-8") == "MIN 404"


def test_the_new_hub_installs_the_wheel_that_made_it_by_its_checksum(
    installed: Installed, hub: Path
):
    checksum = hashlib.sha256(installed.wheel.read_bytes()).hexdigest()

    assert (hub / "requirements-hub.txt").read_text() == (
        f"./vendor/{installed.wheel.name} --hash=sha256:{checksum}\n"
    )
    assert (hub / "vendor" / installed.wheel.name).read_bytes() == installed.wheel.read_bytes()


def test_pip_takes_the_requirement_and_refuses_another_wheel(installed: Installed, hub: Path):
    words = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download")
    words += ("--no-index", "--no-deps", "--require-hashes", "-r", "requirements-hub.txt")

    good = run(*words, "-d", "good", folder=hub)
    with (hub / "vendor" / installed.wheel.name).open("ab") as stream:
        stream.write(b"x")
    bad = run(*words, "-d", "bad", folder=hub)

    assert good.returncode == 0, good.stderr
    assert bad.returncode == 1
    assert "HASH" in bad.stderr.upper()


def test_nothing_that_is_there_is_overwritten(installed: Installed, hub: Path):
    (hub / "content/om.md").write_text("min egen")
    before = {path: path.read_bytes() for path in hub.rglob("*") if path.is_file()}
    (hub / "data/hosts.yaml").unlink()

    done = installed.hub(hub, "init", "--name", "En anden", "--no-ask")

    assert done.returncode == 0, done.stderr
    assert {path: path.read_bytes() for path in hub.rglob("*") if path.is_file()} == before
    assert "Fandtes i forvejen og er ikke ændret: content/om.md" in done.stderr
    assert done.stdout.startswith("Skrev 1 filer i ")


def test_the_example_is_a_catalogue_that_passes_the_check(installed: Installed, tmp_path: Path):
    made = installed.hub(tmp_path, "init", "--example", "--no-ask")
    check = installed.hub(tmp_path, "check")

    assert made.returncode == 0, made.stderr
    assert check.returncode == 0, check.stdout
    assert not check.stdout.startswith("0 udmeldinger")


def test_make_says_which_wheel_is_missing(hub: Path):
    (hub / "requirements-hub.txt").unlink()
    (hub / ".venv/bin").mkdir(parents=True)
    (hub / ".venv/bin/python").touch()

    done = run("make", "check", folder=hub)

    assert done.returncode == 2
    assert "hub init --from WHEEL" in done.stdout


LIBRARY = """
import sys
import hub
assert not {"pydantic", "yaml", "click"} & set(sys.modules), "importing the hub is to be cheap"
from hub import FaultyCatalogue, load_catalogue
catalogue = load_catalogue(sys.argv[1])
newest = catalogue.notifications[0].rounds[-1]
print(len(catalogue.notifications), newest.year, newest.published, newest.report_due)
try:
    load_catalogue("nowhere")
except FaultyCatalogue as error:
    print(sorted({one.rule for one in error.problems}), len(str(error).splitlines()) > 3)
"""


def test_the_installed_package_is_a_library(installed: Installed, tmp_path: Path):
    done = run(installed.environment / "bin/python", "-c", LIBRARY, FROZEN, folder=tmp_path)

    assert done.returncode == 0, done.stderr
    first = read_yaml((FROZEN / "data/notifications.yaml").read_text(encoding="utf-8"))
    newest = first["notifications"][0]["rounds"][-1]
    assert done.stdout.splitlines() == [
        (
            f"{len(first['notifications'])} {newest['year']} {newest.get('published')} "
            f"{newest.get('report_due')}"
        ),
        "['file-unreadable'] True",
    ]
