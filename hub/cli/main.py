"""The command line: a command is the module of its name in `hub.cli.commands`."""

from __future__ import annotations

import errno
import gc
import os
import pkgutil
import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click

import hub
from hub.cli import commands
from hub.cli.aborts import CouldNotBeDone
from hub.project import CONFIG_FILE
from hub.text.clock import NotAMoment, WrongClock
from hub.web.reachability import NoNetwork

_ABORTED = 3

_NO_NETWORK = (
    "No host could be reached, so the fault is probably this machine's network. Nothing was "
    "recorded. Check the network and the name service, and run it again."
)
_ADVICE = {
    errno.ENOSPC: "Make room on that disk, and run it again.",
    errno.EDQUOT: "Make room within this user's quota, and run it again.",
    errno.EFBIG: "Let files be larger (ulimit -f), and run it again.",
    errno.EROFS: "Mount that file system for writing, and run it again.",
    errno.EACCES: "Let this user read and write there, and run it again.",
    errno.EPERM: "Let this user write there, and run it again.",
    errno.EMFILE: "Let programs open more files (ulimit -n), and run it again.",
}
"""What to do about what the system refuses, where that is known."""

_PROXIES = ("http_proxy", "https_proxy", "all_proxy")
_NO_PROXY = " The hub asks directly: a proxy that the environment names is not used."


class _Commands(click.Group):
    """Loads a command when it is asked for, so that a quick one is not slowed by the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        names = (module.name for module in pkgutil.iter_modules(commands.__path__))
        return sorted(name.replace("_", "-") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"hub.cli.commands.{cmd_name.replace('-', '_')}").command
        command.name = cmd_name
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse words that are no text in UTF-8; only the names of files may be any bytes."""
        for word in args:
            shown = word.encode("utf-8", "backslashreplace").decode()
            if shown != word and not Path(word).exists():
                raise click.UsageError(f"{shown} is not UTF-8. Set the terminal to UTF-8.")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the system refuses it is told on one line."""
        try:
            return super().invoke(ctx)
        except NotAMoment as error:
            raise click.UsageError(str(error)) from None
        except WrongClock as error:
            raise CouldNotBeDone(str(error)) from None
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            raise click.exceptions.Exit(_ABORTED) from None
        except NoNetwork:
            has_proxy = any(
                name.lower() in _PROXIES and value for name, value in os.environ.items()
            )
            raise CouldNotBeDone(_NO_NETWORK + (_NO_PROXY if has_proxy else "")) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # nobody reads on: click ends quietly
                raise
            doing = f"hub {ctx.invoked_subcommand} could not go on."
            raise CouldNotBeDone(" ".join((doing, *_refusal(error)))) from None


def _refusal(error: OSError) -> Iterator[str]:
    """Yield what the system said, and what was noted of it."""
    code = error.errno
    if isinstance(error, shutil.Error):  # each is a file, where it was to go, and the reason
        _, target, reason = error.args[0][0]
        if match := re.match(r"\[Errno (\d+)\] ([^:]+)", str(reason)):
            code, reason = int(match[1]), f"{target}: {match[2]}"
        yield f"{reason}."
    else:
        places = [str(name) for name in (error.filename, error.filename2) if name is not None]
        yield f"{': '.join((*places, error.strerror or str(error)))}."
    if code in _ADVICE:
        yield _ADVICE[code]
    yield from getattr(error, "__notes__", ())


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
    # Python would look through all that was read once more as it ends.
    context.call_on_close(gc.freeze)
