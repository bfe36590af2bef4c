"""Figures in the rows of a table: what stands over them, or before them in their row, is counted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reftel.extract.figures.phrases import Words
from reftel.extract.page import Page
from reftel.extract.shape import FIRST_YEAR, LAST_YEAR

_CELL = r"\(?-?(?:US\$|\$)?\d[\d,.]*%?\)?"
_ROW = re.compile(
    r"[ \t]*(?:(?:\w{1,2}[.)]|\(\w\))[ \t]+)?"
    r"(?P<label>[^\W\d_](?:[^\d\n]*[^\W\d_])?[.)-]?)[ \t.:]{2,}"
    rf"(?P<cells>{_CELL}(?:[ \t]{{2,}}{_CELL})*)[ \t]*"
)
_NUMBER = re.compile(r"\d[\d,.]*")
_PARTED = re.compile(r"\S+(?:[ ]\S+)*")
_LEAST = 2  # rows of a table
_ABOVE = 3  # lines above the first row that may be its head


class Cell(NamedTuple):
    """What a figure in a table counts, and the first word of the head of its column, if it has one."""

    counted: Words
    head: int | None


class _Line(NamedTuple):
    start: int
    text: str
    row: re.Match[str] | None


def counted_in_rows(page: Page) -> dict[int, Cell]:
    """Return, for the first word of each figure in a table's rows, the words for what it counts."""
    found: dict[int, Cell] = {}
    for head, rows in _tables(page.text):
        for line in rows:
            assert line.row is not None
            label = (line.start + line.row.start("label"), line.start + line.row.end("label"))
            for cell in _NUMBER.finditer(line.text, line.row.start("cells")):
                if _is_year(cell[0]):
                    continue
                above = _above(head, cell)
                words = _words(page, *(above or label))
                first = bisect_left(page.tokens.starts, line.start + cell.start())
                if words and first < len(page.tokens.starts):
                    found[first] = Cell(words, words[0] if above else None)
    return found


def _tables(text: str) -> Iterator[tuple[Sequence[_Line], list[_Line]]]:
    """Yield each table's rows with the lines above them."""
    lines, at = [], 0
    for written in text.split("\n"):
        lines.append(_Line(at, written, _ROW.fullmatch(written) if "  " in written else None))
        at += len(written) + 1
    i = 0
    while i < len(lines):
        end = i
        while lines[end : end + 1] and (lines[end].row or (end > i and _goes_on(lines[end : end + 2]))):
            end += 1
        rows = [line for line in lines[i:end] if line.row is not None]
        if len(rows) >= _LEAST:
            yield lines[max(0, i - _ABOVE) : i], rows
        i = max(end, i + 1)


def _goes_on(lines: Sequence[_Line]) -> bool:
    """Tell whether the first of two lines is the rest of the label above it, and the second another row."""
    label = lines[0].text
    return len(lines) > 1 and lines[1].row is not None and not re.search(r"\d|^\s*$", label)


def _above(head: Sequence[_Line], cell: re.Match[str]) -> tuple[int, int] | None:
    """Return the place of the words over a cell; none where there are none but years."""
    for line in reversed(head):
        parts = list(_PARTED.finditer(line.text))
        if len(parts) > 1 or (parts and parts[0].start() > 0):
            over = [p for p in parts if p.start() < cell.end() + 1 and cell.start() < p.end() + 1]
            if over and any(c.isalpha() for c in over[0][0]):
                return line.start + over[0].start(), line.start + over[0].end()
    return None


def _is_year(written: str) -> bool:
    return written.isdecimal() and FIRST_YEAR <= int(written) <= LAST_YEAR


def _words(page: Page, start: int, end: int) -> Words | None:
    first, last = (bisect_left(page.tokens.starts, at) for at in (start, end))
    return (first, last) if first < last else None
