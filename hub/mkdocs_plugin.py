"""The MkDocs plugin: it stages the frames before MkDocs renders, and finishes the site after."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from hub.catalogue.reporting import text_report, texts_under
from hub.catalogue.rules import catalogue_rules
from hub.collecting import uncollected
from hub.dates import NotAMoment, build_day
from hub.documents.rules import documents_rules
from hub.inputs import Inputs, read_inputs
from hub.links.rules import links_rules
from hub.problems import Problem, Rule
from hub.site.duties import check_duties, duty_rules
from hub.site.staging import SiteUnfinished, finish, stage

log = get_plugin_logger("hub")


class OwnSettings(Config):
    """Empty on purpose: `hub.settings` reads the plugin's settings, with their lines."""


class HubPlugin(BasePlugin[OwnSettings]):
    """Reads `plugins: - hub:` in `mkdocs.yml`; see `hub.settings` for what may stand there."""

    given: Inputs | None = None
    """What has been read already, where the hub itself runs the build: not read or told again."""

    search: bool = True
    """Whether the index for the search is made."""

    _inputs: Inputs

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Leave the settings to `hub.settings`, which knows their lines."""
        self.config = OwnSettings()
        return [], []

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read everything, stop if it has errors, and add the frames."""
        self._inputs = self.given or self._read(Path(config.config_file_path))
        for path, text in stage(self._inputs).items():
            files.append(
                File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
            )
        return files

    @staticmethod
    def _read(config_file: Path) -> Inputs:
        """Read everything and tell what is found. Raises PluginError when it has errors."""
        try:
            today = build_day(os.environ)
        except NotAMoment as error:
            raise PluginError(str(error)) from None
        inputs = read_inputs(config_file.parent, config_file, today)
        errors = inputs.errors
        rules = {**catalogue_rules(), **documents_rules(), **links_rules()}
        if errors:
            raise PluginError(_told(inputs.root, errors, rules))
        if inputs.problems:
            log.info(_told(inputs.root, inputs.problems, rules))
        duties = check_duties(inputs)
        if duties:
            log.info(_told(inputs.root, duties, duty_rules()))
        return inputs

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Stamp the pages into the frames that MkDocs rendered."""
        try:
            with uncollected():
                address = config.site_url or ""
                finish(self._inputs, Path(config.site_dir), address, search=self.search)
        except SiteUnfinished as error:
            raise PluginError(str(error)) from error

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Build anew when the data or the templates change, not only the content."""
        for folder in ("data", "templates"):
            server.watch(str(self._inputs.root / folder))
        return server

    def on_shutdown(self) -> None:
        """Keep Python from looking through all that was read once more as it ends."""
        gc.freeze()


def _told(root: Path, problems: tuple[Problem, ...], rules: Mapping[str, Rule]) -> str:
    return "\n" + "\n".join(text_report(problems, rules, "da", texts_under(root)))
