"""What references point to, and who cites what: the tables of references asked from either end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from reftel.collection.answers import Card, Citation, Resolution, Status
from reftel.collection.cards import cards_of, cards_where
from reftel.model import Mrn, Reference, Telegram

TELEGRAM = "telegram"

# Until this month an undated reference may well mean a telegram of the year before.
LAST_MONTH_OF_DOUBT = 3

# References to telegrams that are not held: neither under the number as read nor, where the year
# was only inferred, under that of the year before.
_NOT_HELD = """
    r.mrn IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM telegrams t WHERE t.mrn = r.mrn)
    AND NOT (r.year_inferred AND EXISTS (
        SELECT 1 FROM telegrams t
        WHERE t.mrn_post = r.mrn_post AND t.mrn_serial = r.mrn_serial AND t.mrn_year = r.mrn_year - 1))
"""


def resolve(db: sqlite3.Connection, telegram: Telegram) -> tuple[Resolution, ...]:
    """Tell what each reference of a telegram points to, in their order."""
    date = telegram.dtg.value.iso if telegram.dtg else None
    return tuple(_resolve(db, found.value, date) for found in telegram.references)


def _resolve(db: sqlite3.Connection, reference: Reference, date: str | None) -> Resolution:
    if reference.kind != TELEGRAM:
        return Resolution(reference, "not-a-telegram", (), f"It is of the kind {reference.kind}.")
    if reference.mrn is None:
        return Resolution(reference, "unreadable", (), "No post and number could be read in it.")
    held = held_as(db, reference.mrn)
    if not reference.year_inferred:
        status: Status = "held" if held else "not-held"
        return Resolution(reference, status, held, _stated(reference.mrn, held))
    return _undated(db, reference, reference.mrn, held, date)


def _undated(
    db: sqlite3.Connection, reference: Reference, mrn: Mrn, held: tuple[Card, ...], date: str | None
) -> Resolution:
    """Resolve a reference without a year: that of the citing telegram, or the year before."""
    earlier = tuple(c for c in held if not _later(c.date, date))
    last_year = held_as(db, Mrn(mrn.post, mrn.serial, mrn.year - 1))
    if earlier:
        why = f"No year is given; {mrn.year} is that of the citing telegram, and {mrn} is held."
        return Resolution(reference, "held", earlier, why)
    if not last_year:
        if held:
            return Resolution(
                reference,
                "ambiguous",
                held,
                f"No year is given; {mrn} is held, but is later than what cites it.",
            )
        why = f"No year is given; neither {mrn} nor that number of {mrn.year - 1} is held."
        return Resolution(reference, "not-held", (), why)
    month = int(date[5:7]) if date and len(date) >= 7 else None
    near = month is not None and month <= LAST_MONTH_OF_DOUBT
    before = f"{mrn.year - 1} {mrn.post} {mrn.serial}"
    if held or near:
        seen = "is later than what cites it" if held else "is not held and it was sent early in the year"
        why = f"No year is given; {mrn} {seen}, so {before} is meant."
        return Resolution(reference, "held", last_year, why)
    why = f"No year is given; {mrn} is not held, {before} is, but it was not sent early in the year."
    return Resolution(reference, "ambiguous", last_year, why)


def _later(date: str | None, than: str | None) -> bool:
    """Tell whether one date is surely later than another, as far as both are given."""
    if date is None or than is None:
        return False
    length = min(len(date), len(than), 16)
    return date[:length] > than[:length]


def _stated(mrn: Mrn, held: Sequence[Card]) -> str:
    if not held:
        return f"{mrn} is not held."
    return f"{mrn} is held." if len(held) == 1 else f"{mrn} is held {len(held)} times."


def held_as(db: sqlite3.Connection, mrn: Mrn) -> tuple[Card, ...]:
    """Return the telegrams that bear exactly this number."""
    found = cards_where(db, "t.mrn = ? ORDER BY t.section_number, t.date, t.key", (str(mrn),))
    return tuple(card for _, card in found)


def cited_by(db: sqlite3.Connection, mrns: Iterable[str]) -> tuple[Citation, ...]:
    """Return who cites these numbers, in the order they were sent.

    Counted too are undated references read as the year after, where no telegram of that year is
    held: `resolve` takes them for these.
    """
    found: dict[tuple[int, int], tuple[str | None, str]] = {}
    for mrn in mrns:
        rows = db.execute(
            "SELECT telegram_id, place, letter, text FROM refs WHERE mrn = ?", (mrn,)
        ).fetchall()
        rows += _read_as_next_year(db, mrn)
        found.update({(telegram, place): (letter, text) for telegram, place, letter, text in rows})
    return _citations(db, found)


def citing(db: sqlite3.Connection, mrns: Iterable[str]) -> set[int]:
    """Return the keys of the telegrams that `cited_by` tells of."""
    found: set[int] = set()
    for mrn in mrns:
        rows = db.execute("SELECT telegram_id FROM refs WHERE mrn = ?", (mrn,)).fetchall()
        found.update(row[0] for row in (*rows, *_read_as_next_year(db, mrn)))
    return found


# Each reference to a telegram that is held: r cites t.
_HELD = """
    SELECT r.telegram_id AS citing, t.id AS cited FROM refs r JOIN telegrams t ON t.mrn = r.mrn {where}
    UNION SELECT r.telegram_id, t.id FROM refs r JOIN telegrams t
        ON t.mrn_post = r.mrn_post AND t.mrn_serial = r.mrn_serial AND t.mrn_year = r.mrn_year - 1
        {where} {joined} r.year_inferred AND NOT EXISTS (SELECT 1 FROM telegrams o WHERE o.mrn = r.mrn)
"""


def cited_in(db: sqlite3.Connection, ids: Sequence[int]) -> set[int]:
    """Return the keys of the telegrams held that these cite."""
    found: set[int] = set()
    for number in ids:
        rows = db.execute(_HELD.format(where="WHERE r.telegram_id = ?1", joined="AND"), (number,))
        found.update(row[1] for row in rows)
    return found


def cited(db: sqlite3.Connection) -> set[int]:
    """Return the keys of the telegrams held that another one cites."""
    return {row[1] for row in db.execute(_HELD.format(where="", joined="WHERE"))}


def citing_missing(db: sqlite3.Connection) -> set[int]:
    """Return the keys of the telegrams that cite something not held."""
    return {row[0] for row in db.execute(f"SELECT DISTINCT r.telegram_id FROM refs r WHERE {_NOT_HELD}")}


def _read_as_next_year(db: sqlite3.Connection, mrn: str) -> list[tuple[Any, ...]]:
    year, _, rest = mrn.partition(" ")
    post, _, serial = rest.rpartition(" ")
    if not (year.isdecimal() and serial.isdecimal()):
        return []
    return db.execute(
        """SELECT telegram_id, place, letter, text FROM refs r
           WHERE mrn_post = ? AND mrn_serial = ? AND mrn_year = ? AND year_inferred
           AND NOT EXISTS (SELECT 1 FROM telegrams t WHERE t.mrn = r.mrn)
           AND EXISTS (SELECT 1 FROM telegrams t WHERE t.mrn = ?)""",
        (post, int(serial), int(year) + 1, mrn),
    ).fetchall()


def _citations(
    db: sqlite3.Connection, found: dict[tuple[int, int], tuple[str | None, str]]
) -> tuple[Citation, ...]:
    cards = cards_of(db, (telegram for telegram, _ in found))
    ordered = sorted(
        (key for key in found if key[0] in cards),
        key=lambda k: (cards[k[0]].date or "9", cards[k[0]].key, k[1]),
    )
    return tuple(Citation(cards[key[0]], *found[key]) for key in ordered)


def count_missing(db: sqlite3.Connection) -> int:
    """Count the telegrams that are cited but not held."""
    return int(db.execute(f"SELECT count(DISTINCT r.mrn) FROM refs r WHERE {_NOT_HELD}").fetchone()[0])
