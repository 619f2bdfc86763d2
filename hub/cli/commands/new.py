"""`hub new`: a new entry, checked before it is written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import click

from hub.cli.entry_session import EntrySession, SessionOptions
from hub.cli.form_reply import reply_to_form
from hub.cli.options import language_option, project_of
from hub.cli.output import print_problems
from hub.diagnostics.problem import Language
from hub.editing.entry_context import EntryContext
from hub.editing.entry_kinds import ENTRY_KINDS, Kind
from hub.editing.questions import Answers
from hub.editing.transaction import CatalogueFaulty, faultless_records
from hub.editing.unfinished_entries import UnfinishedEntry, new_unfinished, newest_unfinished

_FLAGS: dict[Kind, str] = {
    "round": "Add a renewed round to notification ID.",
    "report": "Add a report to notification ID.",
    "appendix": "Add an appendix to notification ID.",
    "treatment": "Say what the agency concluded about notification ID.",
    "correction": "Correct a field of notification ID.",
}


def _with_kinds(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command a flag for each kind of entry."""
    for kind, words in reversed(_FLAGS.items()):
        function = click.option(f"--{kind}", f"kind_{kind}", is_flag=True, help=words)(function)
    return function


def _with_answers(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for the answer to each question."""
    asked = [one for kind in ENTRY_KINDS.values() for one in kind.questions]
    labels = {one.name: one.label for one in reversed(asked)}
    names = dict.fromkeys(one.name for one in asked if one.name != "notification")
    for name in reversed(names):
        words = f"--{name.replace('_', '-')}"
        option = click.option(words, f"answer_{name}", metavar="TEXT", help=labels[name])
        function = option(function)
    return function


@click.command()
@click.argument("words", nargs=-1, metavar="[ID] [ADDRESS]")
@_with_kinds
@click.option(
    "--from-issue",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Take the answers from an issue form: its text, or GitHub's event as JSON.",
)
@click.option("--continue", "goes_on", is_flag=True, help="Go on where the last questions stopped.")
@click.option("--ask/--no-ask", default=None, help="Ask for what is missing (else: at a terminal).")
@click.option("--yes", is_flag=True, help="Write without asking for a last word.")
@click.option("--dry-run", is_flag=True, help="Show the entry and write nothing.")
@click.option("--offline", is_flag=True, help="Do not fetch the address.")
@_with_answers
@language_option
@click.pass_context
def command(  # noqa: PLR0913  # a command has the options it has
    context: click.Context,
    /,
    words: tuple[str, ...],
    language: Language,
    *,
    from_issue: Path | None,
    goes_on: bool,
    ask: bool | None,
    yes: bool,
    dry_run: bool,
    offline: bool,
    **options: Any,
) -> None:
    """Add an entry to the catalogue, or correct one; nothing that hub check refuses is written.

    Without a kind it is a notification; a kind may also be said in Danish: hub new bilag ID. What
    is missing is asked for, and answers may be given as people write them. ADDRESS is that of the
    document or of the page about it: what it tells is proposed. Exit status: 0 written, 1 refused,
    2 wrong use, 3 stopped; --continue goes on.
    Example: hub new --report voksne-med-kompleks-erhvervet-hjerneskade https://www.kl.dk/svar.pdf
    """
    project = project_of(context)
    try:
        records = faultless_records(project.root)
    except CatalogueFaulty as error:
        print_problems(error.problems, "auto", language, project.root)
        raise click.ClickException(
            "Kataloget har fejl i forvejen. Ret dem først; intet er skrevet."
        ) from None
    if from_issue is not None:
        with click.open_file(str(from_issue), "rb") as stream:
            sys.exit(reply_to_form(project.root, records, stream, write=not dry_run))
    kind, words = _kind(options, words)
    entry = _entry(project.root, kind, goes_on=goes_on)
    given, address = _given(entry, words, options)
    asking = sys.stdin.isatty() if ask is None else ask
    wishes = SessionOptions(
        language, asking=asking, sure=yes or not asking, dry=dry_run, offline=offline
    )
    session = EntrySession(
        project, EntryContext.of(entry.kind, records), entry, wishes, _command(context, wishes)
    )
    sys.exit(session.run(given, address))


def _kind(options: dict[str, Any], words: tuple[str, ...]) -> tuple[Kind, tuple[str, ...]]:
    """Return the kind of the entry, and the words that do not say it: `hub new bilag` does."""
    kinds = [kind for kind in _FLAGS if options.get(f"kind_{kind}")]
    if len(kinds) > 1:
        raise click.UsageError(f"Choose --{kinds[0]} or --{kinds[1]}, not both.")
    if kinds:
        return kinds[0], words
    named = {entry.word: kind for kind, entry in ENTRY_KINDS.items()}
    if words and words[0].casefold() in named:
        return named[words[0].casefold()], words[1:]
    return "notification", words


def _entry(root: Path, kind: Kind, *, goes_on: bool) -> UnfinishedEntry:
    """Return the entry to work on: a new one, or the one that was worked on last."""
    if not goes_on:
        return new_unfinished(root, kind)
    entry = newest_unfinished(root)
    if entry is None:
        raise click.ClickException("Der er ingen svar at gå videre med. Begynd med: hub new")
    if kind not in ("notification", entry.kind):
        raise click.UsageError(f"The answers that are kept are of another kind: {entry.kind}.")
    return entry


def _given(
    entry: UnfinishedEntry, words: tuple[str, ...], options: dict[str, Any]
) -> tuple[Answers, str]:
    """Return the answers that the command line gives, and an address to look at."""
    addresses = [word for word in words if "://" in word or word.startswith("www.")]
    ids = [word for word in words if word not in addresses]
    if len(addresses) > 1 or len(ids) > 1:
        raise click.UsageError("Give one ID and one ADDRESS at most.")
    given = {
        name.removeprefix("answer_"): cast(str, value).strip()
        for name, value in options.items()
        if name.startswith("answer_") and value
    }
    asked = {one.name for one in ENTRY_KINDS[entry.kind].questions}
    if strange := next((name for name in given if name not in asked), None):
        raise click.UsageError(f"--{strange.replace('_', '-')} is no question of this kind.")
    if ids and "notification" not in asked:
        raise click.UsageError("ID goes with a kind such as --report; a new one has --id.")
    return ({"notification": ids[0], **given} if ids else given), "".join(addresses)


def _command(context: click.Context, wishes: SessionOptions) -> tuple[str, ...]:
    """Return the words of the command that goes on with the questions."""
    root = ("--root", str(context.obj)) if context.obj else ()
    offline = ("--offline",) if wishes.offline else ()
    return ("hub", *root, "new", "--continue", *offline)
