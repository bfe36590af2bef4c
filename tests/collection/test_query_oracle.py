"""Random queries against a plain reading of the same texts: an oracle that shares no code with the index."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reftel.collection import Collection, build
from reftel.errors import QueryError
from tests.collection import exercise
from tests.collection.exercise import telegram

WORDS = ("harbour", "harbors", "harpoon", "vessel", "vessels", "tessel", "survey", "surly", "pilot", "pivot")
TAGS = ("PREL", "EWWT", "PTER")
LEVELS = ("UNCLASSIFIED", "CONFIDENTIAL", "SECRET")
MONTHS = tuple(f"2008-{month:02d}" for month in range(1, 7))


class Made(NamedTuple):
    """A telegram of the oracle: its number, the words of its one paragraph, and its fields."""

    mrn: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    level: str
    month: str


class Query(NamedTuple):
    """A query as text, and what it means."""

    text: str
    answers: Callable[[Made], bool]


def made(count: int = 60) -> list[Made]:
    chosen = random.Random(4)
    return [
        Made(
            f"2008 VALLETTA {n}",
            tuple(chosen.choices(WORDS, k=chosen.randint(1, 9))),
            tuple(chosen.sample(TAGS, chosen.randint(1, 2))),
            chosen.choice(LEVELS),
            chosen.choice(MONTHS),
        )
        for n in range(1, count + 1)
    ]


HELD = made()


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    at = tmp_path_factory.mktemp("oracle")
    texts = {
        f"t{n:02d}": telegram(
            m.mrn,
            f"1. (U) {' '.join(m.words)}",
            date=f"{m.month}-15T08:00:00Z",
            tags=", ".join(m.tags),
            CLASS=m.level,
        )
        for n, m in enumerate(HELD)
    }
    build(at / "mine", [exercise.write(at / "in", **texts)], parse=exercise.parse)
    with Collection.open(at / "mine") as opened:
        yield opened


def slips(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or exchanged with the next."""
    far = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            far[i, j] = min(far[i - 1, j] + 1, far[i, j - 1] + 1, far[i - 1, j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                far[i, j] = min(far[i, j], far[i - 2, j - 2] + 1)
    return far[len(one), len(other)]


def near(words: tuple[str, ...], one: str, other: str, between: int) -> bool:
    places = [(i, j) for i, a in enumerate(words) for j, b in enumerate(words) if (a, b) == (one, other)]
    return any(0 < abs(i - j) <= between + 1 for i, j in places)


def has(pattern: str) -> Callable[[Made], bool]:
    return lambda m: any(re.fullmatch(pattern, w) for w in m.words)


word = st.sampled_from(WORDS)
two = st.lists(word, min_size=2, max_size=2, unique=True)

leaf = st.one_of(
    word.map(lambda w: Query(w, lambda m: w in m.words)),
    word.map(lambda w: Query(f"={w}", lambda m: w in m.words)),
    st.lists(word, min_size=2, max_size=3).map(
        lambda ws: Query(f'"{" ".join(ws)}"', lambda m: f" {' '.join(ws)} " in f" {' '.join(m.words)} ")
    ),
    st.tuples(two, st.integers(1, 4)).map(
        lambda t: Query(f'"{t[0][0]} {t[0][1]}"~{t[1]}', lambda m: near(m.words, t[0][0], t[0][1], t[1]))
    ),
    st.tuples(two, st.integers(1, 4)).map(
        lambda t: Query(f"{t[0][0]} NEAR/{t[1]} {t[0][1]}", lambda m: near(m.words, t[0][0], t[0][1], t[1]))
    ),
    st.tuples(word, st.integers(2, 5)).map(lambda t: Query(f"{t[0][: t[1]]}*", has(f"{t[0][: t[1]]}.*"))),
    st.tuples(word, st.integers(2, 4)).map(
        lambda t: Query(f"{t[0][: t[1]]}*{t[0][-1]}", has(f"{t[0][: t[1]]}.*{t[0][-1]}"))
    ),
    st.tuples(word, st.integers(2, 3)).map(
        lambda t: Query(f"{t[0][: t[1]]}?{t[0][t[1] + 1 :]}", has(f"{t[0][: t[1]]}.{t[0][t[1] + 1 :]}"))
    ),
    word.map(lambda w: Query(f"{w}~", lambda m: any(slips(w, other) <= 1 for other in m.words))),
    st.sampled_from([w for w in WORDS if len(w) > 5]).map(
        lambda w: Query(f"{w}~2", lambda m: any(slips(w, other) <= 2 for other in m.words))
    ),
    st.sampled_from(TAGS).map(lambda t: Query(f"tags:{t}", lambda m: t in m.tags)),
    st.sampled_from(LEVELS).map(
        lambda v: Query(f"classification:>={v.lower()}", lambda m: LEVELS.index(m.level) >= LEVELS.index(v))
    ),
    st.lists(st.sampled_from(MONTHS), min_size=2, max_size=2).map(
        lambda ms: Query(f"date:{min(ms)}..{max(ms)}", lambda m: min(ms) <= m.month <= max(ms))
    ),
)


def several(parts: list[Query], joint: str, take: Callable[[Iterator[bool]], bool]) -> Query:
    return Query(f"({joint.join(p.text for p in parts)})", lambda m: take(p.answers(m) for p in parts))


queries = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda ps: several(ps, " ", all)),
        st.lists(inner, min_size=2, max_size=3).map(lambda ps: several(ps, " OR ", any)),
        inner.map(lambda p: Query(f"NOT {p.text}", lambda m: not p.answers(m))),
        inner.map(lambda p: Query(f"-({p.text})", lambda m: not p.answers(m))),
    ),
    max_leaves=6,
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries)
def test_what_is_found_is_what_a_plain_reading_finds(held: Collection, query: Query) -> None:
    expected = {m.mrn for m in HELD if query.answers(m)}
    results = held.search(query.text, limit=len(HELD))
    assert {hit.card.mrn for hit in results.hits} == expected
    assert results.total == len(expected)
    assert {card.mrn for card in held.search_all(query.text)} == expected


SIGNS = (
    *("al", "an-nahar", "M'Bala", "é", "京", '"', "(", ")", "-", "=", "~", "~2", "*", "?"),
    *("OR", "NOT", "NEAR/3", "tags:", "date:>=", "2008", "portion:", "S", "has:", "refs", "country:"),
    *("MT", "cites:", "words:", "..", "5"),
)
fragments = st.sampled_from((*WORDS, *SIGNS))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.lists(fragments, max_size=7).map("".join) | st.lists(fragments, max_size=7).map(" ".join))
def test_any_query_is_answered_or_told_why_not(held: Collection, query: str) -> None:
    suggestion, found, shown = None, 0, 0
    try:
        results = held.search(query, limit=5)
        found, shown = results.total, len(results.hits)
    except QueryError as told:
        suggestion = told.suggestion
    assert suggestion != query
    assert found >= shown


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=leaf)
def test_what_is_marked_are_words_that_were_found(held: Collection, query: Query) -> None:
    results = held.search(query.text, limit=len(HELD))
    for hit in results.hits:
        marked = [text for passage in hit.passages for text, asked in passage.pieces if asked]
        assert bool(marked) == (":" not in query.text)
