"""Annotating a collection from the command line: the bar, what was done, and what is still to be done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.progress import progress_bar

if TYPE_CHECKING:
    from reftel.collection import Collection
    from reftel.collection.said import AnnotateReport

_TROUBLES_SHOWN = 10
_MEGA = 1_000_000
SOME_FAILED = 1


def annotate_shown(
    collection: str | Path, *, again: bool = False, workers: int | None = None, bar: bool = True
) -> AnnotateReport:
    """Annotate a collection with a progress bar, and return what was done."""
    from reftel.collection import annotate_collection

    with progress_bar(shown=bar) as tell:
        return annotate_collection(collection, again=again, workers=workers, progress=tell)


def tell_annotated(ctx: click.Context, report: AnnotateReport, *, as_json: bool) -> None:
    """Write what was done; exit with 1 where telegrams could not be annotated."""
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(report))
    else:
        show_annotated(report)
    if report.failed:
        ctx.exit(SOME_FAILED)


def show_annotated(report: AnnotateReport) -> None:
    """Write the counts of one run, and of the editions that followed."""
    from reftel.cli.screen import plain, screen

    console = screen()
    for each in (report, *report.editions):
        whose = "" if each.reader == "everything" else f"For {each.reader}: "
        console.print(
            f"{whose}{each.telegrams:,} telegrams: {each.annotated:,} annotated now, "
            f"{each.current:,} before, {each.older:,} by other models, {each.failed:,} failed."
        )
        if each.annotated:
            size = "" if each.bytes is None else f"; {each.bytes / _MEGA:,.1f} MB of tables"
            console.print(
                f"  {each.mentions:,} mentions, {each.claims:,} claims, {each.dates:,} dates, "
                f"{each.figures:,} figures in {each.seconds:,.1f} s{size}",
                style="label",
            )
        for number, trouble in each.troubles[:_TROUBLES_SHOWN]:
            console.print(f"  {number}: {plain(trouble)}", style="unread")
        if each.older:
            console.print("  With --again these are annotated by the models there are now.", style="label")


def tell_waiting(held: Collection, name: str) -> None:
    """Say on standard error what an answer cannot hold: telegrams that are not annotated yet."""
    state = held.said.state()
    if state.waiting:
        click.echo(
            f"reftel: {state.waiting:,} of {state.telegrams:,} telegrams are not annotated yet: "
            f"'reftel annotate {name}' does it.",
            err=True,
        )
