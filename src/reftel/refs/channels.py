"""Channel serials: how many telegrams went from one post to one other, beside all that it numbered.

Behind an addressee stands the number of the telegram in the channel to it (`SECSTATE WASHDC 0607`).  It has
four figures and turns over after 9999; some channels begin anew.  Between two telegrams held, the serial
rises by as many as were sent to that addressee, and the post's own number by as many as were sent at all:
the first cannot be more than the second.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reftel.model import Record
from reftel.refs.periods import iso_of

TURN = 10_000  # serials of four figures
SLACK = 5  # telegrams may leave in another order than they were numbered
_FEWEST = 2
_LEAST_NUMBERS = 10  # numbers of the post between first and last, from which a share says something


class Sent(NamedTuple):
    """A telegram held: its number, the day it was sent on, the addressee, and the serial to it."""

    number: int
    day: int | None
    to: str
    serial: int


class Channel(Record, frozen=True):
    """What the serials to one addressee tell of a post and period."""

    to: str
    held: int  # telegrams held that bear a serial to it
    first_serial: int
    last_serial: int
    first_number: int
    last_number: int
    first_day: str | None
    last_day: str | None
    sent: int  # to this addressee, from the first telegram held to the last, by the serials
    numbered: int  # by the post in all, over the same stretches, by its own numbers
    share: float | None  # of the post's telegrams that went to it
    share_held: float | None  # of those sent to it
    turns: int  # how often the serial turned over after 9999
    restarts: int  # how often it began anew
    misread: int  # single serials out of all line, left out
    contradictions: int  # places where it rises by more than the post sent at all
    unsure_turns: int  # places so far apart that it may have turned over once more

    @property
    def agrees(self) -> bool | None:
        """Tell whether serials and numbers can both be right; null where there is too little to tell."""
        if self.contradictions or self.sent > self.numbered + SLACK:
            return False
        return None if self.share is None else True


def channels_of(sent: Iterable[Sent]) -> tuple[Channel, ...]:
    """Return the channels of a post in a period, those with most telegrams first."""
    by_addressee: dict[str, dict[int, Sent]] = {}
    for each in sent:
        by_addressee.setdefault(each.to, {}).setdefault(each.number, each)
    found = [_channel([points[n] for n in sorted(points)]) for points in by_addressee.values()]
    return tuple(sorted((c for c in found if c is not None), key=lambda c: (-c.held, c.to)))


def _channel(points: list[Sent]) -> Channel | None:
    kept, misread = _without_misread(points)
    if len(kept) < _FEWEST:
        return None
    steps = [_step(a, b) for a, b in itertools.pairwise(kept)]
    sent = sum(s.sent for s in steps if s.kind in ("on", "turn"))
    numbered = sum(s.numbered for s in steps if s.kind in ("on", "turn"))
    parts = 1 + sum(s.kind in ("restart", "contradiction") for s in steps)
    first, last = kept[0], kept[-1]
    return Channel(
        to=first.to,
        held=len(kept),
        first_serial=first.serial,
        last_serial=last.serial,
        first_number=first.number,
        last_number=last.number,
        first_day=None if first.day is None else iso_of(first.day),
        last_day=None if last.day is None else iso_of(last.day),
        sent=sent,
        numbered=numbered,
        share=round(sent / numbered, 4) if numbered >= _LEAST_NUMBERS and sent >= 0 else None,
        share_held=round(min(1.0, (len(kept) - parts) / sent), 4) if sent > 0 else None,
        turns=sum(s.kind == "turn" for s in steps),
        restarts=sum(s.kind == "restart" for s in steps),
        misread=misread,
        contradictions=sum(s.kind == "contradiction" for s in steps),
        unsure_turns=sum(s.unsure for s in steps),
    )


class _Step(NamedTuple):
    kind: str  # on, turn, restart, contradiction
    sent: int
    numbered: int
    unsure: bool


def _step(a: Sent, b: Sent) -> _Step:
    """Return what happened between two telegrams held that follow each other by number."""
    numbered, rise = b.number - a.number, b.serial - a.serial
    turned = rise + TURN
    if -SLACK <= rise <= numbered + SLACK:
        return _Step("on", rise, numbered, turned <= numbered)
    if rise < 0 and turned <= numbered + SLACK:
        return _Step("turn", turned, numbered, turned + TURN <= numbered)
    return _Step("restart" if b.serial <= numbered + SLACK else "contradiction", 0, 0, False)


def _fits(a: Sent, b: Sent) -> bool:
    return _step(a, b).kind in ("on", "turn")


def _without_misread(points: Sequence[Sent]) -> tuple[list[Sent], int]:
    """Leave out single serials that fit neither neighbour, where the neighbours fit each other."""
    kept: list[Sent] = []
    for i, point in enumerate(points):
        after = points[i + 1] if i + 1 < len(points) else None
        before = kept[-1] if kept else None
        odd = before is not None and after is not None and not _fits(before, point)
        if odd and before is not None and after is not None and _fits(before, after):
            continue
        kept.append(point)
    return kept, len(points) - len(kept)
