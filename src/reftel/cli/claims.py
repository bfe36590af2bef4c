"""`reftel claims`: who is reported to have said what to whom, over the collection."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, get_args

import click

from reftel.cli.annotated import tell_waiting
from reftel.cli.missing import Day
from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from reftel.collection.said import Claim


class Manner(click.ParamType[str]):
    """A manner of saying."""

    name = "manner"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what is none."""
        from reftel.extract.annotations import Manner as Manners

        if value not in get_args(Manners):
            self.fail(f"'{value}' is no manner. There are: {', '.join(get_args(Manners))}.", param, ctx)
        return value


@click.command(name="claims")
@click.argument("collection")
@click.option("--speaker", metavar="NAME", help="Who says it; in any spelling.")
@click.option("--to-whom", "hearer", metavar="NAME", help="Who is told.")
@click.option("--about", metavar="WORDS", help="Names or words in what is said.")
@click.option("--from", "first", type=Day(), metavar="DAY", help="Said on this day or later.")
@click.option("--to", "last", type=Day(), metavar="DAY", help="Said on this day or earlier.")
@click.option("--manner", type=Manner(), metavar="MANNER", help="state, confirm, deny, doubt, believe, …")
@click.option("--own/--not-own", default=None, help="Only what the post says itself, or only others.")
@click.option("--place", metavar="PLACE", help="Speaks of this place, or is reported from there.")
@click.option("--post", metavar="POST", help="Reported by this post.")
@click.option("--portion", metavar="MARK", help="In a paragraph with this portion mark, as S/NF.")
@click.option("--limit", "-n", type=click.IntRange(1), default=100, show_default=True, help="Show so many.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per claim and line.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table, one line per claim.")
def command(
    collection: str,
    *,
    speaker: str | None,
    hearer: str | None,
    about: str | None,
    first: str | None,
    last: str | None,
    manner: str | None,
    own: bool | None,
    place: str | None,
    post: str | None,
    portion: str | None,
    limit: int,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List who is reported to have said what in a COLLECTION, by the day it was said.

    Each claim has its exact words, who says it to whom, in which manner and how many steps away, the
    days it speaks of, and the telegram and paragraph with its mark.  'reftel annotate' comes first.

    \b
    Examples:
      reftel claims mine --speaker 'al-Tamimi'
      reftel claims mine --about 'survey vessel' --manner deny
      reftel claims mine --place Tunis --from 2008-12 --to 2009-01 --csv > claims.csv
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are two forms of one answer: choose one.")
    from reftel.collection.said import Asked

    asked = Asked(speaker, hearer, about, first, last, manner, own, place, post, portion)
    with opened(collection) as held:
        said = held.said
        claims, total = said.counted(asked, limit=limit)
        tell_waiting(held, collection)
    if as_json:
        import msgspec

        for claim in claims:
            click.echo(msgspec.json.encode(claim))
    elif as_csv:
        from reftel.export import claims_csv

        for piece in claims_csv.written(claims):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    else:
        show_claims(claims, total)


def show_claims(claims: Sequence[Claim], total: int) -> None:
    """Write claims, each with its words and where they stand."""
    from reftel.cli.screen import screen

    console = screen()
    if not claims:
        console.print("Nobody is reported to have said this.")
    for claim in claims:
        show_claim(claim, console)
    if total > len(claims):
        console.print(f"\n{total:,} claims; the first {len(claims):,} are shown.")


def show_claim(claim: Claim, console: Console) -> None:
    """Write one claim."""
    from rich.text import Text

    from reftel.cli.screen import day_of, level_style, number_of, plain

    head = Text(claim.said.earliest or "no date", "label")
    head.append(f"  {plain(claim.speaker.name) if claim.speaker else 'not named'}", "subject")
    head.append(f" {claim.cue or claim.manner}", "none")
    if claim.hearer is not None:
        head.append(f" → {plain(claim.hearer.name)}", "none")
    if claim.manner != "state":
        head.append(f"  [{claim.manner}]", "repair")
    console.print(head)
    console.print(Text("  “").append(plain(claim.quote)).append("”"))
    where = Text("  ").append(number_of(claim.card), "mrn")
    where.append(f", {day_of(claim.card.date)}", "label")
    if claim.number is not None:
        where.append(f" ¶{claim.number}", "label")
    if claim.portion:
        where.append(f" ({claim.portion})", level_style(claim.portion))
    for told in _more(claim):
        where.append(f"; {plain(told)}", "label")
    console.print(where)


def _more(claim: Claim) -> list[str]:
    told = []
    if len(claim.chain) > 2:
        told.append("through " + ", ".join(link.who for link in claim.chain[1:-1]))
    told += [f"source of it: {ground}" for ground in claim.grounds]
    told += [f"of {day.earliest or day.written}" for day in claim.meant]
    if claim.speaker is not None and claim.speaker.by == "continues":
        told.append("speaks on")
    elif claim.speaker is not None and claim.speaker.written not in (None, claim.speaker.name):
        told.append(f"written “{claim.speaker.written}”")
    if claim.place is not None and claim.place.by == "content":
        told.append(claim.place.name)
    return told
