"""`reftel rebuild`: read the kept originals again, after reftel has learnt to read better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.build import REJECTS_SHOWN, SOME_REJECTED
from reftel.cli.progress import progress_bar

if TYPE_CHECKING:
    from reftel.collection.answers import RebuildReport


@click.command(name="rebuild")
@click.argument("collection")
@click.option("--all", "everything", is_flag=True, help="Also what this version of reftel has read already.")
@click.option(
    "--workers", type=click.IntRange(1), help="How many processes read; as many as processors if left out."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def command(
    ctx: click.Context, collection: str, *, everything: bool, workers: int | None, as_json: bool
) -> None:
    """Read every telegram of a COLLECTION again from the originals it keeps, after an upgrade of reftel.

    Only files that another version read are read again, and only telegrams of which something else is read
    are written anew.  If it is stopped, the same command goes on.  An original that is missing or damaged is
    told, its telegrams stay, and the exit code is then 1.

    \b
    Examples:
      reftel rebuild mine
      reftel rebuild mine --all
    """
    from reftel.cli.reading import parse_and_check
    from reftel.cli.requests import show_arrived
    from reftel.collection import rebuild

    with progress_bar(shown=not as_json) as tell:
        report = rebuild(
            collection, parse=parse_and_check, everything=everything, workers=workers, progress=tell
        )
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(report))
    else:
        _show(report)
    show_arrived(collection, quiet=as_json)
    if report.rejected:
        ctx.exit(SOME_REJECTED)


def _show(report: RebuildReport) -> None:
    from reftel.cli.screen import screen
    from reftel.cli.status import many, show_rejects

    console = screen()
    console.print(
        f"{many(report.seen, 'file')} read again = {report.changed:,} changed + {report.unchanged:,} "
        f"unchanged + {report.rejected:,} rejected; {report.current:,} were up to date"
    )
    console.print(
        f"{many(report.telegrams, 'telegram')} held; of those read again {report.telegrams_changed:,} "
        f"changed, {report.telegrams_unchanged:,} unchanged, {report.telegrams_new:,} new, "
        f"{report.telegrams_gone:,} gone ({report.seconds:.1f} s)"
    )
    show_rejects("Could not be read again", report.rejects, most=REJECTS_SHOWN, count=report.rejected)
