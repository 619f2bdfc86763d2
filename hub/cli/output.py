"""How commands print problems."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hub.catalogue.source import texts_under
from hub.diagnostics import reporters
from hub.diagnostics.problem import Language, Place, Problem
from hub.diagnostics.rules import all_rules
from hub.documents.fetch_rules import fetch_rule
from hub.web.errors import FetchError


def failure_text(failed: FetchError, address: str, language: Language) -> str:
    """Return why an address could not be fetched, on one line and harmless to a terminal."""
    problem = Problem(fetch_rule(failed), Place(address, 1, 1), values=failed.values)
    return reporters.harmless(reporters.message(problem, all_rules(), language))


def print_warnings(problems: tuple[Problem, ...], language: Language, root: Path) -> None:
    """Print problems beside the result of a command: as text, to standard error."""
    rules = all_rules() if problems else {}
    report = reporters.text_report(problems, rules, language, texts_under(root))
    click.echo("\n".join(report), nl=bool(problems), err=True)


def print_problems(
    problems: tuple[Problem, ...], format_: str, language: Language, root: Path
) -> None:
    """Print problems to standard output in the wanted form: auto, text, json or github."""
    rules = all_rules() if problems else {}
    if format_ == "auto":
        format_ = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    if format_ == "json":
        click.echo(reporters.json_report(problems, rules, language))
    elif format_ == "github":
        for line in reporters.github_report(problems, rules, language):
            click.echo(line)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if summary and problems:
            reporters.append_summary(
                Path(summary), reporters.markdown_table(problems, rules, language)
            )
    else:
        report = reporters.text_report(problems, rules, language, texts_under(root))
        click.echo("\n".join(report), nl=bool(problems))
