"""`hub build`: the whole site."""

from __future__ import annotations

from functools import partial

import click

from hub.cli.options import faultless_inputs, language_option, root_of
from hub.cli.output import print_problems, print_warnings
from hub.diagnostics.problem import Language
from hub.memory import garbage_collection_paused
from hub.mkdocs.engine import build_with_mkdocs, load_configuration, plugin_of
from hub.project import CONFIG_FILE
from hub.site import build
from hub.site.blocked_content import blocked_content
from hub.site.duties import check_duties


@click.command()
@click.option("--no-search", is_flag=True, help="Make no index: quicker, for a look at the pages.")
@language_option
@click.pass_context
def command(context: click.Context, language: Language, *, no_search: bool) -> None:
    """Check, build and publish the site into site/, all at once or not at all.

    Example: hub build
    """
    # Till the end: to collect in between is to look through the whole catalogue.
    context.with_resource(garbage_collection_paused())
    try:
        config = load_configuration(root_of(context) / CONFIG_FILE)
        project = plugin_of(config).project(config)
    except build.BuildFailed as error:
        raise click.ClickException(str(error)) from None
    inputs = faultless_inputs(project, language)
    print_warnings(check_duties(inputs), language, project.root)

    def published(pages: int) -> None:
        print_warnings(tuple(blocked_content(project, project.site)), language, project.root)
        click.echo(f"Built {pages} pages: {project.site / 'index.html'}")

    engine = partial(build_with_mkdocs, config, search=not no_search)
    try:
        build.build_site(inputs, engine, published)
    except build.DeadEndsFound as error:
        print_problems(error.problems, "auto", language, project.root)
        raise click.ClickException(f"{error} The last site stands untouched.") from None
    except build.BuildFailed as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        if project.site.is_dir():
            error.add_note("The last site stands untouched.")
        raise
