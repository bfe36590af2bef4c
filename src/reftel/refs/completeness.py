"""How complete a post's telegrams of a period are: numbers held, how many were sent, and what that rests on.

The estimate from the numbers is that of reftel.refs.totals, that from the dates of
reftel.refs.extrapolation; reftel.refs.examine asks whether the first can hold.
docs/reference/completeness.md says it in plain words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from reftel.model import Record
from reftel.refs.cautions import Caution
from reftel.refs.channels import Channel, Sent, channels_of
from reftel.refs.extrapolation import Regression, extrapolate
from reftel.refs.months import Month, months_of
from reftel.refs.numbering import Break, Numbered, Numbering, Part, numbering_of
from reftel.refs.periods import bounds, iso_of, name_of
from reftel.refs.totals import Total, missing_runs, total_of

Method = Literal["numbers", "regression"]

# A cited number above the upper bound by so many times is taken for a misreading.
_TOO_HIGH = 3


class Material(NamedTuple):
    """What is known of a post and period."""

    post: str
    period: int
    held: Sequence[Numbered]
    cited: Collection[int] = ()  # numbers that telegrams cite, held or not
    sent: Iterable[Sent] = ()  # channel serials
    horizon: int | None = None  # the last day of anything that the collection holds
    unplaced: int = 0  # telegrams held that may be of this period or of another


class Missing(Record, frozen=True):
    """Numbers in a row that are not held, and the days of those held around them."""

    first: int
    last: int
    cited: int
    after: str | None
    before: str | None

    @property
    def length(self) -> int:
        """How many numbers."""
        return self.last - self.first + 1


class Completeness(Record, frozen=True, kw_only=True):
    """How complete a post's telegrams of a period are; shares are 0 to 1."""

    post: str
    period: int  # the year it begins in
    period_name: str
    first: str  # day of the period
    last: str
    telegrams: int  # held, copies and sections counted
    held: int  # different numbers held
    cited: int  # numbers cited and not held
    highest: int  # the highest number known
    reach: str | None  # the last day of a telegram held, in line with its number
    total: Total  # from the numbers
    top: Total | None  # from the last quarter of the numbers alone, where they are bunched
    regression: Regression | None
    no_regression: str  # why there is none
    best: Method  # which of the two the figures below are
    estimate: float
    low: int
    high: int
    share: float
    share_low: float
    share_high: float
    parts: tuple[Total, ...]  # of each series, where numbering breaks
    breaks: tuple[Break, ...]
    missing: int  # numbers not held below the highest
    longest: Missing | None  # the longest run of them
    months: tuple[Month, ...]
    channels: tuple[Channel, ...]
    cautions: tuple[Caution, ...] = ()

    @property
    def known(self) -> int:
        """How many are known to exist: held, or cited."""
        return self.held + self.cited


class Examined(NamedTuple):
    """A period with all that was found on the way: what plots show and doubts ask."""

    material: Material
    numbering: Numbering
    cited: tuple[int, ...]  # not held, and not set aside
    cited_aside: tuple[int, ...]
    told: Completeness

    @property
    def reach(self) -> int | None:
        """The last day (an ordinal) of a telegram held, in line with its number."""
        return max((p.line.days[-1] for p in self.numbering.parts if p.line.days), default=None)


def measure(material: Material) -> Examined | None:
    """Return the figures of a post and period, without what speaks against them; None where none is held."""
    if not material.held:
        return None
    first, last = bounds(material.period)
    numbering = numbering_of(material.held, first)
    cited, aside = _cited(material, numbering)
    totals = tuple(t for t in (_total(p, cited, numbering) for p in numbering.parts) if t is not None)
    total = totals[0] if len(totals) == 1 else _sum(totals)
    regression = (
        extrapolate(numbering.parts[0].line, last, total.highest)
        if len(numbering.parts) == 1
        else "numbering breaks within the period"
    )
    told = _told(material, numbering, cited, total, totals, regression)
    return Examined(material, numbering, cited, aside, told)


def _cited(material: Material, numbering: Numbering) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the numbers cited and not held, and those too high to be true."""
    held = {h.number for h in material.held}
    highest = max(part.numbers[-1] for part in numbering.parts)
    sure = total_of(max(numbering.parts, key=lambda p: p.numbers[-1]).numbers)
    limit = _TOO_HIGH * max(highest, sure.high if sure else highest)
    known = sorted(set(material.cited) - held)
    at = bisect_right(known, limit)
    return tuple(n for n in known[:at] if n > 0), tuple(known[at:])


def _total(part: Part, cited: tuple[int, ...], numbering: Numbering) -> Total | None:
    """Estimate one series; what is cited goes to the one whose numbers it lies among, or to the main one."""
    ranges = sorted((p.base, p.numbers[-1]) for p in numbering.parts)
    if len(ranges) == 1:
        return total_of(part.numbers, cited)
    overlapping = any(b[0] < a[1] for a, b in pairwise(ranges))
    if overlapping:
        own: tuple[int, ...] = cited if part is numbering.main else ()
        own = tuple(n for n in own if n <= part.numbers[-1])
    else:
        above = min((base for base, _ in ranges if base > part.base), default=None)
        own = tuple(n for n in cited if n > part.base and (above is None or n <= above))
    found = total_of([n - part.base for n in part.numbers], [n - part.base for n in own])
    return found if found is None or not part.base else _open_below(found)


def _open_below(total: Total) -> Total:
    """Allow for numbers before the lowest held, where a series does not begin with 1."""
    beyond, most = total.estimate - total.highest, total.high - total.highest
    estimate, high = round(total.estimate + beyond, 1), total.high + most
    return msgspec.structs.replace(
        total, estimate=estimate, high=high, share=total.held / estimate, share_low=total.held / high
    )


def _sum(totals: tuple[Total, ...]) -> Total:
    """Add up the totals of several series; the bounds too, which makes the interval wider than need be."""
    held, estimate = sum(t.held for t in totals), sum(t.estimate for t in totals)
    low, high = sum(t.low for t in totals), sum(t.high for t in totals)
    return Total(
        held=held,
        cited=sum(t.cited for t in totals),
        highest=max(t.highest for t in totals),
        estimate=round(estimate, 1),
        low=low,
        high=high,
        share=held / estimate,
        share_low=held / high,
        share_high=held / low,
    )


def _told(
    material: Material,
    numbering: Numbering,
    cited: tuple[int, ...],
    total: Total,
    totals: tuple[Total, ...],
    regression: Regression | str,
) -> Completeness:
    first, last = bounds(material.period)
    longest, missing = None, 0
    for run in gaps_of(numbering, cited):
        missing += run.length
        longest = run if longest is None or run.length > longest.length else longest
    days = [part.line.days[-1] for part in numbering.parts if part.line.days]
    carried = regression if isinstance(regression, Regression) else None
    return Completeness(
        post=material.post,
        period=material.period,
        period_name=name_of(material.period),
        first=iso_of(first),
        last=iso_of(last),
        telegrams=len(material.held),
        held=total.held,
        cited=len(cited),
        highest=max([*(p.numbers[-1] for p in numbering.parts), *cited[-1:]]),
        reach=iso_of(max(days)) if days else None,
        total=total,
        top=None,
        regression=carried,
        no_regression=regression if isinstance(regression, str) else "",
        best="numbers",
        estimate=total.estimate,
        low=total.low,
        high=total.high,
        share=total.share,
        share_low=total.share_low,
        share_high=total.share_high,
        parts=totals if len(totals) > 1 else (),
        breaks=numbering.breaks,
        missing=missing,
        longest=longest,
        months=months_of(material.held, cited, numbering, first, last, carried),
        channels=channels_of(_in_series(material.sent, numbering)),
    )


def _in_series(sent: Iterable[Sent], numbering: Numbering) -> list[Sent]:
    """Return the serials of telegrams whose numbers can be compared: those of the main series, in line."""
    main = numbering.main
    off = {(h.number, h.day) for h in main.off}
    if len(numbering.parts) == 1:
        low, high = main.base, main.numbers[-1]
        return [s for s in sent if low < s.number <= high and (s.number, s.day) not in off]
    line = set(zip(main.line.serials, main.line.days, strict=True))
    return [s for s in sent if (s.number, s.day) in line]


def gaps_of(numbering: Numbering, cited: Sequence[int]) -> tuple[Missing, ...]:
    """Return the runs of numbers not held, series by series, each with the days around it."""
    found: list[Missing] = []
    for part in numbering.parts:
        own = [n - part.base for n in cited if n > part.base] if part is numbering.parts[-1] else []
        for run in missing_runs([n - part.base for n in part.numbers], own):
            low, high = run.first + part.base, run.last + part.base
            found.append(Missing(low, high, run.cited, *_around(part, low, high)))
    return tuple(found)


def _around(part: Part, first: int, last: int) -> tuple[str | None, str | None]:
    """Return the days of the numbers in line before and after a run."""
    below = bisect_right(part.line.serials, first) - 1
    above = bisect_right(part.line.serials, last)
    days = part.line.days
    after = iso_of(days[below]) if below >= 0 else None
    return after, iso_of(days[above]) if above < len(days) else None
