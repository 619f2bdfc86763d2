"""An editor at a terminal: `hub new` in a real pseudo-terminal, typed at and read."""

from __future__ import annotations

import os
import pty
import re
import termios

import forked
import pexpect
from pexpect.fdpexpect import fdspawn
from projects import Project, environ

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
"""What a terminal sends around what is pasted."""

LEFT, UP, CTRL_C, CTRL_D = "\x1b[D", "\x1b[A", "\x03", "\x04"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[=>])")


class Sitting:
    """One run of `hub new` at a terminal."""

    def __init__(self, project: Project, *words: str) -> None:
        self._terminal: int | None
        keys, self._terminal = pty.openpty()
        termios.tcsetwinsize(keys, (50, 200))
        self._program = forked.start_at_terminal(
            ["--root", str(project.root), "new", *words],
            folder=project.root,
            environment=environ(TERM="xterm"),
            terminal=os.ttyname(self._terminal),
        )
        self._child = fdspawn(keys, encoding="utf-8", timeout=30)
        self.screen = ""
        """All that has been shown, without the terminal's own codes."""

    def answer(self, label: str, text: str) -> None:
        """Wait for a question, and type an answer and Enter."""
        self.type(label, f"{text}\r")

    def type(self, label: str, keys: str) -> None:
        """Wait for a question, and press keys."""
        self._wait(label)
        self._child.send(keys)

    def paste(self, label: str, text: str) -> None:
        """Wait for a question, paste a text into it, and press Enter."""
        self.type(label, f"{PASTE_BEGINS}{text}{PASTE_ENDS}")
        self._child.send("\r")

    def answer_all(self, answers: dict[str, str]) -> None:
        """Answer questions in the order in which they must come."""
        for label, text in answers.items():
            self.answer(label, text)

    def end(self) -> int:
        """Wait until the command ends; return its exit status."""
        self._let_go()
        self._child.expect(pexpect.EOF)
        self._read()
        self._child.close()
        self._program.join()
        assert self._program.exitcode is not None
        return self._program.exitcode

    def kill(self) -> None:
        """End the command as a terminal that is closed ends it, without a word."""
        self._program.kill()
        self._program.join()
        self._let_go()
        self._child.close()

    def _let_go(self) -> None:
        """Leave the terminal to the program, which has opened it, so that it ends with it."""
        if self._terminal is not None:
            os.close(self._terminal)
            self._terminal = None

    def _wait(self, label: str) -> None:
        # A proposal, or that Enter means »not known«, may stand behind the label; then the cursor
        # is put where the answer is to be.
        more = r"(?: \[[^\n\x1b]*\]| \([^\n\x1b]*\))?"
        self._child.expect(rf"\x1b\[0m{re.escape(label)}{more}:?\x1b")
        self._let_go()
        self._read()

    def _read(self) -> None:
        shown = self._child.before + (self._child.after if self._child.after != pexpect.EOF else "")
        self.screen += _ESCAPES.sub("", shown).replace("\r\n", "\n")
