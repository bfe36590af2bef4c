"""What the checks say of the telegrams held: each by itself, as stored, and one against another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from reftel.collection.answers import Card
from reftel.collection.cards import cards_of
from reftel.collection.rows import telegram_of
from reftel.decoding import from_json
from reftel.marking import Channel, Citing, Numbered, check_collection
from reftel.model import Finding, Record, Span


class FindingOf(Record, frozen=True):
    """A finding, and the telegram it is about."""

    card: Card
    finding: Finding


def findings(
    db: sqlite3.Connection, *, code: str | None = None, severity: str | None = None
) -> tuple[FindingOf, ...]:
    """Return the findings in the order the telegrams were sent; all, or those of a code or severity."""
    found = [
        (number, finding)
        for number, finding in (*_stored(db), *_between(db))
        if code in (None, finding.code) and severity in (None, finding.severity)
    ]
    cards = cards_of(db, (number for number, _ in found))
    said = [FindingOf(cards[number], finding) for number, finding in found if number in cards]
    return tuple(sorted(said, key=lambda f: (f.card.date or "", f.card.mrn or "", f.card.key)))


def are_checked(db: sqlite3.Connection) -> bool:
    """Tell whether the telegrams were checked when they were taken in: the first speaks for all."""
    row = db.execute("SELECT record, text FROM texts ORDER BY telegram_id LIMIT 1").fetchone()
    return row is None or telegram_of(*row).findings is not None


def _stored(db: sqlite3.Connection) -> Iterator[tuple[int, Finding]]:
    rows = db.execute(
        "SELECT telegram_id, code, severity, message, rule, spans FROM findings ORDER BY telegram_id, place"
    )
    for number, code, severity, message, rule, spans in rows:
        places = from_json(spans, tuple[Span, ...])
        yield number, Finding(code, severity, message, places, rule)


def _between(db: sqlite3.Connection) -> Iterator[tuple[int, Finding]]:
    """Yield what telegrams say of each other: times against numbers, references against what was sent."""
    for key, finding in check_collection(_numbered(db), _citing(db), _channels(db)):
        yield int(key), finding


def _numbered(db: sqlite3.Connection) -> Iterator[Numbered]:
    rows = db.execute(
        """SELECT id, mrn_post, mrn_year, mrn_serial, dtg FROM telegrams
           WHERE mrn IS NOT NULL AND dtg IS NOT NULL ORDER BY id"""
    )
    for number, post, year, serial, dtg in rows:
        yield Numbered(str(number), post, year, serial, dtg)


def _citing(db: sqlite3.Connection) -> Iterator[Citing]:
    rows = db.execute(
        """SELECT t.id, t.dtg, r.text, r.mrn_post, r.mrn_year, r.mrn_serial, r.span_start, r.span_end
           FROM refs r JOIN telegrams t ON t.id = r.telegram_id
           WHERE r.mrn IS NOT NULL AND t.dtg IS NOT NULL AND r.mrn <> ifnull(t.mrn, '')
           ORDER BY t.id, r.place"""
    )
    for number, dtg, text, post, year, serial, start, end in rows:
        yield Citing(str(number), dtg, text, post, year, serial, Span(start, end))


def _channels(db: sqlite3.Connection) -> Iterator[Channel]:
    rows = db.execute(
        """SELECT t.id, t.mrn, t.mrn_post, a.plad, a.serial, t.dtg
           FROM addressees a JOIN telegrams t ON t.id = a.telegram_id
           WHERE a.serial IS NOT NULL AND t.mrn IS NOT NULL AND t.dtg IS NOT NULL ORDER BY t.id, a.place"""
    )
    for number, *rest in rows:
        yield Channel(str(number), *rest)
