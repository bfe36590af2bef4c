"""Who sends which telegram when, and what it cites: cheap to make, without any text.

Any part of the corpus is the same however large the whole is.  Each chunk of 10,000 telegrams is spread
over all years; in the numbers of a post and year it has slots of its own, and a number's place in the
year gives the time, so that numbers rise with time across chunks.  Slots of no chunk are telegrams that
can be cited and are never held.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

from reftel.terms.posts import Post, all_posts

CHUNK = 10_000
CHUNKS = 319  # a prime: more chunks than that would need larger numbers
FIRST_YEAR, LAST_YEAR = 1967, 2009
CITED = 1.1  # references of a telegram, on average
HELD = 0.6  # of them are held

_STRIDE = CHUNKS + 1  # numbers between two of one chunk; the one left over is never held
_YEAR = 525_600  # minutes
_BACK = 1000  # telegrams of a chunk: how far one looks back for what can be cited


class Sent(NamedTuple):
    """A telegram that was sent: by which post, under which number, when."""

    post: int  # place among the posts
    year: int
    serial: int
    minute: int  # of the year

    @property
    def when(self) -> tuple[int, int]:
        """The year and its minute."""
        return self.year, self.minute


class Cited(NamedTuple):
    """A telegram that is cited, and whether the corpus holds it."""

    sent: Sent
    held: bool


class Chunk(NamedTuple):
    """The telegrams of a chunk, and their places sorted by time."""

    sent: tuple[Sent, ...]
    order: tuple[int, ...]
    times: tuple[tuple[int, int], ...]


@lru_cache(maxsize=2)
def posts(seed: int) -> tuple[Post, ...]:
    """Return the posts that send, the busiest first: the Department, then those with a routing indicator."""
    found = [p for p in all_posts() if p.routing_indicators and p.station != "STATE"]
    Random(f"{seed}/posts").shuffle(found)
    return (*(p for p in all_posts() if p.station == "STATE"), *found)


@lru_cache(maxsize=2)
def _weights(seed: int) -> list[float]:
    return list(accumulate(rank**-0.8 for rank in range(1, len(posts(seed)) + 1)))


@lru_cache(maxsize=1)
def _year_weights() -> list[float]:
    """Return how many telegrams were sent up to each year: few before 1973, most in the last years."""
    return list(accumulate(year_weight(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)))


def year_weight(year: int) -> float:
    """Return how much of the corpus a year has, 1 being the usual."""
    return 0.2 if year < 1973 else 1.2 if year < 1980 else 0.5 if year < 2000 else 1.5


def slots(seed: int, post: int) -> int:
    """Return how many numbers a year of a post has for each chunk."""
    share = (post + 1) ** -0.8 / _weights(seed)[-1]
    return 800 if post == 0 else max(8, int(4 * 0.05 * CHUNK * share))


def volume(seed: int, post: int) -> int:
    """Return how many telegrams a post sends in a year."""
    return slots(seed, post) * _STRIDE


@lru_cache(maxsize=4)
def chunk(seed: int, number: int) -> Chunk:
    """Return the telegrams of a chunk, in the order in which they are written."""
    if number >= CHUNKS:
        raise ValueError(f"the corpus has at most {CHUNKS * CHUNK:,} telegrams")
    random = Random(f"{seed}/roster/{number}")
    residue = 1 + number * 167 % CHUNKS
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    places = range(len(posts(seed)))
    taken: set[tuple[int, int, int]] = set()
    sent: list[Sent] = []
    while len(sent) < CHUNK:
        (post,) = random.choices(places, cum_weights=_weights(seed))
        (year,) = random.choices(years, cum_weights=_year_weights())
        number_of_slots = slots(seed, post)
        slot = random.randrange(number_of_slots)
        if (post, year, slot) not in taken:
            taken.add((post, year, slot))
            sent.append(_sent(post, year, slot * _STRIDE + residue, number_of_slots))
    order = sorted(range(CHUNK), key=lambda i: sent[i].when)
    return Chunk(tuple(sent), tuple(order), tuple(sent[i].when for i in order))


def _sent(post: int, year: int, serial: int, number_of_slots: int) -> Sent:
    last = number_of_slots * _STRIDE
    return Sent(post, year, serial, serial * (_YEAR - 60) // last)


def cited(random: Random, seed: int, index: int, *, most: int = 6) -> list[Cited]:
    """Return what a telegram cites: earlier telegrams, earlier in the corpus too, and some never held."""
    number, place = divmod(index, CHUNK)
    own = chunk(seed, number)
    me = own.sent[place]
    found: dict[Sent, Cited] = {}
    for _ in range(min(most, _poisson(random))):
        other = chunk(seed, number // 2) if number and random.random() < 0.25 else None
        held = _held(random, other or own, me, len(own.sent) if other else place)
        if random.random() < HELD and held is not None:
            found[held] = Cited(held, True)
        else:
            never = _never_held(random, seed, me)
            found[never] = Cited(never, False)
    return list(found.values())


def _poisson(random: Random) -> int:
    count, left = 0, random.random()
    share = 0.3329  # e ** -CITED
    while left > share and count < 20:
        left -= share
        count += 1
        share *= CITED / count
    return count


def _held(random: Random, among: Chunk, me: Sent, below: int) -> Sent | None:
    """Return a telegram sent not long before, from those written before this one."""
    at = bisect_left(among.times, me.when)
    at -= int(random.expovariate(1 / 40))
    for place in reversed(among.order[max(0, at - _BACK) : max(0, at)]):
        if place < below:
            return among.sent[place]
    return None


def _never_held(random: Random, seed: int, me: Sent) -> Sent:
    post = me.post if random.random() < 0.4 else random.randrange(len(posts(seed)))
    number_of_slots = slots(seed, post)
    before = int(me.minute / _YEAR * number_of_slots * random.uniform(0.6, 1.0))
    if before >= 1:
        return _sent(post, me.year, before * _STRIDE, number_of_slots)
    return _sent(post, me.year - 1, random.randrange(1, number_of_slots) * _STRIDE, number_of_slots)
