"""`reftel build`: make a collection from files and folders, or add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.progress import progress_bar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reftel.collection.answers import BuildReport

_REJECTS_SHOWN = 20
_SOME_REJECTED = 1


@click.command(name="build")
@click.argument("collection")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--workers", type=click.IntRange(1), help="How many processes read; as many as processors if left out."
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    metavar="MB",
    help="Refuse files larger than this many million bytes; 33 if left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def command(
    ctx: click.Context,
    collection: str,
    sources: tuple[str, ...],
    *,
    workers: int | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Make a COLLECTION from files and folders, or add to it.

    What is already in it is not added twice.  A build that was stopped goes on where it was.  Every file is
    counted; those that cannot be taken in are listed with the reason, and the exit code is then 1.

    \b
    Examples:
      reftel build mine telegrams/
      reftel build mine more/*.txt
    """
    report = build_shown(collection, sources, workers=workers, limit=limit, bar=not as_json)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(report))
    else:
        from reftel.cli.status import show_build
        from reftel.cli.watch import show_waiting

        show_build(report, report.rejects, most=_REJECTS_SHOWN)
        show_waiting(collection)
    if report.rejected:
        ctx.exit(_SOME_REJECTED)


def build_shown(
    collection: str | Path,
    sources: Sequence[str | Path],
    *,
    name: str | None = None,
    workers: int | None = None,
    limit: int | None = None,
    bar: bool = True,
) -> BuildReport:
    """Build with a progress bar, and return what was done."""
    from reftel.cli.reading import parse_and_check
    from reftel.collection import build
    from reftel.intake import DEFAULT_LIMIT

    largest = limit * 1_000_000 if limit else DEFAULT_LIMIT
    with progress_bar(shown=bar) as tell:
        return build(
            collection,
            sources,
            parse=parse_and_check,
            name=name,
            workers=workers,
            limit=largest,
            progress=tell,
        )
