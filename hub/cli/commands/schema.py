"""`hub schema`: what editors' tools need to know of the catalogue."""

from __future__ import annotations

import click

from hub.catalogue.loader import read_records
from hub.catalogue.schema import catalogue_schema
from hub.catalogue.schema_ids import SCHEMA_FILE
from hub.cli.options import project_of


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if it is stale.")
@click.pass_context
def command(context: click.Context, *, only_check: bool) -> None:
    """Write the JSON Schema by which editors' tools complete and explain the catalogue.

    Example: hub schema --check
    """
    project = project_of(context)
    path = project.root / SCHEMA_FILE
    written = catalogue_schema(read_records(project.root).vocabulary)
    if only_check:
        if not path.is_file() or path.read_text(encoding="utf-8") != written:
            raise click.ClickException(f"{SCHEMA_FILE} is stale. Run: hub schema")
        click.echo(f"{SCHEMA_FILE} is fresh.")
        return
    path.write_text(written, encoding="utf-8")
    click.echo(f"Wrote {SCHEMA_FILE}.")
