"""`hub check`: tell whether the catalogue is as it must be."""

from __future__ import annotations

import os
import sys

import click

from hub.catalogue.statistics import counts_line
from hub.cli.options import format_option, language_option, project_of
from hub.cli.output import print_problems
from hub.diagnostics.problem import Language
from hub.diagnostics.rules import all_rules
from hub.inputs import read_inputs
from hub.site.duties import missing_texts
from hub.text.clock import build_day


@click.command()
@format_option
@language_option
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.pass_context
def command(context: click.Context, format_: str, language: Language, *, strict: bool) -> None:
    """Check the catalogue and the files it refers to; show every fault at once.

    Exit status: 0 all is well, 1 problems, 2 wrong use. Example: hub check --format json
    """
    project = project_of(context)
    inputs = read_inputs(project, build_day(os.environ))
    problems = (*inputs.problems, *missing_texts(inputs))
    rules = all_rules()
    print_problems(problems, format_, language, project.root)
    if format_ != "json":
        catalogue = inputs.records.catalogue.model
        click.echo(counts_line(catalogue, problems, rules, language))
    failing = ("error", "warning") if strict else ("error",)
    sys.exit(any(rules[problem.rule].severity in failing for problem in problems))
