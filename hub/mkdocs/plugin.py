"""The MkDocs plugin: it stages the frames before MkDocs renders, and finishes the site after."""

from __future__ import annotations

import errno
import gc
import os
import socket
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from hub.catalogue.source import texts_under
from hub.diagnostics.problem import Problem
from hub.diagnostics.reporters import text_report
from hub.diagnostics.rules import all_rules
from hub.inputs import Inputs, read_inputs
from hub.memory import garbage_collection_paused
from hub.mkdocs.configuration import project_of_configuration
from hub.mkdocs.live_reload import watch_often, with_live_reload
from hub.project import Project
from hub.resources import THEME, template_folders
from hub.site.blocked_content import blocked_content
from hub.site.duties import check_duties
from hub.site.phases import FinishedSite, SiteUnfinished, finish, stage
from hub.site.sections import index_paths
from hub.site.theme_assets import add_named_assets
from hub.text.clock import NotAMoment, WrongClock, build_day

log = get_plugin_logger("hub")


class PluginOptions(Config):
    """Empty on purpose: `hub.project` reads the plugin's settings, with their lines."""


class HubPlugin(BasePlugin[PluginOptions]):
    """Reads `plugins: - hub:` in `mkdocs.yml`; see `hub.settings` for what may stand there."""

    given: Inputs | None = None
    """What has been read already, where the hub itself runs the build: not read again."""

    search: bool = True
    """Whether the index for the search is made."""

    last: Path | None = None
    """The site that this one will replace, where the hub itself runs the build."""

    finished: FinishedSite
    """What is known of the site once it is built."""

    options: dict[str, Any]
    """The plugin's settings as MkDocs has read them."""

    _inputs: Inputs

    _begins_to_serve = False
    """Whether MkDocs is about to open the port that it shows the site on."""

    _material: Path | None = None
    """Material's own folder, where it is the theme; a project's own templates may use it."""

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Leave the settings to `hub.project`, which knows their lines."""
        self.config = PluginOptions()
        self.options = dict(options)
        return [], []

    def project(self, config: MkDocsConfig) -> Project:
        """Return the project that the configuration describes."""
        return project_of_configuration(config, self.options)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note that the site is to be served."""
        del dirty
        self._begins_to_serve = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let the theme look for its files in the project's theme folder, then in the hub's.

        The theme is Material, or none (`name: null`): what is drawn is the hub's either way.
        Raises PluginError where the site is to be served on a port that is not free.
        """
        if self._begins_to_serve:
            self._begins_to_serve = False  # from now on it is our own server that holds the port
            _require_port(*config.dev_addr)
        theme, self._material = config.theme, None
        if theme.name in (None, "material"):
            at = 1 if theme.custom_dir else 0
            if theme.name:
                # MkDocs lists every file of all these folders, and Material has 14,500. So its own
                # is taken out until that is done; what pages name of it is copied afterwards.
                self._material = Path(theme.dirs.pop(at))
            folders = map(str, template_folders(Path(config.config_file_path).parent, THEME))
            theme.dirs[at:at] = [folder for folder in folders if folder not in theme.dirs]
            theme.static_templates.add("404.html")
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read everything, and stop if it has errors, before MkDocs empties the site's folder."""
        self._inputs = self.given or self._read(self.project(config))

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add the frames."""
        for path in index_paths():
            # The hub's own menu has these pages, so no menu of the engine needs to name them.
            if file := files.get_file_from_path(path):
                file.inclusion = InclusionLevel.NOT_IN_NAV
        for path, text in stage(self._inputs).items():
            files.append(
                File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
            )
        return files

    @staticmethod
    def _read(project: Project) -> Inputs:
        """Read everything and tell what is found. Raises PluginError when it has errors."""
        try:
            today = build_day(os.environ)
        except (NotAMoment, WrongClock) as error:
            raise PluginError(str(error)) from None
        inputs = read_inputs(project, today)
        errors = inputs.errors
        if errors:
            raise PluginError(_report(inputs, errors))
        if inputs.problems:
            log.info(_report(inputs, inputs.problems))
        duties = check_duties(inputs)
        if duties:
            log.info(_report(inputs, duties))
        return inputs

    @event_priority(100)
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let a project's own templates use those of Material."""
        if self._material and isinstance(env.loader, FileSystemLoader):
            env.loader.searchpath.insert(-1, str(self._material))  # the last are MkDocs's own
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Stamp the pages into the frames that MkDocs rendered."""
        try:
            with garbage_collection_paused():
                if self._material:
                    add_named_assets(Path(config.site_dir), self._material)
                address = config.site_url or ""
                self.finished = finish(
                    self._inputs,
                    Path(config.site_dir),
                    address,
                    search=self.search,
                    last=self.last,
                )
        except SiteUnfinished as error:
            raise PluginError(str(error)) from error
        blocked = blocked_content(self._inputs.project, Path(config.site_dir))
        if self.given is None and (problems := tuple(blocked)):
            log.info(_report(self._inputs, problems))

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Build anew when the data or the templates change too, and let pages reload."""
        folders = (self._inputs.project.root / name for name in ("data", "templates"))
        watch_often(server, [str(folder) for folder in folders if folder.is_dir()])
        server.set_app(with_live_reload(server.serve_request))
        return server

    def on_shutdown(self) -> None:
        """Keep Python from looking through all that was read once more as it ends."""
        gc.freeze()


def _require_port(host: str, port: int) -> None:
    """Raise PluginError where another program listens on a port."""
    try:
        # As MkDocs's own server opens it.
        socket.create_server((host, port), reuse_port=False).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return  # MkDocs says what it is
        raise PluginError(
            f"{host}:{port} is in use by another program, perhaps by another `make serve`. "
            f"Stop that one, or take another port: make serve PORT={port + 1}"
        ) from None


def _report(inputs: Inputs, problems: tuple[Problem, ...]) -> str:
    texts = texts_under(inputs.project.root)
    return "\n" + "\n".join(text_report(problems, all_rules(), "da", texts))
