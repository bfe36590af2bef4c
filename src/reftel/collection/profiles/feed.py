"""A feed: the last telegrams told, put together so that it is the same however often it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from reftel.collection.answers import Card
from reftel.collection.profiles.answers import Arrival, Feed, News, Profile

# Before the first telegram a feed bears this time: the format wants one, and the clock would change it.
_NEVER = "1970-01-01T00:00:00+00:00"

Told = tuple[str, str, str]  # when it came, its key, the profile


def feed_of(
    of: tuple[str, str],  # the collection's name, and the class of readers
    profiles: Sequence[Profile],
    told: Sequence[Told],
    news: Sequence[News],
    *,
    whole: bool,
    cards: Callable[[Sequence[str]], dict[str, Card]],
    length: int,
) -> Feed:
    """Return the feed of these profiles; `whole` where they are all there are.

    A telegram that answers several stands in it once, at the time it came first; one that is no
    longer held is left out.
    """
    new = [(a.arrived, a.card.key, each.profile.name) for each in news for a in each.telegrams]
    arrivals = _arrivals([*told, *new], cards, length)
    names = [p.name for p in profiles]
    updated = max([a.arrived for a in arrivals] or [p.added for p in profiles], default=_NEVER)
    collection, reader = of
    title = f"{collection}: what is new" if whole else f"{collection}: {', '.join(names)}"
    saved = "" if whole else "\n".join(f"{p.name} {p.added}" for p in profiles)
    return Feed(_urn(f"reftel feed\n{collection}\n{reader}\n{saved}"), title, updated, arrivals)


def _arrivals(
    told: Sequence[Told], cards: Callable[[Sequence[str]], dict[str, Card]], length: int
) -> tuple[Arrival, ...]:
    first: dict[str, str] = {}
    profiles: dict[str, set[str]] = {}
    for arrived, key, profile in told:
        first[key] = min(arrived, first.get(key, arrived))
        profiles.setdefault(key, set()).add(profile)
    newest = sorted(sorted(first), key=lambda key: first[key], reverse=True)
    found: list[Arrival] = []
    while newest and len(found) < length:
        some, newest = newest[:length], newest[length:]
        held = cards(some)
        found += [Arrival(held[k], first[k], tuple(sorted(profiles[k]))) for k in some if k in held]
    return tuple(found[:length])


def _urn(text: str) -> str:
    return f"urn:sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
