"""`hub explain`: what a rule is for."""

from __future__ import annotations

import click

from hub.cli.options import language_option
from hub.diagnostics import reporters
from hub.diagnostics.problem import Language
from hub.diagnostics.rules import all_rules
from hub.text.similarity import nearest


@click.command()
@click.argument("rule")
@language_option
def command(rule: str, language: Language) -> None:
    """Explain a rule: why it is there, a wrong and a right example.

    Example: hub explain not-a-date
    """
    rules = all_rules()
    if rule not in rules:
        near = nearest(rule, tuple(rules))
        meant = f" Did you mean {near}?" if near else ""
        raise click.UsageError(f"There is no rule {rule!r}.{meant} Rules: {', '.join(rules)}")
    click.echo(reporters.explanation(rules[rule], language), nl=False)
