"""Run MkDocs in this process: load its configuration, and build over inputs that have been read."""

from __future__ import annotations

import contextlib
import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from click import ClickException
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from hub.inputs import Inputs
from hub.mkdocs.plugin import HubPlugin
from hub.project import CONFIG_FILE
from hub.site.build import BuildFailed
from hub.site.phases import FinishedSite


def load_configuration(config_file: Path) -> MkDocsConfig:
    """Load a project's configuration as MkDocs does. Raises BuildFailed with what MkDocs said."""
    with _messages():
        config = load_config(str(config_file), strict=True)
        plugin_of(config)
        return config


def plugin_of(config: MkDocsConfig) -> HubPlugin:
    """Return the hub's plugin. Raises BuildFailed where the configuration does not name it."""
    plugin = config.plugins.get("hub")
    if not isinstance(plugin, HubPlugin):
        raise BuildFailed(f"{CONFIG_FILE} does not name the plugin hub: plugins: - hub")
    return plugin


def build_with_mkdocs(
    config: MkDocsConfig, inputs: Inputs, site: Path, *, search: bool = True
) -> FinishedSite:
    """Build in a folder the site that will replace the project's. Raises BuildFailed."""
    with _messages():
        config.site_dir = str(site)
        plugin = plugin_of(config)
        plugin.given, plugin.search, plugin.last = inputs, search, inputs.project.site
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
            return plugin.finished
        finally:
            config.plugins.on_shutdown()


@contextlib.contextmanager
def _messages() -> Iterator[None]:
    """Collect what MkDocs logs; raise it as BuildFailed together with the error that it raises."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.propagate = False
    logger.addHandler(handler)
    # Material prints a banner about the end of its life on every build without this.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    try:
        yield
    except ClickException as error:  # what MkDocs raises for every fault that it knows
        messages = filter(None, (log.getvalue().strip(), error.format_message()))
        raise BuildFailed("\n".join(("MkDocs could not build the site.", *messages))) from error
    finally:
        logger.removeHandler(handler)
