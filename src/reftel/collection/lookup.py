"""Looking telegrams up by number or key, in every way people write them."""

from __future__ import annotations

import re
import sqlite3

from reftel.collection import citations
from reftel.collection.answers import Card, Citation, Near
from reftel.collection.cards import cards_where, marks
from reftel.collection.numbers import Number, among, read_number
from reftel.errors import CollectionError

# The beginning of a key that is taken for a key.
SHORTEST_KEY = 6

_KEY = re.compile(rf"[0-9a-f]{{{SHORTEST_KEY},64}}")

# Sections and copies of one number stand together, in their order.
_ORDER = "ORDER BY t.mrn_year, t.mrn_post, t.section_number, t.date, t.key"


def number_of(db: sqlite3.Connection, text: str) -> Number | None:
    """Read a number; its post is looked for among those held and cited with that serial."""
    read = read_number(text)
    if read is None:
        return None
    known = db.execute(
        """SELECT mrn_post FROM telegrams WHERE mrn_serial = ?1
           UNION SELECT mrn_post FROM refs WHERE mrn_serial = ?1
           UNION SELECT mrn_post FROM uses WHERE mrn_serial = ?1""",
        (read.serial,),
    )
    return among(read, [post for (post,) in known if post is not None])


def find(db: sqlite3.Connection, text: str) -> tuple[Card, ...]:
    """Return the telegrams that bear this number, or whose key begins so."""
    number = number_of(db, text)
    return (() if number is None else bearing(db, number)) or keyed(db, text)


def bearing(db: sqlite3.Connection, number: Number) -> tuple[Card, ...]:
    """Return the telegrams that bear a number, of any year where none is given."""
    where, values = (
        f"t.mrn_serial = ? AND t.mrn_post IN ({marks(number.posts)})",
        [number.serial, *number.posts],
    )
    if number.year is not None:
        where, values = f"{where} AND t.mrn_year = ?", [*values, number.year]
    return tuple(card for _, card in cards_where(db, f"{where} {_ORDER}", values))


def keyed(db: sqlite3.Connection, text: str) -> tuple[Card, ...]:
    """Return the telegrams whose key begins so."""
    return tuple(card for _, card in _keyed(db, text))


def one(db: sqlite3.Connection, key: str) -> tuple[int, Card]:
    """Return the one telegram whose key begins so; raises `CollectionError` where there is none or more."""
    found = _keyed(db, key)
    if not found:
        raise CollectionError(
            f"No telegram has the key {key}. "
            f"A key is 64 letters and digits; the first {SHORTEST_KEY} or more will do."
        )
    if len(found) > 1:
        raise CollectionError(f"{len(found)} telegrams have a key that begins with {key}. Give more of it.")
    return found[0]


def _keyed(db: sqlite3.Connection, text: str) -> list[tuple[int, Card]]:
    key = text.strip().lower()
    if not _KEY.fullmatch(key):
        return []
    return cards_where(db, "t.key >= ? AND t.key < ? ORDER BY t.key LIMIT 20", (key, key + "g"))


def near(db: sqlite3.Connection, text: str) -> Near | None:
    """Tell who cites a number, and what is held of that post around it."""
    number = number_of(db, text)
    if number is None:
        return None
    cited = cited_by(db, number)
    year = number.year or _only_year(db, number.posts[0])
    before, after = (None, None) if year is None else around(db, number.posts[0], year, number.serial)
    return Near(str(number), cited, before, after)


def cited_by(db: sqlite3.Connection, number: Number) -> tuple[Citation, ...]:
    """Return who cites a number, of any year where none is given."""
    return citations.cited_by(db, numbers_cited(db, number))


def numbers_cited(db: sqlite3.Connection, number: Number) -> list[str]:
    """Return the numbers, with their years, that a number may mean where others cite it."""
    if number.year is not None:
        return [f"{number.year} {post} {number.serial}" for post in number.posts]
    values = (number.serial, *number.posts)
    where = f"mrn_serial = ? AND mrn_post IN ({marks(number.posts)}) AND concluded IS NOT NULL"
    found = db.execute(
        f"SELECT concluded FROM refs WHERE {where} UNION SELECT concluded FROM uses WHERE {where}",
        (*values, *values),
    ).fetchall()
    return [mrn for (mrn,) in found]


def around(db: sqlite3.Connection, post: str, year: int, serial: int) -> tuple[Card | None, Card | None]:
    """Return the telegrams held before and after this number of the post in that year."""
    before, after = (
        cards_where(
            db,
            f"""t.mrn_post = ? AND t.mrn_year = ? AND t.mrn_serial {comparison} ?
                ORDER BY t.mrn_serial {direction}, t.section_number, t.key LIMIT 1""",
            (post, year, serial),
        )
        for comparison, direction in (("<", "DESC"), (">", "ASC"))
    )
    return before[0][1] if before else None, after[0][1] if after else None


def _only_year(db: sqlite3.Connection, post: str) -> int | None:
    """Return the year of a post's telegrams where all are of one."""
    years = db.execute(
        "SELECT DISTINCT mrn_year FROM telegrams WHERE mrn_post = ? LIMIT 2", (post,)
    ).fetchall()
    return int(years[0][0]) if len(years) == 1 else None
