"""`hub new`: a new entry, checked before it is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from hub.catalogue.model import Catalogue
from hub.catalogue.source import texts_under
from hub.catalogue.tree import SourceFile
from hub.cli.options import language_option, project_of
from hub.cli.output import failure_text, print_problems
from hub.diagnostics import reporters
from hub.diagnostics.problem import Language, Problem, quoted
from hub.diagnostics.rules import all_rules
from hub.documents.preview import Preview, preview_of
from hub.editing import interview, issue_form
from hub.editing.drafts import NoSuchRound, draft
from hub.editing.prompts import Answers, Kind, Question, option_labels
from hub.editing.transaction import (
    CannotPlace,
    CatalogueFaulty,
    Draft,
    RejectedEntry,
    add,
    faultless_records,
)
from hub.project import Project
from hub.text.similarity import nearest
from hub.web.errors import FetchError

_NOTHING_WRITTEN = "Intet er skrevet. Ret svarene, og prøv igen."
_WHAT = {"notification": "udmelding", "round": "runde", "report": "afrapportering"}


def _with_answers(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for the answer to each question."""
    for name, label in reversed(tuple(option_labels().items())):
        words = f"--{name.replace('_', '-')}"
        function = click.option(words, f"answer_{name}", metavar="TEXT", help=label)(function)
    return function


@click.command()
@click.argument("words", nargs=-1, metavar="[ID] [ADDRESS]")
@click.option("--round", "is_round", is_flag=True, help="Add a renewed round to notification ID.")
@click.option("--report", "is_report", is_flag=True, help="Add a report to notification ID.")
@click.option(
    "--from-issue",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Take the answers from an issue form: its text, or GitHub's event as JSON.",
)
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
    is_round: bool,
    is_report: bool,
    from_issue: Path | None,
    ask: bool | None,
    yes: bool,
    dry_run: bool,
    offline: bool,
    **options: str | None,
) -> None:
    """Add a notification, a round or a report to the catalogue; nothing that hub check refuses.

    What is missing is asked for. ADDRESS is that of the document or of the page about it: what it
    tells is proposed. Exit status: 0 written, 1 refused, 2 wrong use.
    Example: hub new --report voksne-med-kompleks-erhvervet-hjerneskade https://www.kl.dk/svar.pdf
    """
    project = project_of(context)
    if is_round and is_report:
        raise click.UsageError("Choose --round or --report, not both.")
    kind: Kind = "round" if is_round else "report" if is_report else "notification"
    given = _answers(options)
    teller = _Teller(project.root, language, plain=from_issue is not None)
    try:
        records = faultless_records(project.root)
        catalogue, vocabulary, hosts = records.catalogue.model, records.vocabulary, records.hosts
        assert catalogue
        assert vocabulary
        assert hosts
        if from_issue is not None:
            kind, given, id_ = _from_form(from_issue)
            address, asking, yes = "", False, True
        else:
            id_, address = _id_and_address(words)
            asking = sys.stdin.isatty() if ask is None else ask
        ids = tuple(one.id for one in catalogue.notifications)
        if kind != "notification":
            id_ = id_ or _asked_id(catalogue, asking=asking)
            if id_ not in ids:
                teller.stop(_unknown(id_, ids))
        elif id_:
            raise click.UsageError("ID goes with --round or --report; a new one has --id.")
        subject = interview.EntryContext(kind, id_, catalogue, vocabulary, hosts)
        seen = None
        if address:
            seen = None if offline else _seen(project, address, subject, teller)
            told = interview.answers_from(seen) if seen else {"url": address}
            given = {**told, **given}
        if asking:
            given = interview.interview(subject, given, seen, _ask, teller.remark)
        made = draft(kind, interview.completed(subject, given), catalogue, id_)
        _put(project.root, made, kind, teller, yes=yes or not asking, dry_run=dry_run)
    except issue_form.UnreadableForm as error:
        teller.stop(str(error))
    except CatalogueFaulty as error:
        print_problems(error.problems, "auto", language, project.root)
        raise click.ClickException(
            "Kataloget har fejl i forvejen. Ret dem først; intet er skrevet."
        ) from None
    except NoSuchRound as error:
        teller.stop(f"Udmeldingen har ingen runde fra det år. Den har runder fra: {error}.")
    except CannotPlace:
        teller.stop(
            "Listen i kataloget er skrevet sådan, at der ikke kan føjes sikkert til den. "
            "Føj posten til i hånden."
        )


class _Teller:
    """Says what is wrong.

    `plain` is for texts that others than the editor at the keyboard read: no lines of the file,
    and nothing that a log or a comment takes for a command.
    """

    def __init__(self, root: Path, language: Language, *, plain: bool) -> None:
        self.root = root
        self.language = language
        self.plain = plain

    def refuse(self, problems: tuple[Problem, ...], source: SourceFile) -> None:
        """Tell what is wrong with the catalogue as it would have been, and end with status 1."""
        rules = all_rules()
        if self.plain:
            for problem in problems:
                words = reporters.message(problem, rules, self.language)
                hint = reporters.hint(problem, rules, self.language)
                click.echo(reporters.harmless(f"- {_field(problem)}{words} {hint}"))
        else:
            click.echo("Sådan ville posten have stået i kataloget:", err=True)
            saved = texts_under(self.root)

            def text_of(file: str) -> str:
                return source.text if file == source.file else saved(file)

            for line in reporters.text_report(problems, rules, self.language, text_of):
                click.echo(line)
        self.stop(_NOTHING_WRITTEN)

    def remark(self, problem: Problem) -> None:
        """Tell what is wrong with one answer."""
        rules = all_rules()
        words = reporters.message(problem, rules, self.language)
        hint = reporters.hint(problem, rules, self.language)
        click.echo(reporters.harmless(f"- {words} {hint}"))

    def stop(self, words: str) -> None:
        """End with status 1."""
        click.echo(reporters.harmless(words), err=not self.plain)
        sys.exit(1)


def _put(  # noqa: PLR0913  # the entry, who is told, and two wishes
    root: Path, made: Draft, kind: Kind, teller: _Teller, *, yes: bool, dry_run: bool
) -> None:
    """Show the entry, ask for a last word, and write it."""
    try:
        # What nobody is asked about is checked once, when it is written.
        added = add(root, made, write=yes and not dry_run)
        if not teller.plain:
            click.echo(added.text)
        if dry_run:
            click.echo("Intet er skrevet (--dry-run).", err=True)
            return
        if not yes:
            if not _is_agreed():
                teller.stop("Intet er skrevet.")
            added = add(root, made)
    except RejectedEntry as refused:
        teller.refuse(refused.problems, refused.source)
        return
    click.echo(f"Skrev en ny {_WHAT[kind]}: {added.file}, linje {added.line}.")


def _answers(options: dict[str, Any]) -> Answers:
    given = {name.removeprefix("answer_"): value for name, value in options.items()}
    return {name: value.strip() for name, value in given.items() if value}


def _from_form(path: Path) -> tuple[Kind, Answers, str]:
    with click.open_file(str(path), "rb") as stream:
        filled = issue_form.read_form(
            issue_form.read_issue(stream.read(issue_form.LARGEST_ISSUE + 1))
        )
    return filled.kind, filled.answers, filled.notification


def _id_and_address(words: tuple[str, ...]) -> tuple[str, str]:
    addresses = [word for word in words if ":" in word or "/" in word]
    ids = [word for word in words if word not in addresses]
    if len(addresses) > 1 or len(ids) > 1:
        raise click.UsageError("Give one ID and one ADDRESS at most.")
    return "".join(ids), "".join(addresses)


def _asked_id(catalogue: Catalogue, *, asking: bool) -> str:
    """Return the id that an editor chooses: by its number, or by a part of it or of its title."""
    entries = {one.id: one.title for one in catalogue.notifications}
    if not asking:
        raise click.UsageError(f"Which notification? Give its ID: {', '.join(entries)}")
    click.echo("Udmeldingerne:")
    for number, (id_, title) in enumerate(entries.items(), 1):
        click.echo(f"{number:>3}. {reporters.harmless(title)} ({id_})")
    while True:
        answer = str(click.prompt("Hvilken udmelding hører den til? (nummer)")).strip()
        found = [
            id_
            for number, (id_, title) in enumerate(entries.items(), 1)
            if answer in (str(number), id_)
        ] or [
            id_
            for id_, title in entries.items()
            if answer.casefold() in f"{id_} {title}".casefold()
        ]
        if len(found) == 1:
            return found[0]
        click.echo("- Der er flere, det passer på." if found else "- Den er ikke på listen.")


def _unknown(id_: str, ids: tuple[str, ...]) -> str:
    near = nearest(id_, ids)
    meant = f" Mente du »{near}«?" if near else " Den nye udmelding skal oprettes først."
    return f"Der er ingen udmelding med id'et »{quoted(id_)}«.{meant} {_NOTHING_WRITTEN}"


def _seen(
    project: Project, address: str, subject: interview.EntryContext, teller: _Teller
) -> Preview | None:
    """Return what stands at an address; say what was seen, or why nothing was."""
    try:
        seen = preview_of(address, subject.hosts, project.settings.documents)
    except FetchError as failed:
        message = failure_text(failed, address, teller.language)
        click.echo(f"Adressen kunne ikke læses: {message}", err=True)
        return None
    for line in interview.preview_lines(seen):
        click.echo(reporters.harmless(line), err=True)
    return seen


def _ask(question: Question, proposed: str, words: Sequence[str]) -> str:
    click.echo(click.style(f"\n{question.help}", dim=True))
    if words:
        click.echo(f"Vælg mellem: {', '.join(words)}")
    left = "" if question.needed or proposed else " (Enter: ikke kendt)"
    label = f"{question.label}{left}"
    return str(click.prompt(label, default=proposed, show_default=bool(proposed)))


def _is_agreed() -> bool:
    answer = str(click.prompt("Skal posten skrives i kataloget? (ja/nej)", default="ja"))
    return answer.strip().casefold() in ("j", "ja", "y", "yes")


def _field(problem: Problem) -> str:
    name = problem.path.rpartition(".")[2]
    return f"Feltet »{name}«: " if name and "[" not in name else ""
