"""Plots in the terminal: dots of Braille for what is held, shades for what is missing, bars by month."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.collection.gaps import Gaps

WIDTH, HEIGHT = 64, 18  # characters
_BLANK = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))  # by column, then row, of a character
_CITED, _MISSING = "×", "░"
_RUNS = 12
_BAR = 30


def numbers_plot(gaps: Gaps) -> str:
    """Return number against date: held as dots, cited as crosses, the longest missing runs shaded."""
    told = gaps.completeness
    first, last = _ordinal(told.first), _ordinal(told.last)
    most = max(told.highest, round(told.estimate), 1)
    field = [[" "] * WIDTH for _ in range(HEIGHT)]

    def column(day: str | None, otherwise: int) -> int:
        at = otherwise if day is None else _ordinal(day)
        return min(2 * WIDTH - 1, max(0, (at - first) * 2 * WIDTH // (last - first + 1)))

    def row(number: int) -> int:
        return min(4 * HEIGHT - 1, max(0, 4 * HEIGHT - 1 - (number - 1) * 4 * HEIGHT // most))

    for run in sorted(gaps.runs, key=lambda r: -r.length)[:_RUNS]:
        if row(run.first) - row(run.last) >= 2:
            for y in range(row(run.last) // 4, row(run.first) // 4 + 1):
                for x in range(column(run.after, first) // 2, column(run.before, last) // 2 + 1):
                    field[y][x] = _MISSING
    for point in gaps.points:
        if point.day is not None:
            x, y = column(point.day, first), row(point.number)
            before = ord(field[y // 4][x // 2])
            lit = before if before > _BLANK else _BLANK
            field[y // 4][x // 2] = chr(lit | _DOTS[x % 2][y % 4])
    for each in gaps.cited:
        x = (column(each.after, first) + column(each.before, last if not each.after else first)) // 2
        x = column(each.after, first) if each.after and not each.before else x
        y = row(each.number)
        if field[y // 4][x // 2] in (" ", _MISSING):
            field[y // 4][x // 2] = _CITED
    return "\n".join([*_framed(field, most), f"{'':8} {_names(first, last)}", f"{'':9}{_legend(gaps)}"])


def _framed(field: list[list[str]], most: int) -> list[str]:
    lines = []
    for y, cells in enumerate(field):
        number = round(most * (HEIGHT - y) / HEIGHT)
        lines.append(f"{number:>7,} │{''.join(cells)}" if y % 4 == 0 else f"{'':7} │{''.join(cells)}")
    return [*lines, f"{0:>7} └{'─' * WIDTH}"]


def _names(first: int, last: int) -> str:
    line = [" "] * (WIDTH + 3)
    day = dt.date.fromordinal(first)
    while day.toordinal() <= last:
        at = (day.toordinal() - first) * WIDTH // (last - first + 1)
        line[at : at + 3] = f"{day:%b}"
        day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return "".join(line).rstrip()


def _legend(gaps: Gaps) -> str:
    return "dots: held" + (f"   {_CITED} cited, not held" if gaps.cited else "") + f"   {_MISSING} missing"


def months_plot(gaps: Gaps) -> str:
    """Return the share held by month as bars."""
    from reftel.refs.footnote import percent

    lines = []
    for month in gaps.completeness.months:
        if month.share is None or month.sent is None:
            lines.append(f"{month.month}  {'?' * 3:{_BAR}}  {month.held:,} held")
            continue
        full = round(_BAR * month.share)
        carried = " (curve carried on)" if month.carried_on else ""
        lines.append(
            f"{month.month}  {'█' * full}{'·' * (_BAR - full)}  {percent(month.share):>6}  "
            f"{month.held:,} of about {month.sent:,.0f}{carried}"
        )
    return "\n".join(lines)


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()
