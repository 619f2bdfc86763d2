"""`hub doctor`: what is still to be set up."""

from __future__ import annotations

import os
import sys

import click

from hub.cli.options import format_option, language_option, project_of
from hub.cli.output import print_problems
from hub.diagnostics.problem import Language
from hub.inputs import read_inputs
from hub.site.readiness import open_points
from hub.text.clock import build_day


@click.command()
@format_option
@language_option
@click.pass_context
def command(context: click.Context, format_: str, language: Language) -> None:
    """Look at settings, contact, statement, forms, store and locks; say what is still to be done.

    Uses no network. Exit status: 0 nothing is open, 1 something is, 2 wrong use.
    Example: hub doctor
    """
    project = project_of(context)
    points = open_points(read_inputs(project, build_day(os.environ)))
    print_problems(points, format_, language, project.root)
    if format_ != "json":
        click.echo(_last_line(len(points)))
    sys.exit(bool(points))


def _last_line(count: int) -> str:
    if not count:
        return "Alt er sat op."
    return "1 ting er ikke på plads." if count == 1 else f"{count} ting er ikke på plads."
