"""`hub export`: hand out the catalogue as data, in any format of the site."""

from __future__ import annotations

from pathlib import Path

import click

from hub.cli.options import faultless_inputs, language_option, project_of
from hub.diagnostics.problem import Language
from hub.files import write_atomically
from hub.site.entries import join_entries
from hub.site.export.dataset import dataset_of
from hub.site.export.formats import FORMATS, FORMATS_BY_NAME, Format
from hub.site.file_facts import files_of
from hub.site.preparation import DATA_FOLDER, catalogue_dates
from hub.text.similarity import nearest

_ALL = "all"
_FORMATS = "  ".join((*FORMATS_BY_NAME, _ALL))


@click.command(epilog=f"The formats: {_FORMATS}")
@click.argument("format_", metavar="FORMAT", type=click.Choice((*FORMATS_BY_NAME, _ALL)))
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write the files into FOLDER, placed as on the site (else: to standard output).",
)
@language_option
@click.pass_context
def command(
    context: click.Context, format_: str, name: str | None, output: Path | None, language: Language
) -> None:
    """Write the catalogue's data in FORMAT, the same bytes as on the site.

    Where a format has several files, NAME says which: a notification's id, or a table's name.
    Exit status: 0 written, 1 the catalogue has errors, 2 wrong use.
    Example: hub export cases borgere-med-udviklingshaemning-og-dom
    """
    project = project_of(context)
    inputs = faultless_inputs(project, language, "Nothing was written.")
    entries = join_entries(inputs.records, files_of(inputs))
    dataset = dataset_of(inputs, entries, catalogue_dates(project), DATA_FOLDER)
    chosen: tuple[Format, ...] = FORMATS if format_ == _ALL else (FORMATS_BY_NAME[format_],)
    files = {path: data for one in chosen for path, data in one.files(dataset)}
    if name is not None:
        files = _named(files, FORMATS_BY_NAME.get(format_, chosen[0]).path, name)
    if output is not None:
        for path, data in files.items():
            write_atomically(output / path, data)
        count = "1 file" if len(files) == 1 else f"{len(files)} files"
        click.echo(f"Wrote {count}, {sum(map(len, files.values()))} bytes: {output}")
        return
    main = files.get(chosen[0].path) if len(chosen) == 1 else None
    if len(files) > 1 and main is None:
        raise click.UsageError(
            f"{format_} is {len(files)} files. Choose one by its NAME, or a folder with --output."
        )
    data = next(iter(files.values()), b"") if main is None else main
    click.echo(data, nl=False)
    if len(files) > 1:
        click.echo("This is the first part; --output writes them all.", err=True)


def _named(files: dict[str, bytes], pattern: str, name: str) -> dict[str, bytes]:
    """Return the one file that has a name where the pattern has `<…>`."""
    before, _, rest = pattern.partition("<")
    after = rest.partition(">")[2]
    names = {path.removeprefix(before).removesuffix(after): path for path in files}
    if name not in names:
        near = nearest(name, tuple(names))
        hint = f" Did you mean {near}?" if near else ""
        raise click.UsageError(f"There is no {name}.{hint}")
    return {names[name]: files[names[name]]}
