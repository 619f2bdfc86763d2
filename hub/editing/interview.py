"""Ask an editor what an entry needs, question by question, and lose no answer.

    Enter       the proposal, or that it is not known
    -           not known, although something is proposed
    ?           what is to be answered
    tilbage     the question before

An answer that is not understood, or that contradicts another, is asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from hub.documents.preview import Preview
from hub.editing.advice import advice
from hub.editing.answers import answer_fault, answer_text, asked_question, read_answer
from hub.editing.choices import Choice, UnclearAnswer, choices_of, chosen
from hub.editing.correction_places import Unplaceable, correction_path, present_value
from hub.editing.defaults import defaults
from hub.editing.entry_context import EntryContext
from hub.editing.objections import Objection, relation_objections
from hub.editing.questions import Answers, Question

HELP: Final = "?"
BACK: Final = ("tilbage", "<")
NOT_KNOWN: Final = "-"

_NONE_OF_THEM: Final = "none"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What an editor sees of a question."""

    label: str
    help: str = ""
    proposal: str = ""
    """What Enter means, as the editor may write it; empty where there is no proposal."""
    choices: tuple[Choice, ...] = ()
    needed: bool = True
    is_prose: bool = False
    """Whether the answer may have several lines."""


class Interrupted(Exception):
    """The editor stopped while answering; `typed` stood there then."""

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self.typed = typed


@dataclass(slots=True)
class Interview:
    """The questions about one entry, as far as they have been answered.

    `ask` returns what is typed at a prompt, or raises Interrupted; `tell` says a line to the
    editor; `keep` is given the answers, and those that are only proposed, when there is a new one.
    """

    context: EntryContext
    answers: dict[str, str]
    seen: Preview | None
    ask: Callable[[Prompt], str]
    tell: Callable[[str], None]
    keep: Callable[[Answers, Answers], None]
    before: dict[str, str] = field(default_factory=dict)
    """What was answered, or half typed, to questions that are asked again."""
    _asked: list[str] = field(default_factory=list)
    """The names of the questions that have been asked, in order."""
    _reopened: str = ""
    """The name of the question that is asked before all others."""
    _heard: set[tuple[str, str]] = field(default_factory=set)
    """The objections that the editor has heard and does not share."""

    def finish(self) -> Answers:
        """Ask what nobody has answered yet; return all answers. Raises Interrupted."""
        self._look_through()
        while (question := self._next()) is not None:
            try:
                self._ask(question)
            except Interrupted as stopped:
                if stopped.typed.strip() and question.name not in self.answers:
                    self.before[question.name] = stopped.typed
                self.keep(self.answers, self.before)
                raise
            self.keep(self.answers, self.before)
        return self.answers

    def reopen(self, name: str) -> None:
        """Let a question be asked again, with its answer as the proposal."""
        if (answer := self.answers.pop(name, None)) is not None:
            self.before[name] = answer
            self._reopened = name

    def settle(self, objections: Sequence[Objection]) -> bool:
        """Tell objections, and reopen an answer that each is about; return if any was reopened.

        Where an objection is about several answers, the editor says which is to be changed.
        """
        opened = False
        for one in objections:
            self.tell(f"- {advice(one.problem)}")
            about = [question for question in one.questions if question.name in self.answers]
            stay = "" if one.severity == "error" else "Ingen: det er rigtigt"
            if len(about) == 1 and not stay:
                name = about[0].name
            else:
                name = self._choose(about, "Hvilket svar skal ændres?", stay) if about else ""
            if name:
                self.reopen(name)
                opened = True
            elif about:
                self._heard.add(one.key)
        return opened

    def choose_answer(self) -> None:
        """Ask which answer is to be changed, and reopen it."""
        given = [one for one in self.context.entry.questions if one.name in self.answers]
        self.reopen(self._choose(given, "Hvilket svar skal ændres?", "Ingen af dem"))

    def _look_through(self) -> None:
        """Reopen what was answered before and cannot stand beside the other answers."""
        for question in self.context.entry.questions:
            value = self.answers.get(question.name)
            if value and (fault := self._fault(question, value)):
                self.tell(f"- {question.label}: {fault}")
                self.before[question.name] = self.answers.pop(question.name)

    def _next(self) -> Question | None:
        waiting = [
            one
            for one in self.context.entry.questions
            if one.name not in self.answers and not self._is_settled(one)
        ]
        again = (one for one in waiting if one.name == self._reopened)
        return next(again, waiting[0] if waiting else None)

    def _is_settled(self, question: Question) -> bool:
        """Return whether no more than one answer is possible after the answers so far."""
        if question.shape != "choice" or question.name not in ("place", "year"):
            return False
        return len(choices_of(question, self.context, self.answers)) <= 1

    def _ask(self, question: Question) -> None:
        if question.name == "value":
            self._tell_present()
        prompt = self._prompt(question)
        text = self.ask(prompt).strip()
        if text == HELP:
            self._help(prompt)
        elif text.casefold() in BACK:
            self._back()
        else:
            self._take(question, "" if text == NOT_KNOWN else text or prompt.proposal)

    def _prompt(self, question: Question) -> Prompt:
        asked = asked_question(question, self.answers)
        proposed = {**defaults(self.context, self.answers, self.seen), **self.before}
        value = proposed.get(question.name, "")
        example = f" Eksempel: {asked.example}" if asked.example else ""
        return Prompt(
            asked.label,
            f"{asked.help}{example if 'ksempel' not in asked.help else ''}".strip(),
            self._shown(question, value),
            choices_of(asked, self.context, self.answers),
            asked.needed or asked.name == "place",
            asked.shape == "prose",
        )

    def _take(self, question: Question, text: str) -> None:
        """Take an answer, or say what is wrong with it; then it stays open."""
        try:
            value = read_answer(question, self.context, self.answers, text)
        except UnclearAnswer as unclear:
            self.tell(f"- {unclear}")
            return
        if fault := self._fault(question, value):
            self.tell(f"- {fault}")
            return
        shown = self._shown(question, value)
        if shown != text:
            self.tell(f"  → {shown}")
        self.answers[question.name] = value
        self.before.pop(question.name, None)
        if question.shape == "choice":
            self._look_through()
        if question.name in self._asked:
            self._asked.remove(question.name)
        self._asked.append(question.name)
        found = relation_objections(self.context, self.answers) if value else ()
        self.settle(
            [one for one in found if question in one.questions and one.key not in self._heard][:1]
        )

    def _fault(self, question: Question, value: str) -> str:
        """Return what is wrong with an answer by itself; nothing where it can stand."""
        if not value and question.name == "place":
            return "Det skal besvares."
        return answer_fault(question, self.context, self.answers, value)

    def _back(self) -> None:
        if not self._asked:
            self.tell("- Det er det første spørgsmål.")
            return
        self.reopen(self._asked.pop())

    def _choose(self, questions: Sequence[Question], label: str, stay: str) -> str:
        """Ask for one of the answers; return its question's name, or an empty one for none."""
        choices = [
            Choice(
                one.name,
                f"{one.label}: {self._shown(one, self.answers[one.name]) or 'ikke kendt'}",
                (one.label,),
            )
            for one in questions
        ]
        choices += [Choice(_NONE_OF_THEM, stay)] if stay else []
        usual = "1" if not stay else str(len(choices))
        while True:
            text = self.ask(Prompt(label, proposal=usual, choices=tuple(choices))).strip() or usual
            try:
                found = chosen(choices, text)
            except UnclearAnswer:
                found = None
            if found:
                return found.value if found.value != _NONE_OF_THEM else ""
            self.tell("- Skriv et af numrene.")

    def _shown(self, question: Question, value: str) -> str:
        return answer_text(question, self.context, self.answers, value) if value else ""

    def _help(self, prompt: Prompt) -> None:
        self.tell(f"  {prompt.help or 'Skriv svaret, og tryk på Enter.'}")
        if not prompt.needed:
            self.tell("  Enter uden svar betyder, at det ikke er kendt.")
        if prompt.proposal:
            self.tell("  Enter uden svar tager forslaget; »-« betyder, at det ikke er kendt.")
            self.tell("  Pil op henter forslaget, så det kan rettes.")
        if prompt.choices:
            self.tell("  Skriv nummeret, navnet eller en del af det.")
        self.tell("  »tilbage« går til spørgsmålet før. Ctrl-C stopper; svarene bliver gemt.")

    def _tell_present(self) -> None:
        notification = self.context.notification(self.answers)
        if notification is None:
            return
        field_, place = self.answers.get("field", ""), self.answers.get("place", "")
        try:
            path = correction_path(field_, place, notification)
        except Unplaceable:
            return
        value = next(one for one in self.context.entry.questions if one.name == "value")
        present = self._shown(value, present_value(path, notification))
        self.tell(f"Der står nu: {present}" if present else "Der står intet nu.")
