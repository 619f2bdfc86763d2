"""Run MkDocs in this process, over inputs that have been read already."""

from __future__ import annotations

import io
import logging
import os
from pathlib import Path

from click import ClickException
from mkdocs.commands.build import build
from mkdocs.config import load_config

from hub.inputs import Inputs
from hub.mkdocs_plugin import HubPlugin
from hub.settings import CONFIG_FILE
from hub.site.build import BuildFailed


def build_with_mkdocs(inputs: Inputs, site: Path, *, search: bool = True) -> None:
    """Build the site in a folder. Raises BuildFailed with what MkDocs said."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.propagate = False
    logger.addHandler(handler)
    # Material prints a banner about the end of its life on every build without this.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    try:
        config = load_config(str(inputs.root / CONFIG_FILE), site_dir=str(site), strict=True)
        plugin = config.plugins.get("hub")
        if not isinstance(plugin, HubPlugin):
            raise BuildFailed(f"{CONFIG_FILE} does not name the plugin hub: plugins: - hub")
        plugin.given, plugin.search = inputs, search
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except ClickException as error:  # what MkDocs raises for every fault that it knows
        told = "\n".join(filter(None, (said.getvalue().strip(), error.format_message())))
        raise BuildFailed(f"MkDocs could not build the site.\n{told}") from error
    finally:
        logger.removeHandler(handler)
