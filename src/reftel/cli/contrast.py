"""`reftel contrast`: claims held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.missing import Day
from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from rich.console import Console

    from reftel.collection.contrasts import Found
    from reftel.extract.contrast import Card, Side

TYPES = ("contradiction", "revision", "single-source", "retelling")
_SIDES_SHOWN = 6


@click.command(name="contrast")
@click.argument("collection")
@click.option("--about", metavar="WORDS", help="Only those whose passages have these words.")
@click.option("--speaker", metavar="NAME", help="Only those in which somebody of this name speaks.")
@click.option("--kind", type=click.Choice(TYPES), help="Only cards of this type.")
@click.option("--from", "first", type=Day(), metavar="DAY", help="Only those said on this day or later.")
@click.option("--to", "last", type=Day(), metavar="DAY", help="Only those said on this day or earlier.")
@click.option(
    "--telegram", metavar="NUMBER", help="All that this telegram is part of, its whole summary too."
)
@click.option("--all", "weak", is_flag=True, help="Show weak contradictions and revisions too, marked so.")
@click.option("--limit", "-n", type=click.IntRange(1), default=50, show_default=True, help="Show so many.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per card and line.")
def command(
    collection: str,
    *,
    about: str | None,
    speaker: str | None,
    kind: str | None,
    first: str | None,
    last: str | None,
    telegram: str | None,
    weak: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Hold the claims of a COLLECTION against each other.

    Cards of four types, each with the exact passages: contradictions (two figures for one thing and time,
    or a denial), revisions (one speaker says something else later, or a figure is corrected or grows),
    single sources (several reports that go back to one person) and what a summary retells, where it is marked
    lower than the paragraph.  What a card says is concluded by rules from words; how sure is told with it.
    The collection has to be annotated first.

    \b
    Examples:
      reftel contrast mine
      reftel contrast mine --kind contradiction --about 'harbour strike' --from 2008-12
      reftel contrast mine --kind revision --all
      reftel contrast mine --telegram '2008 LISBON 2794' --json
    """
    from reftel.collection.contrasts import Against

    asked = Against(about, speaker, kind, first, last, telegram, weak)  # type: ignore[arg-type]
    with opened(collection) as held:
        found = held.contrasts(asked, limit=limit)
    if as_json:
        _print_json(found)
    else:
        show_contrasts(found)


def _print_json(found: Found) -> None:
    import msgspec

    for card in found.cards:
        click.echo(msgspec.json.encode(card))


def show_contrasts(found: Found) -> None:
    """Write the cards, how many there are, and what they rest on."""
    from reftel.cli.screen import screen

    console = screen()
    for card in found.cards:
        show_card(card, console)
    if not found.cards:
        console.print("No claims stand against each other here.")
    shown = f"; the first {len(found.cards):,} are shown" if len(found.cards) < found.total else ""
    console.print(f"{_count(found.total, 'card')} from {_count(found.claims, 'claim')}{shown}.")
    if found.weak:
        console.print(f"{_count(found.weak, 'weak card')} left out, most of them wrong: --all shows them.")
    if found.waiting:
        console.print(
            f"{_count(found.waiting, 'telegram')} not annotated yet: run 'reftel annotate' on the collection."
        )
    if found.left_out.pairs:
        words = _count(found.left_out.words, "common word")
        console.print(f"Not compared: {_count(found.left_out.pairs, 'pair')} far apart in time, of {words}.")
    if found.left_out.unread:
        some = _count(found.left_out.unread, "telegram")
        console.print(
            f"The claims of {some} could not be read; the table kept_claims says why.", style="unread"
        )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def show_card(card: Card, console: Console) -> None:
    """Write one card."""
    from rich.text import Text

    from reftel.cli.screen import plain
    from reftel.extract.contrast import is_weak

    sure = "weak" if is_weak(card) else SURE[card.sure]
    console.print(Text(f"{card.type}: {card.kind}", "heading").append(f"  ({sure})", "label"))
    if card.warning:
        console.print(Text(f"  {card.warning}", "repair"))
    for says in card.why:
        console.print(Text(f"  {plain(says)}", "label"))
    for side in card.sides[:_SIDES_SHOWN]:
        show_side(side, console)
    if len(card.sides) > _SIDES_SHOWN:
        console.print(f"  and {len(card.sides) - _SIDES_SHOWN} more")
    console.print()


SURE = {"high": "rather sure", "fair": "fairly sure", "low": "to be looked at"}


def show_side(side: Side, console: Console) -> None:
    """Write one passage: where it stands, who says it and when, its exact words."""
    from rich.text import Text

    from reftel.cli.screen import level_style, plain

    where = Text("  ").append(side.mrn or side.telegram[:12], "mrn")
    if side.number is not None:
        where.append(f" ¶{side.number}", "label")
    if side.portion:
        where.append(" (").append(side.portion, level_style(side.portion)).append(")")
    told = ", ".join(plain(part) for part in (side.speaker, side.said) if part)
    console.print(where.append(f"  {told}: " if told else "  ").append(f"“{plain(side.quote)}”"))
