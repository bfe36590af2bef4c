"""Plots of completeness as SVG: number against date, and the share held by month.

Every plot has a title and a description in words.  Colours are attributes, for light paper; a page gives
others by class, and a file of its own has a style for dark screens.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import ceil, floor, log10
from typing import NamedTuple
from xml.sax.saxutils import escape

from reftel.collection.gaps import Gaps
from reftel.refs.footnote import percent
from reftel.refs.months import Month

WIDTH, HEIGHT = 720, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 34, 46
_RUNS_SHADED = 12  # the longest ones
_SHORTEST_SHADED = 0.005  # of the numbers
_INK, _SOFT, _HELD, _CITED, _SHADE, _CURVE = "#231f1a", "#625a4d", "#1f4b63", "#9a4a00", "#f2ebdc", "#7a2a20"

_DARK = (
    "<style>@media (prefers-color-scheme: dark) { svg { background: #181613 } "
    ".plot-ink { fill: #e9e1d2 } .plot-soft { fill: #b0a591 } .plot-axis { stroke: #5c5344 } "
    ".plot-held { stroke: #a5c9dd } .plot-bar { fill: #a5c9dd } .plot-cited { stroke: #f0b070 } "
    ".plot-missing { fill: #3a352c } .plot-curve { stroke: #e9a58f } .plot-room { stroke: #5c5344 } }</style>"
)


class Scale(NamedTuple):
    """Where values stand on a plot: days from left to right, numbers from the bottom up."""

    first: int
    last: int
    most: float

    def x(self, day: float) -> float:
        """Return how far right a day stands."""
        return _LEFT + (day - self.first) / max(1, self.last - self.first) * (WIDTH - _LEFT - _RIGHT)

    def y(self, number: float) -> float:
        """Return how far down a number stands."""
        return HEIGHT - _BOTTOM - number / self.most * (HEIGHT - _TOP - _BOTTOM)


def numbers_svg(gaps: Gaps, *, name: str = "numbers", alone: bool = False) -> str:
    """Return number against date; `name` begins its ids, `alone` makes it a file that needs no page."""
    told = gaps.completeness
    first, last = _ordinal(told.first), _ordinal(told.last)
    top = max(told.highest, told.high if told.high < 2 * told.highest else round(told.estimate))
    scale = Scale(first, last, max(1, top))
    title = f"{told.post} {told.period_name}: numbers and dates"
    body = [
        *_missing(gaps, scale),
        *_axes(scale),
        _held(gaps, scale),
        *_cited(gaps, scale),
        *_carried(gaps, scale),
        _legend(gaps),
    ]
    return _document(name, title, described(gaps), body, alone=alone)


def months_svg(gaps: Gaps, *, name: str = "months", alone: bool = False) -> str:
    """Return the share held by month."""
    told = gaps.completeness
    title = f"{told.post} {told.period_name}: share held by month"
    most = _room(max((m.share or 0.0 for m in told.months), default=0.0))
    scale = Scale(0, max(1, len(told.months)), most)
    body = [part for place, month in enumerate(told.months) for part in _bar(place, month, scale)]
    body += [_line(_LEFT, scale.y(0), WIDTH - _RIGHT, scale.y(0), "plot-axis", _SOFT)]
    for part in (0.0, 0.5, 1.0):
        words = f"{100 * part * most:g} %"
        body.append(_text(_LEFT - 8, scale.y(part * most) + 4, words, anchor="end"))
    return _document(name, title, "; ".join(map(_month_told, told.months)) + ".", body, alone=alone)


def _room(share: float) -> float:
    """Return the share at the top of a plot: everything, or less where little is held."""
    return next((top for top in (0.05, 0.1, 0.2, 0.5) if share <= 0.9 * top), 1.0)


def described(gaps: Gaps) -> str:
    """Return in words what the plot of numbers shows."""
    told = gaps.completeness
    words = (
        f"{told.held:,} numbers are held and {told.cited:,} more cited, up to {told.highest:,}; an estimated "
        f"{told.estimate:,.0f} were sent ({told.low:,} to {told.high:,})."
    )
    if told.longest is not None:
        run = told.longest
        words += (
            f" The longest run missing is {run.first:,} to {run.last:,}{_between(run.after, run.before)}."
        )
    return words


def _between(after: str | None, before: str | None) -> str:
    if after and before:
        return f", sent between {after} and {before}"
    return f", sent after {after}" if after else f", sent before {before}" if before else ""


def _month_told(month: Month) -> str:
    if month.share is None or month.sent is None:
        return f"{month.month}: {month.held:,} held"
    return f"{month.month}: {percent(month.share)} of about {month.sent:,.0f}"


# -- parts ------------------------------------------------------------------------------------


def _held(gaps: Gaps, scale: Scale) -> str:
    """Return the numbers held as one path of dots; dots that would cover each other are drawn once."""
    dots = {
        (round(scale.x(_ordinal(p.day))), round(scale.y(p.number), 1))
        for p in gaps.points
        if p.day is not None and p.number <= scale.most
    }
    drawn = {(x, round(y * 2) / 2) for x, y in dots}
    path = "".join(f"M{x} {y:g}h0" for x, y in sorted(drawn))
    return f'<path class="plot-held" d="{path}" stroke="{_HELD}" stroke-width="3" stroke-linecap="round"/>'


def _cited(gaps: Gaps, scale: Scale) -> list[str]:
    path = ""
    for each in gaps.cited:
        day = _middle(each.after, each.before, scale)
        if each.number <= scale.most:
            x, y = round(scale.x(day), 1), round(scale.y(each.number), 1)
            path += f"M{x - 3:g} {y - 3:g}l6 6m0-6l-6 6"
    return [f'<path class="plot-cited" d="{path}" stroke="{_CITED}" stroke-width="1.5"/>'] if path else []


def _middle(after: str | None, before: str | None, scale: Scale) -> float:
    low = _ordinal(after) if after else scale.first
    return (low + (_ordinal(before) if before else scale.last if not after else low)) / 2


def _missing(gaps: Gaps, scale: Scale) -> list[str]:
    """Return the longest runs of missing numbers as shaded fields between the days around them."""
    runs = sorted(gaps.runs, key=lambda r: -r.length)[:_RUNS_SHADED]
    fields = []
    for run in runs:
        if run.length < _SHORTEST_SHADED * scale.most or run.first > scale.most:
            continue
        left = scale.x(_ordinal(run.after) if run.after else scale.first)
        right = scale.x(_ordinal(run.before) if run.before else scale.last)
        above, below = scale.y(min(run.last, scale.most)), scale.y(run.first)
        fields.append(
            f'<rect class="plot-missing" x="{left:.1f}" y="{above:.1f}" width="{max(2.0, right - left):.1f}" '
            f'height="{max(1.0, below - above):.1f}" fill="{_SHADE}"/>'
        )
    return fields


def _carried(gaps: Gaps, scale: Scale) -> list[str]:
    """Return the curve carried on to the end of the period, and the interval there."""
    told = gaps.completeness
    end = scale.x(scale.last)
    low, high = scale.y(min(told.low, scale.most)), scale.y(min(told.high, scale.most))
    parts = [_line(end, low, end, high, "plot-curve", _CURVE, width=4)]
    if told.best == "regression" and told.reach:
        start = max((p.number for p in gaps.points if p.day and p.day <= told.reach), default=0)
        begin = scale.x(_ordinal(told.reach))
        parts.append(
            _line(begin, scale.y(start), end, scale.y(told.estimate), "plot-curve", _CURVE, dashed=True)
        )
    return parts


def _axes(scale: Scale) -> list[str]:
    parts = [_line(_LEFT, scale.y(0), WIDTH - _RIGHT, scale.y(0), "plot-axis", _SOFT)]
    for number in ticks(scale.most):
        y = scale.y(number)
        parts.append(_text(_LEFT - 8, y + 4, f"{number:,}", anchor="end"))
        parts.append(_line(_LEFT - 4, y, _LEFT, y, "plot-axis", _SOFT))
    for day, letter in _months(scale.first, scale.last):
        parts.append(_text(scale.x(day + 15), scale.y(0) + 16, letter, anchor="middle"))
        parts.append(_line(scale.x(day), scale.y(0), scale.x(day), scale.y(0) + 4, "plot-axis", _SOFT))
    return parts


def _legend(gaps: Gaps) -> str:
    words = ["• held"]
    words += ["× cited, not held"] if gaps.cited else []
    words += ["shaded: longest runs missing", "bar at the end: 95 % interval"]
    return _text(_LEFT, HEIGHT - 8, " · ".join(words), kind="plot-soft")


def _bar(place: int, month: Month, scale: Scale) -> list[str]:
    left, right = scale.x(place) + 5, scale.x(place + 1) - 5
    letter = _text((left + right) / 2, scale.y(0) + 16, month.month[5:], anchor="middle")
    if month.share is None:
        return [letter, _text((left + right) / 2, scale.y(0) - 6, "?", anchor="middle", kind="plot-soft")]
    top = scale.y(month.share)
    box = f'x="{left:.1f}" width="{right - left:.1f}"'
    whole = f'y="{scale.y(scale.most):.1f}" height="{scale.y(0) - scale.y(scale.most):.1f}"'
    room = "4 3" if month.carried_on else "none"
    return [
        f'<rect class="plot-room" {box} {whole} fill="none" '
        f'stroke="{_SOFT}" stroke-width="0.5" stroke-dasharray="{room}"/>',
        f'<rect class="plot-bar" {box} y="{top:.1f}" height="{scale.y(0) - top:.1f}" fill="{_HELD}"/>',
        _text((left + right) / 2, top - 4, percent(month.share), anchor="middle"),
        letter,
    ]


# -- drawing ----------------------------------------------------------------------------------


def ticks(most: float) -> list[int]:
    """Return round numbers up to the highest, four to eight of them.

    >>> ticks(655), ticks(3)
    ([0, 100, 200, 300, 400, 500, 600], [0, 1, 2, 3])
    """
    rough = most / 6
    unit = 10 ** floor(log10(rough)) if rough >= 1 else 1
    step = next((unit * n for n in (1, 2, 5, 10) if unit * n >= rough), unit)
    return [n * int(step) for n in range(ceil(most / step) + 1) if n * step <= most]


def _months(first: int, last: int) -> list[tuple[int, str]]:
    found = []
    day = dt.date.fromordinal(first)
    while day.toordinal() <= last:
        found.append((day.toordinal(), f"{day:%b}"))
        day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return found


def _line(
    x: float,
    y: float,
    to_x: float,
    to_y: float,
    kind: str,
    colour: str,
    *,
    width: float = 1,
    dashed: bool = False,
) -> str:
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    return (
        f'<path class="{kind}" d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"{dashes} fill="none"/>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start", kind: str = "plot-ink") -> str:
    colour = _SOFT if kind == "plot-soft" else _INK
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )


def _document(name: str, title: str, told: str, body: Sequence[str], *, alone: bool) -> str:
    heading = _text(_LEFT, 18, title) if alone else ""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-labelledby="{name}-title {name}-desc" font-family="Georgia, serif" font-size="12">',
            f'<title id="{name}-title">{escape(title)}</title>',
            f'<desc id="{name}-desc">{escape(told)}</desc>',
            *([_DARK] if alone else []),
            heading,
            *body,
            "</svg>",
        ]
    )


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()
