"""`hub dossier`: hand out a case as one file."""

from __future__ import annotations

from pathlib import Path

import click

from hub.cli.options import faultless_inputs, language_option, project_of
from hub.diagnostics.problem import Language
from hub.files import write_atomically
from hub.site.case_archive import case_archive
from hub.site.entries import join_entries
from hub.site.file_facts import files_of
from hub.site.templates import environment
from hub.text.similarity import nearest


@click.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="The file to write (else: ID.zip in the current folder).",
)
@language_option
@click.pass_context
def command(context: click.Context, id_: str, output: Path | None, language: Language) -> None:
    """Write notification ID as one archive: a page to read offline, tables of facts, the texts.

    Fetch the documents first: hub fetch ID. Exit status: 0 written, 1 nothing is stored or the
    catalogue has errors, 2 wrong use, 3 it could not be written.
    Example: hub dossier centrale-sag --output sag.zip
    """
    project = project_of(context)
    inputs = faultless_inputs(project, language, "Nothing was written.")
    files = files_of(inputs)
    entries = {one.notification.id: one for one in join_entries(inputs.records, files)}
    if id_ not in entries:
        near = nearest(id_, tuple(entries))
        hint = f" Did you mean {near}?" if near else ""
        raise click.UsageError(f"The catalogue has no notification {id_}.{hint}")
    made = case_archive(project, entries[id_], files, inputs.today, environment(project.root))
    if made is None:
        raise click.ClickException(f"No document of {id_} is stored. Run: hub fetch {id_}")
    target = output or Path(f"{id_}.zip")
    write_atomically(target, made.path.read_bytes())
    left_out = made.documents - made.included
    more = f" {left_out} of its documents are only listed." if left_out else ""
    click.echo(f"Wrote {made.included} documents, {made.size} bytes: {target}.{more}")
