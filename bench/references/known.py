"""The years of labelled references: what the numbers held say, against what a reader can tell."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from reftel.model import Mrn, Telegram
from reftel.refs.curves import Curves
from reftel.refs.periods import day_of
from reftel.refs.years import infer_year

Known = dict[str, int]
Read = dict[str, tuple[Telegram, Mrn]]


class Curve:
    """Numbers against dates of every telegram of the folder."""

    def __init__(self, telegrams: Iterable[Telegram]) -> None:
        found = [
            (t.mrn.value.post, t.mrn.value.serial, day)
            for t in telegrams
            if t.mrn and t.dtg and (day := day_of(t.dtg.value.iso))
        ]
        self.curves = Curves(found)


def resolved(
    known: Known, read: Read, curve: Curve, counts: Counter[str]
) -> Iterator[tuple[str, int, int, str]]:
    """Give, for each number without a year that was read, whether its year is right; count how sure."""
    for number, year in known.items():
        telegram, mrn = read.get(number, (None, None))
        day = day_of(telegram.dtg.value.iso) if telegram and telegram.dtg else None
        if mrn is None or day is None:
            continue
        found = infer_year(curve.curves, mrn.post, mrn.serial, day)
        right = bool(found.years) and found.years[0].year == year
        seen = f"{mrn.post} {mrn.serial}: got {found}, wanted {year}"
        counts.update((found.sure, f"{found.sure} {'right' if right else 'wrong'}"))
        counts["own"] += dt.date.fromordinal(day).year == year
        yield "year right", int(right), 1, seen
        if found.sure == "certain":
            yield "year certain and right", int(right), 1, seen


def told_of(counts: Counter[str]) -> str:
    """Say how sure the years were and how many were right, beside the guess that it is the own year."""
    kinds = ", ".join(
        f"{name} {counts[name]} ({counts[f'{name} right']} right)" for name in ("certain", "likely", "open")
    )
    total = sum(counts[name] for name in ("certain", "likely", "open"))
    return f"of {total} years left out {kinds}; the citing telegram's own year is right for {counts['own']}"
