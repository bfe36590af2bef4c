"""The queries asked of reftel and of FTS5 by turns: how long each takes, and whether they agree."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from bench.collection.fts import Answer, answer, open_database
from bench.collection.queries import Query
from reftel.collection import Collection
from reftel.collection.answers import Results

WARM_UP = 14


class Timed(NamedTuple):
    """What a query took both of them, in seconds, and how many telegrams each found."""

    query: Query
    reftel: float
    fts: float
    found: int
    fts_found: int


class Kind(NamedTuple):
    """One kind of query: middle and 95th percentile of both in milliseconds, and where they disagree."""

    name: str
    queries: int
    found: int  # median
    reftel: tuple[float, float]
    fts: tuple[float, float]
    same: int  # queries with the same count
    apart: float  # the largest share by which the counts differ


def ask_all(collection: Path, database: Path, queries: Sequence[Query]) -> list[Timed]:
    """Ask every query of both, by turns, the first ones twice."""
    with Collection.open(collection) as held, closing(open_database(database)) as db:
        for query in queries[:WARM_UP]:
            held.search(query.reftel)
            answer(db, query.fts)
        found = []
        for i, query in enumerate(queries):
            ways: list[Callable[[], Results | Answer]] = [
                partial(held.search, query.reftel),
                partial(answer, db, query.fts),
            ]
            first = i % 2
            totals, seconds = [0, 0], [0.0, 0.0]
            for way in (first, 1 - first):
                totals[way], seconds[way] = _timed(ways[way])
            found.append(Timed(query, seconds[0], seconds[1], totals[0], totals[1]))
        return found


def _timed(way: Callable[[], Results | Answer]) -> tuple[int, float]:
    begun = time.perf_counter()
    result = way()
    return result.total, time.perf_counter() - begun


def by_kind(timed: Sequence[Timed]) -> list[Kind]:
    """Sum up each kind of query, and all of them."""
    names = dict.fromkeys(t.query.kind for t in timed)
    kinds = [_kind(name, [t for t in timed if t.query.kind == name]) for name in names]
    return [*kinds, _kind("all", timed)]


def _kind(name: str, timed: Sequence[Timed]) -> Kind:
    return Kind(
        name,
        len(timed),
        int(median(t.found for t in timed)),
        percentiles([t.reftel for t in timed]),
        percentiles([t.fts for t in timed]),
        sum(t.found == t.fts_found for t in timed),
        max((abs(t.found - t.fts_found) / max(t.found, t.fts_found, 1) for t in timed), default=0.0),
    )


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Return p50 and p95 in milliseconds."""
    if len(seconds) < 2:
        return (seconds[0] * 1e3,) * 2
    return median(seconds) * 1e3, quantiles(seconds, n=20, method="inclusive")[-1] * 1e3
