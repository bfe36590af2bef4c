"""Which cards answer: by words, speaker, type, day and telegram."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from reftel.collection.contrasts import table
from reftel.collection.contrasts.answers import Against, Found
from reftel.collection.lookup import one
from reftel.collection.said.naming import asked_by, name_of
from reftel.extract.contrast import Card, Contrasts, LeftOut, Side


def answer(db: sqlite3.Connection, asked: Against, limit: int | None, made: Contrasts | None) -> Found:
    """Return the cards that answer; `made` are the cards where the table has none that are up to date."""
    state = table.state(db)
    every = _kept(db, asked) if state is not None else made.cards if made is not None else ()
    key = one(db, asked.telegram)[1].key if asked.telegram else None
    found = [card for card in every if _answers(card, asked, key)]
    if asked.telegram:
        found += [
            card for card in _retold(db, asked.telegram) if card not in found and _answers(card, asked, key)
        ]
    claims, left_out = (
        (state.claims, state.left_out) if state else (made.claims, made.left_out) if made else (0, LeftOut())
    )
    return Found(len(found), tuple(found[:limit]), claims, _waiting(db), left_out)


def _kept(db: sqlite3.Connection, asked: Against) -> Iterator[Card]:
    rows = db.execute(
        """SELECT card FROM contrasts WHERE (:kind IS NULL OR type = :kind)
           AND (:first IS NULL OR last >= :first) AND (:last IS NULL OR first <= :last || char(127)) ORDER BY id""",
        {"kind": asked.kind, "first": asked.first, "last": asked.last},
    )
    return (msgspec.json.decode(row, type=Card) for (row,) in rows)


def _retold(db: sqlite3.Connection, telegram: str) -> Iterable[Card]:
    number, _ = one(db, telegram)
    return table.in_exact_words(db, table.retold(db, number))


def _waiting(db: sqlite3.Connection) -> int:
    (count,) = db.execute(
        "SELECT count(*) FROM telegrams t WHERE NOT EXISTS (SELECT 1 FROM annotated WHERE telegram_id = t.id)"
    ).fetchone()
    return int(count)


def _answers(card: Card, asked: Against, key: str | None) -> bool:
    if asked.kind not in (None, card.type) or (
        key is not None and all(s.telegram != key for s in card.sides)
    ):
        return False
    days = [side.said for side in card.sides if side.said]
    if asked.first and not any(day >= asked.first for day in days):
        return False
    if asked.last and not any(day <= asked.last + "~" for day in days):
        return False
    if asked.speaker and not _has(asked.speaker, " ".join(s.speaker or "" for s in card.sides)):
        return False
    return not asked.about or _has(asked.about, " ".join(map(_words, card.sides)))


def _words(side: Side) -> str:
    return f"{side.quote} {side.speaker or ''}"


def _has(asked: str, words: str) -> bool:
    """Tell whether a text has all words of a question, in any of their spellings."""
    held = set(name_of(words[:10_000], "words", "nominal").words)
    held |= {word for piece in words.split() for word in name_of(piece, "words", "nominal").words}
    return all(held & set(forms) for forms in asked_by(asked))
