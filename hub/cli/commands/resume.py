"""`hub resume`: go on from what a proposal that is not merged yet has found."""

from __future__ import annotations

import click

from hub.cli.aborts import CouldNotBeDone
from hub.cli.options import project_of
from hub.editing.proposal import resume
from hub.git import GitFailed


@click.command()
@click.option("--branch", required=True, help="The branch of the proposal, such as hub/opdatering.")
@click.pass_context
def command(context: click.Context, branch: str) -> None:
    """Put the facts of an unmerged proposal into data/, where they are newer.

    So the days on which a link has failed are counted from run to run, also while nobody merges.
    Facts that are not committed stay. Exit status: 0 done, 3 git could not.
    Example: hub resume --branch hub/opdatering
    """
    try:
        commit = resume(project_of(context).root, branch)
    except GitFailed as error:
        raise CouldNotBeDone(f"Forslaget kunne ikke læses: {error}") from None
    click.echo(f"Går videre fra {commit[:12]}." if commit else "Intet forslag er nyere.")
