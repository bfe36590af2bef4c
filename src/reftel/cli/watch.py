"""`reftel watch`: saved queries that tell what is new, as text, JSON, Atom feed or e-mail files."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.asking import AskingCommand, query_of
from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.collection.profiles import News, Profile, Profiles

_CANNOT_BE_ASKED = 3
_NAMED_AFTER_A_BUILD = 5


@click.group(name="watch")
def command() -> None:
    """Save queries, and be told what is new.

    A saved query is a profile.  What answers it when it is saved counts as known; each telegram that comes
    later is told once, also if it is read anew, or removed and added again.

    \b
    Examples:
      reftel watch add mine ships '"survey vessel" OR tags:EWWT'
      reftel watch run mine
    """


@command.command(name="add", cls=AskingCommand)
@click.argument("collection")
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print the profile as one JSON object.")
def add(collection: str, name: str, query: tuple[str, ...], *, as_json: bool) -> None:
    """Save a QUERY under a NAME.

    A query that means the same as one saved already is not saved twice.

    \b
    Example:
      reftel watch add mine ships '"survey vessel" OR tags:EWWT'
    """
    with opened(collection) as held:
        profile, added = held.profiles().add(name, query_of(query))
    if as_json:
        _print_json({"profile": profile, "added": added})
    elif added:
        click.echo(f"{profile.name} is saved. What comes from now on is told by 'reftel watch run'.")
    else:
        click.echo(f"Nothing added: {profile.name} asks for the same ({profile.query}).")


@command.command(name="list")
@click.argument("collection")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per profile and line.")
def list_profiles(collection: str, *, as_json: bool) -> None:
    """List the profiles of a COLLECTION.

    \b
    Example:
      reftel watch list mine
    """
    with opened(collection) as held:
        profiles = held.profiles().all()
    if as_json:
        for profile in profiles:
            _print_json(profile)
    else:
        show_profiles(profiles)


@command.command(name="remove")
@click.argument("collection")
@click.argument("name")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print the profile as one JSON object.")
def remove(collection: str, name: str, *, as_json: bool) -> None:
    """Forget the profile of this NAME, and what it told.

    \b
    Example:
      reftel watch remove mine ships
    """
    with opened(collection) as held:
        profile = held.profiles().remove(name)
    if as_json:
        _print_json({"profile": profile, "removed": True})
    else:
        click.echo(f"{profile.name} is removed. It asked for {profile.query}")


@command.command(name="run")
@click.argument("collection")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--peek", is_flag=True, help="Only look: what is new stays new.")
@click.option(
    "--atom",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the last 100 telegrams told, and what is new, to this file as an Atom feed.",
)
@click.option(
    "--email",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write a message for each profile with something new to a file in this folder.",
)
@click.option("--to", metavar="ADDRESS", help="Whom the messages are for.")
@click.option("--base", metavar="URL", help="Where the reading room is served, for links to the telegrams.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per profile and line.")
@click.pass_context
def run(
    ctx: click.Context,
    collection: str,
    names: tuple[str, ...],
    *,
    peek: bool,
    atom: Path | None,
    email: Path | None,
    to: str | None,
    base: str | None,
    as_json: bool,
) -> None:
    """Tell what is new to the profiles of a COLLECTION, or to those of these NAMEs.

    A telegram counts as told when everything asked for is written; until then the same command tells it
    again, into the same files.

    \b
    Examples:
      reftel watch run mine
      reftel watch run mine ships --atom ships.atom
      reftel watch run mine --email outbox --to desk@example.org
    """
    with opened(collection) as held:
        profiles = held.profiles()
        with _looking(profiles, names, peek=peek) as news:
            if atom is not None:
                _write_feed(atom, profiles, names, news, base)
            if email is not None:
                _write_messages(email, news, held.name, to=to, base=base)
            (_print_news if as_json else show_news)(news)
            sys.stdout.flush()
    troubled = [each for each in news if each.trouble]
    for each in troubled:
        click.echo(f"reftel: {each.profile.name} cannot be asked: {each.trouble}", err=True)
    if troubled:
        ctx.exit(_CANNOT_BE_ASKED)


def _looking(
    profiles: Profiles, names: Sequence[str], *, peek: bool
) -> AbstractContextManager[tuple[News, ...]]:
    return nullcontext(profiles.peek(names)) if peek else profiles.telling(names)


def _write_feed(
    file: Path, profiles: Profiles, names: Sequence[str], news: Sequence[News], base: str | None
) -> None:
    from reftel.export.files import write_whole
    from reftel.export.news_atom import atom

    write_whole(file, [atom(profiles.feed(names, news=news), base=base)])


def _write_messages(
    folder: Path, news: Sequence[News], collection: str, *, to: str | None, base: str | None
) -> None:
    from reftel.errors import ReftelError
    from reftel.export.files import write_whole
    from reftel.export.news_mail import file_name, message

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReftelError(f"{folder} cannot be made ({error.strerror}). Name another folder.") from error
    for each in news:
        if each.telegrams:
            path = folder / file_name(each.profile)
            write_whole(path, [message(each, collection, to=to, base=base)])


def _print_news(news: Sequence[News]) -> None:
    for each in news:
        _print_json(each)


def _print_json(answer: object) -> None:
    import msgspec

    click.echo(msgspec.json.encode(answer))


def show_news(news: Sequence[News]) -> None:
    """Write what is new, profile by profile."""
    from rich.text import Text

    from reftel.cli.screen import cards_table, plain, screen

    console = screen()
    if not news:
        console.print("There is no profile. Save one with 'reftel watch add COLLECTION NAME QUERY'.")
    elif not any(each.telegrams for each in news):
        console.print("Nothing new.")
    for each in news:
        if each.telegrams:
            count = f": {len(each.telegrams):,} new "
            console.print(Text(each.profile.name, "heading").append(count, "none"), plain(each.profile.query))
            console.print(cards_table(arrival.card for arrival in each.telegrams))


def show_profiles(profiles: Sequence[Profile]) -> None:
    """Write the profiles, one to a line."""
    from rich.table import Table
    from rich.text import Text

    from reftel.cli.screen import plain, screen

    console = screen()
    if not profiles:
        console.print("There is no profile. Save one with 'reftel watch add COLLECTION NAME QUERY'.")
        return
    table = Table.grid(padding=(0, 2))
    for profile in profiles:
        told = f"told {profile.told[:10]}" if profile.told else "nothing told yet"
        table.add_row(Text(profile.name, "mrn"), plain(profile.query), Text(told, "label"))
    console.print(table)


def show_waiting(collection: str | Path) -> None:
    """After a build: write which profiles have something new, in a line; they are not told by this."""
    from reftel.collection import Collection
    from reftel.collection.layout import Layout
    from reftel.errors import ReftelError

    if not Layout(collection).profiles.exists():
        return
    try:
        with Collection.open(collection) as held:
            waiting = [each for each in held.profiles().peek() if each.telegrams]
    except ReftelError as error:  # the build itself went well
        click.echo(f"reftel: what is new to the profiles cannot be told: {error}", err=True)
        return
    if waiting:
        _show_waiting(waiting, collection)


def _show_waiting(waiting: Sequence[News], collection: str | Path) -> None:
    from reftel.cli.screen import screen

    named = [f"{each.profile.name} {len(each.telegrams):,}" for each in waiting[:_NAMED_AFTER_A_BUILD]]
    more = len(waiting) - len(named)
    rest = f" and {more} more" if more else ""
    have = "profile has" if len(waiting) == 1 else "profiles have"
    screen().print(
        f"{len(waiting)} {have} something new: {', '.join(named)}{rest}. "
        f"See it with 'reftel watch run {collection}'."
    )
