"""Checks of times: the date-time group, and the time of filing in format line 3."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from reftel.marking.case import FULL_TIME, Fault, Faults, fault
from reftel.model import Telegram


def noted(code: str) -> Callable[[Telegram], Faults]:
    """Return a check that repeats what was noted in reading: a value that cannot be."""

    def look(t: Telegram) -> Iterator[Fault]:
        for defect in t.defects:
            if defect.code == code and defect.span is not None:
                yield fault(defect.span, written=defect.written)

    return look


def filing_time_impossible(t: Telegram) -> Faults:
    """Find a filing time that cannot be; without a date-time group nothing can be said of it."""
    if len(t.dtg.value.iso if t.dtg else "") == FULL_TIME:
        yield from noted("filing-time-impossible")(t)


def filed_before_dtg(t: Telegram) -> Faults:
    """Find a telegram filed before it was released."""
    times = _times(t)
    if times and times[1] < times[0]:
        yield _fault(t)


def filed_late(t: Telegram) -> Faults:
    """Find a telegram that waited more than a day."""
    times = _times(t)
    if times and times[1] - times[0] > dt.timedelta(hours=24):
        yield _fault(t)


def _times(t: Telegram) -> tuple[dt.datetime, dt.datetime] | None:
    filed = t.station.value.filed if t.station else None
    sent = t.dtg.value.iso if t.dtg else ""
    if filed is None or len(sent) != FULL_TIME or len(filed) != FULL_TIME:
        return None
    return dt.datetime.fromisoformat(sent), dt.datetime.fromisoformat(filed)


def _fault(t: Telegram) -> Fault:
    assert t.station is not None
    assert t.dtg is not None
    filed = (t.station.value.filed or "").replace("T", " ")
    return fault(t.station.span, t.dtg.span, filed=_minute(filed), dtg=_minute(t.dtg.value.iso))


def _minute(iso: str) -> str:
    return iso.replace("T", " ")[: len("2008-12-30 16:40")] + "Z"
