"""`reftel export`: a whole result set as a file, in one of several formats."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.progress import progress_bar

if TYPE_CHECKING:
    from reftel.cli.progress import Tell

# As reftel.export.FORMATS has them; a test compares. Importing that here would load the search engine.
FORMATS = ("csv", "jsonl")


@click.command(name="export")
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
    from reftel.collection import Collection
    from reftel.export import format_named

    with Collection.open(collection) as held:
        selection = held.select(" ".join(query), order=order)
        shown = out is not None or not sys.stdout.isatty()
        with progress_bar(shown=shown) as tell:
            pieces = _Counted(format_named(form).written(selection), selection.total, tell, form)
            size = _write(pieces, out)
    written = pieces.count - (1 if form == "csv" else 0)
    if as_json:
        import msgspec

        told = {"format": form, "file": str(out), "telegrams": written, "bytes": size}
        click.echo(msgspec.json.encode(told))
    elif out is not None:
        click.echo(f"{written:,} telegram{'' if written == 1 else 's'} written to {out}", err=True)
    if written < selection.total:
        click.echo(
            f"{selection.total - written:,} were replaced by a build while this was written and are not in "
            "it. Give the same command again to have them.",
            err=True,
        )


class _Counted:
    """The pieces of a file, counted as they go by."""

    def __init__(self, pieces: Iterator[bytes], total: int, tell: Tell, form: str) -> None:
        self._pieces, self._total, self._tell, self._form = pieces, total, tell, form
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        from reftel.collection.answers import Progress

        for piece in self._pieces:
            yield piece
            self.count += 1
            if self.count % 100 == 0:
                self._tell(Progress("writing", self.count, self._total, self._form))


def _write(pieces: _Counted, out: Path | None) -> int:
    from reftel.export.files import write_whole

    if out is not None:
        return write_whole(out, pieces)
    stream = click.get_binary_stream("stdout")
    size = sum(stream.write(piece) for piece in pieces)
    stream.flush()
    return size
