"""Which cards answer: by words, speaker, type, day and telegram."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import msgspec

from reftel.collection.contrasts import table
from reftel.collection.contrasts.answers import Against, Found
from reftel.collection.contrasts.reading import annotated, text_in
from reftel.collection.contrasts.retold import retold
from reftel.collection.lookup import find, one
from reftel.collection.rows import telegram_of
from reftel.collection.said.answers import Judgement
from reftel.collection.said.naming import asked_by, name_of
from reftel.extract.contrast import Card, Contrasts, LeftOut, Side, is_weak
from reftel.extract.page import body_view

_PAST = "\x7f"  # after the named day: 2008-12 ends with 2008-12-31


def answer(
    db: sqlite3.Connection,
    asked: Against,
    limit: int | None,
    made: Contrasts | None,
    judged: Sequence[Judgement] = (),
) -> Found:
    """Return the cards that answer; `made` are the cards where the table has none that are up to date."""
    state = table.state(db, judged)
    every: Iterable[Card] = made.cards if made is not None else table.cards(db, asked.kind)
    keys = _keys(db, asked.telegram) if asked.telegram else None
    found = [card for card in every if _answers(card, asked, keys)]
    if keys:
        found += [card for card in _retold(db, keys, found) if _answers(card, asked, keys)]
    weak = 0 if asked.weak else sum(map(is_weak, found))
    found = [card for card in found if asked.weak or not is_weak(card)]
    rest = made if made is not None else state
    claims, left_out = (rest.claims, rest.left_out) if rest is not None else (0, LeftOut())
    return Found(len(found), tuple(_exact(db, found[:limit])), claims, _waiting(db), left_out, weak)


def _keys(db: sqlite3.Connection, number: str) -> dict[str, int]:
    """Return the telegrams that bear a number, or the one of a key, with their places in the database."""
    cards = find(db, number) or (one(db, number)[1],)
    return {card.key: one(db, card.key)[0] for card in cards}


def _retold(db: sqlite3.Connection, keys: Mapping[str, int], told: Iterable[Card]) -> Iterator[Card]:
    """Yield what the summaries of these telegrams retell, but for what is told already."""
    seen = {(s.telegram, s.span) for card in told if card.type == "retelling" for s in card.sides[:1]}
    for number in keys.values():
        cards = retold(text_in(annotated(db, number)))
        yield from (card for card in cards if (card.sides[0].telegram, card.sides[0].span) not in seen)


def _waiting(db: sqlite3.Connection) -> int:
    (count,) = db.execute(
        "SELECT count(*) FROM telegrams t WHERE NOT EXISTS (SELECT 1 FROM annotated WHERE telegram_id = t.id)"
    ).fetchone()
    return int(count)


def _answers(card: Card, asked: Against, keys: Container[str] | None) -> bool:
    if asked.kind not in (None, card.type):
        return False
    if keys is not None and not any(side.telegram in keys for side in card.sides):
        return False
    days = [side.said for side in card.sides if side.said]
    if asked.first is not None and not any(day >= asked.first for day in days):
        return False
    if asked.last is not None and not any(day <= asked.last + _PAST for day in days):
        return False
    if asked.speaker and not any(_has(asked.speaker, s.speaker) for s in card.sides if s.speaker):
        return False
    return not asked.about or _has(asked.about, " ".join(f"{s.quote} {s.speaker or ''}" for s in card.sides))


def _has(asked: str, words: str) -> bool:
    """Tell whether a text has all words of a question, in any of their spellings."""
    held = {form for word in words.split() for form in name_of(word, "words", "nominal").words}
    return all(held & set(forms) for forms in asked_by(asked))


def _exact(db: sqlite3.Connection, cards: Iterable[Card]) -> Iterator[Card]:
    """Yield cards whose quotes are the telegrams' words without page lines and stamps between them."""
    for card in cards:
        yield msgspec.structs.replace(card, sides=tuple(_quoted(db, side) for side in card.sides))


def _quoted(db: sqlite3.Connection, side: Side) -> Side:
    if side.span is None:
        return side
    record, text = db.execute(
        "SELECT record, text FROM texts WHERE telegram_id = (SELECT id FROM telegrams WHERE key = ?)",
        (side.telegram,),
    ).fetchone()
    view = body_view(telegram_of(record, text))
    words = view.text[view.offset(side.span.start) : view.offset(side.span.end - 1) + 1]
    return msgspec.structs.replace(side, quote=" ".join((words or side.quote).split()))
