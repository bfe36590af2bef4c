"""`reftel places`: the countries, cities and other places that a collection names."""

from __future__ import annotations

import click

from reftel.cli.annotated import tell_waiting
from reftel.cli.names import asking_names, wrote_names
from reftel.cli.people import show_names
from reftel.cli.reader import opened


@click.command(name="places")
@asking_names
def command(
    collection: str, name: str | None, *, order: str, limit: int, as_json: bool, as_csv: bool
) -> None:
    """List the places that a COLLECTION names; with a NAME, all that is known of those it may mean.

    \b
    Examples:
      reftel places mine
      reftel places mine Marsaxlokk
      reftel places mine --limit 100000 --csv > places.csv
    """
    with opened(collection) as held:
        found = held.said.places(name, order=order, limit=limit)  # type: ignore[arg-type]
        tell_waiting(held, collection)
    if not wrote_names(found, as_json=as_json, as_csv=as_csv, full=name is not None):
        show_names(found, full=name is not None, nobody="No place is named so here.")
