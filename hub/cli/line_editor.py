"""Ask a question on the terminal: with arrows, history and paste where there is a terminal.

What is pasted into a question is its answer, however many lines it has. Where there is no
terminal, each line of the input is an answer.
"""

from __future__ import annotations

import os
import select
import sys
from typing import TYPE_CHECKING

import click

from hub.diagnostics.reporters import harmless
from hub.editing.interview import Interrupted, Prompt
from hub.text.danish import PRINTED_LINE, reflowed

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

_MOST_CHOICES = 40
"""Choices that are listed; who looks for another writes a part of its name."""

_LONGEST_INLINE = 40
"""Characters of a proposal that stands in the prompt; a longer one has a line of its own."""


class LineEditor:
    """Asks one question after another."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        self._typed_ahead = False
        """Whether keys were pressed before the question was there: each Enter ends an answer."""

    def ask(self, prompt: Prompt) -> str:
        """Return what is typed at a prompt, without its line breaks where it has one line.

        Raises Interrupted.
        """
        click.echo(f"\n{click.style(harmless(prompt.help), dim=True)}" if prompt.help else "")
        for number, choice in enumerate(prompt.choices[:_MOST_CHOICES], 1):
            click.echo(f"{number:>3}. {harmless(choice.label)}")
        if more := len(prompt.choices[_MOST_CHOICES:]):
            click.echo(f"     … og {more} mere. Skriv en del af navnet.")
        label = harmless(prompt.label)
        if prompt.proposal and len(prompt.proposal) <= _LONGEST_INLINE:
            label += f" [{harmless(prompt.proposal)}]"
        elif prompt.proposal:
            click.echo(f"Forslag (Enter): {harmless(prompt.proposal)}")
        elif not prompt.needed:
            label += " (Enter: ikke kendt)"
        label += " " if label.endswith("?") else ": "
        typed = self._edited(label, prompt.proposal) if self.is_terminal else _line(label)
        text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
        if "\n" not in text:
            return text
        if not prompt.is_prose:
            return " ".join(text.split())
        is_printed = any(len(line) >= PRINTED_LINE for line in text.split("\n"))
        return reflowed(text) if is_printed else text

    def _edited(self, label: str, proposal: str) -> str:
        """Return a line that is typed on a terminal; the arrow up brings the proposal."""
        # No question has a menu, so none needs to know where the cursor is.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        from prompt_toolkit import PromptSession  # noqa: PLC0415  # only a terminal needs it
        from prompt_toolkit.formatted_text import to_plain_text  # noqa: PLC0415
        from prompt_toolkit.history import InMemoryHistory  # noqa: PLC0415

        session: PromptSession[str] = PromptSession(
            key_bindings=self._keys(), history=InMemoryHistory([proposal] if proposal else [])
        )
        self._typed_ahead = self._typed_ahead or _is_waiting()
        try:
            return str(session.prompt(to_plain_text(label)))
        except KeyboardInterrupt:
            raise Interrupted(session.default_buffer.text) from None
        except EOFError:
            raise Interrupted from None

    def _keys(self) -> KeyBindings:
        from prompt_toolkit.key_binding import KeyBindings  # noqa: PLC0415

        keys = KeyBindings()

        @keys.add("enter")
        def _enter(event: KeyPressEvent) -> None:
            more = bool(event.app.key_processor.input_queue) or _is_waiting()
            if more and not self._typed_ahead:  # a terminal that does not tell what is pasted
                event.current_buffer.insert_text("\n")
                return
            self._typed_ahead = more
            event.current_buffer.validate_and_handle()

        return keys


def _is_waiting() -> bool:
    """Return whether more has been typed than has been read."""
    if os.name != "posix":
        return False
    return bool(select.select([sys.stdin], [], [], 0)[0])


def _line(label: str) -> str:
    """Return the next line of the input."""
    try:
        return str(click.prompt(label, prompt_suffix="", default="", show_default=False))
    except click.Abort:
        raise Interrupted from None
