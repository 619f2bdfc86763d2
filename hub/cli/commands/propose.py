"""`hub propose`: changed data on a branch of its own."""

from __future__ import annotations

import sys

import click

from hub.cli.options import project_of
from hub.editing.proposal import propose
from hub.git import GitFailed


@click.command()
@click.option("--branch", required=True, help="The branch to push, such as hub/opdatering.")
@click.option("--title", required=True, help="The commit's title.")
@click.option(
    "--push-option", "push_options", multiple=True, help="What the server is told with the push."
)
@click.pass_context
def command(context: click.Context, branch: str, title: str, push_options: tuple[str, ...]) -> None:
    """Commit what has changed in data/ and push it to a branch; print the branch's name.

    Nothing is printed where nothing has changed. What others have added to the branch is never
    written over: the proposal then goes to BRANCH-2. Exit status: 0 done, 3 git or the server
    refused. Example: hub propose --branch hub/opdatering --title "Opdatering af dokumenter"
    """
    try:
        made = propose(project_of(context).root, branch, title, push_options=push_options)
    except GitFailed as error:
        click.echo(f"Forslaget kunne ikke lægges frem: {error}", err=True)
        sys.exit(3)
    if made is None:
        click.echo("Intet er ændret.", err=True)
        return
    click.echo("Skubbet." if made.is_pushed else "Er lagt frem i forvejen.", err=True)
    click.echo(made.branch)
