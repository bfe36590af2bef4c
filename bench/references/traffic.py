"""Numbers, dates and citations as posts make them: cheap, and with what makes years hard to infer.

Who sends how much is the roster's.  Here the volume of a post drifts and varies from year to year and with
the season, numbers are given out a day or two before release, some dates are wrong, and citations point back
as measured.  The periods of counting are those of `reftel.refs.periods`.
"""

from __future__ import annotations

import datetime as dt
import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

from bench.corpus import roster
from bench.references.lags import Law, draw
from reftel.refs.periods import CALENDAR_YEARS, bounds, period_of

FIRST, LAST = 1967, 2009  # periods
VARIES = 0.3  # of a post's volume, from year to year and with the season
DRIFTS = 0.12  # of the logarithm, a year: over decades posts grow and shrink several times
HELD = 0.6  # of what is cited, where the collection has it
WRONG = 0.05  # of dates
_AFTER = ((-1, 5), (0, 60), (1, 20), (2, 10), (3, 5))  # days from number to release, and how often
_OWN, _STATE = 0.45, 0.25  # of references to the post's own telegrams, and to the Department's
_WRONG_BY_DAYS, _WRONG_MONTH = 0.60, 0.36  # of wrong dates; the rest are of a wrong year


class Telegram(NamedTuple):
    """A telegram that was sent: post, number, period, the day it was sent and the day it is dated."""

    post: int
    serial: int
    period: int
    day: int
    dated: int


class Citation(NamedTuple):
    """A reference without its year: when it was written, to which number, and the year that is right."""

    cited_on: int
    own_year: int
    post: int
    serial: int
    year: int


class Traffic:
    """What the posts of a seed send; any telegram can be asked for without making the others."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.posts = len(roster.posts(seed))
        self._weights = list(accumulate(rank**-0.8 for rank in range(1, self.posts + 1)))
        self._years = list(accumulate(roster.year_weight(year) for year in range(FIRST, LAST + 1)))
        self._shape = lru_cache(maxsize=None)(self._shape_of)
        self._drift = lru_cache(maxsize=None)(self._drift_of)

    def name(self, post: int) -> str:
        """Return the name of a post by its place."""
        return roster.posts(self.seed)[post].name

    def _shape_of(self, post: int, period: int) -> tuple[int, float, float]:
        """Return how many a post sends in a period, and how strong and when its season is."""
        random = Random(f"{self.seed}/volume/{post}/{period}")
        first, last = bounds(period)
        usual = roster.volume(self.seed, post) * self._drift(post)[period - FIRST] * (last - first + 1) / 365
        most = usual * min(2.0, max(0.4, random.gauss(1, VARIES)))
        return max(20, int(most)), random.uniform(0, VARIES), random.random()

    def _drift_of(self, post: int) -> list[float]:
        random = Random(f"{self.seed}/drift/{post}")
        steps = accumulate(random.gauss(0, DRIFTS) for _ in range(FIRST, LAST + 1))
        return [math.exp(step) for step in steps]

    def sent(self, random: Random, post: int, period: int, share: float) -> Telegram:
        """Return the telegram whose number a post gives out when so much of a period is over."""
        most, season, phase = self._shape(post, period)
        turn = 2 * math.pi
        counted = share + season / turn * (math.cos(turn * phase) - math.cos(turn * (share + phase)))
        first, last = bounds(period)
        given = first + int(share * (last - first + 1))
        late = random.choices([d for d, _ in _AFTER], [often for _, often in _AFTER])[0]
        day = min(last, max(first, given + late))
        return Telegram(post, 1 + int(counted * most), period, day, _dated(random, day))

    def sent_on(self, random: Random, post: int, day: float) -> Telegram | None:
        """Return a telegram of a post whose number was given out on a day; none before the first period."""
        period = period_of(int(day))
        if not FIRST <= period <= LAST:
            return None
        first, last = bounds(period)
        return self.sent(random, post, period, min(0.999999, (day - first) / (last - first + 1)))

    def any_post(self, random: Random) -> int:
        """Return a post, the busy ones more often."""
        return random.choices(range(self.posts), cum_weights=self._weights)[0]

    def held(self, count: int) -> Iterator[Telegram]:
        """Yield so many telegrams, no number twice."""
        random = Random(f"{self.seed}/held")
        taken: set[tuple[int, int, int]] = set()
        while len(taken) < count:
            (period,) = random.choices(range(FIRST, LAST + 1), cum_weights=self._years)
            one = self.sent(random, self.any_post(random), period, random.random())
            if one[:3] not in taken:
                taken.add(one[:3])
                yield one


def _dated(random: Random, day: int) -> int:
    if random.random() >= WRONG:
        return day
    how = random.random()
    if how < _WRONG_BY_DAYS:
        return day + random.choice((-1, 1)) * random.randint(1, 30)
    date = dt.date.fromordinal(day)
    if how < _WRONG_BY_DAYS + _WRONG_MONTH:
        return date.replace(day=min(28, date.day), month=random.randint(1, 12)).toordinal()
    return date.replace(day=min(28, date.day), year=date.year + random.choice((-1, 1))).toordinal()


class Citing:
    """Makes references among the telegrams of a collection: back by the measured days, held ones first."""

    def __init__(self, traffic: Traffic, held: list[Telegram], law: Law = "measured") -> None:
        self.traffic, self.held, self.law = traffic, held, law
        self._by_post: dict[int, tuple[array[int], list[Telegram]]] = {}
        for one in sorted(held, key=lambda t: t.day):
            days, found = self._by_post.setdefault(one.post, (array("l"), []))
            days.append(one.day)
            found.append(one)

    def of(self, me: Telegram, random: Random) -> list[Telegram]:
        """Return what a telegram cites: two on average, up to six."""
        found = (self._one(random, me) for _ in range(min(6, int(random.expovariate(0.3)))))
        return [one for one in found if one is not None and one[:3] != me[:3]]

    def citations(self, count: int, among: list[Telegram]) -> Iterator[Citation]:
        """Yield so many references of telegrams among these."""
        random = Random(f"{self.traffic.seed}/citing/{len(self.held)}/{self.law}")
        made = 0
        while made < count:
            me = random.choice(among)
            one = self._one(random, me)
            if one is not None and one[:3] != me[:3]:
                made += 1
                own = dt.date.fromordinal(me.dated).year
                yield Citation(me.dated, own, one.post, one.serial, year_of(one))

    def _one(self, random: Random, me: Telegram) -> Telegram | None:
        which = random.random()
        post = me.post if which < _OWN else 0 if which < _OWN + _STATE else self.traffic.any_post(random)
        back = draw(random, self.law)
        if random.random() < HELD:
            found = self._near(post, me.day - int(back), max(3, back * 0.3), me.day)
            if found:
                return random.choice(found)
        return self.traffic.sent_on(random, post, me.day + 0.5 - back)

    def _near(self, post: int, day: int, off: float, latest: int) -> list[Telegram]:
        days, found = self._by_post.get(post, (array("l"), []))
        return found[bisect_left(days, day - int(off)) : bisect_right(days, min(latest, day + int(off)))]


def year_of(one: Telegram) -> int:
    """Return the year that a telegram's number is of."""
    return one.period if one.period >= CALENDAR_YEARS else dt.date.fromordinal(one.day).year
