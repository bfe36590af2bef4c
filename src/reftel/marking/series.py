"""Checks that need a collection at hand: numbers and times of one post in a row, references to the future.

They take plain rows, so that whoever keeps telegrams can ask; spans are those the rows bring.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from reftel.marking.case import FULL_DAY, FULL_TIME
from reftel.model import Finding, Span

SLACK = dt.timedelta(days=3)  # a low number may be released some days late
CALENDAR_YEARS = 1970  # before, a post's numbers ran with the fiscal year, from July


class Numbered(NamedTuple):
    """A telegram held: its key, its number, when it was sent, and where it says so."""

    key: str
    post: str
    year: int
    serial: int
    dtg: str
    span: Span | None = None


class Citing(NamedTuple):
    """A reference of a telegram held, to a number."""

    key: str
    dtg: str
    text: str
    post: str
    year: int
    serial: int
    span: Span | None = None


class Channel(NamedTuple):
    """A channel serial: the telegram, the post that sent it, the addressee that counts, and when."""

    key: str
    mrn: str
    post: str
    plad: str
    serial: int
    dtg: str
    span: Span | None = None


class SeriesCheck(NamedTuple):
    """A check of a collection: the words of a `Check`, without what it looks at."""

    code: str
    severity: str
    message: str
    rule: str
    source: str


OUT_OF_SERIES = SeriesCheck(
    code="dtg-out-of-series",
    severity="information",
    message="{number} is dated {dtg}; its neighbours {before} and {after}.",
    rule="The numbers of a post and year follow the time; some days late is not odd.",
    source="5 FAH-2 H-220 (2004/2018)",
)
CITED_LATER = SeriesCheck(
    code="cited-later",
    severity="warning",
    message="The reference {text} was sent {cited}, after this telegram, {dtg}.",
    rule="A telegram refers to what was sent before it.",
    source="our own rule, from telegrams seen",
)
CHANNEL_OUT_OF_SERIES = SeriesCheck(
    code="channel-serial-out-of-series",
    severity="information",
    message="Channel serial {number} is dated {dtg}; its neighbours {before} and {after}.",
    rule="The channel serials from a post to an addressee follow the time.",
    source="5 FAH-2 H-321.7, H-321.8",
)
CHANNEL_TWICE = SeriesCheck(
    code="channel-serial-used-twice",
    severity="information",
    message="{mrn} and {other} have the channel serial {serial} to {plad}.",
    rule="A channel serial is used once: two numbers with one serial are a duplicate or a slip.",
    source="5 FAH-2 H-321.7, H-321.8",
)
SERIES_CHECKS = (OUT_OF_SERIES, CHANNEL_OUT_OF_SERIES, CHANNEL_TWICE, CITED_LATER)

KeyFinding = tuple[str, Finding]


def check_collection(
    held: Iterable[Numbered], citing: Iterable[Citing] = (), channels: Iterable[Channel] = ()
) -> tuple[KeyFinding, ...]:
    """Return what the telegrams of a collection say of each other, each finding with a telegram's key."""
    rows, serials = list(held), list(channels)
    counted = [
        Numbered(c.key, f"{c.post} to {c.plad}", int(c.dtg[:4]), c.serial, c.dtg, c.span) for c in serials
    ]
    return (
        *_out_of_series(rows, OUT_OF_SERIES),
        *_out_of_series(counted, CHANNEL_OUT_OF_SERIES),
        *_used_twice(serials),
        *_cited_later(rows, citing),
    )


def _used_twice(serials: list[Channel]) -> Iterator[KeyFinding]:
    """Find a channel serial on telegrams of different numbers; sections and copies share theirs."""
    users: dict[tuple[str, str, str, int], dict[str, Channel]] = defaultdict(dict)
    for c in serials:
        users[c.post, c.plad, c.dtg[:4], c.serial].setdefault(c.mrn, c)
    for group in users.values():
        first, *others = group.values()
        for c in others:
            yield (
                c.key,
                _finding(
                    CHANNEL_TWICE, c.span, mrn=c.mrn, other=first.mrn, serial=f"{c.serial:04}", plad=c.plad
                ),
            )


def _out_of_series(rows: list[Numbered], check: SeriesCheck) -> Iterator[KeyFinding]:
    """Find telegrams whose time does not fit between those of the numbers around them."""
    known = (r for r in rows if len(r.dtg) >= FULL_DAY and r.year >= CALENDAR_YEARS)
    dated = sorted(known, key=lambda r: (r.post, r.year, r.serial))
    for _, group in groupby(dated, key=lambda r: (r.post, r.year)):
        series = list(group)
        kept = _longest_rising([r.dtg for r in series])
        for i in sorted(set(range(len(series))) - set(kept)):
            at = bisect_left(kept, i)
            before, after = kept[at - 1] if at else None, kept[at] if at < len(kept) else None
            row, low, high = series[i], _row(series, before), _row(series, after)
            if (low and _moment(row) < _moment(low) - SLACK) or (
                high and _moment(row) > _moment(high) + SLACK
            ):
                yield row.key, _finding(
                    check, row.span,
                    number=f"{row.year} {row.post} {row.serial}", dtg=_said(row.dtg),
                    before=_neighbour(low), after=_neighbour(high),
                )  # fmt: skip


def _longest_rising(dtgs: list[str]) -> list[int]:
    """Return the places of the longest run, gaps allowed, in which the times never fall."""
    tails: list[str] = []
    places: list[int] = []
    previous: list[int | None] = []
    for i, dtg in enumerate(dtgs):
        at = bisect_right(tails, dtg)
        previous.append(places[at - 1] if at else None)
        tails[at : at + 1], places[at : at + 1] = [dtg], [i]
    run: list[int] = []
    place = places[-1] if places else None
    while place is not None:
        run.append(place)
        place = previous[place]
    return run[::-1]


def _cited_later(rows: list[Numbered], citing: Iterable[Citing]) -> Iterator[KeyFinding]:
    """Find references to telegrams held that were sent later; of several bearers the first counts."""
    sent: dict[tuple[str, int, int], str] = {}
    for row in rows:
        if len(row.dtg) == FULL_TIME:
            number = (row.post, row.year, row.serial)
            sent[number] = min(row.dtg, sent.get(number, row.dtg))
    for c in citing:
        cited = sent.get((c.post, c.year, c.serial))
        if cited is not None and len(c.dtg) == FULL_TIME and cited > c.dtg:
            yield c.key, _finding(CITED_LATER, c.span, text=c.text, cited=_said(cited), dtg=_said(c.dtg))


def _finding(check: SeriesCheck, span: Span | None, **says: object) -> Finding:
    return Finding(
        check.code,
        check.severity,
        check.message.format_map(says),
        (span,) if span else (),
        f"{check.rule} [{check.source}]",
    )


def _row(series: list[Numbered], place: int | None) -> Numbered | None:
    return None if place is None else series[place]


def _moment(row: Numbered) -> dt.datetime:
    return dt.datetime.fromisoformat(row.dtg.removesuffix("Z"))


def _neighbour(row: Numbered | None) -> str:
    return "none" if row is None else f"{row.serial} {_said(row.dtg)}"


def _said(dtg: str) -> str:
    return dtg.replace("T", " ").replace(":00Z", "Z")
