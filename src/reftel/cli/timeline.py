"""`reftel timeline`: dated statements and events in the order of the day they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.annotated import tell_waiting
from reftel.cli.missing import Day
from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from reftel.collection.said import Happening


@click.command(name="timeline")
@click.argument("collection")
@click.option("--about", metavar="WORDS", help="Names or words in the statement or sentence.")
@click.option("--person", metavar="NAME", help="Who is named in it, or says it; in any spelling.")
@click.option("--place", metavar="PLACE", help="Which place is named in it.")
@click.option("--from", "first", type=Day(), metavar="DAY", help="Of this day or later.")
@click.option("--to", "last", type=Day(), metavar="DAY", help="Of this day or earlier.")
@click.option("--limit", "-n", type=click.IntRange(1), default=100, show_default=True, help="Show so many.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
def command(
    collection: str,
    *,
    about: str | None,
    person: str | None,
    place: str | None,
    first: str | None,
    last: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """List dated statements and events of a COLLECTION in the order of the day they are of.

    A day that is concluded or only roughly told is marked; what has no day that can be told is left out.

    \b
    Examples:
      reftel timeline mine --about vessel
      reftel timeline mine --place Marsaxlokk --from 2008-12 --to 2009-01
    """
    with opened(collection) as held:
        found = held.said.timeline(
            about=about, person=person, place=place, first=first, last=last, limit=limit
        )
        tell_waiting(held, collection)
    if as_json:
        import msgspec

        for each in found:
            click.echo(msgspec.json.encode(each))
    else:
        show_timeline(found)


def show_timeline(found: Sequence[Happening]) -> None:
    """Write what happened when, a day to a line with the words below."""
    from reftel.cli.screen import screen

    console = screen()
    if not found:
        console.print("Nothing dated is told of this.")
    for each in found:
        _show(each, console)


def _show(each: Happening, console: Console) -> None:
    from rich.text import Text

    from reftel.cli.screen import number_of, plain

    day = each.day
    span = day.earliest if day.earliest == day.latest else f"{day.earliest} – {day.latest}"
    head = Text(span or "", "subject")
    if day.certainty != "stated":
        head.append(f" {day.certainty}", "repair")
    head.append(f"  “{plain(day.written or '')}”", "label")
    if each.who:
        head.append(f"  {plain(each.who)}", "none")
    if each.place is not None and each.place.by == "content":
        head.append(f"  {plain(each.place.name)}", "label")
    console.print(head)
    console.print(Text("  “").append(plain(each.words)).append("”"))
    where = Text("  ").append(number_of(each.card), "mrn")
    where.append(f" ¶{each.number}" if each.number is not None else "", "label")
    console.print(where.append(f" ({each.portion})" if each.portion else "", "label"))
