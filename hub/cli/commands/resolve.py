"""`hub resolve`: find the addresses of documents on the pages that present them."""

from __future__ import annotations

import sys

import click

from hub.catalogue.loader import Records, read_records
from hub.cli.aborts import CouldNotBeDone
from hub.cli.options import language_option, project_of
from hub.cli.output import failure_text, print_problems
from hub.diagnostics.problem import Language
from hub.diagnostics.reporters import harmless
from hub.documents.proposals import Candidate, Proposal
from hub.documents.run import fetcher_of
from hub.editing.resolution import (
    Resolution,
    Unresolved,
    resolve,
    unresolved_documents,
    write_address,
)
from hub.editing.yaml_insert import CannotPlace
from hub.project import Project
from hub.web.url_policy import UrlPolicy

_SKIP = "s"


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--write-sure", is_flag=True, help="Write the sure ones without asking; ask nothing.")
@click.option("--dry-run", is_flag=True, help="Show what was found, and write nothing.")
@language_option
@click.pass_context
def command(
    context: click.Context,
    ids: tuple[str, ...],
    language: Language,
    *,
    write_sure: bool,
    dry_run: bool,
) -> None:
    """Look for documents' own addresses on the pages that present them, and write what is right.

    ID is that of a document or a notification. At a terminal each proposal is shown with its
    reasons: Enter accepts the first, a number chooses, s skips. Nothing unsure is ever written
    unasked. Exit status: 0 all was settled, 1 proposals are left, 2 wrong use, 3 no page could be
    read. Example: hub resolve borgere-med-svaere-spiseforstyrrelser
    """
    project = project_of(context)
    records = read_records(project.root)
    if records.catalogue.model is None or records.vocabulary is None or records.hosts is None:
        print_problems(records.problems, "auto", language, project.root)
        sys.exit(1)
    wanted = unresolved_documents(records, ids)
    if not wanted:
        click.echo("Ingen dokumenter mangler en adresse, der kan ledes efter.")
        return
    settings = project.settings.documents
    client = fetcher_of(UrlPolicy.of(records.hosts), settings)
    found = resolve(client, wanted, settings.reading_seconds)
    for page, error in found.unread:
        reason = failure_text(error, page, language)
        click.echo(f"{harmless(page)}: kunne ikke læses: {reason}", err=True)
    if len(found.unread) == found.pages:
        raise CouldNotBeDone("None of the pages could be read; nothing was written.")
    by_id = {one.sought.id: one for one in wanted}
    asking = sys.stdin.isatty() and not write_sure and not dry_run
    left = 0
    for proposal in found.proposals:
        one = by_id[proposal.sought.id]
        _show(one, proposal, records)
        chosen = _chosen(proposal, asking=asking, sure=write_sure and not dry_run)
        if chosen is None or not _written(project, records, one, chosen):
            left += 1
    _sum_up(found, len(wanted), left)
    sys.exit(left > 0)


def _show(one: Unresolved, proposal: Proposal, records: Records) -> None:
    place = records.catalogue.source.place(one.placed.path)
    title = f"{one.placed.document.title} ({one.placed.notification.title})"
    state = "sikker" if proposal.sure else "usikker"
    click.echo(harmless(f"\n{place.file}:{place.line}: {title} [{state}]"))
    for number, candidate in enumerate(proposal.candidates, 1):
        click.echo(harmless(f"  {number}. {candidate.offer.address}"))
        facts = (candidate.offer.title, candidate.offer.link, ", ".join(candidate.reasons))
        click.echo(harmless(f"     {' · '.join(filter(None, facts))}"))


def _chosen(proposal: Proposal, *, asking: bool, sure: bool) -> Candidate | None:
    """Return the candidate to write: the sure first one, or what the editor chooses."""
    if not asking:
        return proposal.candidates[0] if sure and proposal.sure else None
    while True:
        answer = str(click.prompt("Enter = 1, et nummer, eller s for at springe over", default="1"))
        if answer.strip().casefold() == _SKIP:
            return None
        if answer.strip().isdigit() and 1 <= int(answer) <= len(proposal.candidates):
            return proposal.candidates[int(answer) - 1]
        click.echo(f"Skriv et tal fra 1 til {len(proposal.candidates)}, eller s.")


def _written(project: Project, records: Records, one: Unresolved, chosen: Candidate) -> bool:
    try:
        place = write_address(
            project.root, records.catalogue.source, one.placed, chosen.offer.address
        )
    except CannotPlace:
        click.echo(harmless(f"Skriv selv: url: {chosen.offer.address}"))
        return False
    click.echo(harmless(f"  skrevet: {place.file}:{place.line}"))
    return True


def _sum_up(found: Resolution, wanted: int, left: int) -> None:
    written = len(found.proposals) - left
    without = wanted - len(found.proposals)
    click.echo(
        f"\n{wanted} dokumenter uden adresse: {written} skrevet, {left} forslag tilbage, "
        f"{without} uden forslag; {found.pages} sider læst."
    )
