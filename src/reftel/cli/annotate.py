"""`reftel annotate`: who is said to have said what, in a collection."""

from __future__ import annotations

import click

from reftel.cli.annotated import annotate_shown, tell_annotated


@click.command(name="annotate")
@click.argument("collection")
@click.option("--again", is_flag=True, help="Also what other models annotated, and what failed.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    help="How many processes annotate; as many as processors if left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
@click.pass_context
def command(ctx: click.Context, collection: str, *, again: bool, workers: int | None, as_json: bool) -> None:
    """Annotate the telegrams of a COLLECTION that are not annotated yet, in its editions too.

    Found are people, groups and places, dates, figures, and who is reported to have said what.  It may be
    stopped at any time; the same command goes on.

    \b
    Examples:
      reftel annotate mine
      reftel annotate mine --again
    """
    report = annotate_shown(collection, again=again, workers=workers, bar=not as_json)
    tell_annotated(ctx, report, as_json=as_json)
