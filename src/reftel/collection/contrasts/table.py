"""The table of cards: made from the claims, kept until these change, in exact words without furniture."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from reftel.collection.contrasts.reading import Claims, speaking, text_in
from reftel.collection.database import transaction
from reftel.collection.rows import telegram_of
from reftel.extract.contrast import Card, Contrasts, LeftOut, Side, contrasts
from reftel.extract.contrast.claims import passages_of
from reftel.extract.contrast.retelling import retellings
from reftel.extract.page import body_view
from reftel.model import Record
from reftel.terms import levels
from reftel.view import View

RULES = 1  # one higher whenever other cards would be made


class State(Record, frozen=True):
    """What the cards of the table rest on."""

    rules: int
    telegrams: int
    last_id: int
    claims: int
    left_out: LeftOut


def state(db: sqlite3.Connection) -> State | None:
    """Return what the table rests on; null where it is not made, or of other telegrams than there are."""
    row = db.execute("SELECT rules, telegrams, last_id, claims, left_out FROM contrasted").fetchone()
    if row is None or tuple(row[:3]) != (RULES, *held(db)):
        return None
    rules, telegrams, last, claims, left_out = row
    return State(rules, telegrams, last, claims, msgspec.json.decode(left_out, type=LeftOut))


def held(db: sqlite3.Connection) -> tuple[int, int]:
    """Return how many telegrams are annotated, and the last of them: cards of others are out of date."""
    count, last = db.execute("SELECT count(*), coalesce(max(telegram_id), 0) FROM annotated").fetchone()
    return int(count), int(last)


def remake(db: sqlite3.Connection) -> None:
    """Make the table of cards anew, where it is not of the telegrams there are."""
    if state(db) is not None:
        return
    found = made(db)
    ids = {key: number for number, key in db.execute("SELECT id, key FROM telegrams")}
    with transaction(db):
        db.execute("DELETE FROM contrasts")
        db.execute("DELETE FROM contrasted")
        for card in found.cards:
            _put(db, card, ids)
        left_out = msgspec.json.encode(found.left_out).decode()
        db.execute(
            "INSERT INTO contrasted VALUES (?, ?, ?, ?, ?)", (RULES, *held(db), found.claims, left_out)
        )


def _put(db: sqlite3.Connection, card: Card, ids: dict[str, int]) -> None:
    days = sorted(side.said for side in card.sides if side.said)
    first, last = (days[0], days[-1]) if days else (None, None)
    row = (card.type, card.kind, card.sure, first, last, msgspec.json.encode(card).decode())
    number = db.execute(
        "INSERT INTO contrasts (type, kind, sure, first, last, card) VALUES (?, ?, ?, ?, ?, ?)", row
    ).lastrowid
    sides = [(number, place, ids[side.telegram]) for place, side in enumerate(card.sides)]
    db.executemany("INSERT INTO contrast_sides VALUES (?, ?, ?)", sides)


def made(db: sqlite3.Connection) -> Contrasts:
    """Return all cards of a database: contradictions, revisions, single sources, retellings to look at."""
    found = contrasts(Claims(db))
    warned = (card for number in speaking(db) for card in retold(db, number) if card.warning)
    return Contrasts(tuple(in_exact_words(db, (*found.cards, *warned))), found.claims, found.left_out)


def retold(db: sqlite3.Connection, number: int) -> Iterator[Card]:
    """Yield the sentences of a telegram's summary with what they retell."""
    text, _ = text_in(db, number)
    if any(block.label == "summary" for block in text.blocks):
        yield from retellings(passages_of(text), higher=is_higher)


def is_higher(mark: str | None, other: str | None) -> bool:
    """Tell whether the second mark is above the first, or adds a control to the same level: S, S/NF."""
    one, another = (levels.level_of_portion(m) if m else None for m in (mark, other))
    if not mark or not other or one is None or another is None:
        return False
    ranks = levels.LEVELS.index(one), levels.LEVELS.index(another)
    return ranks[0] < ranks[1] or (
        ranks[0] == ranks[1] and bool({*other.split("/")[1:]} - {*mark.split("/")[1:]})
    )


def in_exact_words(db: sqlite3.Connection, cards: Iterable[Card]) -> Iterator[Card]:
    """Return cards whose quotes are the telegrams' words without page lines and stamps between them."""
    views: dict[str, View] = {}
    for card in cards:
        sides = tuple(_exact(db, side, views) for side in card.sides)
        yield msgspec.structs.replace(card, sides=sides)


def _exact(db: sqlite3.Connection, side: Side, views: dict[str, View]) -> Side:
    if side.telegram not in views:
        if len(views) > _KEPT:
            views.clear()
        record, text = db.execute(
            "SELECT record, text FROM texts WHERE telegram_id = (SELECT id FROM telegrams WHERE key = ?)",
            (side.telegram,),
        ).fetchone()
        views[side.telegram] = body_view(telegram_of(record, text))
    view = views[side.telegram]
    if side.span is None:
        return side
    words = view.text[view.offset(side.span.start) : view.offset(side.span.end - 1) + 1]
    return msgspec.structs.replace(side, quote=" ".join(words.split()) or side.quote)


_KEPT = 200  # texts
