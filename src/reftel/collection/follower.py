"""One edition brought up to the whole collection: what is hidden goes first, what is shown comes after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from reftel.collection import conclusions, copies, database, repair
from reftel.collection.cards import chunks, marks
from reftel.collection.layout import Layout
from reftel.collection.rows import LISTS, TELEGRAM_COLUMNS, rows, telegram_of
from reftel.collection.search.index import Index
from reftel.model import Record, Telegram
from reftel.release.policy import EVERYTHING, ReaderClass

if TYPE_CHECKING:
    from reftel.release.edition import Edition

Tell = Callable[[int, int], None]

# What is said of a file's origin goes with the telegram into every edition.
PROVENANCE = ("released_by", "released_on", "retrieved_from", "licence")

BUILD = 1  # an edition tells nothing of the builds of the whole collection

_AT_ONCE = 500
_SOURCE = ("id", "name", "place", "sha256", "size", "encoding", "media_type", "added", "build_id")


class State(Record, frozen=True):
    """How far an edition has come: by which generation of the rules, up to which batch.

    The rules themselves, and so what is hidden, are kept by the whole collection alone, as a digest.
    """

    generation: int = 0
    watermark: int = 0
    digest: str = ""


class Decided(NamedTuple):
    """What became of one telegram, and of the file it came from what an edition may say."""

    number: int
    edition: Edition
    name: str | None  # null where the file's own name tells too much
    source: tuple[object, ...]


class Follower:
    """Brings one edition up to the whole collection."""

    def __init__(
        self,
        db: sqlite3.Connection,
        index: Index,
        edition: sqlite3.Connection,
        layout: Layout,
        reader: ReaderClass,
        generation: int,
    ) -> None:
        from reftel.release.names import Names

        self.db = db
        self.index = index
        self.edition = edition
        self.layout = layout
        self.reader = reader
        self.generation = generation
        self.tightened = False
        self.state = state_of(edition, EVERYTHING)
        if self.state.generation != generation:
            self._empty()
        self.names = Names([*reader.names, *names_to_hide(db, reader)])
        self.next_id = 1 + self._last_id()

    def _last_id(self) -> int:
        """Return the highest number given so far; one that was given is not given to another telegram."""
        given = "SELECT max(edition_id) FROM editions WHERE class = ?"
        last = column(self.db, given, self.reader.name) + column(
            self.edition, "SELECT max(id) FROM telegrams"
        )
        last += column(self.edition, "SELECT seq FROM sqlite_sequence WHERE name = 'telegrams'")
        return max((int(number) for number in last if number is not None), default=0)

    def run(self, tell: Tell | None) -> None:
        """Take in what is new or to be seen otherwise, and drop what is gone."""
        last = repair.last_batch(self.db)
        self._drop_gone()
        todo = sorted({*self._new(), *self._named_anew(), *self._same_text()})
        for at, some in enumerate(chunks(todo, _AT_ONCE)):
            self._take(some)
            if tell is not None:
                tell(at * _AT_ONCE + len(some), len(todo))
        self._drop_gone()
        if self.tightened:
            self._forget_words()
        conclusions.conclude(self.edition)
        with database.transaction(self.edition):
            move(self.edition, EVERYTHING, State(self.generation, last))
        self.edition.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _forget_words(self) -> None:
        """Make the index anew: it keeps the words of what was taken out, and suggestions come from them."""
        repair.move_mark(self.edition, repair.Mark(0, 0, 0))
        repair.mend(self.edition, self.layout)

    def _empty(self) -> None:
        """Take everything out: words first, so that nothing is found that is no longer there."""
        Index.create(self.layout.index)
        repair.move_mark(self.edition, repair.Mark(0, 0, 0))
        with database.transaction(self.db):
            self.db.execute("DELETE FROM editions WHERE class = ?", (self.reader.name,))
        with database.transaction(self.edition):
            self.edition.execute("DELETE FROM telegrams")
            self.edition.execute("DELETE FROM sources")
            move(self.edition, EVERYTHING, State(self.generation))
        self.state = State(self.generation)
        repair.mend(self.edition, self.layout)

    def _drop_gone(self) -> None:
        """Take out what the edition still holds of telegrams that are gone, or that were decided anew."""
        wanted = "SELECT {} FROM editions WHERE class = ? AND edition_id IS NOT NULL"
        expected = self.db.execute(wanted.format("count(*)"), (self.reader.name,)).fetchone()
        if expected == self.edition.execute("SELECT count(*) FROM telegrams").fetchone():
            return
        known = set(column(self.db, wanted.format("edition_id"), self.reader.name))
        self._remove([i for i in column(self.edition, "SELECT id FROM telegrams") if i not in known])

    def _new(self) -> list[int]:
        return column(self.db, "SELECT id FROM telegrams WHERE batch > ? ORDER BY id", self.state.watermark)

    def _named_anew(self) -> list[int]:
        """Return the telegrams taken before in which somebody may stand who is only hidden now."""
        if not self.state.watermark:
            return []
        names = names_to_hide(self.db, self.reader, above=self.state.watermark)
        return telegrams_with(self.index, names)

    def _same_text(self) -> list[int]:
        """Return those left out for having the text of another, which may be gone by now."""
        return column(
            self.db,
            "SELECT telegram_id FROM editions WHERE class = ? AND edition_id IS NULL AND fate <> 'withheld'",
            self.reader.name,
        )

    def _take(self, ids: Sequence[int]) -> None:
        """Put some telegrams' editions in the place of what the edition held of them."""
        decided = list(self._decided(ids))
        before = dict(
            self.db.execute(
                f"""SELECT telegram_id, edition_id FROM editions
                    WHERE class = ? AND edition_id IS NOT NULL AND telegram_id IN ({marks(ids)})""",
                (self.reader.name, *ids),
            ).fetchall()
        )
        self._remove(list(before.values()))
        batch = repair.last_batch(self.edition) + 1
        with database.transaction(self.edition):
            fates = [self._put(each, before.get(each.number), batch) for each in decided]
            copies.update(self.edition, batch)
            # the whole collection first: what it does not know of is dropped from the edition
            with database.transaction(self.db):
                self.db.executemany("INSERT OR REPLACE INTO editions VALUES (?, ?, ?, ?, ?)", fates)
        repair.mend(self.edition, self.layout)

    def _decided(self, ids: Sequence[int]) -> Iterator[Decided]:
        from reftel.release.edition import edition_of
        from reftel.release.names import persons_in, places_of

        found = self.db.execute(
            f"""SELECT x.telegram_id, x.record, x.text, s.name, s.media_type, s.added, {", ".join(PROVENANCE)}
                FROM texts x JOIN telegrams t ON t.id = x.telegram_id JOIN sources s ON s.id = t.source_id
                WHERE x.telegram_id IN ({marks(ids)}) ORDER BY x.telegram_id""",
            ids,
        )
        for number, record, text, name, *source in found.fetchall():
            telegram = telegram_of(record, text)
            edition = edition_of(telegram, self.reader, self.names)
            people = persons_in(f"{name}\n{text}", self.names, [p.text for p in telegram.protected])
            told = bool(people and places_of(people, name))
            yield Decided(number, edition, None if told else name, tuple(source))

    def _remove(self, ids: Sequence[int]) -> None:
        """Take telegrams out of the edition: words first, so that they are never found without the rest."""
        held = [i for some in chunks(ids) for i in _held(self.edition, some)]
        index = repair.open_index(self.layout)
        if not held or index is None:
            return
        self.tightened = True
        writer = index.writer()
        try:
            writer.remove(held)
            writer.commit()
        finally:
            writer.close()
        batch = repair.last_batch(self.edition) + 1
        with database.transaction(self.edition):
            self.edition.executemany(
                "INSERT OR REPLACE INTO removals VALUES (?, ?)", [(i, batch) for i in held]
            )
            self.edition.executemany("DELETE FROM telegrams WHERE id = ?", [(i,) for i in held])
            self.edition.executemany("DELETE FROM sources WHERE id = ?", [(i,) for i in held])
            copies.update(self.edition, batch)
        repair.mend(self.edition, self.layout)

    def _put(self, decided: Decided, before: int | None, batch: int) -> tuple[str, int, str, str, int | None]:
        """Put one telegram in, under the number it had before; return the row that says what became of it.

        Another may have the very same text left once the names are out; then that one stands for both.
        """
        telegram, fate, reasons = decided.edition.telegram, decided.edition.fate, decided.edition.reasons
        number: int | None = None
        if telegram is not None and not self._holds(telegram.key):
            number = before or self.next_id
            self.next_id = max(self.next_id, number + 1)
            self._insert(number, telegram, decided, batch)
        return self.reader.name, decided.number, fate, " ".join(reasons), number

    def _holds(self, key: str) -> bool:
        return self.edition.execute("SELECT 1 FROM telegrams WHERE key = ?", (key,)).fetchone() is not None

    def _insert(self, number: int, telegram: Telegram, decided: Decided, batch: int) -> None:
        ready = rows(telegram)
        media_type, added, *provenance = decided.source
        size = len(telegram.text.encode("utf-8", "surrogatepass"))
        source = (
            number, decided.name or f"telegram {number}", ready.key, telegram.source.sha256, size,
            telegram.source.encoding, media_type, added, BUILD, *provenance,
        )  # fmt: skip
        self._row("sources", (*_SOURCE, *PROVENANCE), [source])
        self._row(
            "telegrams",
            ("id", "source_id", "batch", *TELEGRAM_COLUMNS),
            [(number, number, batch, *ready.telegram)],
        )
        self._row("texts", ("telegram_id", "text", "record"), [(number, ready.text, ready.record)])
        for table, listed in ready.lists.items():
            self._row(
                table,
                ("telegram_id", "place", *LISTS[table]),
                [(number, place, *row) for place, row in enumerate(listed)],
            )

    def _row(self, table: str, columns: Sequence[str], values: Sequence[Sequence[object]]) -> None:
        self.edition.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(columns)})", values
        )


def telegrams_with(index: Index, names: Sequence[str]) -> list[int]:
    """Return the telegrams that hold a word without which none of these names is written, however spelt."""
    from tantivy import Query

    from reftel.release.names import Person

    written = {key for name in names for key in Person(name).keys}
    words = written | {other for key in written for other in index.lexicon.alike(key)}
    if not words:
        return []
    query = Query.term_set_query(index.schema, "body", sorted(words))
    _, found = index.ranked(query, limit=index.documents, offset=0, order="date")
    return [number for number, _ in found]


def names_to_hide(db: sqlite3.Connection, reader: ReaderClass, *, above: int = -1) -> list[str]:
    """Return the names that telegrams ask to protect and a class must not see; of later batches only."""
    if reader.protected_names:
        return []
    return column(db, "SELECT name FROM protected_names WHERE batch > ? ORDER BY name", above)


def _held(db: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    return column(db, f"SELECT id FROM telegrams WHERE id IN ({marks(ids)})", *ids)


def column(db: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    """Return the values of a query for one column."""
    return [value for (value,) in db.execute(query, values)]


def state_of(db: sqlite3.Connection, name: str) -> State:
    """Return how far something has come; at its beginning where nothing is known of it."""
    row = db.execute(
        "SELECT generation, watermark, digest FROM edition_states WHERE name = ?", (name,)
    ).fetchone()
    return State() if row is None else State(*row)


def move(db: sqlite3.Connection, name: str, state: State) -> None:
    """Say that something has come so far."""
    db.execute(
        "INSERT OR REPLACE INTO edition_states (name, generation, watermark, digest) VALUES (?, ?, ?, ?)",
        (name, state.generation, state.watermark, state.digest),
    )
