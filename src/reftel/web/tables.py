"""Tables of the original: what was read of a paragraph has one blank for many; here its columns come back."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from itertools import zip_longest

# Columns stand far apart; so do some sentences, hence nothing that ends one may stand before the gap.
GAP = re.compile(r"[^\s.?!:;][ \t]{3,}\S")
FEWEST = 2  # rows that make a table


def rows_of(printed: str) -> dict[str, str]:
    """Return the lines of a text that have columns, as they are printed, by their words."""
    lines = [line.expandtabs().rstrip() for line in printed.splitlines()]
    wide = [bool(GAP.search(line)) for line in lines]
    # What stands between two rows is one, or the rest of the one above.
    within = [i for i in range(1, len(lines) - 1) if wide[i - 1] and lines[i].strip() and wide[i + 1]]
    return {" ".join(lines[i].split()): lines[i] for i in range(len(lines)) if wide[i] or i in within}


def parted(lines: list[str], rows: Mapping[str, str]) -> Iterator[tuple[bool, list[str]]]:
    """Part lines into runs, each with whether it is a table; a table's lines are as they are printed."""
    if sum(line in rows for line in lines) < FEWEST:
        yield False, lines
        return
    run: list[str] = []
    table = False
    for is_row, line in _marked(lines, rows):
        if is_row != table and run:
            yield table, _set_left(run) if table else run
            run = []
        table = is_row
        run.append(line)
    yield table, _set_left(run) if table else run


def _set_left(run: list[str]) -> list[str]:
    return textwrap.dedent("\n".join(run)).split("\n")


def _marked(lines: list[str], rows: Mapping[str, str]) -> Iterator[tuple[bool, str]]:
    """Tell rows from other lines; beside a row, one that runs on into a line, or out of it, is cut off."""
    below = False  # whether a row stands right above
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        for words in _cut(line, rows, below=below, above=following in rows):
            below = words in rows
            yield below, rows.get(words, words)


def _cut(line: str, rows: Mapping[str, str], *, below: bool, above: bool) -> tuple[str, ...]:
    if line in rows:
        return (line,)
    for words in rows:
        if below and line.startswith(words + " "):
            return words, line[len(words) + 1 :]
        if above and line.endswith(" " + words):
            return line[: -len(words) - 1], words
    return (line,)
