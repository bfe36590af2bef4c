"""`reftel missing`: telegrams that are cited but not held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.collection.answers import Missing


@click.command(name="missing")
@click.argument("collection")
@click.option("--limit", "-n", type=click.IntRange(1), default=100, show_default=True, help="Show so many.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per missing telegram and line.")
def command(collection: str, *, limit: int, as_json: bool) -> None:
    """List the telegrams that a COLLECTION cites but does not hold.

    The most cited come first, each with who cites it: that a telegram was sent is what a request for it
    must show.

    \b
    Examples:
      reftel missing mine
      reftel missing mine -n 10 --json
    """
    with opened(collection) as held:
        missing = held.missing(limit=limit)
    if as_json:
        import msgspec

        for each in missing:
            click.echo(msgspec.json.encode(each))
    else:
        show_missing(missing)


def show_missing(missing: Sequence[Missing]) -> None:
    """Write what is missing, each with the telegrams that cite it."""
    from rich.text import Text

    from reftel.cli.screen import screen
    from reftel.cli.show import citation_line

    console = screen()
    if not missing:
        console.print("Every telegram that is cited is held.")
    for each in missing:
        times = "once" if len(each.cited_by) == 1 else f"{len(each.cited_by)} times"
        console.print(Text(each.mrn, "mrn").append(f" is cited {times} and not held", "missing"))
        for citation in each.cited_by:
            console.print(citation_line(citation))
