"""`hub links`: ask every outside address whether it still leads there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from hub.cli.aborts import CouldNotBeDone
from hub.cli.options import format_option, language_option, project_of
from hub.cli.output import print_problems
from hub.cli.progress import Progress
from hub.diagnostics.problem import Language
from hub.diagnostics.rules import all_rules
from hub.links import run
from hub.links.autofix import fix
from hub.links.linkchecker import CheckingFailed
from hub.links.summary import markdown_summary, summary_line
from hub.text.clock import build_day


@click.command()
@click.option(
    "--all", "everything", is_flag=True, help="Also what `hub fetch` proved in the last days."
)
@click.option(
    "--only", "ids", multiple=True, metavar="ID", help="Only what this document or case names."
)
@click.option("--dry-run", is_flag=True, help="Ask nobody; only list what would be asked.")
@click.option("--fix", "mend", is_flag=True, help="Write the proposals into the YAML files.")
@click.option(
    "--summary",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a summary in Markdown: what is new apart from what is known.",
)
@format_option
@language_option
@click.pass_context
def command(  # noqa: PLR0913  # a command has the options it has
    context: click.Context,
    ids: tuple[str, ...],
    summary: Path | None,
    format_: str,
    language: Language,
    *,
    everything: bool,
    dry_run: bool,
    mend: bool,
) -> None:
    """Check the links to other sites, and write what was seen to data/links.lock.json.

    The hub asks each address once; LinkChecker is a second witness about what failed. A link is
    broken when it has failed on three days. Safe to interrupt: nothing is written before all is
    known. Exit status: 0 all is well, 1 errors, 2 wrong use, 3 could not be done (no network, an
    aborted run). Example: hub links
    """
    project = project_of(context)
    try:
        ready = run.prepare(project, build_day(os.environ), ids, everything=everything)
    except run.UnknownIds as error:
        raise click.UsageError(f"The catalogue has no {error}.") from None
    if dry_run:
        for question in ready.questions:
            click.echo(question.address)
        return
    try:
        with Progress("hub links") as progress:
            result = run.run(
                ready,
                waiting=lambda: click.echo("Another hub links is run; waiting.", err=True),
                progress=progress,
            )
    except CheckingFailed as error:
        raise CouldNotBeDone(f"{error}. Nothing was written.") from None
    rules = all_rules()
    print_problems(result.problems, format_, language, project.root)
    if summary is not None:
        summary.write_text(markdown_summary(result, rules, language), encoding="utf-8")
    if mend:
        for changed in fix(project.root, result.problems):
            click.echo(changed, err=format_ == "json")
    if format_ != "json":
        click.echo(summary_line(result, language))
    sys.exit(any(rules[problem.rule].severity == "error" for problem in result.problems))
