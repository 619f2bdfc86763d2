"""`hub schema`: what editors' tools need to know of the catalogue."""

from __future__ import annotations

import click

from hub.catalogue import schema
from hub.cli.options import project_of


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if it is stale.")
@click.pass_context
def command(context: click.Context, *, only_check: bool) -> None:
    """Write the JSON Schema by which editors' tools complete and explain the catalogue.

    Example: hub schema --check
    """
    project = project_of(context)
    path = project.root / schema.SCHEMA_FILE
    if only_check:
        fresh = path.is_file() and path.read_text(encoding="utf-8") == schema.catalogue_schema()
        if not fresh:
            raise click.ClickException(f"{schema.SCHEMA_FILE} is stale. Run: hub schema")
        click.echo(f"{schema.SCHEMA_FILE} is fresh.")
        return
    schema.write_schema(project.root)
    click.echo(f"Wrote {schema.SCHEMA_FILE}.")
