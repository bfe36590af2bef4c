"""The years of labelled references: what the numbers held say, against what a reader can tell."""

from __future__ import annotations

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


def resolved(known: Known, read: Read, curve: Curve) -> Iterator[tuple[str, int, int, str]]:
    """Give, for each number without a year that was read: whether its year comes out right, and how sure."""
    for number, year in known.items():
        if number not in read:
            continue
        telegram, mrn = read[number]
        day = day_of(telegram.dtg.value.iso) if telegram.dtg else None
        if day is None:
            continue
        found = infer_year(curve.curves, mrn.post, mrn.serial, day)
        right = bool(found.years) and found.years[0].year == year
        seen = f"{mrn.post} {mrn.serial}: got {found}, wanted {year}"
        yield "year right", int(right), 1, seen
        yield "year not left open", int(found.sure != "open"), 1, seen
        if found.sure == "certain":
            yield "year certain and right", int(right), 1, seen
        yield (
            "year is the citing telegram's own",
            int(telegram.dtg is not None and telegram.dtg.value.year == year),
            1,
            seen,
        )
