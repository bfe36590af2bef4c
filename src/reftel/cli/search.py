"""`reftel search`: find telegrams, and show the words that answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.asking import AskingCommand, query_of
from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from reftel.cli.screen import Screen
    from reftel.collection.answers import Also, Card, Facet, Hit, Passage, Results

_PASSAGES_SHOWN = 3
_ALSO_SHOWN = 4


@click.command(name="search", cls=AskingCommand)
@click.argument("collection")
@click.argument("query", nargs=-1)
@click.option(
    "--limit", "-n", type=click.IntRange(0), default=10, show_default=True, help="Show so many hits."
)
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out so many hits first.")
@click.option(
    "--order",
    type=click.Choice(["relevance", "date", "newest", "number"]),
    default="relevance",
    show_default=True,
    help="What comes first.",
)
@click.option(
    "--narrow",
    "narrow",
    multiple=True,
    metavar="PART",
    help="Narrow to this too, such as post:TUNIS from the counts below an answer; may be given again.",
)
@click.option(
    "--facets",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    help="Show so many values of each count.",
)
@click.option("--like", metavar="NUMBER", help="Find telegrams like the one of this number, or key.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
def command(
    collection: str,
    query: tuple[str, ...],
    *,
    limit: int,
    offset: int,
    order: str,
    narrow: tuple[str, ...],
    facets: int,
    like: str | None,
    as_json: bool,
) -> None:
    """Find telegrams in a COLLECTION.

    A QUERY is made of words, "exact phrases" and fields such as from:, to:, tags:, date:, subject:.
    docs/reference/query.md tells all that it can say.  Below the hits stand counts; each is a part that
    narrows the query, when it is added to it or given with --narrow.

    \b
    Examples:
      reftel search mine fishing licences -seals
      reftel search mine '"survey vessel" from:VALLETTA'
      reftel search mine '"vessel harbour"~5 tags:terrorism'
      reftel search mine 'boats OR vessels' --narrow post:TUNIS
      reftel search mine tags:EWWT date:2008-12 --json
      reftel search mine --like 08VALLETTA488
    """
    if bool(query) == (like is not None):
        raise click.UsageError("Give a QUERY, or --like and the number of a telegram.")
    if like is not None:
        _like(collection, like, limit=limit, as_json=as_json)
        return
    from reftel.collection.search.narrowing import narrowed

    asked = query_of(query)
    with opened(collection) as held:
        for part in narrow:
            asked = narrowed(asked, part)
        results = held.search(asked, limit=limit, offset=offset, order=order)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(results))
    else:
        show_results(results, facets=facets)


def _like(collection: str, number: str, *, limit: int, as_json: bool) -> None:
    """Show the telegrams most like one."""
    with opened(collection) as held:
        cards = held.find(number)
        if not cards:
            raise click.UsageError(f"'{number}' is not held. Give the number or key of a telegram that is.")
        if len(cards) > 1:
            keys = ", ".join(card.key[:12] for card in cards)
            raise click.UsageError(f"{len(cards)} telegrams bear the number {number}. Give a key: {keys}.")
        found = held.like(cards[0].key, limit=limit)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode({"like": cards[0], "telegrams": found}))
    else:
        _show_cards(cards[0].mrn or cards[0].key[:12], found)


def _show_cards(number: str, cards: Sequence[Card]) -> None:
    from reftel.cli.screen import cards_table, plain, screen

    console = screen()
    if not cards:
        console.print(f"Nothing held is like {plain(number)}.")
        return
    console.print(f"Most like {plain(number)}:\n")
    console.print(cards_table(cards))


def show_results(results: Results, *, facets: int = 5) -> None:
    """Write how many were found, the hits in context, and where they come from."""
    from rich.text import Text

    from reftel.cli.screen import plain, screen
    from reftel.cli.show import show_near

    console = screen()
    if results.near is not None:
        show_near(results.near)
        console.print()
    console.print(Text(plain(_found(results)), "heading"))
    for said in results.explanations:
        console.print(Text(f"{plain(said)}.", "label"))
    if results.suggestion:
        console.print(f"Did you mean {plain(results.suggestion)}?")
    for hit in results.hits:
        console.print()
        _show_hit(hit, console)
    if results.total and facets:
        console.print()
        for name, values in results.facets.items():
            if values:
                console.print(_facet(name, values, facets))
    _show_provenances(results, console)
    rest = results.total - results.folded - results.offset - len(results.hits)
    if results.hits and rest > 0:
        console.print(Text(f"\n{rest} more: add --offset {results.offset + len(results.hits)}", "label"))


def _show_provenances(results: Results, console: Screen) -> None:
    """Say where the files of the hits come from, each place once."""
    from reftel.cli.screen import plain
    from reftel.cli.status import provenance_line

    said = dict.fromkeys(hit.card.provenance for hit in results.hits if hit.card.provenance)
    for number, one in enumerate(said):
        console.print(("\nWhere these come from: " if not number else "") + plain(provenance_line(one)))


def _found(results: Results) -> str:
    if not results.total:
        return f"Nothing answers {results.query}"
    found = "1 telegram" if results.total == 1 else f"{results.total:,} telegrams"
    if results.folded:
        found += f", {results.folded:,} of them copies folded into another"
    first, last = results.offset + 1, results.offset + len(results.hits)
    standing = results.total - results.folded
    part = f", {first} to {last} shown" if len(results.hits) < standing and results.hits else ""
    return found + part


def _show_hit(hit: Hit, console: Screen) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import card_line, day_of, number_of

    heading = Text(number_of(hit.card), "mrn").append(f"  {day_of(hit.card.date)}  ", "none")
    console.print(heading.append_text(card_line(hit.card)))
    for passage in hit.passages[:_PASSAGES_SHOWN]:
        console.print(Padding(_passage(passage), (0, 0, 0, 4), expand=False))
    if hit.also:
        console.print(Padding(_also(hit.also), (0, 0, 0, 4), expand=False))


def _also(also: tuple[Also, ...]) -> Text:
    """Name the copies folded into a hit, with the keys to show or compare them by."""
    from rich.text import Text

    from reftel.cli.screen import plain

    many = "1 other copy" if len(also) == 1 else f"{len(also)} other copies"
    told = ", ".join(f"{a.relation} {a.card.key[:12]}" for a in also[:_ALSO_SHOWN])
    rest = f" and {len(also) - _ALSO_SHOWN} more" if len(also) > _ALSO_SHOWN else ""
    return Text(plain(f"also held: {many} ({told}{rest})"), "label")


def _passage(passage: Passage) -> Text:
    from rich.text import Text

    from reftel.cli.screen import level_style, plain

    text = Text()
    if passage.number is not None:
        text.append(f"¶{passage.number} ", "label")
    if passage.portion:
        text.append(f"({passage.portion}) ", level_style(passage.portion))
    for piece, asked_for in passage.pieces:
        text.append(plain(" ".join(piece.splitlines())), "mark" if asked_for else "")
    return text


def _facet(name: str, values: tuple[Facet, ...], most: int) -> Text:
    """Return the fullest values of a facet as parts of a query, each with its count."""
    from rich.text import Text

    from reftel.cli.screen import plain
    from reftel.collection.search.narrowing import term_of

    ranked = sorted(values, key=lambda v: (-v.count, v.value))[:most]
    shown = ", ".join(f"{plain(term_of(name, v.value))} {v.count:,}" for v in ranked)
    rest = f" and {len(values) - most:,} more" if len(values) > most else ""
    return Text(f"{name}: ", "label").append(shown + rest, "none")
