"""What is replied to a filled issue form: what was understood, and what is to be changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

import click

from hub.catalogue.loader import Records
from hub.diagnostics.reporters import harmless
from hub.editing.advice import advice
from hub.editing.correction_places import NothingToChange, Unplaceable
from hub.editing.defaults import completed
from hub.editing.drafts import draft
from hub.editing.entry_context import EntryContext, NoSuchRound
from hub.editing.form_entry import RefusedForm, form_answers, objection_lines, understood_lines
from hub.editing.issue_form import LARGEST_ISSUE, UnreadableForm, read_form, read_issue
from hub.editing.objections import objections, relation_objections
from hub.editing.questions import Answers
from hub.editing.transaction import CannotPlace, RejectedEntry, add

_CHANGE = (
    "Intet er skrevet. Ret svarene i formularens tekst øverst på denne side, og gem; "
    "så bliver de læst igen."
)
_BY_HAND = (
    "En vedligeholder skal sætte det ind i hånden. Intet er gået tabt: svarene står øverst på "
    "denne side."
)


def reply_to_form(root: Path, records: Records, stream: IO[bytes], *, write: bool) -> int:
    """Make an entry of a filled form and print the reply; return the exit status.

    Nothing in the reply is a line that a log takes for a command.
    """
    try:
        filled = read_form(read_issue(stream.read(LARGEST_ISSUE + 1)))
    except UnreadableForm as error:
        return _refuse((str(error),), "Intet er skrevet. Udfyld formularen igen.")
    context = EntryContext.of(filled.kind, records)
    try:
        answers = form_answers(context, filled)
        _tell_understood(context, answers)
        whole = completed(context, answers)
        added = add(root, draft(context, whole), write=write)
        for one in relation_objections(context, whole):
            click.echo(harmless(f"- Bemærk: {advice(one.problem)}"))
    except RefusedForm as refused:
        _tell_understood(context, refused.answers)
        return _refuse(refused.faults, _CHANGE)
    except RejectedEntry as rejected:
        found = objections(context, answers, rejected.problems)
        return _refuse(objection_lines(context, found), _CHANGE)
    except (NoSuchRound, NothingToChange) as error:
        return _refuse((str(error),), _CHANGE)
    except (Unplaceable, CannotPlace) as error:
        is_clear = isinstance(error, Unplaceable)
        why = str(error) if is_clear else "Stedet i kataloget kan ikke ændres af en maskine."
        return _refuse((why,), f"{_CHANGE} {_BY_HAND}")
    place = f"{added.file}, linje {added.line}"
    click.echo(f"{context.entry.written}: {place}." if write else "Intet er skrevet (--dry-run).")
    return 0


def _tell_understood(context: EntryContext, answers: Answers) -> None:
    click.echo(f"Svarene er læst som {context.entry.noun}:")
    for line in understood_lines(context, answers):
        click.echo(harmless(f"- {line}"))
    click.echo()


def _refuse(faults: Iterable[str], words: str) -> int:
    for fault in faults:
        click.echo(harmless(f"- {fault}"))
    click.echo(harmless(words))
    return 1
