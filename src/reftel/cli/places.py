"""`reftel places`: the countries, cities and other places that a collection names."""

from __future__ import annotations

import click

from reftel.cli.annotated import tell_waiting
from reftel.cli.people import show_names
from reftel.cli.reader import opened, reader_option


@click.command(name="places")
@click.argument("collection")
@click.argument("name", required=False)
@click.option(
    "--by",
    "order",
    type=click.Choice(["name", "date"]),
    default="name",
    help="The alphabet, or the first day.",
)
@click.option("--limit", "-n", type=click.IntRange(1), default=100, show_default=True, help="Show so many.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per place and line.")
def command(collection: str, name: str | None, *, order: str, limit: int, as_json: bool) -> None:
    """List the places that a COLLECTION names; with a NAME, all that is known of those it may mean.

    \b
    Examples:
      reftel places mine
      reftel places mine Marsaxlokk
    """
    with opened(collection) as held:
        found = held.said.places(name, order=order, limit=limit)  # type: ignore[arg-type]
        tell_waiting(held, collection)
    if as_json:
        import msgspec

        for each in found:
            click.echo(msgspec.json.encode(each))
    else:
        show_names(found, full=name is not None, nobody="No place is named so here.")
