"""Who cites what, by the numbers that references are concluded to mean: the tables asked from either end."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reftel.collection.answers import Card, Citation
from reftel.collection.cards import cards_of, chunks, marks
from reftel.collection.rows import telegram_of

# Telegrams by their own number, or by one that their text gives beside it.
_HELD = """
    EXISTS (SELECT 1 FROM telegrams t WHERE t.mrn = {number})
    OR EXISTS (SELECT 1 FROM other_numbers o WHERE o.mrn = {number})
"""
_NOT_HELD = f"""r.concluded IS NOT NULL AND NOT ({_HELD.format(number="r.concluded")})"""

# Where the year is open and the number is held of none of the years it may be of.
_NONE_HELD = """
    r.sure = 'open' AND r.mrn IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM telegrams t WHERE t.mrn_serial = r.mrn_serial AND t.mrn_post = r.mrn_post
        AND t.mrn_year BETWEEN r.mrn_year - 3 AND r.mrn_year)
"""

# Cited and not held, where the year is sure and where it is open; and the number it is then listed under.
MISSING = f"(({_NOT_HELD}) OR ({_NONE_HELD}))"
AS_TAKEN = "coalesce(r.concluded, r.mrn)"

# All that cites by number: entries of REF blocks, and numbers that the text alone names.
CITING = """
    (SELECT telegram_id, concluded FROM refs WHERE concluded IS NOT NULL
     UNION ALL SELECT telegram_id, concluded FROM uses WHERE concluded IS NOT NULL)
"""


class _Cited(NamedTuple):
    """An entry of a REF block, or a number in the text, that cites."""

    letter: str | None
    text: str
    sure: str
    uses: tuple[int, ...]  # the places of its uses among those of the telegram
    in_text: bool


def cited_by(db: sqlite3.Connection, mrns: Iterable[str], *, sentences: bool = True) -> tuple[Citation, ...]:
    """Return who cites these numbers, in the order they were sent, with the sentences that do."""
    found: dict[tuple[int, int], _Cited] = {}
    for mrn in mrns:
        rows = db.execute(
            "SELECT telegram_id, place, letter, text, sure FROM refs WHERE concluded = ?", (mrn,)
        )
        for telegram, place, letter, text, sure in rows.fetchall():
            uses = _uses_of(db, telegram, place) if sentences else ()
            found[telegram, place] = _Cited(letter, text, sure, uses, in_text=False)
        found.update(_in_text(db, mrn))
    return _citations(db, found, sentences=sentences)


def _uses_of(db: sqlite3.Connection, telegram: int, entry: int) -> tuple[int, ...]:
    rows = db.execute("SELECT place FROM uses WHERE telegram_id = ? AND entry = ?", (telegram, entry))
    return tuple(place for (place,) in rows)


def _in_text(db: sqlite3.Connection, mrn: str) -> dict[tuple[int, int], _Cited]:
    """Return the telegrams whose text alone names a number; each once, with all the places that do."""
    rows = db.execute("SELECT telegram_id, place, text, sure FROM uses WHERE concluded = ?", (mrn,))
    uses: defaultdict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for telegram, *use in rows.fetchall():
        uses[telegram].append((use[0], use[1], use[2]))
    return {
        (telegram, -1 - of[0][0]): _Cited(None, of[0][1], of[0][2], tuple(u[0] for u in of), in_text=True)
        for telegram, of in uses.items()
    }


def _citations(
    db: sqlite3.Connection, found: dict[tuple[int, int], _Cited], *, sentences: bool
) -> tuple[Citation, ...]:
    cards = cards_of(db, (telegram for telegram, _ in found))
    used = {telegram for (telegram, _), cited in found.items() if cited.uses and sentences}
    said = {telegram: sentences_of(db, telegram) for telegram in used}
    ordered = sorted(
        (key for key in found if key[0] in cards),
        key=lambda k: (cards[k[0]].date or "9", cards[k[0]].key, k[1]),
    )
    return tuple(_citation(cards[key[0]], found[key], said.get(key[0], ())) for key in ordered)


def _citation(card: Card, cited: _Cited, said: Sequence[str]) -> Citation:
    words = dict.fromkeys(said[place] for place in cited.uses if place < len(said))
    return Citation(card, cited.letter, cited.text, cited.in_text, tuple(words), cited.sure)


def sentences_of(db: sqlite3.Connection, telegram: int) -> tuple[str, ...]:
    """Return the sentence of each use of a reference in a telegram, in the order of the table `uses`."""
    from reftel.refs.uses import find_uses

    record, text = db.execute("SELECT record, text FROM texts WHERE telegram_id = ?", (telegram,)).fetchone()
    return tuple(use.sentence for use in find_uses(telegram_of(record, text)))


def citing(db: sqlite3.Connection, mrns: Iterable[str]) -> set[int]:
    """Return the keys of the telegrams that `cited_by` tells of."""
    found: set[int] = set()
    for some in chunks(list(mrns), 400):
        rows = db.execute(
            f"""SELECT telegram_id FROM refs WHERE concluded IN ({marks(some)})
                UNION SELECT telegram_id FROM uses WHERE concluded IN ({marks(some)})""",
            (*some, *some),
        )
        found.update(number for (number,) in rows)
    return found


def cited_in(db: sqlite3.Connection, ids: Sequence[int]) -> set[int]:
    """Return the keys of the telegrams held that these cite."""
    found: set[int] = set()
    for number in ids:
        rows = db.execute(
            """WITH cited AS (SELECT concluded AS mrn FROM refs WHERE telegram_id = ?1
                              UNION SELECT concluded FROM uses WHERE telegram_id = ?1)
               SELECT t.id FROM cited JOIN telegrams t ON t.mrn = cited.mrn
               UNION SELECT o.telegram_id FROM cited JOIN other_numbers o ON o.mrn = cited.mrn""",
            (number,),
        )
        found.update(cited for (cited,) in rows if cited != number)
    return found


def cited(db: sqlite3.Connection) -> set[int]:
    """Return the keys of the telegrams held that another one cites."""
    rows = db.execute(
        f"""SELECT t.id FROM telegrams t WHERE EXISTS
                (SELECT 1 FROM refs r WHERE r.concluded = t.mrn AND r.telegram_id <> t.id)
            OR EXISTS (SELECT 1 FROM uses r WHERE r.concluded = t.mrn AND r.telegram_id <> t.id)
            UNION SELECT o.telegram_id FROM other_numbers o JOIN {CITING} r ON r.concluded = o.mrn
            WHERE r.telegram_id <> o.telegram_id"""
    )
    return {number for (number,) in rows}


def citing_missing(db: sqlite3.Connection) -> set[int]:
    """Return the keys of the telegrams that cite something not held."""
    rows = db.execute(
        f"""SELECT r.telegram_id FROM refs r WHERE ({_NOT_HELD}) OR ({_NONE_HELD})
            UNION SELECT r.telegram_id FROM uses r WHERE ({_NOT_HELD}) OR ({_NONE_HELD})"""
    )
    return {number for (number,) in rows}


def count_missing(db: sqlite3.Connection) -> int:
    """Count the telegrams that are cited but not held."""
    row = db.execute(f"SELECT count(DISTINCT {AS_TAKEN}) FROM refs r WHERE {MISSING}").fetchone()
    return int(row[0])
