"""`hub check`: tell whether the catalogue is as it must be."""

from __future__ import annotations

import os
import sys

import click

from hub.catalogue.statistics import counts_line
from hub.cli.options import format_option, language_option, project_of
from hub.cli.output import print_problems
from hub.diagnostics.problem import Language, Problem
from hub.diagnostics.rules import all_rules
from hub.inputs import Inputs, read_inputs
from hub.site.duties import missing_texts
from hub.text.clock import build_day


@click.command()
@format_option
@language_option
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option(
    "--against",
    metavar="COMMIT",
    help="Ask too whether every address of the catalogue as it was there still leads somewhere.",
)
@click.pass_context
def command(
    context: click.Context,
    format_: str,
    language: Language,
    *,
    strict: bool,
    against: str | None,
) -> None:
    """Check the catalogue and the files it refers to; show every fault at once.

    With --against, ids that are gone since HEAD left COMMIT are errors.
    Exit status: 0 all is well, 1 problems, 2 wrong use. Example: hub check --against main
    """
    project = project_of(context)
    inputs = read_inputs(project, build_day(os.environ))
    problems = (*inputs.problems, *missing_texts(inputs))
    if against:
        problems = (*problems, *_broken_promises(inputs, against))
    # The words of all rules take a tenth of the time, and nothing to tell needs none.
    rules = all_rules() if problems else {}
    print_problems(problems, format_, language, project.root)
    if format_ != "json":
        catalogue = inputs.records.catalogue.model
        click.echo(counts_line(catalogue, problems, rules, language))
    failing = ("error", "warning") if strict else ("error",)
    sys.exit(any(rules[problem.rule].severity in failing for problem in problems))


def _broken_promises(inputs: Inputs, against: str) -> tuple[Problem, ...]:
    """Return the ids that are gone since HEAD left a commit."""
    # Only who asks for them pays for what they need.
    from hub.changes.promises import broken_promises  # noqa: PLC0415
    from hub.changes.revisions import FaultyRevision, UnknownRevision, base_of  # noqa: PLC0415

    try:
        before = base_of(inputs.project, against)
    except UnknownRevision as error:
        raise click.UsageError(f"{against} names no commit that HEAD has left ({error}).") from None
    except FaultyRevision:
        return ()  # what was faulty was not published
    return tuple(broken_promises(before.catalogue, inputs.records.catalogue.source))
