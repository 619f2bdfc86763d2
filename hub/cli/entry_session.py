"""An editor's work on one entry: its questions, the last word, and what is kept until then."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

import click

from hub.catalogue.source import texts_under
from hub.cli.line_editor import LineEditor
from hub.cli.output import failure_text
from hub.diagnostics import reporters
from hub.diagnostics.problem import Language
from hub.diagnostics.rules import all_rules
from hub.documents.preview import Preview, preview_of
from hub.editing.answers import answer_fault, read_answer
from hub.editing.choices import Choice, UnclearAnswer, chosen
from hub.editing.correction_places import NothingToChange, Unplaceable
from hub.editing.defaults import address_answers, completed, preview_lines
from hub.editing.drafts import draft
from hub.editing.entry_context import EntryContext, NoSuchRound
from hub.editing.interview import NOT_KNOWN, Interrupted, Interview, Prompt
from hub.editing.objections import objections
from hub.editing.questions import Answers
from hub.editing.transaction import Added, CannotPlace, RejectedEntry, add
from hub.editing.unfinished_entries import UnfinishedEntry
from hub.project import Project
from hub.web.errors import FetchError

WRITTEN, REFUSED, STOPPED = 0, 1, 3
"""What a session's end is told as: exit statuses of the command."""

_NOTHING_WRITTEN = "Intet er skrevet. Ret svarene, og prøv igen."
_INTRODUCTION = (
    "Svar på spørgsmålene. Skriv ? for hjælp og »tilbage« for spørgsmålet før.\n"
    "Ctrl-C stopper; svarene bliver gemt undervejs."
)
_LAST_WORD = Prompt(
    "Skal posten skrives i kataloget?",
    proposal="Ja",
    choices=(
        Choice("yes", "Ja", ("j", "y", "yes")),
        Choice("no", "Nej, stop her", ("n", "no")),
        Choice("change", "Ret et svar", ("r", "ret")),
    ),
)


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """What the editor wishes of a session."""

    language: Language
    asking: bool
    """Whether what is missing is asked for."""
    sure: bool
    """Whether the entry is written without a last word."""
    dry: bool
    """Whether nothing is written at all."""
    offline: bool


class EntrySession:
    """Brings one entry from its first answer into the catalogue."""

    def __init__(
        self,
        project: Project,
        context: EntryContext,
        entry: UnfinishedEntry,
        wishes: SessionOptions,
        command: Sequence[str],
    ) -> None:
        self._project = project
        self._context = context
        self._entry = entry
        self._wishes = wishes
        self._command = command
        """The words of the command that goes on with the questions."""
        self._editor = LineEditor()

    def run(self, given: Answers, address: str) -> int:
        """Make the entry of what is given, looked up and answered; return the exit status."""
        seen = None
        if address:
            seen = None if self._wishes.offline else self._seen(address)
            given = {**(address_answers(seen) if seen else {"url": address}), **given}
        answers = {**self._entry.answers}
        for question in self._context.entry.questions:
            if question.name in given:
                text = "" if given[question.name] == NOT_KNOWN else given[question.name]
                try:
                    answers[question.name] = read_answer(question, self._context, answers, text)
                except UnclearAnswer as unclear:
                    self._say(f"{question.label}: {unclear}")
                    if not self._wishes.asking:
                        return self._refuse(_NOTHING_WRITTEN)
        if "language" in given:
            answers["language"] = given["language"]
        work = self._asked if self._wishes.asking else self._unasked
        try:
            return work(answers, seen)
        except CannotPlace:
            return self._refuse(
                "Listen i kataloget er skrevet sådan, at der ikke kan føjes sikkert til den. "
                "Føj posten til i hånden."
            )

    def _unasked(self, answers: dict[str, str], seen: Preview | None) -> int:
        """Write what was given, with what can be proposed; nobody is there to be asked."""
        answers = {**completed(self._context, answers, seen)}
        for question in self._context.entry.questions:
            value = answers.get(question.name, "")
            # What has no lines in the catalogue cannot be shown there.
            if question.shape == "choice" and (value or question.needed):
                fault = answer_fault(question, self._context, answers, value)
                if fault:
                    return self._refuse(f"{question.label}: {fault} {_NOTHING_WRITTEN}")
        try:
            made = draft(self._context, answers)
            added = add(self._project.root, made, write=not self._wishes.dry)
        except (NoSuchRound, NothingToChange, Unplaceable) as error:
            return self._refuse(str(error))
        except RejectedEntry as refused:
            self._show_refusal(refused)
            return self._refuse(_NOTHING_WRITTEN)
        click.echo(added.text)
        return self._written(added)

    def _asked(self, answers: dict[str, str], seen: Preview | None) -> int:
        """Ask for what is missing until the entry can be written, or the editor stops."""
        is_first = not self._context.catalogue.notifications
        if is_first and self._context.entry.question("notification"):
            return self._refuse("Kataloget har ingen udmeldinger endnu. Opret den først: hub new")
        interview = Interview(
            self._context,
            answers,
            seen,
            self._editor.ask,
            lambda line: click.echo(reporters.harmless(line)),
            self._entry.save,
            dict(self._entry.proposals),
        )
        click.echo(_INTRODUCTION)
        try:
            while (status := self._attempt(interview)) is None:
                pass
        except Interrupted:
            click.echo()
            return self._stopped(STOPPED)
        return status

    def _attempt(self, interview: Interview) -> int | None:
        """Ask what is missing and put the entry in place; None if some answer is asked again."""
        try:
            made = draft(self._context, interview.finish())
            # What nobody is asked about is checked once, when it is written.
            is_written = self._wishes.sure and not self._wishes.dry
            added = add(self._project.root, made, write=is_written)
            click.echo(f"\nSådan kommer det til at stå i {added.file}, linje {added.line}:\n")
            click.echo(added.text)
            if not is_written:
                word = "no" if self._wishes.dry else self._last_word(interview)
                if word == "change":
                    interview.choose_answer()
                    return None
                if word == "no":
                    click.echo("Intet er skrevet.", err=True)
                    return self._stopped(WRITTEN if self._wishes.dry else REFUSED)
                added = add(self._project.root, made)
        except (NothingToChange, Unplaceable) as error:
            self._say(f"- {error}")
            interview.choose_answer()
            return None
        except RejectedEntry as refused:
            return self._objected(interview, refused)
        self._entry.forget()
        return self._written(added)

    def _objected(self, interview: Interview, refused: RejectedEntry) -> int | None:
        """Ask again what a refusal is about; where it is about no answer, stop."""
        found = objections(self._context, interview.answers, refused.problems)
        if interview.settle(found):
            return None
        self._show_refusal(refused)
        return self._stopped(REFUSED)

    def _last_word(self, interview: Interview) -> str:
        interview.keep(interview.answers, interview.before)
        while True:
            text = self._editor.ask(_LAST_WORD) or "ja"
            if found := chosen(_LAST_WORD.choices, text):
                return found.value
            self._say("- Skriv ja, nej eller ret.")

    def _stopped(self, status: int) -> int:
        """Say how to go on, where anything has been answered; return the status."""
        if self._entry.is_kept:
            click.echo(
                f"Svarene er gemt. Gå videre med:\n\n    {shlex.join(self._command)}\n", err=True
            )
        else:
            click.echo("Intet er skrevet.", err=True)
        return status

    def _written(self, added: Added) -> int:
        if self._wishes.dry:
            click.echo("Intet er skrevet (--dry-run).", err=True)
        else:
            words = self._context.entry.written
            click.echo(f"{words}: {added.file}, linje {added.line}.")
        return WRITTEN

    def _refuse(self, words: str) -> int:
        self._say(words)
        return REFUSED

    def _say(self, words: str) -> None:
        click.echo(reporters.harmless(words), err=True)

    def _show_refusal(self, refused: RejectedEntry) -> None:
        """Show what is wrong at the lines of the catalogue as it would have been."""
        click.echo("Sådan ville posten have stået i kataloget:", err=True)
        saved, source = texts_under(self._project.root), refused.source

        def text_of(file: str) -> str:
            return source.text if file == source.file else saved(file)

        rules, language = all_rules(), self._wishes.language
        for line in reporters.text_report(refused.problems, rules, language, text_of):
            click.echo(line)

    def _seen(self, address: str) -> Preview | None:
        """Return what stands at an address; say what was seen, or why nothing was."""
        try:
            seen = preview_of(address, self._context.hosts, self._project.settings.documents)
        except FetchError as failed:
            self._say(
                f"Adressen kunne ikke læses: {failure_text(failed, address, self._wishes.language)}"
            )
            return None
        for line in preview_lines(self._context.kind, seen):
            self._say(line)
        return seen
