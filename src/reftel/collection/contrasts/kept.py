"""The table of what is kept of each telegram's claims: made by the worker processes, read to compare them."""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate
from typing import NamedTuple, TypeVar
from zlib import crc32

import msgspec

from reftel.collection.answers import Progress
from reftel.collection.contrasts.reading import Annotated, annotated, claims_in, speaking, text_in
from reftel.collection.contrasts.retold import retold
from reftel.collection.database import transaction
from reftel.collection.pool import results
from reftel.collection.said.answers import Judgement
from reftel.collection.said.judgements import joined
from reftel.collection.work import Tell
from reftel.extract.contrast import Card
from reftel.extract.contrast.kept import Brief, Kept, Told, keep

RULES = 10  # one higher whenever other claims would be kept, or other cards made of them
STAGE = "claims"

_JUDGED = 1000
_BATCH = 500  # telegrams whose claims are made lasting at once
_IN_MEMORY = 2000  # telegrams whose claims are kept in memory, packed
_CLAIMS_IN_MEMORY = 50_000  # claims unpacked

T = TypeVar("T")


class Row(NamedTuple):
    """What is kept of a telegram, packed; `trouble` says why its claims could not be read."""

    claims: int
    briefs: bytes
    told: bytes
    cards: bytes | None
    trouble: str | None = None


# -- making ------------------------------------------------------------------------------------------------


def keep_all(
    db: sqlite3.Connection,
    judged: Sequence[Judgement] = (),
    *,
    workers: int | None = None,
    progress: Tell | None = None,
) -> None:
    """Keep the claims of the telegrams of which none are kept yet, by the rules and judgements of now.

    May be stopped: what was kept before stays.
    """
    wanted = _rules(db, judged)
    held = dict(db.execute("SELECT telegram_id, rules FROM kept_claims"))
    todo = [number for number in speaking(db) if held.get(number) != wanted(number)]
    done = results(
        (annotated(db, number) for number in todo),
        partial(packed, judged=tuple(judged)),
        count=len(todo),
        crashed=_crashed,
        size=lambda rows: len(rows.text),
        workers=workers,
    )
    batch: list[tuple[int, Row]] = []
    for n, (rows, row) in enumerate(done, start=1):
        batch.append((rows.number, row))
        if progress is not None:
            progress(Progress(STAGE, n, len(todo), ""))
        if len(batch) == _BATCH or n == len(todo):
            with transaction(db):
                db.executemany(
                    "INSERT OR REPLACE INTO kept_claims VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [(number, wanted(number), *each) for number, each in batch],
                )
            batch.clear()


def packed(rows: Annotated, judged: Sequence[Judgement] = ()) -> Row:
    """Return what is kept of a telegram; whatever is in it, the answer says what became of it."""
    try:
        kept = kept_of(rows, judged)
    except Exception as error:
        return _troubled(f"{type(error).__name__}: {error}")
    return Row(
        len(kept.told), _pack(kept.briefs), _pack(kept.told), _pack(kept.cards) if kept.cards else None
    )


def kept_of(rows: Annotated, judged: Sequence[Judgement] = ()) -> Kept:
    """Return what is kept of a telegram."""
    text = text_in(rows)
    return keep(claims_in(rows, text, judged), [c for c in retold(text) if c.warning])


def _crashed(_: Annotated) -> Row:
    return _troubled("the process that read its claims ended")


def _troubled(why: str) -> Row:
    return Row(0, _pack(()), _pack(()), None, why)


def _rules(db: sqlite3.Connection, judged: Sequence[Judgement]) -> Callable[[int], int]:
    """Return the number of the rules for a telegram: another where one of its names was judged the same."""
    same = [j for j in judged if j.verdict == "same"]
    keys = {(j.type, key) for j in same for key in joined(same, j.type, j.a_key)}
    touched = {
        number
        for type_, key in keys
        for (number,) in db.execute(
            """SELECT e.telegram_id FROM entities e JOIN names n ON n.id = e.name_id
               WHERE n.type = ? AND n.key = ?""",
            (type_, key),
        )
    }
    changed = made_by(judged)
    return lambda number: changed if number in touched else RULES


def made_by(judged: Sequence[Judgement]) -> int:
    """Return the number of the rules, with one that stands for the names judged the same."""
    same = sorted((j.type, j.a_key, j.b_key) for j in judged if j.verdict == "same")
    return RULES + _JUDGED * crc32(repr(same).encode()) if same else RULES


def _pack(what: tuple[object, ...]) -> bytes:
    return zlib.compress(msgspec.msgpack.Encoder(order="deterministic").encode(what))


_told = msgspec.msgpack.Decoder(Told)

# -- reading -----------------------------------------------------------------------------------------------


class Claims:
    """All claims of a database, by numbers that go on from one telegram to the next.

    Those of which nothing is kept are read from their rows each time; so a reader who may not write can ask.
    """

    def __init__(self, db: sqlite3.Connection, judged: Sequence[Judgement] = ()) -> None:
        """Count them."""
        self._db = db
        self._judged = tuple(judged)
        wanted = _rules(db, judged)
        held = {
            number: count
            for number, rules, count in db.execute("SELECT telegram_id, rules, claims FROM kept_claims")
            if rules == wanted(number)
        }
        self._telegrams = array("q", speaking(db))
        self._unkept = frozenset(self._telegrams) - held.keys()
        self._rows = lru_cache(maxsize=_IN_MEMORY)(lambda number: packed(annotated(db, number), self._judged))
        self._briefs = lru_cache(maxsize=_IN_MEMORY)(partial(self._of, "briefs", tuple[Brief, ...]))
        self._packed = lru_cache(maxsize=_IN_MEMORY)(partial(self._of, "told", tuple[msgspec.Raw, ...]))
        self._whole = lru_cache(maxsize=_CLAIMS_IN_MEMORY)(self._read)
        counts = (held[n] if n in held else self._rows(n).claims for n in self._telegrams)
        self._ends = array("q", accumulate(counts))

    def briefs(self) -> Iterator[Brief]:
        """Yield what each is found by, in the order of their numbers."""
        for telegram in self._telegrams:
            yield from self._of("briefs", tuple[Brief, ...], telegram)

    def brief(self, number: int) -> Brief:
        """Return what one is found by."""
        telegram, at = self._place(number)
        return self._briefs(telegram)[at]

    def told(self, number: int) -> Told:
        """Return one whole."""
        return self._whole(number)

    def _read(self, number: int) -> Told:
        telegram, at = self._place(number)
        return _told.decode(self._packed(telegram)[at])

    def first(self, number: int) -> int:
        """Return the number of the first claim of the same telegram."""
        return number - self._place(number)[1]

    def cards(self) -> Iterator[Card]:
        """Yield the cards that each telegram has by itself."""
        alone = {
            n for (n,) in self._db.execute("SELECT telegram_id FROM kept_claims WHERE cards IS NOT NULL")
        }
        for telegram in self._telegrams:
            if telegram in alone or telegram in self._unkept:
                yield from self._of("cards", tuple[Card, ...], telegram)

    @property
    def unread(self) -> int:
        """How many telegrams there are whose claims could not be read."""
        (count,) = self._db.execute("SELECT count(*) FROM kept_claims WHERE trouble IS NOT NULL").fetchone()
        return int(count) + sum(self._rows(n).trouble is not None for n in self._unkept)

    def _place(self, number: int) -> tuple[int, int]:
        """Return the telegram of a claim, and its place in there."""
        i = bisect_right(self._ends, number)
        return self._telegrams[i], number - (self._ends[i - 1] if i else 0)

    def _of(self, column: str, type_: type[tuple[T, ...]], telegram: int) -> tuple[T, ...]:
        if telegram in self._unkept:
            found = getattr(self._rows(telegram), column)
        else:
            (found,) = self._db.execute(
                f"SELECT {column} FROM kept_claims WHERE telegram_id = ?", (telegram,)
            ).fetchone()
        return _unpacked(found, type_)


def read_all(db: sqlite3.Connection) -> Iterator[Kept]:
    """Yield what is kept of each telegram."""
    for briefs, told, cards in db.execute("SELECT briefs, told, cards FROM kept_claims ORDER BY telegram_id"):
        yield Kept(
            _unpacked(briefs, tuple[Brief, ...]),
            _unpacked(told, tuple[Told, ...]),
            _unpacked(cards, tuple[Card, ...]),
        )


def _unpacked(packed: bytes | None, type_: type[tuple[T, ...]]) -> tuple[T, ...]:
    return _decoder(type_).decode(zlib.decompress(packed)) if packed else ()


@cache
def _decoder(type_: type[T]) -> msgspec.msgpack.Decoder[T]:
    return msgspec.msgpack.Decoder(type_)
