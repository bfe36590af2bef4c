"""Copies of one telegram, grouped: kept in step with the telegrams, batch by batch, in their transaction.

A telegram is compared with those that bear its number, or a number its text gives beside its own, or,
where a number is missing, with those of its day, post and subject.  The groups that come out depend on
what is held and on the order in which it came, not on how the work was cut into batches.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from reftel.collection.answers import Copy
from reftel.collection.cards import cards_of, chunks, marks
from reftel.collection.rows import telegram_of
from reftel.model import Telegram
from reftel.release.evidence import alike
from reftel.release.relation import Relation, fullness, relate

# Of the many that may share a number, so many of the latest are looked at, and so many compared word by word.
MOST_SEEN = 500
MOST_COMPARED = 8

_KEPT_READ = 64

# What two are to each other that belong together only by a third.
LINKED = Relation("same number and same body", "Both are copies of a third that is held.", "probable")

# Telegrams, of those looked at, that have anything in common with another.
_TO_PLACE = """
    SELECT n.id FROM telegrams n WHERE {which} AND (
        EXISTS (SELECT 1 FROM telegrams c WHERE c.mrn = n.mrn AND c.id <> n.id)
        OR EXISTS (SELECT 1 FROM other_numbers o WHERE o.telegram_id = n.id)
        OR EXISTS (SELECT 1 FROM other_numbers o WHERE o.mrn = n.mrn)
        OR (n.subject IS NOT NULL AND length(n.date) = 10 AND (
            EXISTS (SELECT 1 FROM telegrams c
                    WHERE c.mrn IS NULL AND c.date = n.date AND c.post IS n.post AND c.id <> n.id)
            OR (n.mrn IS NULL AND EXISTS
                (SELECT 1 FROM telegrams c WHERE c.date = n.date AND c.post IS n.post AND c.id <> n.id)))))
    ORDER BY n.id
"""


class Facts(NamedTuple):
    """What the tables tell of a telegram that may be a copy."""

    id: int
    mrn: str | None
    date: str | None
    post: str | None
    subject: str | None
    first: int  # of its group; itself where it is in none


_FACTS = """SELECT t.id, t.mrn, t.date, t.post, t.subject, coalesce(g.first_id, t.id)
            FROM telegrams t LEFT JOIN groups g ON g.telegram_id = t.id"""


def update(db: sqlite3.Connection, batch: int) -> None:
    """Group what a batch added, and what it left of groups that lost a telegram; within its transaction."""
    again: set[int] = set()
    for number in _to_place(db, "n.id IN (SELECT telegram_id FROM ungrouped)", ()):
        if number not in again:
            again |= _dissolve(db, number)
    db.execute("DELETE FROM ungrouped")
    added = _to_place(db, "n.batch = ?", (batch,))
    grouping = _Grouping(db)
    for number in sorted({*again, *added}):
        grouping.place(number)


def regroup(db: sqlite3.Connection) -> None:
    """Group everything anew, as after a change of the rules; within the caller's transaction."""
    db.execute("DELETE FROM groups")
    db.execute("INSERT OR IGNORE INTO ungrouped SELECT id FROM telegrams")
    update(db, -1)


def _to_place(db: sqlite3.Connection, which: str, values: Sequence[int]) -> list[int]:
    return [i for (i,) in db.execute(_TO_PLACE.format(which=which), values).fetchall()]


def _dissolve(db: sqlite3.Connection, number: int) -> set[int]:
    """Take apart the groups around a telegram; return all whose place must be found again."""
    seen: set[int] = set()
    wanted = [number]
    while wanted and len(seen) < MOST_SEEN:
        facts = _facts(db, wanted.pop())
        if facts is None or facts.id in seen:
            continue
        seen.add(facts.id)
        wanted += [c.id for c in _candidates(db, facts, any_id=True) if c.id not in seen]
    if len(seen) == 1:
        return set()
    for some in chunks(sorted(seen)):
        db.execute(
            f"""DELETE FROM groups WHERE first_id IN
                (SELECT first_id FROM groups WHERE telegram_id IN ({marks(some)}))""",
            some,
        )
    return seen


def _facts(db: sqlite3.Connection, number: int) -> Facts | None:
    row = db.execute(f"{_FACTS} WHERE t.id = ?", (number,)).fetchone()
    return None if row is None else Facts(*row)


def _candidates(db: sqlite3.Connection, t: Facts, *, any_id: bool = False) -> list[Facts]:
    """Return the telegrams that may be copies of this one: those that came before it, or all."""
    found: dict[int, Facts] = {}
    for where, values in _ways(db, t):
        before = "t.id <> ?" if any_id else "t.id < ?"
        rows = db.execute(
            f"{_FACTS} WHERE {where} AND {before} ORDER BY t.id DESC LIMIT {MOST_SEEN}", (*values, t.id)
        )
        found.update((row[0], Facts(*row)) for row in rows)
    return list(found.values())


def _ways(db: sqlite3.Connection, t: Facts) -> Iterable[tuple[str, tuple[object, ...]]]:
    if t.mrn is not None:
        yield "t.mrn = ?", (t.mrn,)
        yield "t.id IN (SELECT telegram_id FROM other_numbers WHERE mrn = ?)", (t.mrn,)
    others = [m for (m,) in db.execute("SELECT mrn FROM other_numbers WHERE telegram_id = ?", (t.id,))]
    if others:
        yield f"t.mrn IN ({marks(others)})", tuple(others)
    if t.subject and t.date and len(t.date) == len("2008-12-22"):
        either = "" if t.mrn is None else " AND t.mrn IS NULL"
        yield f"t.date = ? AND t.post IS ?{either}", (t.date, t.post)


def of(db: sqlite3.Connection, number: int) -> tuple[Copy, ...]:
    """Return the other telegrams of a telegram's group, each with what it is to this one."""
    rows = db.execute(
        """SELECT o.telegram_id, o.relation, o.reason, o.sure FROM groups g
           JOIN groups o ON o.first_id = g.first_id AND o.telegram_id <> g.telegram_id
           WHERE g.telegram_id = ? ORDER BY o.telegram_id""",
        (number,),
    ).fetchall()
    is_first = all(relation for _, relation, _, _ in rows)
    cards = cards_of(db, (row[0] for row in rows))
    read = _Grouping(db).read
    return tuple(
        Copy(cards[other], *written)
        if is_first
        else Copy(cards[other], *_row(relate(read(number), read(other)) or LINKED))
        for other, *written in rows
        if other in cards
    )


def _row(relation: Relation) -> tuple[str, str, str]:
    return relation.name, relation.reason, relation.sure


class _Grouping:
    """Puts telegrams into groups, one after another."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.read = lru_cache(maxsize=_KEPT_READ)(self._read)

    def _read(self, number: int) -> Telegram:
        record, text = self.db.execute(
            "SELECT record, text FROM texts WHERE telegram_id = ?", (number,)
        ).fetchone()
        return telegram_of(record, text)

    def place(self, number: int) -> None:
        """Join a telegram to the copies that came before it."""
        facts = _facts(self.db, number)
        if facts is None:
            return
        joined = {
            head: relation
            for head in self._heads(facts)
            if (relation := relate(self.read(head), self.read(number))) is not None
        }
        if joined:
            self._join(number, joined)

    def _heads(self, t: Facts) -> list[int]:
        """Return the first of each group, or telegram, that may be this one, the likeliest first."""
        likely: dict[int, tuple[bool, bool, int]] = {}
        for c in _candidates(self.db, t):
            agree = alike(c.subject, t.subject)
            if None in (c.mrn, t.mrn) and not agree:
                continue
            how = (c.date != t.date, not agree, c.first)
            likely[c.first] = min(likely.get(c.first, how), how)
        likely.pop(t.first, None)
        return sorted(likely, key=likely.__getitem__)[:MOST_COMPARED]

    def _join(self, number: int, joined: dict[int, Relation]) -> None:
        """Make one group of a telegram and the groups it belongs to; the fullest of all comes first."""
        told: dict[int, tuple[int, Relation | None]] = {}  # of each member: to whom, and what
        for head, relation in joined.items():
            told.setdefault(number, (head, relation))
            told |= self._members(head)
        best = max(told.keys() & {number, *joined}, key=lambda i: (fullness(self.read(i)), -i))
        if joined.keys() == {best} and len(told) > 2:  # the group stays as it is, with one more
            told = {number: told[number]}
        for member, (to, known) in sorted(told.items()):
            row: tuple[str | None, ...] = (None, None, None)
            if member != best:
                seen = known if to == best else relate(self.read(best), self.read(member)) or known
                row = _row(seen or LINKED)
            self.db.execute("INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?, ?)", (member, best, *row))

    def _members(self, head: int) -> dict[int, tuple[int, Relation | None]]:
        rows = self.db.execute(
            "SELECT telegram_id, relation, reason, sure FROM groups WHERE first_id = ?", (head,)
        ).fetchall()
        told = {i: (head, Relation(name, reason, sure) if name else None) for i, name, reason, sure in rows}
        return told or {head: (head, None)}
