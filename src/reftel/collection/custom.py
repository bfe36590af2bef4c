"""The custom of a collection: how its writers leave out years, and how much being held says of a number.

Both are counted from the collection itself, in large ones from a part chosen by the keys of the telegrams.
They are rounded to powers of four and two: what is concluded does not sway with every file taken in, and
does not depend on the order in which files came.
"""

from __future__ import annotations

import math
import sqlite3

from reftel.model import Record
from reftel.refs.years import convention_of

_WHOLE = 100_000  # telegrams up to which all are counted
_STRONGEST_CUSTOM = 256.0
_STRONGEST_FAVOUR = 8.0
_DAYS_OFF = 7  # by so much a number must be ahead of the day of citing before it counts as not reached


class Custom(Record, frozen=True):
    """How far a year left out is the writer's own, and how much being held speaks for a year."""

    convention: float = 1.0
    favour: float = 1.0


# What stated references say: how many there are, of another year, held.
_STATED = """
    SELECT count(*), coalesce(sum(r.mrn_year <> t.year), 0),
           coalesce(sum(EXISTS (SELECT 1 FROM telegrams h WHERE h.mrn = r.mrn)), 0)
    FROM telegrams t CROSS JOIN refs r ON r.telegram_id = t.id
    WHERE t.key < :below AND r.mrn IS NOT NULL AND NOT r.year_inferred
"""

# References without a year to a number that its post had not reached: the next lower one held is later.
_NOT_REACHED = f"""
    SELECT count(*) FROM telegrams t CROSS JOIN refs r ON r.telegram_id = t.id
    WHERE t.key < :below AND r.mrn IS NOT NULL AND r.year_inferred AND length(t.date) = 10 AND
        (SELECT h.date FROM telegrams h
         WHERE h.mrn_post = r.mrn_post AND h.mrn_year = r.mrn_year AND h.mrn_serial <= r.mrn_serial
         ORDER BY h.mrn_serial DESC LIMIT 1) > date(t.date, '+{_DAYS_OFF} days')
"""

# Of the numbers that posts gave out, as far as is known, how many are held.
_DENSITY = """
    SELECT coalesce(sum(held), 0), coalesce(sum(highest), 0) FROM
        (SELECT count(DISTINCT mrn_serial) AS held, max(mrn_serial) AS highest FROM telegrams
         WHERE mrn_post IS NOT NULL GROUP BY mrn_post, mrn_year)
"""


def custom_of(db: sqlite3.Connection) -> Custom:
    """Count the custom of a collection."""
    (telegrams,) = db.execute("SELECT count(*) FROM telegrams").fetchone()
    part = {"below": _below(telegrams)}
    stated, other_year, held = db.execute(_STATED, part).fetchone()
    (not_reached,) = db.execute(_NOT_REACHED, part).fetchone()
    numbers, highest = db.execute(_DENSITY).fetchone()
    convention = convention_of(other_year, not_reached)
    cited = (held + 1) / (stated + 2)  # the share of telegrams cited that are held
    of_all = (numbers + 1) / (highest + 2)
    return Custom(_rounded(convention, 4, _STRONGEST_CUSTOM), _rounded(cited / of_all, 2, _STRONGEST_FAVOUR))


def _below(telegrams: int) -> str:
    """Return the key below which the telegrams of the part counted lie: about 100,000 at most."""
    letters = 0 if telegrams <= _WHOLE else math.ceil(math.log(telegrams / _WHOLE, 16))
    return "0" * (letters - 1) + "1" if letters else "g"


def _rounded(value: float, base: int, most: float) -> float:
    return float(min(max(base ** round(math.log(value, base)), 1), most))
