"""The table of cards: made from the claims, kept until these change; quotes are places, read when told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from reftel.collection.answers import Progress
from reftel.collection.contrasts.kept import Claims, keep_all, made_by
from reftel.collection.database import transaction
from reftel.collection.said.answers import Judgement
from reftel.collection.work import Tell
from reftel.extract.contrast import Card, Contrasts, LeftOut, Side
from reftel.extract.contrast.contrasts import hold
from reftel.model import Record, Span

STAGE = "contrasts"


class State(Record, frozen=True):
    """What the cards of the table are of: how many claims, and what was not compared."""

    claims: int
    left_out: LeftOut


def state(db: sqlite3.Connection, judged: Sequence[Judgement] = ()) -> State | None:
    """Return what the table is of; null where it is not made, or of other telegrams or judgements."""
    row = db.execute("SELECT * FROM contrasted").fetchone()
    if row is None or tuple(row[:3]) != (made_by(judged), *held(db)):
        return None
    _, _, _, claims, words, pairs, unread = row
    return State(claims, LeftOut(words, pairs, unread))


def held(db: sqlite3.Connection) -> tuple[int, int]:
    """Return how many telegrams are annotated, and the last of them: cards of others are out of date."""
    count, last = db.execute("SELECT count(*), coalesce(max(telegram_id), 0) FROM annotated").fetchone()
    return int(count), int(last)


def remake(
    db: sqlite3.Connection,
    judged: Sequence[Judgement] = (),
    *,
    workers: int | None = None,
    progress: Tell | None = None,
) -> None:
    """Make the table of cards anew, where it is not of the telegrams and judgements there are."""
    if state(db, judged) is not None:
        return
    keep_all(db, judged, workers=workers, progress=progress)
    found = made(db, judged, progress)
    ids = dict(db.execute("SELECT key, id FROM telegrams"))
    with transaction(db):
        db.execute("DELETE FROM contrasts")
        db.execute("DELETE FROM contrasted")
        for card in found.cards:
            _put(db, card, ids)
        left = found.left_out
        row = (made_by(judged), *held(db), found.claims, left.words, left.pairs, left.unread)
        db.execute("INSERT INTO contrasted VALUES (?, ?, ?, ?, ?, ?, ?)", row)


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


def made(db: sqlite3.Connection, judged: Sequence[Judgement] = (), progress: Tell | None = None) -> Contrasts:
    """Return all cards of a database: contradictions, revisions, single sources, retellings to look at."""
    claims = Claims(db, judged)
    found = hold(claims, None if progress is None else lambda n, of: progress(Progress(STAGE, n, of, "")))
    left_out = msgspec.structs.replace(found.left_out, unread=claims.unread)
    return msgspec.structs.replace(found, left_out=left_out)


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
