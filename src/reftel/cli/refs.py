"""`reftel refs`: what a telegram refers to and who cites it; its thread; counts over the collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from reftel.collection import Collection
    from reftel.collection.answers import Citation, Followed, Member, States, Thread, Used

STATES = {
    "held": "held",
    "other-form": "held in another form",
    "not-held": "not held",
    "ambiguous": "the year is open",
    "not-a-telegram": "not a telegram",
    "unreadable": "unreadable",
    "unnumbered": "said, not numbered",
}
_NOT_HELD = 1
_T = TypeVar("_T")


@click.command(name="refs")
@click.argument("collection")
@click.argument("number", metavar="[MRN]", nargs=-1)
@click.option("--thread", "as_thread", is_flag=True, help="Show the whole exchange around it, over time.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one object per telegram, or one in all.")
@click.pass_context
def command(
    ctx: click.Context, collection: str, number: tuple[str, ...], *, as_thread: bool, as_json: bool
) -> None:
    """Show what a telegram of a COLLECTION refers to, and who cites it.

    Each reference is told as it is written, the number it is taken for and how sure that is, whether that is
    held, why, and with the sentences that use it.  Without an MRN: how many references there are in each
    state.  With --thread the telegrams connected by reference stand in the order in which they answer each
    other; those not held stand in their place.

    \b
    Examples:
      reftel refs mine
      reftel refs mine 08VALLETTA488
      reftel refs mine '2008 VALLETTA 488' --thread
    """
    asked = " ".join(number)
    if as_thread and not asked:
        raise click.UsageError("--thread needs the number of a telegram.")
    with opened(collection) as held:
        if not asked:
            _tell(held.reference_states(), show_states, as_json=as_json)
        elif as_thread:
            _tell(held.thread(asked), show_thread, as_json=as_json)
        else:
            _one(ctx, held, asked, as_json=as_json)


def _one(ctx: click.Context, held: Collection, asked: str, *, as_json: bool) -> None:
    from reftel.cli.show import _print_near, show_near

    cards = held.find(asked)
    near = None if cards else held.near(asked)
    if near is not None:
        (_print_near if as_json else show_near)(near)
        ctx.exit(_NOT_HELD)
    if not cards:
        raise click.UsageError(f"'{asked}' is not a telegram number. One is written like 2008 VALLETTA 483.")
    for card in cards:
        _tell(held.follow(card.key), show_followed, as_json=as_json)


def _tell(answer: _T, show: Callable[[_T], None], *, as_json: bool) -> None:
    if not as_json:
        show(answer)
        return
    import msgspec

    click.echo(msgspec.json.encode(answer))


def show_states(states: States) -> None:
    """Write how many references are in each state, and how sure the numbers are."""
    from rich.table import Table

    from reftel.cli.screen import screen

    told = (
        ("Of the REF blocks", states.references, states.references_sure),
        ("Named in the text alone", states.in_text, states.in_text_sure),
    )
    for title, by_state, by_sure in told:
        table = Table(title=title, title_justify="left", box=None)
        table.add_column("", justify="left")
        table.add_column("references", justify="right")
        for state, count in by_state.items():
            table.add_row(STATES[state], f"{count:,}")
        screen().print(table)
        sure = ", ".join(f"{name} {count:,}" for name, count in by_sure.items())
        screen().print(f"  year: {sure or 'nothing to tell'}\n")


def show_followed(followed: Followed) -> None:
    """Write the references of a telegram and who cites it."""
    from rich.text import Text

    from reftel.cli.screen import day_of, number_of, plain, screen

    console = screen()
    head = Text(number_of(followed.card), "mrn").append(f", {day_of(followed.card.date)}", "none")
    console.print(head.append(f"  {plain(followed.card.subject or '')}", "none"))
    for title, some in (("Refers to", followed.references), ("Named in the text", followed.in_text)):
        if some:
            console.print(Text(f"\n{title}", "label"))
        for used in some:
            _show_used(used, console)
    console.print(Text("\nCited by", "label"))
    for citation in followed.cited_by:
        _show_citation(citation, console)
    if not followed.cited_by:
        console.print("  No telegram held cites it.")


def _show_used(used: Used, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import plain

    found = used.resolution
    letter = f"{found.reference.letter}. " if found.reference.letter else ""
    line = Text(f"  {letter}{plain(found.reference.text)}")
    if found.concluded is not None and found.sure != "stated":
        line.append(f"  = {found.concluded}", "mrn").append(f" ({found.sure})", "none")
    console.print(line.append(f"  {STATES[found.status]}", "none" if found.candidates else "missing"))
    console.print(Padding(plain(found.why), (0, 0, 0, 5), expand=False))
    for use in used.uses:
        console.print(Padding(f"“{plain(use.sentence)}”", (0, 0, 0, 5), expand=False))


def _show_citation(citation: Citation, console: Console) -> None:
    from rich.padding import Padding

    from reftel.cli.screen import plain
    from reftel.cli.show import citation_line

    console.print(citation_line(citation))
    for sentence in citation.sentences:
        console.print(Padding(f"“{plain(sentence)}”", (0, 0, 0, 5), expand=False))


def show_thread(thread: Thread) -> None:
    """Write the exchange as a tree, each telegram below the one it answers."""
    from reftel.cli.screen import screen

    console = screen()
    for member in thread.members:
        _show_member(thread, member, console)
    for told in thread.cut:
        console.print(told)


def _show_member(thread: Thread, member: Member, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import day_of, number_of, plain

    indent = (0, 0, 0, 2 * member.level)
    if not member.cards:
        line = Text(member.number or "", "mrn").append(" is not held", "missing")
        console.print(Padding(line.append(days_told(member), "none"), indent, expand=False))
        for citation in member.cited_by:
            said = " ".join(f"“{plain(s)}”" for s in citation.sentences)
            words = f"cited by {number_of(citation.card)}: {plain(citation.text)} {said}".rstrip()
            console.print(Padding(words, (0, 0, 0, 2 * member.level + 4), expand=False))
        return
    card = member.cards[0]
    line = Text(number_of(card), "mrn").append(f", {day_of(card.date)}", "none")
    line.append(f"  {plain(card.subject or '')}", "none")
    also = [thread.members[link.to].number for link in member.cites if link.to != member.parent]
    if also:
        line.append(f"  (cites also {', '.join(n or 'a telegram without a number' for n in also)})", "none")
    console.print(Padding(line, indent, expand=False))


def days_told(member: Member) -> str:
    """Return in words when a telegram that is not held was sent, as far as is known."""
    if member.first is None or member.last is None:
        return ""
    if member.first == member.last:
        return f", of {member.first}"
    return f", of {member.first} to {member.last}, likely {member.likely}"
