"""Opening a collection as a class of readers sees it: the option --reader, the same on every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from reftel.collection import Collection

# As reftel.release.policy has it; importing it here would slow the start of every command.
EVERYTHING = "everything"

_KEPT = "reftel.reader"


def _keep(ctx: click.Context, _: click.Parameter, value: str) -> None:
    ctx.meta[_KEPT] = value


reader_option = click.option(
    "--reader",
    default=EVERYTHING,
    metavar="CLASS",
    expose_value=False,
    callback=_keep,
    help="See the collection as this class of readers does.",
)


def reader_asked_for() -> str:
    """Return the class of readers given to the command that runs."""
    ctx = click.get_current_context(silent=True)
    return EVERYTHING if ctx is None else str(ctx.meta.get(_KEPT, EVERYTHING))


def opened(path: str | Path) -> Collection:
    """Open a collection for the class of readers given to the command that runs."""
    from reftel.collection import Collection

    return Collection.open(path, reader=reader_asked_for())
