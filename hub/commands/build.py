"""`hub build`: the whole site."""

from __future__ import annotations

from functools import partial

import click

from hub.catalogue import reporting
from hub.commands.project import faultless_inputs, language_option, root_of, tell
from hub.engine import build_with_mkdocs
from hub.problems import Language
from hub.site import build
from hub.site.duties import check_duties, duty_rules


@click.command()
@click.option("--no-search", is_flag=True, help="Make no index: quicker, for a look at the pages.")
@language_option
@click.pass_context
def command(context: click.Context, language: Language, *, no_search: bool) -> None:
    """Check, build and publish the site into site/, all at once or not at all.

    Example: hub build
    """
    root = root_of(context)
    inputs = faultless_inputs(root, language)
    duties = check_duties(inputs)
    report = reporting.text_report(duties, duty_rules(), language, reporting.texts_under(root))
    click.echo("\n".join(report), nl=bool(duties), err=True)
    try:
        pages = build.build_site(inputs, partial(build_with_mkdocs, search=not no_search))
    except build.DeadEndsFound as error:
        tell(error.problems, "auto", language, root)
        raise click.ClickException(f"{error} The last site stands untouched.") from None
    except build.BuildFailed as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        if (root / build.SITE_FOLDER).is_dir():
            error.add_note("The last site stands untouched.")
        raise
    click.echo(f"Built {pages} pages: {root / 'site' / 'index.html'}")
