"""Three hundred queries of seven kinds, as reftel and as FTS5 take them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from bench.collection.fts import Asked
from bench.corpus import roster
from bench.corpus.words import Words, words

COUNT = 300


class Query(NamedTuple):
    """One question in both languages."""

    kind: str
    reftel: str
    fts: Asked


def queries(seed: int, count: int = COUNT) -> list[Query]:
    """Return queries of all kinds by turns."""
    random = Random(f"{seed}/queries")
    made = _endless(random, seed)
    found: dict[str, Query] = {}
    while len(found) < count:
        query = next(made)
        found.setdefault(query.reftel, query)
    return list(found.values())


def _endless(random: Random, seed: int) -> Iterator[Query]:
    known = words(seed)
    while True:
        for kind, make in KINDS.items():
            asked, fts = make(random, known, seed)
            yield Query(kind, asked, fts)


def _word(random: Random, known: Words, first: int, last: int) -> str:
    """Return a plain word of these ranks: small letters, no sign in it."""
    while True:
        word = known.types[random.randrange(first, last)]
        if word.isascii() and word.isalpha() and word.islower() and len(word) > 3:
            return word


def _one(first: int, last: int) -> Callable[[Random, Words, int], tuple[str, Asked]]:
    def make(random: Random, known: Words, seed: int) -> tuple[str, Asked]:
        word = _word(random, known, first, last)
        return word, Asked(word)

    return make


def _and(random: Random, known: Words, seed: int) -> tuple[str, Asked]:
    three = [_word(random, known, 100, 2000) for _ in range(3)]
    return " ".join(three), Asked(" AND ".join(three))


def _or(random: Random, known: Words, seed: int) -> tuple[str, Asked]:
    three = [_word(random, known, 100, 4000) for _ in range(3)]
    return " OR ".join(three), Asked(" OR ".join(three))


def _phrase(random: Random, known: Words, seed: int) -> tuple[str, Asked]:
    while True:
        phrase = known.phrases[random.randrange(3000)]
        if all(w.isascii() and w.isalpha() for w in phrase):
            text = f'"{" ".join(phrase).lower()}"'
            return text, Asked(text)


def _prefix(random: Random, known: Words, seed: int) -> tuple[str, Asked]:
    start = _word(random, known, 500, 20_000)[:4]
    return f"{start}*", Asked(f"{start}*")


def _fielded(random: Random, known: Words, seed: int) -> tuple[str, Asked]:
    word = _word(random, known, 20, 600)
    post = roster.posts(seed)[random.randrange(40)].name
    year = random.randrange(1973, 2008)
    day, to = f"{year}-{random.randint(1, 12):02d}", f"{year + 2}-{random.randint(1, 12):02d}"
    where = "AND facts.post = ? AND facts.day BETWEEN ? AND ?"
    return (
        f'{word} post:"{post}" date:{day}..{to}',
        Asked(word, where, (post, f"{day}-01", f"{to}-31")),
    )


KINDS: dict[str, Callable[[Random, Words, int], tuple[str, Asked]]] = {
    "rare word": _one(15_000, 55_000),
    "common word": _one(4, 120),
    "three words, all": _and,
    "three words, any": _or,
    "phrase": _phrase,
    "prefix": _prefix,
    "word, post, dates": _fielded,
}
