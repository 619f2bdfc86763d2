"""How a command ends that could not do its work: exit status 3."""

from __future__ import annotations

import click


class CouldNotBeDone(click.ClickException):
    """The command could not be carried out: no network, a full disk, an aborted run."""

    exit_code = 3
