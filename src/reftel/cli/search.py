"""`reftel search`: find telegrams, and show the words that answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.text import Text

    from reftel.cli.screen import Screen
    from reftel.collection.answers import Also, Facet, Hit, Passage, Results

_FACETS_SHOWN = 5
_PASSAGES_SHOWN = 3
_ALSO_SHOWN = 4


@click.command(name="search")
@click.argument("collection")
@click.argument("query", nargs=-1, required=True)
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
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
def command(
    collection: str, query: tuple[str, ...], *, limit: int, offset: int, order: str, as_json: bool
) -> None:
    """Find telegrams in a COLLECTION.

    A QUERY is made of words, "exact phrases" and fields such as from:, to:, tags:, date:, subject:.

    \b
    Examples:
      reftel search mine fishing licences
      reftel search mine '"survey vessel" from:VALLETTA'
      reftel search mine tags:EWWT date:2008-12 --json
    """
    from reftel.collection import Collection

    with Collection.open(collection) as held:
        results = held.search(" ".join(query), limit=limit, offset=offset, order=order)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(results))
    else:
        show_results(results)


def show_results(results: Results) -> None:
    """Write how many were found, the hits in context, and where they come from."""
    from rich.text import Text

    from reftel.cli.screen import plain, screen

    console = screen()
    console.print(Text(plain(_found(results)), "heading"))
    if results.suggestion:
        console.print(f"Did you mean {plain(results.suggestion)}?")
    for hit in results.hits:
        console.print()
        _show_hit(hit, console)
    if results.total:
        console.print()
        for name, values in results.facets.items():
            if values:
                console.print(_facet(name, values))
    rest = results.total - results.folded - results.offset - len(results.hits)
    if results.hits and rest > 0:
        console.print(Text(f"\n{rest} more: add --offset {results.offset + len(results.hits)}", "label"))


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


def _facet(name: str, values: tuple[Facet, ...]) -> Text:
    from rich.text import Text

    from reftel.cli.screen import plain

    shown = ", ".join(f"{plain(v.value)} {v.count:,}" for v in values[:_FACETS_SHOWN])
    rest = f" and {len(values) - _FACETS_SHOWN} more" if len(values) > _FACETS_SHOWN else ""
    return Text(f"{name}: ", "label").append(shown + rest, "none")
