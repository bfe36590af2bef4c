"""`reftel parse`: read telegrams and show them."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.errors import ReftelError, SourceError

if TYPE_CHECKING:
    from reftel.intake import Text
    from reftel.model import Telegram

_STDIN = "-"
_FOUND = 1


@click.command(name="parse")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON record per telegram and line.")
@click.option(
    "--explain", "explained", is_flag=True, help="Say in plain English what every header line means."
)
@click.option("--check", "checks", is_flag=True, help="Say what the checks find; exit code 1 if they do.")
@click.option("--year", type=click.IntRange(1900, 2100), help="The year, for a text that does not print it.")
@click.option("--mrn", metavar="NUMBER", help='The number, for a text without one: "2011 VALLETTA 45".')
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    *,
    as_json: bool,
    explained: bool,
    checks: bool,
    year: int | None,
    mrn: str | None,
) -> None:
    """Read telegrams and show them.

    A FILE may hold one telegram or several, as plain text, HTML, e-mail, TEI or PDF; '-' reads plain text
    from standard input.  Nothing is written or kept.

    \b
    Examples:
      reftel parse telegram.txt
      reftel parse --explain telegram.txt
      reftel parse --check telegram.html
      reftel parse --json *.txt > records.jsonl
    """
    from reftel import parse
    from reftel.intake.judge import parsed

    if mrn is not None:
        mrn = _checked(mrn)
    read = partial(parse, year=year, mrn=mrn)
    unreadable = grave = 0
    for name in files:
        try:
            texts = texts_of(name)
        except SourceError as error:
            click.echo(f"reftel: {error}", err=True)
            unreadable += 1
            continue
        for telegram in (t for text in texts for t in parsed(text, read)):
            if checks:
                telegram = _checked_telegram(telegram)
                grave += _is_grave(telegram)
            _answer(telegram, name, as_json=as_json, explained=explained)
    if unreadable:
        raise ReftelError(f"{unreadable} of {len(files)} could not be read; see above.")
    if grave:
        ctx.exit(_FOUND)


def _checked_telegram(telegram: Telegram) -> Telegram:
    from reftel.marking import checked

    return checked(telegram)


def _is_grave(telegram: Telegram) -> bool:
    return any(f.severity != "information" for f in telegram.findings or ())


def _checked(mrn: str) -> str:
    from reftel import parse_mrn

    number = parse_mrn(mrn)
    if number is None:
        raise click.UsageError(
            f"'{mrn}' is not a full number: year, post and serial, as in 2011 VALLETTA 45."
        )
    return number


def texts_of(name: str) -> tuple[Text, ...]:
    """Return the texts in a file, or say what is wrong with it."""
    from reftel.intake import Rejected, Text, read_file

    if name == _STDIN:
        return (Text(_STDIN, sys.stdin.buffer.read(), ""),)  # as it is: a fragment may be anything
    if Path(name).is_dir():
        raise SourceError(f"{name} is a folder. 'reftel build COLLECTION {name}' reads all that is in it.")
    read = read_file(name, name=name)
    if isinstance(read, Rejected):
        raise SourceError(f"{name}: {read.reason} {read.remedy}")
    return read


def _answer(telegram: Telegram, name: str, *, as_json: bool, explained: bool) -> None:
    if explained:
        from reftel.cli.explanation import print_explanation, show_explanation

        (print_explanation if as_json else show_explanation)(telegram)
        if telegram.findings is not None and not as_json:
            _show_findings(telegram, name)
    elif as_json:
        from reftel.record import to_json

        click.echo(to_json(telegram))
    elif telegram.findings is not None:
        _show_findings(telegram, name)
    else:
        _show(telegram, name)


def _show_findings(telegram: Telegram, name: str) -> None:
    from reftel.cli.check import show_telegram_findings

    show_telegram_findings(telegram, "standard input" if name == _STDIN else name)


def _show(telegram: Telegram, name: str) -> None:
    from reftel.cli.screen import screen
    from reftel.cli.telegram import show_telegram, show_unknown

    console = screen()
    if telegram.family == "unknown":
        show_unknown(telegram, "standard input" if name == _STDIN else name, console)
    else:
        show_telegram(telegram, console)
    console.print()
