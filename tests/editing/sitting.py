"""An editor at a terminal: `hub new` in a real pseudo-terminal, typed at and read."""

from __future__ import annotations

import re
import signal
import sys

import pexpect
from projects import Project, environ

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
"""What a terminal sends around what is pasted."""

LEFT, UP, CTRL_C, CTRL_D = "\x1b[D", "\x1b[A", "\x03", "\x04"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[=>])")


class Sitting:
    """One run of `hub new` at a terminal."""

    def __init__(self, project: Project, *words: str) -> None:
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "hub", "--root", str(project.root), "new", *words],
            cwd=str(project.root),
            env=environ(TERM="xterm"),
            encoding="utf-8",
            dimensions=(50, 200),
            timeout=30,
        )
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
        self._child.expect(pexpect.EOF)
        self._read()
        self._child.close()
        return int(self._child.exitstatus)

    def kill(self) -> None:
        """End the command as a terminal that is closed ends it, without a word."""
        self._child.kill(signal.SIGKILL)
        self._child.wait()

    def _wait(self, label: str) -> None:
        # A proposal, or that Enter means »not known«, may stand behind the label; then the cursor
        # is put where the answer is to be.
        more = r"(?: \[[^\n\x1b]*\]| \([^\n\x1b]*\))?"
        self._child.expect(rf"\x1b\[0m{re.escape(label)}{more}:?\x1b")
        self._read()

    def _read(self) -> None:
        shown = self._child.before + (self._child.after if self._child.after != pexpect.EOF else "")
        self.screen += _ESCAPES.sub("", shown).replace("\r\n", "\n")
