"""`hub fetch`: bring the documents in."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

import click

from hub.cli.options import language_option, project_of
from hub.cli.output import print_problems
from hub.cli.progress import Progress
from hub.diagnostics.problem import Language
from hub.diagnostics.rules import all_rules
from hub.documents import run
from hub.text.clock import build_day

_RECOVERED: Final[Mapping[Language, str]] = {
    "da": "{} dokumenter hentet til lageret igen; {} kunne ikke hentes.",
    "en": "{} documents fetched into the store again; {} could not be.",
}

_NOT_DONE: Final = 3
_MOST_REASONS: Final = 3


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Every document; so without an ID too.")
@click.option(
    "--missing",
    is_flag=True,
    help="Only what the lock names and the store lacks, if its bytes are the same; no new facts.",
)
@click.option("--dry-run", is_flag=True, help="Ask nobody; only list what would be asked for.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    help="Documents read at a time (else: one for each processor).",
)
@click.option("--cluster", metavar="ADDRESS", help="Read them on the Dask cluster at tcp://….")
@language_option
@click.pass_context
def command(  # noqa: PLR0913  # a command has the options it has
    context: click.Context,
    ids: tuple[str, ...],
    jobs: int,
    cluster: str | None,
    language: Language,
    *,
    everything: bool,
    missing: bool,
    dry_run: bool,
) -> None:
    """Fetch and read the documents, and write what was found to data/documents.lock.json.

    ID is that of a document or of a notification. Safe to interrupt and to run again: what is
    known is only asked for changes. Exit status: 0 all is well, 1 errors, 2 wrong use,
    3 something could not be done.
    Example: hub fetch borgere-med-udviklingshaemning-og-dom
    """
    project = project_of(context)
    if ids and everything:
        raise click.UsageError("Name IDs or --all, not both.")
    request = run.FetchRequest(
        ids=ids, jobs=jobs, cluster=cluster, today=build_day(os.environ).isoformat()
    )
    try:
        if dry_run:
            ready = run.prepare(project, ids)
            problems = ready.problems
            print_problems(problems, "auto", language, project.root)
            for address in run.addresses(ready):
                click.echo(address)
        elif missing:
            with Progress("hub fetch") as progress:
                recovery = run.recover_documents(
                    project, request, waiting=_say_waiting, progress=progress
                )
            problems = recovery.problems
            print_problems(problems, "auto", language, project.root)
            click.echo(_RECOVERED[language].format(recovery.recovered, len(problems)))
            _say_unread(recovery.unread)
        else:
            with Progress("hub fetch") as progress:
                gathered = run.fetch_documents(
                    project, request, waiting=_say_waiting, progress=progress
                )
            problems = gathered.problems
            print_problems(problems, "auto", language, project.root)
            if gathered.outcome:
                click.echo(run.summary(gathered, language))
                _say_unread(gathered.outcome.unread)
    except run.UnknownIds as error:
        raise click.UsageError(f"The catalogue has no {error}.") from None
    except run.NoCluster as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(_NOT_DONE)
    rules = all_rules()
    sys.exit(any(rules[problem.rule].severity == "error" for problem in problems))


def _say_unread(unread: Mapping[str, str]) -> None:
    """End with what could not be done, where documents came and were not read."""
    if unread:
        click.echo(f"{len(unread)} documents were not read:", err=True)
        for reason in sorted(set(unread.values()))[:_MOST_REASONS]:
            click.echo(f"  {reason}", err=True)
        click.echo("Run hub fetch again when that is mended; they are as before.", err=True)
        sys.exit(_NOT_DONE)


def _say_waiting() -> None:
    click.echo("Another hub fetch is running; waiting.", err=True)
