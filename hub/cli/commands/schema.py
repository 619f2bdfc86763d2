"""`hub schema`: what editors' tools need to know of the catalogue."""

from __future__ import annotations

import click

from hub.catalogue.loader import read_records
from hub.catalogue.schema import catalogue_schema
from hub.catalogue.schema_ids import SCHEMA_FILE
from hub.cli.options import project_of
from hub.editing.form_files import stale_forms, write_forms
from hub.files import write_atomically


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if it is stale.")
@click.pass_context
def command(context: click.Context, *, only_check: bool) -> None:
    """Write the JSON Schema by which editors' tools complete and explain the catalogue.

    Where there is a folder of issue forms, they are written too. Example: hub schema --check
    """
    project = project_of(context)
    path = project.root / SCHEMA_FILE
    vocabulary = read_records(project.root).vocabulary
    text = catalogue_schema(vocabulary)
    if only_check:
        fresh = path.is_file() and path.read_text(encoding="utf-8") == text
        stale = [] if fresh else [SCHEMA_FILE]
        stale += stale_forms(project.root, vocabulary) if vocabulary else []
        if stale:
            raise click.ClickException(f"{', '.join(stale)} is stale. Run: hub schema")
        click.echo(f"{SCHEMA_FILE} is fresh.")
        return
    write_atomically(path, text.encode())
    written = write_forms(project.root, vocabulary) if vocabulary else ()
    click.echo(f"Wrote {', '.join((SCHEMA_FILE, *written))}.")
