"""The command line: each command reads its words, calls one function of a room, and tells."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

import hub
from hub.catalogue import reporting, schema
from hub.catalogue.counting import counts_line
from hub.catalogue.rules import catalogue_rules
from hub.catalogue.validation import nearest
from hub.cli_documents import dossier_command
from hub.dates import build_day
from hub.documents.rules import documents_rules
from hub.problems import Language, Problem, Rule
from hub.progress import Progress
from hub.settings import CONFIG_FILE, RootNotFound, find_root
from hub.site import build as site_build
from hub.site.duties import duty_rules
from hub.site.staging import Inputs, read_inputs

_LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice(["da", "en"]),
    default="da",
    show_default=True,
    help="Language of the messages.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(hub.__version__, prog_name="hub")
@click.option(
    "--root",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=f"The folder with {CONFIG_FILE} (else: the nearest one upwards from here).",
)
@click.pass_context
def main(context: click.Context, folder: Path | None) -> None:
    """Check a catalogue of central notifications and build its site.

    Example: hub check && hub build
    """
    context.obj = folder


def _root(context: click.Context) -> Path:
    try:
        root = find_root(context.obj or Path.cwd())
    except RootNotFound as error:
        raise click.UsageError(
            f"No {CONFIG_FILE} in {error} or any folder above it. "
            "Go to the project's folder, or name it with --root."
        ) from None
    if context.obj and root != context.obj.resolve():
        raise click.UsageError(f"No {CONFIG_FILE} in {context.obj}.")
    return root


def _rules() -> Mapping[str, Rule]:
    """Return the rules of every room."""
    return {**catalogue_rules(), **documents_rules(), **duty_rules()}


def _tell(problems: tuple[Problem, ...], format_: str, language: Language, root: Path) -> None:
    """Print problems to standard output in the wanted form."""
    rules = _rules()
    if format_ == "auto":
        format_ = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    if format_ == "json":
        click.echo(reporting.json_report(problems, rules, language))
    elif format_ == "github":
        for line in reporting.github_report(problems, rules, language):
            click.echo(line)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if summary and problems:
            reporting.append_summary(
                Path(summary), reporting.markdown_table(problems, rules, language)
            )
    else:
        report = reporting.text_report(problems, rules, language, reporting.texts_under(root))
        click.echo("\n".join(report), nl=bool(problems))


@main.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["auto", "text", "json", "github"]),
    default="auto",
    show_default=True,
    help="auto is github inside GitHub Actions, else text.",
)
@_LANGUAGE
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.pass_context
def check(context: click.Context, format_: str, language: Language, *, strict: bool) -> None:
    """Check the catalogue and the files it refers to; show every fault at once.

    Exit status: 0 all is well, 1 problems, 2 wrong use. Example: hub check --format json
    """
    root = _root(context)
    inputs = read_inputs(root, root / CONFIG_FILE, build_day(os.environ))
    rules = _rules()
    _tell(inputs.problems, format_, language, root)
    if format_ != "json":
        catalogue = inputs.records.catalogue.model
        click.echo(counts_line(catalogue, inputs.problems, rules, language))
    failing = ("error", "warning") if strict else ("error",)
    sys.exit(any(rules[problem.rule].severity in failing for problem in inputs.problems))


@main.command()
@click.argument("rule")
@_LANGUAGE
def explain(rule: str, language: Language) -> None:
    """Explain a rule: why it is there, a wrong and a right example.

    Example: hub explain not-a-date
    """
    rules = _rules()
    if rule not in rules:
        near = nearest(rule, tuple(rules))
        meant = f" Did you mean {near}?" if near else ""
        raise click.UsageError(f"There is no rule {rule!r}.{meant} Rules: {', '.join(rules)}")
    click.echo(reporting.explanation(rules[rule], language), nl=False)


@main.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Every document; so without an ID too.")
@click.option("--dry-run", is_flag=True, help="Ask nobody; only list what would be asked for.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    help="Documents read at a time (else: one for each processor).",
)
@click.option("--cluster", metavar="ADDRESS", help="Read them on the Dask cluster at tcp://….")
@_LANGUAGE
@click.pass_context
def fetch(  # noqa: PLR0913  # a command has the options it has
    context: click.Context,
    ids: tuple[str, ...],
    jobs: int,
    cluster: str | None,
    language: Language,
    *,
    everything: bool,
    dry_run: bool,
) -> None:
    """Fetch and read the documents, and write what was found to data/documents.lock.json.

    ID is that of a document or of a notification. Safe to interrupt and to run again: what is
    known is only asked for changes. Exit status: 0 all is well, 1 errors, 2 wrong use.
    Example: hub fetch borgere-med-udviklingshaemning-og-dom
    """
    from hub.documents import gathering  # noqa: PLC0415  # the HTTP client is slow to load

    root = _root(context)
    if ids and everything:
        raise click.UsageError("Name IDs or --all, not both.")
    request = gathering.Request(
        ids=ids, jobs=jobs, cluster=cluster, today=build_day(os.environ).isoformat()
    )
    try:
        if dry_run:
            ready = gathering.prepare(root, ids)
            problems = ready.problems
            _tell(problems, "auto", language, root)
            for address in gathering.addresses(ready):
                click.echo(address)
        else:
            with Progress("hub fetch") as progress:
                gathered = gathering.gather(
                    root,
                    request,
                    waiting=lambda: click.echo("Another hub fetch is running; waiting.", err=True),
                    progress=progress,
                )
            problems = gathered.problems
            _tell(problems, "auto", language, root)
            if gathered.outcome:
                click.echo(gathering.summary(gathered, language))
    except gathering.UnknownIds as error:
        raise click.UsageError(f"The catalogue has no {error}.") from None
    except gathering.NoCluster as error:
        raise click.ClickException(str(error)) from None
    rules = _rules()
    sys.exit(any(rules[problem.rule].severity == "error" for problem in problems))


@main.command("schema")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if it is stale.")
@click.pass_context
def schema_(context: click.Context, *, only_check: bool) -> None:
    """Write the JSON Schema by which editors' tools complete and explain the catalogue.

    Example: hub schema --check
    """
    root = _root(context)
    path = root / schema.SCHEMA_FILE
    if only_check:
        fresh = path.is_file() and path.read_text(encoding="utf-8") == schema.catalogue_schema()
        if not fresh:
            raise click.ClickException(f"{schema.SCHEMA_FILE} is stale. Run: hub schema")
        click.echo(f"{schema.SCHEMA_FILE} is fresh.")
        return
    schema.write_schema(root)
    click.echo(f"Wrote {schema.SCHEMA_FILE}.")


@main.command()
@_LANGUAGE
@click.pass_context
def build(context: click.Context, language: Language) -> None:
    """Check, build and publish the site into site/, all at once or not at all.

    Example: hub build
    """
    root = _root(context)
    inputs = _faultless_inputs(root, language)
    report = reporting.text_report(
        inputs.duties, duty_rules(), language, reporting.texts_under(root)
    )
    click.echo("\n".join(report), nl=bool(inputs.duties), err=True)
    try:
        pages = site_build.build_site(root)
    except site_build.BuildFailed as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Built {pages} pages: {root / 'site' / 'index.html'}")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_LANGUAGE
@click.pass_context
def stage(context: click.Context, folder: Path, language: Language) -> None:
    """Write content pages and empty frames into FOLDER, for another engine than MkDocs to build.

    Example: hub stage docs-staged
    """
    root = _root(context)
    inputs = _faultless_inputs(root, language)
    try:
        count = site_build.stage_folder(inputs, folder)
    except site_build.BuildFailed as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Staged {count} files in {folder}.")


@main.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--site-address", default="", help="Where the site will stand, for its site map.")
@_LANGUAGE
@click.pass_context
def finish(context: click.Context, site: Path, site_address: str, language: Language) -> None:
    """Complete the site that an engine built from a staged folder.

    Example: hub finish site --site-address https://example.org/
    """
    root = _root(context)
    inputs = _faultless_inputs(root, language)
    try:
        count = site_build.finish_folder(inputs, site, site_address)
    except site_build.BuildFailed as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Finished {count} pages in {site}.")


def _faultless_inputs(root: Path, language: Language) -> Inputs:
    """Return what a build reads; tell its errors and stop when it has any."""
    inputs = read_inputs(root, root / CONFIG_FILE, build_day(os.environ))
    if inputs.errors:
        _tell(inputs.errors, "auto", language, root)
        raise click.ClickException("The site was not built; the last one stands untouched.")
    return inputs


main.add_command(dossier_command(root_of=_root, tell=_tell))
