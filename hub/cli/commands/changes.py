"""`hub changes`: what a change means for readers."""

from __future__ import annotations

import click

from hub.changes.diff import changes
from hub.changes.kinds import WORDS, Change, summary
from hub.changes.revisions import FaultyRevision, UnknownRevision, revisions
from hub.changes.sentences import ChangeWords, sentences
from hub.cli.options import project_of
from hub.diagnostics.reporters import harmless, markdown_text


@click.command()
@click.argument("range_", metavar="BASE..HEAD", default="HEAD..")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="markdown is for the summary of a CI run or a pull request.",
)
@click.option(
    "--only",
    type=click.Choice(list(WORDS)),
    help="Tell changes of one kind only, and nothing where there are none.",
)
@click.pass_context
def command(context: click.Context, /, range_: str, format_: str, only: str | None) -> None:
    """Say in Danish what has changed for readers from commit BASE to commit HEAD.

    Without HEAD it is what stands in the folder now; BASE...HEAD begins where HEAD left BASE.
    Exit status: 0 told, 1 a catalogue has errors, 2 wrong use. Example: hub changes main...HEAD
    """
    try:
        before, after = revisions(project_of(context), range_)
    except UnknownRevision as error:
        raise click.UsageError(f"{range_} names no commits of this repository ({error}).") from None
    except FaultyRevision as error:
        raise click.ClickException(
            f"Kataloget i {error} har fejl, så ændringerne kan ikke fortælles. Kør: hub check"
        ) from None
    found = [one for one in changes(before, after) if only in (None, one.what)]
    if only and not found:
        return
    if before.passed_over:
        click.echo(
            f"Sammenlignet med {before.commit[:12]}, den seneste udgave uden fejl: "
            f"{before.passed_over} nyere har fejl.\n"
        )
    markdown = format_ == "markdown"
    line = summary(found)
    click.echo(f"**{line}**" if markdown else line)
    if found:
        click.echo("")
    words = ChangeWords.of(after.vocabulary)
    for change in found:
        click.echo(_line(change, markdown=markdown))
        for sentence in sentences(change.details, words):
            click.echo(f"  - {_shown(sentence, markdown=markdown)}")


def _line(change: Change, *, markdown: bool) -> str:
    words = WORDS[change.what][0]
    title = f"{change.address} ({change.title})" if change.address else change.title
    title = _shown(title, markdown=markdown)
    page = f"/{change.page}" if change.page else ""
    shown_page = "" if not page else f" `{page}`" if markdown else f" ({page})"
    return f"- {words[:1].upper()}{words[1:]}: {title}{shown_page}"


def _shown(text: str, *, markdown: bool) -> str:
    """Return a stranger's text for a terminal or for Markdown."""
    # A comment between the two keeps an @ from calling anybody.
    return markdown_text(harmless(text)).replace("@", "@<!-- -->") if markdown else harmless(text)
