"""`reftel diff`: two copies of a telegram, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.reader import opened, reader_option
from reftel.errors import CollectionError, SourceError

if TYPE_CHECKING:
    from rich.text import Text

    from reftel.cli.screen import Screen
    from reftel.collection import Collection
    from reftel.collection.answers import Card
    from reftel.model import Telegram
    from reftel.release.compare import ComparedPart, Comparison, Piece

_KEY_SHOWN = 12


@click.command(name="diff")
@click.argument("what", metavar="(COLLECTION MRN [MRN] | FILE FILE)", nargs=-1, required=True)
@click.option("--whole", is_flag=True, help="Show what is the same, too.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as one JSON object.")
def command(what: tuple[str, ...], *, whole: bool, as_json: bool) -> None:
    """Compare two copies of a telegram word by word.

    Words that only the second has, where the first has a mark of redaction, are newly opened: {+so+}.
    Words that the second withholds are newly withheld: [-so-].  What changed otherwise has both.  The
    exemption codes are listed.  Page lines, stamps, line ends and hyphens make no difference.

    An MRN is a number written in any way, or the key of a telegram or its beginning.  One number is enough
    where two copies of it are held; the earlier release then comes first.

    \b
    Examples:
      reftel diff mine 08VALLETTA497
      reftel diff mine 2c3d4e5f6a7b 8f9e0d1c2b3a --json
      reftel diff released-1998.txt released-2014.txt
    """
    from reftel import compare

    if len(what) not in (2, 3):
        raise click.UsageError("Give a collection and one or two numbers, or two files.")
    left, right, names = _two_files(what) if _are_files(what) else _two_held(what[0], what[1:])
    comparison = compare(left, right)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(comparison))
    else:
        show_comparison(comparison, names, whole=whole)


Two = tuple["Telegram", "Telegram", tuple[str, str]]


def _are_files(what: Sequence[str]) -> bool:
    return len(what) == 2 and Path(what[0]).is_file()


def _two_files(names: Sequence[str]) -> Two:
    left, right = (_only_telegram(name) for name in names)
    return left, right, (names[0], names[1])


def _only_telegram(name: str) -> Telegram:
    from reftel import parse
    from reftel.intake import read_file
    from reftel.intake.judge import parsed
    from reftel.intake.rejected import Rejected

    read = read_file(name, name=name)
    if isinstance(read, Rejected):
        raise SourceError(f"{name}: {read.reason} {read.remedy}")
    telegrams = [telegram for text in read for telegram in parsed(text, parse)]
    if len(telegrams) > 1:
        raise SourceError(
            f"{name} holds {len(telegrams)} telegrams. Build a collection from it, and give two numbers."
        )
    return telegrams[0]


def _two_held(folder: str, asked: Sequence[str]) -> Two:
    from reftel.release.order import earlier_first

    with opened(folder) as held:
        cards = [_one(held, number) for number in asked] if len(asked) == 2 else _pair(held, asked[0])
        telegrams = [held.telegram(card.key) for card in cards]
    left, right = telegrams if len(asked) == 2 else earlier_first(telegrams[0], telegrams[1])
    names = {card.key: f"{card.mrn or 'no number'}, {card.source_name}" for card in cards}
    return left, right, (names[left.key], names[right.key])


def _one(held: Collection, asked: str) -> Card:
    cards = held.find(asked)
    if len(cards) != 1:
        raise CollectionError(_which(asked, cards))
    return cards[0]


def _pair(held: Collection, asked: str) -> list[Card]:
    """Return the two copies a number stands for: two that bear it, or one and the only copy of it."""
    cards = list(held.find(asked))
    if len(cards) == 1:
        cards += [copy.card for copy in held.copies(cards[0].key)]
    if len(cards) != 2:
        raise CollectionError(_which(asked, cards, wanted="two copies"))
    return cards


def _which(asked: str, cards: Sequence[Card], *, wanted: str = "one telegram") -> str:
    if not cards:
        return f"{asked} is not held. 'reftel show' tells who cites it."
    if len(cards) == 1:
        return f"Of {asked} only one copy is held. Give a second number, or two files."
    keys = ", ".join(f"{card.key[:_KEY_SHOWN]} ({card.source_name})" for card in cards)
    return f"{asked} stands for {len(cards)} telegrams, not {wanted}. Give two of their keys: {keys}."


def show_comparison(comparison: Comparison, names: tuple[str, str], *, whole: bool) -> None:
    """Write what two copies have in common, and what only one of them has."""
    from rich.text import Text

    from reftel.cli.screen import plain, screen

    console = screen()
    for sign, style, name, side in (
        ("-", "withheld", names[0], comparison.left),
        ("+", "opened", names[1], comparison.right),
    ):
        console.print(Text(f"{sign} ", style).append(plain(f"{name} ({side.key[:_KEY_SHOWN]})"), "mrn"))
    console.print(Text(_counted(comparison), "heading"))
    for e in comparison.exemptions:
        meaning = f"  {e.meaning}" if e.meaning else ""
        console.print(Text(f"  {e.code}", "mark").append(f"  {e.left} and {e.right} times{meaning}", "label"))
    same = [part.name.replace("_", " ") for part in comparison.parts if part.is_same]
    if same and not whole:
        console.print(Text(f"The same on both sides: {', '.join(same)}", "label"))
    for part in comparison.parts:
        if whole or not part.is_same:
            _show_part(part, console, whole=whole)


def _counted(comparison: Comparison) -> str:
    c = comparison.counts
    if comparison.is_same:
        return f"The same {c.same:,} words on both sides."
    told = [f"{c.same:,} words the same", f"{c.opened:,} newly opened", f"{c.withheld:,} newly withheld"]
    return ", ".join([*told, f"{c.changed_left:,} replaced by {c.changed_right:,}"])


def _show_part(part: ComparedPart, console: Screen, *, whole: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(f"\n{part.name.replace('_', ' ')}", "label"))
    skipped = 0
    for paragraph in paragraphs(part.pieces):
        if not whole and all(piece.kind == "same" for piece in paragraph):
            skipped += sum(len(piece.right.split()) for piece in paragraph)
            continue
        if skipped:
            _show_skipped(skipped, console)
            skipped = 0
        line = Text(" ").join([_piece(piece) for piece in paragraph])
        console.print(Padding(line, (0, 0, 0, 2), expand=False))
    if skipped:
        _show_skipped(skipped, console)


def _show_skipped(words: int, console: Screen) -> None:
    from rich.text import Text

    console.print(Text(f"    ... {words:,} {'word' if words == 1 else 'words'} the same ...", "label"))


def paragraphs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Put together the pieces of each paragraph."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if piece.opens or not found:
            found.append([])
        found[-1].append(piece)
    return found


def _piece(piece: Piece) -> Text:
    from rich.text import Text

    from reftel.cli.screen import plain

    if piece.kind == "same":
        return Text(plain(piece.right))
    gone, come = ("changed", "changed") if piece.kind == "changed" else ("withheld", "opened")
    told = Text()
    if piece.left:
        told.append(f"[-{plain(piece.left)}-]", gone)
    if piece.right:
        told.append(f"{{+{plain(piece.right)}+}}", come)
    return told
