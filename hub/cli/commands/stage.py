"""`hub stage`: what another engine than MkDocs needs to begin."""

from __future__ import annotations

from pathlib import Path

import click

from hub.cli.options import faultless_inputs, language_option, project_of
from hub.diagnostics.problem import Language
from hub.site import build
from hub.site.engine_settings import engine_settings


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@language_option
@click.pass_context
def command(context: click.Context, folder: Path, language: Language) -> None:
    """Write content pages and empty frames into FOLDER, for another engine than MkDocs to build.

    Printed are settings for the engine: put them into a file beside mkdocs.yml.

    Example: hub stage docs-staged
    """
    project = project_of(context)
    inputs = faultless_inputs(project, language)
    settings = engine_settings(project, folder)  # the folder may be the one this runs in
    try:
        count = build.stage_folder(inputs, folder)
    except build.BuildFailed as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Staged {count} files in {folder}.\n")
    click.echo(settings, nl=False)
