"""`hub init`: a new hub in a folder."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from hub.cli.options import language_option
from hub.diagnostics import reporters
from hub.diagnostics.problem import Language
from hub.diagnostics.rules import all_rules
from hub.project import CONFIG_FILE, is_site_address, read_project
from hub.starter.blueprint import Owner, starter_files, write_starter
from hub.starter.requirement import (
    Requirement,
    UnusableWheel,
    installed_requirement,
    requirement_of,
)

_QUESTIONS = {
    "name": "Hvad skal siden hedde?",
    "address": "Hvilken adresse får siden? (https://…)",
    "publisher": "Hvem udgiver den? (Enter: ikke kendt endnu)",
    "contact_email": "Hvor kan læserne skrive? (e-mail; Enter: ikke kendt endnu)",
    "contact_phone": "Hvor kan læserne ringe? (Enter: ikke kendt endnu)",
}
_DEFAULTS = Owner(name="Centrale udmeldinger", address="https://centrale-udmeldinger.example/")


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--name", metavar="TEXT", help="The site's name.")
@click.option("--address", metavar="URL", help="Where the site will stand.")
@click.option("--publisher", metavar="TEXT", help="Who publishes it.")
@click.option("--contact-email", metavar="TEXT", help="Where readers can write.")
@click.option("--contact-phone", metavar="TEXT", help="Where readers can call.")
@click.option("--repository", metavar="URL", help="Its repository's address, on GitHub or GitLab.")
@click.option(
    "--from",
    "source",
    metavar="WHEEL",
    help="The wheel that the new hub installs: a file, or https://….whl#sha256=… "
    "(else: the one that this hub was installed from, where pip has noted it).",
)
@click.option("--example", is_flag=True, help="Fill the catalogue with an example.")
@click.option("--ask/--no-ask", default=None, help="Ask for what is missing (else: at a terminal).")
@language_option
def command(  # a command has the options it has
    folder: Path,
    source: str | None,
    language: Language,
    *,
    example: bool,
    ask: bool | None,
    **options: str | None,
) -> None:
    """Make a new hub in DIR that builds at once; a file that is there is never overwritten.

    Exit status: 0 written, 2 wrong use. Example: hub init udmeldinger --name "Vores udmeldinger"
    """
    asking = sys.stdin.isatty() if ask is None else ask
    owner = _owner(options, asking=asking)
    try:
        requirement = requirement_of(source) if source else installed_requirement()
    except UnusableWheel as error:
        raise click.UsageError(str(error)) from None
    files = starter_files(owner, requirement, example=example)
    _check_settings(files[CONFIG_FILE], language)
    outcome = write_starter(folder, files)
    for name in outcome.kept:
        click.echo(f"Fandtes i forvejen og er ikke ændret: {name}", err=True)
    click.echo(f"Skrev {len(outcome.written)} filer i {folder.resolve()}.")
    _next_steps(folder, requirement)


def _owner(options: dict[str, str | None], *, asking: bool) -> Owner:
    """Return whom the hub is for, by the options and by what is answered."""
    given = {name: value.strip() for name, value in options.items() if value and value.strip()}
    for name, question in _QUESTIONS.items():
        if asking and name not in given:
            default = getattr(_DEFAULTS, name) or ""
            answer = click.prompt(question, default=default, show_default=bool(default))
            given |= {name: str(answer).strip()} if str(answer).strip() else {}
    owner = replace(_DEFAULTS, **given)
    if not all(value.isprintable() for value in given.values()):
        raise click.UsageError("Et svar er én linje uden skjulte tegn.")
    if owner.repository and not is_site_address(owner.repository):
        raise click.UsageError(f"»{owner.repository}« er ikke adressen på et lager.")
    if not is_site_address(owner.address):
        raise click.UsageError(
            f"»{owner.address}« er ikke en adresse, en side kan have. Skriv den som https://…/"
        )
    return replace(owner, address=f"{owner.address.rstrip('/')}/")


def _check_settings(text: bytes, language: Language) -> None:
    """Refuse answers that the hub would not read back from its own configuration."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / CONFIG_FILE
        path.write_bytes(text)
        problems = read_project(path).problems
    if problems:
        words = (reporters.message(one, all_rules(), language) for one in problems)
        raise click.UsageError(" ".join(words))


def _next_steps(folder: Path, requirement: Requirement | None) -> None:
    if requirement is None:
        click.echo(
            "requirements-hub.txt mangler: hubben er ikke installeret fra et hjul. Lav et med "
            f"»pip wheel --no-deps .«, og kør »hub init {folder} --from HJULET«. "
            "Resten bliver stående."
        )
    click.echo(f"Byg siden: hub --root {folder} build")
