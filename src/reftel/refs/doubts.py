"""What speaks against the figures of a period: each question is a function, and the list is DOUBTS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import sqrt

from reftel.refs.cautions import Caution, caution
from reftel.refs.chances import normal_tail
from reftel.refs.completeness import Examined
from reftel.refs.numbering import Numbered
from reftel.refs.periods import bounds, iso_of
from reftel.refs.randomness import SIGNIFICANT, Evenness, end_chance, evenness, mix_chance
from reftel.refs.totals import FEW, Total, total_of

# Dates of one number are far apart, and an end is missing, from so many days on.
FAR = 21
_END = 7
_LEAST_CITED = 20
_RARE = 0.001  # for questions whose assumption is hardly ever quite true
_LEAST_LEVELS = 30
_LEVELS = ("UNCLASSIFIED", "CONFIDENTIAL", "SECRET")
_NAMED = 5  # numbers that a caution names
_TOP = 0.25
_LEAST_TOP = 4


def doubts(found: Examined) -> tuple[tuple[Caution, ...], Total | None]:
    """Return the cautions for a period, and where numbers are bunched, what the highest alone tell."""
    top, even = None, None
    part = found.numbering.parts[0]
    if len(found.numbering.parts) == 1 and len(part.numbers) > FEW:
        even = evenness(part.numbers, part.base)
        top = _top(part.numbers, found.cited) if even.is_bunched else None
    cautions = [c for ask in DOUBTS for c in ask(found)]
    if even is not None:
        cautions += _uneven(even, top)
    return tuple(sorted(cautions, key=lambda c: c.towards == "not at all")), top


def _few(found: Examined) -> Iterator[Caution]:
    if found.told.held < FEW:
        yield caution("few", held=found.told.held)


def _uneven(even: Evenness, top: Total | None) -> Iterator[Caution]:
    """Tell whether the numbers held are bunched or too regular, and what that does to the estimate."""
    if even.is_bunched:
        chance = min(p for p in (even.bands, even.runs) if p is not None)
        why = f"so uneven by chance less than once in {_times(chance)} times"
        told = "" if top is None else (
            f"Judged by the last quarter of the numbers alone, {top.estimate:,.0f} were sent "
            f"({top.low:,} to {top.high:,})."
        )  # fmt: skip
        code = "bunched"
        if even.top_chance < SIGNIFICANT:
            code = "bunched-low" if even.top < 1 else "bunched-high"
        yield caution(code, why=why, top=told)
    elif even.is_regular:
        yield caution("too-regular")


def _times(chance: float) -> str:
    return next((f"{n:,}" for n in (1_000_000, 10_000, 1000) if chance < 1 / n), "100")


def _top(numbers: Sequence[int], cited: Sequence[int]) -> Total | None:
    """Estimate from the numbers above three quarters of the highest only; the share held is that of all."""
    edge = int(numbers[-1] * (1 - _TOP))
    high = [n - edge for n in numbers if n > edge]
    total = total_of(high, [n - edge for n in cited if n > edge]) if len(high) >= _LEAST_TOP else None
    if total is None:
        return None
    k, estimate, low, upper = len(numbers), total.estimate + edge, total.low + edge, total.high + edge
    return Total(k, len(cited), total.highest + edge, estimate, low, upper, k / estimate, k / upper, k / low)


def _end(found: Examined) -> Iterator[Caution]:
    """Tell where the period's end is not held, or the collection ends before it."""
    told, horizon, reach = found.told, found.material.horizon, found.reach
    first, last = bounds(told.period)
    if horizon is not None and horizon < last - _END:
        yield caution("collection-ends", horizon=iso_of(horizon), last=told.last)
        last = horizon
    if reach is None or told.parts:
        return
    days, ahead = reach - first + 1, last - reach
    if ahead > _END and end_chance(told.held, told.highest, days, ahead) < SIGNIFICANT:
        instead = "The curve of numbers and dates, carried on, is given instead." if told.regression else ""
        expected = round(told.held * ahead / max(1, days))
        yield caution("end-missing", days=ahead, reach=iso_of(reach), expected=expected, instead=instead)


def _ahead(found: Examined) -> Iterator[Caution]:
    curve = found.told.regression
    first, last = bounds(found.told.period)
    if curve is not None and curve.ahead > (last - first) / 10:
        yield caution("ahead", days=curve.ahead, share=_percent(curve.ahead / (last - first + 1)))


def _breaks(found: Examined) -> Iterator[Caution]:
    for each in found.numbering.breaks:
        yield caution(
            each.kind,
            after=_on(each.after, each.after_day),
            before=_on(each.before, each.before_day),
        )


def _aside(found: Examined) -> Iterator[Caution]:
    if found.numbering.aside:
        yield caution("set-aside", numbers=_named(_dated(h) for h in found.numbering.aside))
    if found.cited_aside:
        yield caution("cited-aside", numbers=_named(map(str, found.cited_aside)))


def _off(found: Examined) -> Iterator[Caution]:
    off = [h for part in found.numbering.parts for h in part.off]
    if off:
        count = "1 is" if len(off) == 1 else f"{len(off):,} are"
        yield caution("out-of-line", count=count, numbers=_named(_dated(h) for h in off))


def _twice(found: Examined) -> Iterator[Caution]:
    if found.numbering.breaks:
        return
    days: defaultdict[int, list[int]] = defaultdict(list)
    for held in found.material.held:
        if held.day is not None:
            days[held.number].append(held.day)
    far = [(n, min(d), max(d)) for n, d in sorted(days.items()) if max(d) - min(d) > FAR]
    if far:
        yield caution("number-twice", numbers=_named(f"{n} ({iso_of(a)}, {iso_of(b)})" for n, a, b in far))


def _undated(found: Examined) -> Iterator[Caution]:
    count = sum(h.day is None for h in found.material.held)
    if count:
        yield caution("undated", count="1 is" if count == 1 else f"{count:,} are")
    if unplaced := found.material.unplaced:
        yield caution(
            "unknown-period",
            count="1 telegram" if unplaced == 1 else f"{unplaced:,} telegrams",
            is_are="is" if unplaced == 1 else "are",
        )


def _levels(found: Examined) -> Iterator[Caution]:
    held = found.material.held
    chance = mix_chance(held) if not found.numbering.breaks else None
    if chance is not None and chance < SIGNIFICANT:
        yield caution("mix-changes")
    levels = {h.level for h in held}
    absent = [level for level in _LEVELS if level not in levels]
    if sum(h.level is not None for h in held) >= _LEAST_LEVELS and absent:
        yield caution("levels-absent", held=f"{len(held):,}", levels=" or ".join(absent))


def _citations(found: Examined) -> Iterator[Caution]:
    """Compare the share held of what is cited with the share held of all."""
    told = found.told
    cited = {n for n in found.material.cited if 0 < n <= told.highest}
    if len(cited) < _LEAST_CITED or told.parts:
        return
    held = len(cited) - told.cited
    share = told.share
    spread = sqrt(len(cited) * share * (1 - share))
    if spread and normal_tail((held - len(cited) * share) / spread) < _RARE:
        yield caution(
            "citations-disagree",
            cited=f"{len(cited):,}",
            share=_percent(held / len(cited)),
            expected=_percent(share),
        )


def _channels(found: Examined) -> Iterator[Caution]:
    wrong = [c.to for c in found.told.channels if c.agrees is False]
    if wrong:
        yield caution("channel-contradicts", to=_named(wrong))


DOUBTS: tuple[Callable[[Examined], Iterator[Caution]], ...] = (
    _few, _end, _ahead, _breaks, _levels, _citations, _channels, _aside, _off, _twice, _undated,
)  # fmt: skip


def _named(words: Iterable[str]) -> str:
    """Name the first few."""
    listed = list(words)
    more = f" and {len(listed) - _NAMED:,} more" if len(listed) > _NAMED else ""
    return ", ".join(listed[:_NAMED]) + more


def _dated(held: Numbered) -> str:
    return _on(held.number, None if held.day is None else iso_of(held.day))


def _on(number: int, day: str | None) -> str:
    return str(number) if day is None else f"{number} ({day})"


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
