"""`hub finish`: complete what another engine than MkDocs built."""

from __future__ import annotations

from pathlib import Path

import click

from hub.commands.project import faultless_inputs, language_option, root_of
from hub.problems import Language
from hub.site import build


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--site-address", default="", help="Where the site will stand, for its site map.")
@language_option
@click.pass_context
def command(context: click.Context, site: Path, site_address: str, language: Language) -> None:
    """Complete the site that an engine built from a staged folder.

    Example: hub finish site --site-address https://example.org/
    """
    root = root_of(context)
    inputs = faultless_inputs(root, language)
    try:
        count = build.finish_folder(inputs, site, site_address)
    except build.BuildFailed as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Finished {count} pages in {site}.")
