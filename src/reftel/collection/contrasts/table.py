"""The table of cards: made from the claims, kept until these change; quotes are places, read when told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any
from zlib import crc32

from reftel.collection.contrasts.reading import Claims, speaking, text_in
from reftel.collection.database import transaction
from reftel.collection.said.answers import Judgement
from reftel.extract.contrast import Card, Contrasts, LeftOut, Side, contrasts
from reftel.extract.contrast.retelling import retellings
from reftel.extract.contrast.texts import passages_of
from reftel.model import Record, Span
from reftel.terms import levels

RULES = 8  # one higher whenever other cards would be made

_JUDGED = 1000


class State(Record, frozen=True):
    """What the cards of the table are of: how many claims, and what was not compared."""

    claims: int
    left_out: LeftOut


def state(db: sqlite3.Connection, judged: Sequence[Judgement] = ()) -> State | None:
    """Return what the table is of; null where it is not made, or of other telegrams or judgements."""
    row = db.execute("SELECT * FROM contrasted").fetchone()
    if row is None or tuple(row[:3]) != (_made_by(judged), *held(db)):
        return None
    _, _, _, claims, words, pairs = row
    return State(claims, LeftOut(words, pairs))


def held(db: sqlite3.Connection) -> tuple[int, int]:
    """Return how many telegrams are annotated, and the last of them: cards of others are out of date."""
    count, last = db.execute("SELECT count(*), coalesce(max(telegram_id), 0) FROM annotated").fetchone()
    return int(count), int(last)


def _made_by(judged: Sequence[Judgement]) -> int:
    """Return the number of the rules, with one that stands for the names judged the same."""
    same = sorted((j.type, j.a_key, j.b_key) for j in judged if j.verdict == "same")
    return RULES + _JUDGED * crc32(repr(same).encode()) if same else RULES


def remake(db: sqlite3.Connection, judged: Sequence[Judgement] = ()) -> None:
    """Make the table of cards anew, where it is not of the telegrams and judgements there are."""
    if state(db, judged) is not None:
        return
    found = made(db, judged)
    ids = dict(db.execute("SELECT key, id FROM telegrams"))
    with transaction(db):
        db.execute("DELETE FROM contrasts")
        db.execute("DELETE FROM contrasted")
        for card in found.cards:
            _put(db, card, ids)
        left = found.left_out
        row = (_made_by(judged), *held(db), found.claims, left.words, left.pairs)
        db.execute("INSERT INTO contrasted VALUES (?, ?, ?, ?, ?, ?)", row)


def _put(db: sqlite3.Connection, card: Card, ids: dict[str, int]) -> None:
    why = json.dumps([card.warning, *card.why])
    number = db.execute(
        "INSERT INTO contrasts (type, kind, sure, why, shared, source) VALUES (?, ?, ?, ?, ?, ?)",
        (card.type, card.kind, card.sure, why, " ".join(card.shared), card.source),
    ).lastrowid
    db.executemany(
        "INSERT INTO contrast_sides VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number, place, ids[s.telegram], s.paragraph, s.span.start, s.span.end, s.speaker, s.hearer,
                s.said, s.manner, s.figure,
            )
            for place, s in enumerate(card.sides)
            if s.span is not None
        ],
    )  # fmt: skip


def made(db: sqlite3.Connection, judged: Sequence[Judgement] = ()) -> Contrasts:
    """Return all cards of a database: contradictions, revisions, single sources, retellings to look at."""
    found = contrasts(Claims(db, judged))
    warned = (card for number in speaking(db) for card in retold(db, number) if card.warning)
    return Contrasts((*found.cards, *warned), found.claims, found.left_out)


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
    low, high = levels.LEVELS.index(one), levels.LEVELS.index(another)
    added = {*other.split("/")[1:]} - {*mark.split("/")[1:]}
    return low < high or (low == high and bool(added))


_SIDES = """
    SELECT t.key, t.mrn, s.paragraph, p.number, p.portion, s.speaker, s.hearer, s.said, s.manner,
           substr(x.text, s.span_start - t.span_start + 1, s.span_end - s.span_start), s.figure,
           s.span_start, s.span_end
    FROM contrast_sides s JOIN telegrams t ON t.id = s.telegram_id JOIN texts x ON x.telegram_id = t.id
    LEFT JOIN paragraphs p ON p.telegram_id = t.id AND p.place = s.paragraph
    WHERE s.contrast_id = ? ORDER BY s.place
"""


def cards(db: sqlite3.Connection, kind: str | None = None) -> Iterator[Card]:
    """Yield the cards of the table in their order, all or those of one type."""
    rows: list[tuple[Any, ...]] = db.execute(
        """SELECT id, type, kind, sure, why, shared, source FROM contrasts
           WHERE ?1 IS NULL OR type = ?1 ORDER BY id""",
        (kind,),
    ).fetchall()
    for number, type_, of_kind, sure, why, shared, source in rows:
        sides = tuple(_side(*row) for row in db.execute(_SIDES, (number,)))
        warning, *says = json.loads(why)
        yield Card(type_, of_kind, sides, tuple(says), sure, tuple(shared.split()), source, warning)


def _side(*row: Any) -> Side:
    *told, start, end = row
    names = (
        "telegram",
        "mrn",
        "paragraph",
        "number",
        "portion",
        "speaker",
        "hearer",
        "said",
        "manner",
        "quote",
        "figure",
    )
    return Side(**dict(zip(names, told, strict=True)), span=Span(start, end))
