"""What `reftel people` and `reftel places` have in common: their options, and tables of what they found."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from reftel.cli.reader import reader_option

_OPTIONS = (
    click.argument("collection"),
    click.argument("name", required=False),
    click.option(
        "--by",
        "order",
        type=click.Choice(["name", "date"]),
        default="name",
        help="The alphabet, or the first day.",
    ),
    click.option(
        "--limit", "-n", type=click.IntRange(1), default=100, show_default=True, help="Show so many."
    ),
    reader_option,
    click.option("--json", "as_json", is_flag=True, help="Print one JSON object per name and line."),
    click.option("--csv", "as_csv", is_flag=True, help="Print a table, one line per name."),
)


def asking_names(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the arguments and options by which names are asked for."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def wrote_names(
    found: Sequence[object], *, as_json: bool, as_csv: bool, full: bool, offices: bool = False
) -> bool:
    """Write what was found as JSON lines or as a table, and tell whether one of them was asked for.

    `full` where all is known of each name, `offices` where offices were asked for.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are two forms of one answer: choose one.")
    if as_json:
        import msgspec

        for each in found:
            click.echo(msgspec.json.encode(each))
    elif as_csv:
        from reftel.export import names_csv

        columns = names_csv.OFFICES if offices else names_csv.KNOWN if full else names_csv.NAMES
        for piece in names_csv.written(found, columns):  # type: ignore[arg-type]
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    return as_json or as_csv
