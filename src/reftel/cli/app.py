"""The command `reftel`: finds its commands by name and turns what goes wrong into one line and an exit code.

Exit codes: 0 fine, 1 a check found something, 2 wrong usage, 3 a `ReftelError`.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from reftel import __version__
from reftel.errors import QueryError, ReftelError

# In the order in which a newcomer meets them; each is a file beside this one with a `command`.
COMMANDS = (
    "demo", "parse", "build", "status", "retry", "search", "show", "diff", "refs", "missing", "request",
    "requests", "gaps", "annotate", "train", "claims", "people", "places", "timeline", "contrast", "check",
    "watch", "export", "serve", "editions", "rebuild", "remove",
)  # fmt: skip

# As a shell reports a process that was stopped by Ctrl-C, or whose reader went away.
INTERRUPTED, NOBODY_READS = 130, 141


class Commands(click.Group):
    """A group that imports a command's file only when it is asked for, so that `reftel` starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"reftel.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the user can mend ends in one line, not in a traceback."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except ReftelError as error:
            click.echo(f"reftel: {_one_line(error)}", err=True)
            ctx.exit(3)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _stop_writing()
            ctx.exit(NOBODY_READS)
        return result


def _one_line(error: ReftelError) -> str:
    """Return what an error says, and of a query also where it stumbled and what may have been meant."""
    told = " ".join(str(error).split())
    if isinstance(error, QueryError):
        if error.place is not None:
            told = f"the query, character {error.place + 1}: {told}"
        if error.suggestion:
            told += f" Perhaps: {error.suggestion}"
    return told


def _stop_writing() -> None:
    """Let what is still buffered go nowhere, so that the interpreter does not complain while it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reftel")
def group() -> None:
    """Read, search, follow, check and cite diplomatic telegrams.

    New here?  'reftel demo' builds a sample collection, shows what reftel does with it and opens the
    reading room.

    \b
    Exit codes: 0 fine, 1 a check found something, 2 wrong usage, 3 an error, told in one line.
    """


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    group.main(prog_name="reftel")
