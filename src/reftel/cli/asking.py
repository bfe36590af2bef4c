"""A command that takes a query: `-word` leaves telegrams with that word out, it is not an option."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

# An option of one letter, also with its number; any other word with a hyphen before it is left out.
_OPTION = re.compile(r"-[a-z]\d*|-|--.*", re.DOTALL)


class AskingCommand(click.Command):
    """A command whose words may begin with a hyphen, as the query language has them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a blank before such a word keeps it from being read as an option."""
        end = args.index("--") if "--" in args else len(args)
        words = [arg if _OPTION.fullmatch(arg) or arg[:1] != "-" else f" {arg}" for arg in args[:end]]
        return super().parse_args(ctx, [*words, *args[end:]])


def query_of(words: Sequence[str]) -> str:
    """Return the query that words on the command line make together."""
    return " ".join(word.strip() for word in words)
