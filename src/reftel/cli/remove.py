"""`reftel remove`: take out of a collection what came from a source."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from reftel.cli.progress import progress_bar

if TYPE_CHECKING:
    from reftel.collection.answers import Removal, RemoveReport

_NAMES_SHOWN = 20


@click.command(name="remove")
@click.argument("collection")
@click.argument("names", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object; needs --yes.")
def command(collection: str, names: tuple[str, ...], *, yes: bool, as_json: bool) -> None:
    """Take out of a COLLECTION what came from a source.

    A SOURCE is named as 'reftel status' and 'reftel show' name it: a file (release/a.txt), a folder or an
    archive with all that came from it (release, release.zip), or a pattern ('*.ocr2').  What goes is told
    first.  Telegrams that other files hold too stay; originals to which nothing refers any more are deleted
    from the collection, never from where they came.

    \b
    Examples:
      reftel remove mine release.zip
      reftel remove mine 'telegrams/drafts' --yes
    """
    from reftel.cli.reading import parse_and_check
    from reftel.collection import Collection, remove
    from reftel.errors import CollectionError

    if as_json and not yes:
        raise click.UsageError("--json does not ask: add --yes.")
    with Collection.open(collection) as held:
        removal = held.removal(names)
    if removal.unmatched:
        raise CollectionError(
            f"{collection} holds no file or folder {removal.unmatched[0]}. "
            f"'reftel status {collection}' names its sources."
        )
    if not as_json:
        _show_removal(removal)
    if not yes:
        _ask(removal)
    with progress_bar(shown=not as_json) as tell:
        report = remove(collection, names, parse=parse_and_check, progress=tell)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(report))
    else:
        _show(report)


def _ask(removal: Removal) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("Nothing was removed: add --yes to remove this.")
    click.confirm(f"Remove {removal.files + removal.rejects:,}?", abort=True, err=True)


def _show_removal(removal: Removal) -> None:
    from reftel.cli.screen import plain, screen
    from reftel.cli.status import many

    console = screen()
    for name in removal.names[:_NAMES_SHOWN]:
        console.print(f"  {plain(name)}")
    if removal.files > _NAMES_SHOWN:
        console.print(f"  ... and {removal.files - _NAMES_SHOWN:,} more")
    console.print(
        f"{many(removal.files, 'file')} with {many(removal.telegrams, 'telegram')} that no other file holds; "
        f"{removal.staying:,} more stay, since other files hold them; "
        f"{many(removal.rejects, 'reject')} leave the list."
    )


def _show(report: RemoveReport) -> None:
    from reftel.cli.screen import screen
    from reftel.cli.status import many

    screen().print(
        f"Removed {many(report.files, 'file')}, {many(report.telegrams, 'telegram')}, "
        f"{many(report.rejects, 'reject')}, {many(report.originals, 'original')}; "
        f"{many(report.held, 'telegram')} held ({report.seconds:.1f} s)"
    )
