"""The ledger: what was asked for when, what was answered, and what has come since.

It belongs to whoever asks: a file of its own in the whole collection, in no edition.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from reftel.collection.missing.stubs import is_stub
from reftel.collection.requests import file
from reftel.collection.requests.answers import Entry, RequestError
from reftel.collection.rows import telegram_of

_OPEN = "closed IS NULL"


class Ledger:
    """The requests of a collection; nothing is written before the first is noted."""

    def __init__(self, path: Path | None, *, db: Callable[[], sqlite3.Connection]) -> None:
        """Use `Collection.requests`; `path` is null in an edition, which has no ledger."""
        self._path = path
        self._db = db

    def all(self, *, open_only: bool = False) -> tuple[Entry, ...]:
        """Return the entries in the order they were made; none in an edition."""
        if self._path is None:
            return ()
        with file.reading(self._path) as db:
            return tuple(file.entries(db, _OPEN if open_only else "TRUE"))

    def note_draft(self, mrn: str, *, kind: str, agency: str, on: str) -> Entry:
        """Note that a letter was drafted; an open entry for the same is brought up to this day."""
        return self._note(mrn, kind, agency, {"drafted": on})

    def note_asked(
        self,
        mrn: str,
        *,
        kind: str,
        agency: str,
        on: str,
        case: str | None = None,
        note: str | None = None,
    ) -> Entry:
        """Note that it was asked for; a draft for the same becomes this request."""
        return self._note(mrn, kind, agency, {"asked": on, "case_number": case, "note": note})

    def note_answer(self, number: int, words: str, *, on: str, case: str | None = None) -> Entry:
        """Note what the agency answered, in the words of whoever notes it; the entry stays open."""
        return self._change(number, {"answered": on, "answer": words, "case_number": case})

    def close(self, number: int, *, on: str, note: str | None = None) -> Entry:
        """Close an entry by hand: withdrawn, given up, or answered for good."""
        return self._change(number, {"closed": on, "note": note})

    def settle(self, on: str) -> tuple[Entry, ...]:
        """Close the open entries whose telegram has come since they were made, and return them."""
        open_ones = self.all(open_only=True)
        if self._path is None or not open_ones:
            return ()
        with file.writing(self._path) as db:
            came = [(e, key) for e in open_ones if (key := self._came(db, e)) is not None]
            for entry, key in came:
                db.execute("UPDATE requests SET closed = ?, closed_by = ? WHERE id = ?", (on, key, entry.id))
            return tuple(one for entry, _ in came for one in file.entries(db, "id = ?", (entry.id,)))

    # -- writing ---------------------------------------------------------------------------

    def _note(self, mrn: str, kind: str, agency: str, told: dict[str, str | None]) -> Entry:
        with file.writing(self._own()) as db:
            same = file.entries(db, f"{_OPEN} AND mrn = ? AND kind = ? AND agency = ?", (mrn, kind, agency))
            number = same[0].id if same else self._add(db, mrn, kind, agency)
            return _update(db, number, told)

    def _add(self, db: sqlite3.Connection, mrn: str, kind: str, agency: str) -> int:
        cursor = db.execute("INSERT INTO requests (mrn, kind, agency) VALUES (?, ?, ?)", (mrn, kind, agency))
        assert cursor.lastrowid is not None
        keys = [(cursor.lastrowid, key) for key in self._held(mrn)]
        db.executemany("INSERT INTO known (request_id, key) VALUES (?, ?)", keys)
        return cursor.lastrowid

    def _change(self, number: int, told: dict[str, str | None]) -> Entry:
        with file.writing(self._own()) as db:
            if not file.entries(db, f"{_OPEN} AND id = ?", (number,)):
                raise RequestError(
                    f"There is no open request {number}. 'reftel requests COLLECTION' lists what there is."
                )
            return _update(db, number, told)

    def _own(self) -> Path:
        if self._path is None:
            raise RequestError(
                "An edition has no ledger: what was asked is kept in the whole collection alone. Leave out "
                "--reader."
            )
        return self._path

    # -- what has come ---------------------------------------------------------------------

    def _held(self, mrn: str) -> list[str]:
        rows = self._db().execute("SELECT key FROM telegrams WHERE mrn = ? ORDER BY key", (mrn,))
        return [key for (key,) in rows]

    def _came(self, db: sqlite3.Connection, entry: Entry) -> str | None:
        """Return the key of a telegram of the number that came since it was asked for, and has a text."""
        rows = db.execute("SELECT key FROM known WHERE request_id = ?", (entry.id,))
        known = {key for (key,) in rows}
        return next((k for k in self._held(entry.mrn) if k not in known and self._has_text(k)), None)

    def _has_text(self, key: str) -> bool:
        row = (
            self._db()
            .execute(
                "SELECT record, texts.text FROM texts JOIN telegrams t ON t.id = telegram_id WHERE t.key = ?",
                (key,),
            )
            .fetchone()
        )
        return row is not None and not is_stub(telegram_of(*row))


def _update(db: sqlite3.Connection, number: int, told: dict[str, str | None]) -> Entry:
    """Write what is told, and leave what is not as it was."""
    given = {name: value for name, value in told.items() if value is not None}
    changes: Sequence[str] = [f"{name} = ?" for name in given]
    db.execute(f"UPDATE requests SET {', '.join(changes)} WHERE id = ?", (*given.values(), number))
    return file.entries(db, "id = ?", (number,))[0]
