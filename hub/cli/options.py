"""The options that commands share, and the project that they work on."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hub.cli.output import print_problems
from hub.diagnostics.problem import Language
from hub.inputs import Inputs, read_inputs
from hub.project import CONFIG_FILE, Project, RootNotFound, find_root, read_project
from hub.text.clock import build_day

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


def project_of(context: click.Context) -> Project:
    """Return the project that a command works on."""
    return read_project(root_of(context) / CONFIG_FILE)


def faultless_inputs(
    project: Project,
    language: Language,
    consequence: str = "The site was not built; the last one stands untouched.",
) -> Inputs:
    """Return what a build reads; tell its errors and stop when it has any.

    `consequence` is what is said in the end then.
    """
    inputs = read_inputs(project, build_day(os.environ))
    if inputs.errors:
        print_problems(inputs.errors, "auto", language, project.root)
        raise click.ClickException(consequence)
    return inputs
