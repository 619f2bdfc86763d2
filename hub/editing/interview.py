"""Collect what an entry needs: what was said, what an address tells, what the editor answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub.catalogue.loader import known_by
from hub.catalogue.model import Catalogue
from hub.catalogue.vocabulary import Hosts, Vocabulary, name_on
from hub.diagnostics.problem import Problem
from hub.documents.preview import Preview
from hub.documents.suggestions import proposed_address
from hub.editing.drafts import proposals
from hub.editing.prompts import QUESTIONS, WORDS, Answers, Kind, Question, faults_of, understood
from hub.text.danish import date_text
from hub.text.dates import KnownDate

_KIND_WORDS = {"pdf": "PDF", "html": "webside"}


@dataclass(frozen=True, slots=True)
class EntryContext:
    """What the questions are about."""

    kind: Kind
    notification: str
    """The id of the notification that a round or a report belongs to."""
    catalogue: Catalogue
    vocabulary: Vocabulary
    hosts: Hosts


def answers_from(seen: Preview) -> Answers:
    """Return the answers that an address gives."""
    own = "landing_page" if seen.kind == "html" else "url"
    told = {own: seen.address}
    if seen.title:
        told["title"] = seen.title
    if (seen.language or "").lower().startswith("en"):
        told["language"] = "en"
    return told


def preview_lines(seen: Preview) -> Iterator[str]:
    """Yield what was seen, in Danish, for the editor to judge."""
    pages = f", {seen.pages} {'side' if seen.pages == 1 else 'sider'}" if seen.pages else ""
    yield f"Fundet: {_KIND_WORDS.get(seen.kind, seen.kind)}{pages}."
    if seen.title:
        yield f"Filens egen titel: {seen.title}"
    if seen.created:
        made = date_text(KnownDate.parse(seen.created))
        yield f"Filen er lavet {made}. Det er ikke altid dokumentets egen dato."
    if file := linked_file(seen):
        yield f"Siden linker til filen {file}"


def linked_file(seen: Preview) -> str | None:
    """Return the address of the one file that a page presents, if there is one."""
    return proposed_address((seen.title or "",), seen.links, is_only_document=True)


def completed(subject: EntryContext, given: Answers) -> Answers:
    """Return the answers with what can be proposed for the others."""
    return {**proposals_for(subject, given), **given}


def proposals_for(subject: EntryContext, given: Answers) -> Answers:
    """Return what can be proposed for the questions that have no answer yet."""
    return proposals(
        subject.kind, given, subject.catalogue, subject.vocabulary, subject.notification
    )


def interview(
    subject: EntryContext,
    given: Answers,
    seen: Preview | None,
    ask: Callable[[Question, str, Sequence[str]], str],
    refuse: Callable[[Problem], None],
) -> Answers:
    """Return the answers with those to the questions that were not answered yet.

    `ask` is given a question, a proposal, and the words to choose from, if they are few. `refuse`
    is told what is wrong, and the question is asked again. An empty answer means that it is not
    known.
    """
    known = known_by(subject.vocabulary, subject.hosts)
    answers = dict(given)
    for question in QUESTIONS[subject.kind]:
        if question.name in given:
            continue
        proposed = {**proposals_for(subject, answers), **_of_file(seen)}.get(question.name, "")
        words = _words(subject, question)
        while True:
            answer = understood(words, ask(question, proposed, tuple(words)).strip())
            problems = faults_of(question, answer, known) if answer or question.needed else ()
            if not problems:
                break
            refuse(problems[0])
        if answer:
            answers[question.name] = answer
    return answers


def _words(subject: EntryContext, question: Question) -> Mapping[str, str]:
    """Return what may be chosen, in the words of the site, each with the catalogue's own word."""
    match question.name:
        case "area":
            return {name_on(one.names, None): one.id for one in subject.vocabulary.areas}
        case "publisher":
            return {one.id: one.id for one in subject.vocabulary.authorities}
        case "year" if subject.kind == "report":
            cases = {one.id: one for one in subject.catalogue.notifications}
            years = [str(one.year) for one in cases[subject.notification].rounds]
            return dict(zip(years, years, strict=True))
    return WORDS.get(question.name, {})


def _of_file(seen: Preview | None) -> Mapping[str, str]:
    """Return what a file says of itself, which only an editor can say is so."""
    if seen is None:
        return {}
    found = {"date": seen.created, "url": linked_file(seen)}
    return {name: value for name, value in found.items() if value}
