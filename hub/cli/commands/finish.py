"""`hub finish`: complete what another engine than MkDocs built."""

from __future__ import annotations

from pathlib import Path

import click

from hub.cli.options import faultless_inputs, language_option, project_of
from hub.cli.output import print_warnings
from hub.diagnostics.problem import Language
from hub.project import is_site_address
from hub.site import build
from hub.site.blocked_content import blocked_content


def _site_address(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """Refuse what is no address of a site; an empty one is a site without."""
    if value and not is_site_address(value):
        raise click.BadParameter(
            f"{value!r} is no address of a site. It must begin with http:// or https:// and have "
            "no query, fragment or blanks.",
            context,
            parameter,
        )
    return value


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--site-address",
    callback=_site_address,
    help="Where the site will stand, for its site map (else: site_url of mkdocs.yml).",
)
@language_option
@click.pass_context
def command(
    context: click.Context, site: Path, site_address: str | None, language: Language
) -> None:
    """Complete the site that an engine built from a staged folder.

    Example: hub finish site --site-address https://example.org/
    """
    project = project_of(context)
    inputs = faultless_inputs(project, language)
    address = project.site_address if site_address is None else site_address
    try:
        count = build.finish_folder(inputs, site, address)
    except build.BuildFailed as error:
        raise click.ClickException(str(error)) from None
    print_warnings(tuple(blocked_content(project, site)), language, project.root)
    click.echo(f"Finished {count} pages in {site}.")
