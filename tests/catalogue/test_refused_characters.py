"""Every character that YAML refuses is told before YAML is asked; what is no text is refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from hub.catalogue.parser import HIDDEN_CHARACTER
from hub.catalogue.source import source_of
from hub.cli.main import main

SURROGATES = range(0xD800, 0xE000)
NOT_UTF8 = "R\udce6d"
"""What Python makes of »Ræd« in Latin-1, as a word of the command line."""


def test_yaml_reads_every_character_that_is_not_hidden() -> None:
    every = "".join(chr(code) for code in range(sys.maxunicode + 1) if code not in SURROGATES)
    seen = HIDDEN_CHARACTER.sub("", every).replace("'", "")

    # Every reader of YAML breaks lines at some of them: the first and the last tell.
    [value] = yaml.load(f"- '{seen}'", yaml.CBaseLoader)  # noqa: S506  # reads texts only

    assert (value[-1], len(value) > 0xF0000) == (seen[-1], True)
    assert source_of(f"- '{seen}'", "x.yaml").problems == ()


@pytest.mark.parametrize(
    "words",
    [
        ("new", "--report", "sag", "--title", NOT_UTF8, "--yes", "--offline"),
        ("explain", NOT_UTF8),
        ("check", "--against", NOT_UTF8),
        ("dossier", NOT_UTF8),
        (NOT_UTF8,),
    ],
    ids=lambda words: words[0].encode(errors="replace").decode(),
)
def test_a_word_that_is_not_utf8_is_wrong_use(words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, words)

    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == (
        r"Error: R\udce6d is not UTF-8. Set the terminal to UTF-8."
    )


def test_a_file_may_be_named_by_any_bytes(tmp_path: Path) -> None:
    folder = tmp_path / NOT_UTF8
    folder.mkdir()

    done = CliRunner().invoke(main, ("--root", str(folder), "check"))

    assert "is not UTF-8" not in done.stderr
    assert "mkdocs.yml" in done.stderr
