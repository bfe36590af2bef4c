"""The names to hide from classes of readers: those that telegrams ask to protect, and their aliases.

An alias given in one telegram is hidden in all.  Only telegrams that mark or name somebody to hide are
read for aliases, and annotated where they may give one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from reftel.collection import database, repair
from reftel.collection.cards import chunks, marks
from reftel.collection.follower import State, column, move, state_of, telegrams_with
from reftel.collection.rows import telegram_of
from reftel.collection.search.index import Index
from reftel.model import Telegram
from reftel.release.names import Names, is_name, words_of

_NAMES = "names"
_RULES = 1  # how names are gathered; other rules gather them from all telegrams anew
_ROUNDS = 3  # an alias may have an alias


def gather(db: sqlite3.Connection, index: Index) -> None:
    """Keep the names to hide and their aliases; they stay when the telegram that told them goes."""
    state, last = state_of(db, _NAMES), repair.last_batch(db)
    if (state.generation, state.watermark) == (_RULES, last):
        return
    above = state.watermark if state.generation == _RULES else -1
    marked = [p.text for t in _marked(db, above) for p in t.protected]
    known = column(db, "SELECT name FROM protected_names ORDER BY name")
    new = _not_in(known, marked)
    found = list(new)
    fresh = set(column(db, "SELECT id FROM telegrams WHERE batch > ?", above))
    for number in range(_ROUNDS):
        where = telegrams_with(index, new)
        if not number and known:
            where += [i for i in telegrams_with(index, known) if i in fresh]
        new = _not_in([*known, *found], _aliases(db, dict.fromkeys(where), [*known, *found]))
        found += new
        if not new:
            break
    with database.transaction(db):
        db.executemany(
            "INSERT OR IGNORE INTO protected_names (name, batch) VALUES (?, ?)", [(n, last) for n in found]
        )
        move(db, _NAMES, State(_RULES, last))


def _marked(db: sqlite3.Connection, above: int) -> Iterator[Telegram]:
    """Yield the telegrams of later batches that ask for protection."""
    found = db.execute(
        """SELECT x.record, x.text FROM texts x JOIN telegrams t ON t.id = x.telegram_id
           WHERE t.batch > ? AND x.text LIKE '%protect%' ORDER BY x.telegram_id""",
        (above,),
    ).fetchall()
    return (telegram_of(record, text) for record, text in found)


def _not_in(known: Iterable[str], names: Iterable[str]) -> list[str]:
    """Return the names that are new, each once."""
    seen = {words_of(name) for name in known}
    found = []
    for name in names:
        if is_name(name) and words_of(name) not in seen:
            seen.add(words_of(name))
            found.append(name)
    return found


def _aliases(db: sqlite3.Connection, ids: Iterable[int], names: list[str]) -> Iterator[str]:
    """Yield what else these people are called in these telegrams."""
    hidden = Names(names)
    for some in chunks(list(ids)):
        rows = db.execute(
            f"SELECT record, text FROM texts WHERE telegram_id IN ({marks(some)}) ORDER BY telegram_id", some
        )
        for record, text in rows.fetchall():
            yield from _aliases_in(telegram_of(record, text), hidden)


def _aliases_in(telegram: Telegram, hidden: Names) -> Iterator[str]:
    from reftel.release.aliases import aliases_in, may_give_alias
    from reftel.release.names import persons_in, places_of

    people = persons_in(telegram.text, hidden, [p.text for p in telegram.protected if is_name(p.text)])
    places = places_of(people, telegram.text)
    yield from aliases_in(telegram.text, places)
    if may_give_alias(telegram.text, places):
        from reftel.extract.steps import annotate
        from reftel.release.people import aliases_of

        yield from aliases_of(telegram, annotate(telegram), hidden)


__all__ = ["gather"]
