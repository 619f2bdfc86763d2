"""The project as MkDocs's own loader resolves it, with `INHERIT`, tags and environment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig

from hub.catalogue.source import source_of
from hub.catalogue.validator import check_model
from hub.diagnostics.problem import Place, Problem
from hub.project import CONFIG_FILE, Project, read_project, resolved_project
from hub.settings import Settings


def project_of_configuration(config: MkDocsConfig, options: Mapping[str, Any]) -> Project:
    """Return the project of a configuration that MkDocs has loaded.

    `options` are the plugin's own, which may come from a file that this one inherits from; where
    they stand in the file itself, problems in them name their lines.
    """
    config_file = Path(config.config_file_path)
    written = read_project(config_file)
    unresolved = [one for one in written.problems if one.rule == "config-unresolved"]
    problems = tuple(one for one in written.problems if one not in unresolved)
    settings, place = written.settings, written.settings_place
    if any(one.path == "INHERIT" for one in unresolved) and place.line == 1:
        settings, found = _inherited_settings(options)
        problems += found
    project = resolved_project(
        config_file,
        {
            "docs_dir": config.docs_dir,
            "site_dir": config.site_dir,
            "site_name": config.site_name,
            "site_url": config.site_url or "",
        },
        settings,
        place,
    )
    return replace(project, problems=problems)


def _inherited_settings(options: Mapping[str, Any]) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings of options that stand in another file: their lines are not known."""
    text = yaml.safe_dump({"hub": _texts(options)}, allow_unicode=True, sort_keys=False)
    source = source_of(text, CONFIG_FILE)
    settings, problems = check_model(source, ("hub",), Settings)
    start = Place(CONFIG_FILE, 1, 1)
    return settings or Settings(), tuple(replace(one, place=start) for one in problems)


def _texts(value: Any) -> Any:
    """Return values as the texts that they were written as."""
    if isinstance(value, Mapping):
        return {str(name): _texts(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | dt.date):
        return str(value)
    return value
