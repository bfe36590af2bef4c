"""`reftel requests`: the ledger of what was asked for when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.missing import Day
from reftel.cli.request import today

if TYPE_CHECKING:
    from reftel.collection.requests import Entry, Ledger

_NAMED_AFTER_A_BUILD = 5


class Listing(click.Group):
    """A group whose first word may be a collection: then its list is meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what names no command for what is to be listed."""
        if args[0] not in self.commands:
            args = ["list", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take options before the collection for those of the list: `--json mine`."""
        if args and args[0].startswith("-") and args[0] not in ("--help", "-h"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(name="requests", cls=Listing)
def command() -> None:
    """Keep a ledger of what was asked for when: 'reftel requests COLLECTION' lists it.

    'reftel request' notes each letter that it drafts.  A build, a retry or a rebuild closes the entries whose
    telegram has come.  The ledger is yours: a file of its own, requests.sqlite, that no edition has; leave it
    out when you hand the collection on.

    \b
    Examples:
      reftel requests mine
      reftel requests add mine '2008 TUNIS 1265' --kind foia --case F-2026-00001
      reftel requests answer mine 1 'acknowledged, in the queue'
      reftel requests close mine 1
    """


@command.command(name="list")
@click.argument("collection")
@click.option("--open", "open_only", is_flag=True, help="Only those that are not closed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per entry and line.")
def list_requests(collection: str, *, open_only: bool, as_json: bool) -> None:
    """List what was asked for, in the order it was noted.

    \b
    Example:
      reftel requests list mine --open
    """
    from reftel.collection import Collection

    with Collection.open(collection) as held:
        ledger = held.requests()
        settle(ledger)
        entries = ledger.all(open_only=open_only)
    if as_json:
        _print_json(entries)
    else:
        show_entries(entries)


@command.command(name="add")
@click.argument("collection")
@click.argument("number", metavar="MRN")
@click.option("--kind", type=click.Choice(["foia", "mdr"]), required=True, help="Under which law.")
@click.option("--agency", metavar="CODE", help="Who was asked; by post and year if not given.")
@click.option("--on", type=Day(), metavar="DAY", help="When; today if not given.")
@click.option("--case", help="The case number that the agency gave.")
@click.option("--note", help="Words of your own.")
@click.option("--json", "as_json", is_flag=True, help="Print the entry as one JSON object.")
def add(
    collection: str,
    number: str,
    *,
    kind: str,
    agency: str | None,
    on: str | None,
    case: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Note that a telegram was asked for; a draft of the same becomes this request.

    \b
    Example:
      reftel requests add mine '2008 TUNIS 1265' --kind foia --on 2026-01-31 --case F-2026-00001
    """
    from reftel.collection import Collection
    from reftel.collection.requests.letter import agency_code

    with Collection.open(collection) as held:
        mrn = held.missing_number(number).mrn
        entry = held.requests().note_asked(
            mrn, kind=kind, agency=agency or agency_code(mrn), on=on or today(), case=case, note=note
        )
    _tell(entry, as_json=as_json)


@command.command(name="answer")
@click.argument("collection")
@click.argument("entry", type=click.IntRange(1))
@click.argument("words", nargs=-1, required=True)
@click.option("--on", type=Day(), metavar="DAY", help="When; today if not given.")
@click.option("--case", help="The case number that the agency gave.")
@click.option("--json", "as_json", is_flag=True, help="Print the entry as one JSON object.")
def answer(
    collection: str, entry: int, words: tuple[str, ...], *, on: str | None, case: str | None, as_json: bool
) -> None:
    """Note what the agency answered to an ENTRY; it stays open until the telegram comes.

    \b
    Example:
      reftel requests answer mine 1 'denied in full under exemption 1; appeal by April' --on 2026-02-28
    """
    from reftel.collection import Collection

    with Collection.open(collection) as held:
        noted = held.requests().note_answer(entry, " ".join(words), on=on or today(), case=case)
    _tell(noted, as_json=as_json)


@command.command(name="close")
@click.argument("collection")
@click.argument("entry", type=click.IntRange(1))
@click.option("--on", type=Day(), metavar="DAY", help="When; today if not given.")
@click.option("--note", help="Words of your own: why.")
@click.option("--json", "as_json", is_flag=True, help="Print the entry as one JSON object.")
def close(collection: str, entry: int, *, on: str | None, note: str | None, as_json: bool) -> None:
    """Close an ENTRY whose telegram has not come: withdrawn, or given up.

    \b
    Example:
      reftel requests close mine 1 --note 'found in a library'
    """
    from reftel.collection import Collection

    with Collection.open(collection) as held:
        closed = held.requests().close(entry, on=on or today(), note=note)
    _tell(closed, as_json=as_json)


def _tell(entry: Entry, *, as_json: bool) -> None:
    if as_json:
        _print_json([entry])
    else:
        click.echo(entry_line(entry))


def _print_json(entries: Sequence[Entry]) -> None:
    import msgspec

    for each in entries:
        click.echo(msgspec.json.encode(each))


def show_entries(entries: Sequence[Entry]) -> None:
    """Write the ledger, an entry to a line."""
    from reftel.cli.screen import plain, screen

    console = screen()
    if not entries:
        console.print("Nothing was asked for. Draft a letter with 'reftel request COLLECTION MRN'.")
    for each in entries:
        console.print(plain(entry_line(each)))


def entry_line(entry: Entry) -> str:
    """Return an entry in a line: number, telegram, how and of whom, and what happened when."""
    happened = [
        f"drafted {entry.drafted}" if entry.drafted else "",
        f"asked {entry.asked}" if entry.asked else "",
        f"case {entry.case}" if entry.case else "",
        f"answered {entry.answered}: {entry.answer}" if entry.answered else "",
        f"closed {entry.closed}" if entry.closed else "",
        f"by {entry.closed_by[:12]}" if entry.closed_by else "",
        f"({entry.note})" if entry.note else "",
    ]
    told = ", ".join(part for part in happened if part)
    return f"{entry.id}  {entry.mrn}  {entry.kind.upper()} to {entry.agency}: {entry.state}; {told}"


def settle(ledger: Ledger) -> tuple[Entry, ...]:
    """Close the entries whose telegram has come."""
    return ledger.settle(today())


def show_arrived(collection: str | Path, *, quiet: bool = False) -> None:
    """After a build: close the requests whose telegram has come, and write which they are in a line."""
    from reftel.collection import Collection
    from reftel.collection.layout import Layout
    from reftel.errors import ReftelError

    if not Layout(collection).requests.exists():
        return
    try:
        with Collection.open(collection) as held:
            arrived = settle(held.requests())
    except ReftelError as error:  # the build itself went well
        click.echo(f"reftel: which requests have come cannot be told: {error}", err=True)
        return
    if arrived and not quiet:
        _show_arrived(arrived, collection)


def _show_arrived(arrived: Sequence[Entry], collection: str | Path) -> None:
    from reftel.cli.screen import screen

    named = [f"{e.mrn} ({e.asked or e.drafted})" for e in arrived[:_NAMED_AFTER_A_BUILD]]
    more = len(arrived) - len(named)
    rest = f" and {more} more" if more else ""
    what = "request has" if len(arrived) == 1 else "requests have"
    screen().print(
        f"{len(arrived)} {what} been answered by what came: {', '.join(named)}{rest}; closed. "
        f"See 'reftel requests {collection}'."
    )
