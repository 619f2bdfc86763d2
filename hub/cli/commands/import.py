"""`hub import`: add the rows of a spreadsheet to the catalogue."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hub.cli.options import language_option, root_of
from hub.cli.output import print_problems
from hub.diagnostics.problem import Language
from hub.editing.spreadsheet import UnreadableSpreadsheet, read_spreadsheet
from hub.editing.table_headings import NoHeadings, heading_count
from hub.editing.table_import import import_table
from hub.editing.transaction import CatalogueFaulty, faultless_records


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be added, and write nothing.")
@language_option
@click.pass_context
def command(context: click.Context, file: Path, language: Language, *, dry_run: bool) -> None:
    """Add the rows of FILE, a CSV or Excel file, to the catalogue, all in one step.

    The columns are those of hub export table, in any order, with headings in Danish or English.
    What cannot be placed is named by row and column; what stands in the catalogue is not changed.
    Exit status: 0 all is in the catalogue, 1 something is not, 2 wrong use.
    Example: hub import udmeldinger.xlsx --dry-run
    """
    root = root_of(context)
    try:
        faultless_records(root)
        rows = read_spreadsheet(file, heading_count)
        report = import_table(root, rows, write=not dry_run)
    except CatalogueFaulty as error:
        print_problems(error.problems, "auto", language, root)
        raise click.ClickException(
            "Kataloget har fejl i forvejen. Ret dem først; intet er skrevet."
        ) from None
    except UnreadableSpreadsheet as error:
        raise click.ClickException(str(error)) from None
    except NoHeadings:
        raise click.ClickException(
            "Tabellen har ingen overskrifter, som kendes. `hub export table` skriver en tabel, "
            "der har dem alle."
        ) from None
    for number, file_ in report.added:
        click.echo(f"Række {number}: {'ville komme' if dry_run else 'kom'} i {file_}")
    for fault in report.faults:
        click.echo(str(fault))
    done = "Ville skrive" if dry_run else "Skrev"
    click.echo(
        f"{done} {_rows(len(report.added))}. {_rows(len(report.known))} stod der i forvejen."
    )
    if left := len({fault.row for fault in report.faults}):
        click.echo(f"{_rows(left)} har noget, der ikke kunne placeres.")
        sys.exit(1)


def _rows(count: int) -> str:
    return "1 række" if count == 1 else f"{count} rækker"
