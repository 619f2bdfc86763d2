"""`hub explain`: what a rule is for."""

from __future__ import annotations

import click

from hub.catalogue import reporting
from hub.catalogue.validation import nearest
from hub.commands.project import all_rules, language_option
from hub.problems import Language


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
    click.echo(reporting.explanation(rules[rule], language), nl=False)
