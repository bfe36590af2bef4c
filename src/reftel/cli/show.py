"""`reftel show`: one telegram of a collection, by any way of writing its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from reftel.collection.answers import Card, Citation, Near
    from reftel.collection.bearers import Bearer
    from reftel.model import Telegram

_NOT_HELD = 1
_KEY_SHOWN = 12


@click.command(name="show")
@click.argument("collection")
@click.argument("number", metavar="MRN", nargs=-1, required=True)
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON record per telegram and line.")
@click.pass_context
def command(ctx: click.Context, collection: str, number: tuple[str, ...], *, as_json: bool) -> None:
    """Show one telegram of a COLLECTION by its number.

    The MRN may be written in any way: '2008 VALLETTA 483', 08VALLETTA483, '08 VALLETTA 00483' or
    'VALLETTA 483'; the key of a telegram, or its beginning, works too.  If the telegram is not held, this
    tells who cites it and what was sent around it, and exits with 1.

    \b
    Examples:
      reftel show mine 08VALLETTA483
      reftel show mine VALLETTA 483 --json
    """
    from reftel.collection.bearers import bearers

    asked = " ".join(number)
    with opened(collection) as held:
        cards = held.find(asked)
        telegrams = [held.telegram(card.key) for card in cards]
        near = None if cards else held.near(asked)
        several = bearers(cards, held.copies) if len(cards) > 1 and not as_json else ()
    if near is not None:
        (_print_near if as_json else show_near)(near)
        ctx.exit(_NOT_HELD)
    if not telegrams:
        raise click.UsageError(f"'{asked}' is not a telegram number. One is written like 2008 VALLETTA 483.")
    if as_json:
        _print_records(cards, telegrams)
    elif several:
        _show_bearers(several)
    else:
        _show(cards[0], telegrams[0])


def _print_records(cards: Sequence[Card], telegrams: Sequence[Telegram]) -> None:
    import msgspec

    for card, telegram in zip(cards, telegrams, strict=True):
        click.echo(msgspec.json.encode({**telegram.to_dict(), "provenance": card.provenance}))


def _print_near(near: Near) -> None:
    import msgspec

    click.echo(msgspec.json.encode(near))


def _show(card: Card, telegram: Telegram) -> None:
    from reftel.cli.screen import screen
    from reftel.cli.telegram import show_telegram

    console = screen()
    show_telegram(telegram, console)
    _show_source(card, console)


def _show_bearers(several: Sequence[Bearer]) -> None:
    """Write several telegrams of one number, copies behind the first of them with the reason."""
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import card_line, day_of, number_of, plain, screen

    console = screen()
    console.print(f"{len(several)} telegrams bear this number. Show one by its key:")
    for each in several:
        card = each.card
        head = Text(f"\n{card.key[:_KEY_SHOWN]}  ", "label").append(number_of(card), "mrn")
        console.print(head.append(f"  {day_of(card.date)}  ", "none").append_text(card_line(card)))
        for line in (f"From {card.source_name}", _belongs(each)):
            if line:
                console.print(Padding(Text(plain(line), "label"), (0, 0, 0, 4), expand=False))


def _belongs(bearer: Bearer) -> str:
    """Return what a telegram is to the others of its number."""
    if bearer.of is not None and bearer.copy is not None:
        sure = "" if bearer.copy.sure == "certain" else f" ({bearer.copy.sure})"
        return f"To {bearer.of.key[:_KEY_SHOWN]}: {bearer.copy.relation}{sure}. {bearer.copy.reason}"
    return "" if bearer.copies else "A telegram of its own: of the others here none is a copy of it."


def _show_source(card: Card, console: Console) -> None:
    """Write which file a telegram was read from, and what is said of where that comes from."""
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import plain
    from reftel.cli.status import provenance_line

    console.print(Text("\nFrom ", "label").append(plain(card.source_name), "none"))
    if card.provenance:
        console.print(Padding(plain(provenance_line(card.provenance)), (0, 0, 0, 2), expand=False))


def show_near(near: Near) -> None:
    """Write that a telegram is not held, who cites it, and what is held around it."""
    from rich.text import Text

    from reftel.cli.screen import cards_table, screen

    console = screen()
    console.print(Text(near.mrn, "mrn").append(" is not held.", "missing"))
    for citation in near.cited_by:
        console.print(citation_line(citation))
    if not near.cited_by:
        console.print("  No telegram held cites it.")
    for where, card in (("before", near.before), ("after", near.after)):
        if card is not None:
            console.print(f"Held from the same post, {where} it:")
            console.print(cards_table([card]))


def citation_line(citation: Citation) -> Text:
    """Return who cites a telegram, and with which words."""
    from rich.text import Text

    from reftel.cli.screen import day_of, number_of, plain

    line = Text("  cited by ").append(number_of(citation.card), "mrn")
    line.append(f", {day_of(citation.card.date)}")
    letter = f" as ref {citation.letter}" if citation.letter else ""
    return line.append(f"{letter}: {plain(citation.text)}")
