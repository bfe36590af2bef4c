"""`reftel export`: a whole result set as a file, in one of several formats."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.asking import AskingCommand, query_of
from reftel.cli.progress import progress_bar
from reftel.cli.reader import opened, reader_option
from reftel.export import FORMATS

if TYPE_CHECKING:
    from reftel.cli.progress import Tell
    from reftel.collection.selection import Selection

_TOLD_EVERY = 100


@click.command(name="export", cls=AskingCommand)
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("collection")
@click.argument("query", nargs=-1)
@click.option(
    "--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, whole or not."
)
@click.option(
    "--order",
    type=click.Choice(["date", "newest", "number", "relevance"]),
    default="date",
    show_default=True,
    help="What comes first.",
)
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Say what was written as one JSON object; needs --out.")
def command(
    form: str, collection: str, query: tuple[str, ...], *, out: Path | None, order: str, as_json: bool
) -> None:
    """Write all telegrams of a COLLECTION that answer a QUERY in a FORMAT: csv or jsonl.

    There is no upper limit; without a query, all telegrams are written.  csv is a table with one line per
    telegram, jsonl the whole record of each.  Without --out they go to standard output.

    \b
    Examples:
      reftel export csv mine 'tags:EWWT date:2008' --out shipping.csv
      reftel export jsonl mine > mine.jsonl
    """
    if as_json and out is None:
        raise click.UsageError("--json says what was written to a file: name one with --out.")
    from reftel.export import format_named

    with opened(collection) as held:
        selection = held.select(query_of(query), order=order)
        with progress_bar(shown=out is not None or not sys.stdout.isatty()) as tell:
            size = _write(_told(format_named(form).written(selection), selection, tell, form), out)
    if as_json:
        import msgspec

        told = {"format": form, "file": str(out), "telegrams": selection.given, "bytes": size}
        click.echo(msgspec.json.encode(told))
    elif out is not None:
        count = f"{selection.given:,} telegram{'' if selection.given == 1 else 's'}"
        click.echo(f"{count} written to {out}", err=True)
    if selection.given < selection.total:
        click.echo(
            f"{selection.total - selection.given:,} were replaced by a build while this was written and are "
            "not in it. Give the same command again to have them.",
            err=True,
        )


def _told(pieces: Iterator[bytes], selection: Selection, tell: Tell, form: str) -> Iterator[bytes]:
    """Yield the pieces, and tell how far they are."""
    from reftel.collection.answers import Progress

    for piece in pieces:
        yield piece
        if selection.given % _TOLD_EVERY == 0:
            tell(Progress("writing", selection.given, selection.total, form))


def _write(pieces: Iterator[bytes], out: Path | None) -> int:
    from reftel.export.files import write_whole

    if out is not None:
        return write_whole(out, pieces)
    stream = sys.stdout.buffer
    size = 0
    for piece in pieces:
        size += stream.write(piece)
    stream.flush()
    return size
