"""What the commands share: the project they work on, its rules, and how problems are told."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from hub.catalogue import reporting
from hub.catalogue.rules import catalogue_rules
from hub.dates import build_day
from hub.documents.rules import documents_rules
from hub.inputs import Inputs, read_inputs
from hub.links.rules import links_rules
from hub.problems import Language, Problem, Rule
from hub.settings import CONFIG_FILE, RootNotFound, find_root
from hub.site.duties import duty_rules

language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(["da", "en"]),
    default="da",
    show_default=True,
    help="Language of the messages.",
)

format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(["auto", "text", "json", "github"]),
    default="auto",
    show_default=True,
    help="auto is github inside GitHub Actions, else text.",
)


def root_of(context: click.Context) -> Path:
    """Return the project's folder: the one named by --root, or the nearest upwards from here."""
    try:
        root = find_root(context.obj or Path.cwd())
    except RootNotFound as error:
        raise click.UsageError(
            f"No {CONFIG_FILE} in {error} or any folder above it. "
            "Go to the project's folder, or name it with --root."
        ) from None
    if context.obj and root != context.obj.resolve():
        raise click.UsageError(f"No {CONFIG_FILE} in {context.obj}.")
    return root


def all_rules() -> Mapping[str, Rule]:
    """Return the rules of every room."""
    return {**catalogue_rules(), **documents_rules(), **links_rules(), **duty_rules()}


def tell(problems: tuple[Problem, ...], format_: str, language: Language, root: Path) -> None:
    """Print problems to standard output in the wanted form: auto, text, json or github."""
    rules = all_rules()
    if format_ == "auto":
        format_ = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    if format_ == "json":
        click.echo(reporting.json_report(problems, rules, language))
    elif format_ == "github":
        for line in reporting.github_report(problems, rules, language):
            click.echo(line)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if summary and problems:
            reporting.append_summary(
                Path(summary), reporting.markdown_table(problems, rules, language)
            )
    else:
        report = reporting.text_report(problems, rules, language, reporting.texts_under(root))
        click.echo("\n".join(report), nl=bool(problems))


def faultless_inputs(root: Path, language: Language) -> Inputs:
    """Return what a build reads; tell its errors and stop when it has any."""
    inputs = read_inputs(root, root / CONFIG_FILE, build_day(os.environ))
    if inputs.errors:
        tell(inputs.errors, "auto", language, root)
        raise click.ClickException("The site was not built; the last one stands untouched.")
    return inputs
