"""Who held which office when, as the collection itself shows: signatures, classifiers, and titles in texts.

Who signs a telegram stands at the head of the post or acts for it (5 FAH-1 H-320: a telegram goes out over
the name of the chief of mission or of whoever is in charge); the office itself is told by the
classifier's line and by the text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from reftel.collection.cards import chunks, marks
from reftel.collection.said.answers import Tenure

_TENURES = """
    SELECT n.written, n.key, o.written, {post}, h.source, min(t.date), max(t.date),
           count(DISTINCT t.id)
    FROM held_offices h JOIN telegrams t ON t.id = h.telegram_id JOIN names n ON n.id = h.name_id
    LEFT JOIN names o ON o.id = h.office_id
    WHERE {where}
    GROUP BY n.key, o.folded, {post}, h.source
"""
# A title that the text gives somebody is no office of the post that reports.
_POST = "CASE WHEN h.source = 'text' THEN NULL ELSE t.post END"


def tenures_of(db: sqlite3.Connection, names: Sequence[int]) -> tuple[Tenure, ...]:
    """Return the offices that these names are seen in, the earliest first."""
    found: list[Tenure] = []
    for some in chunks(names):
        query = _TENURES.format(where=f"h.name_id IN ({marks(some)})", post=_POST)
        found += [Tenure(*row) for row in db.execute(query, some)]
    return tuple(sorted(found, key=_order))


def tenures_at(db: sqlite3.Connection, post: str, on: str | None = None) -> tuple[Tenure, ...]:
    """Return who signed and classified at a post, from the first telegram to the last.

    `on` (a day, a month or a year) leaves those whose telegrams lie all before or all after it.
    """
    query = _TENURES.format(where="t.post = ? AND h.source <> 'text'", post=_POST)
    found = [Tenure(*row) for row in db.execute(query, (post.upper(),))]
    return tuple(sorted((each for each in found if _holds(each, on)), key=_order))


def _holds(tenure: Tenure, on: str | None) -> bool:
    if on is None:
        return True
    first, last = tenure.first or "", tenure.last or "\x7f"
    return first <= on + "\x7f" and last[: len(on)] >= on[: len(last)]


def _order(tenure: Tenure) -> tuple[str, str, str]:
    return tenure.first or "", tenure.name, tenure.office or ""
