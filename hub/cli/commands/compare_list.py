"""`hub compare-list`: what the secretariat's list has that the catalogue lacks, and the reverse."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from hub.catalogue.loader import Records, read_records
from hub.cli.aborts import CouldNotBeDone
from hub.cli.options import language_option, project_of
from hub.cli.output import failure_text, print_problems
from hub.diagnostics.problem import Language
from hub.diagnostics.reporters import harmless
from hub.documents.extraction import read_page_blocks
from hub.documents.extractors.html import LONGEST_PAGE
from hub.documents.offers import page_blocks
from hub.documents.run import fetcher_of
from hub.editing.list_comparison import ListLink, list_differences, list_links
from hub.editing.list_report import list_advice, list_entries
from hub.project import Project
from hub.text.clock import build_day
from hub.web.errors import FetchError
from hub.web.reachability import Reachability
from hub.web.url_policy import UrlPolicy


@click.command()
@click.argument("page", metavar="[ADDRESS|FILE]", default="")
@language_option
@click.pass_context
def command(context: click.Context, page: str, language: Language) -> None:
    """Compare the list that the catalogue is built on with the catalogue; write nothing.

    Without ADDRESS or FILE the page is that of `source_list`. Each difference is shown with the
    lines to add. Exit status: 0 they agree, 1 they differ, 2 wrong use, 3 the page could not be
    read. Example: hub compare-list gemt-side.html
    """
    project = project_of(context)
    records = read_records(project.root)
    if records.catalogue.model is None or records.hosts is None:
        print_problems(records.problems, "auto", language, project.root)
        sys.exit(1)
    entries = list_entries(records)
    links = _links(project, records, page, language)
    year = build_day(os.environ).year
    advice = tuple(list_advice(list_differences(entries, links), records, year))
    for one in advice:
        click.echo(harmless(f"{one.place.file}:{one.place.line}: {one.message}"))
        for line in one.lines:
            click.echo(line)
        click.echo("")
    click.echo(f"{len(links)} links på siden, {len(entries)} i kataloget: {len(advice)} forskelle.")
    sys.exit(bool(advice))


def _links(
    project: Project, records: Records, page: str, language: Language
) -> tuple[ListLink, ...]:
    catalogue, hosts = records.catalogue.model, records.hosts
    assert catalogue is not None
    assert hosts is not None
    listed = catalogue.source_list.url if catalogue.source_list else ""
    if not page and not listed:
        raise click.UsageError("The catalogue has no source_list. Name an ADDRESS or a FILE.")
    settings = project.settings.documents
    if page and "://" not in page:
        path = Path(page)
        if not path.is_file():
            raise click.UsageError(f"There is no file {page}.")
        data, address = path.read_bytes()[:LONGEST_PAGE], listed or path.resolve().as_uri()
        blocks = read_page_blocks(data, None, settings.reading_seconds)
    else:
        client = fetcher_of(UrlPolicy.of(hosts), settings)
        asked, reachability = page or listed, Reachability()
        try:
            blocks, address = page_blocks(client, asked, settings.reading_seconds)
        except FetchError as error:
            reachability.note(asked, error.reach)
            reachability.check()
            reason = failure_text(error, asked, language)
            raise CouldNotBeDone(f"{harmless(asked)}: {reason}") from None
    sections = [one.listed_as or one.title for one in catalogue.notifications]
    return list_links(blocks, address, sections)
