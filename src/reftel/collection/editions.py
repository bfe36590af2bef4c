"""Editions: for each class of readers a collection of its own that holds what the class may see, and no more.

An edition is made before anything is indexed, counted or suggested.  It follows the whole collection
batch by batch, and can always be made again.  What is hidden is written nowhere in its folder.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from reftel.collection import database, repair
from reftel.collection.cards import chunks, marks
from reftel.collection.create import make
from reftel.collection.layout import Layout, Settings, read_settings, write_settings
from reftel.collection.rows import LISTS, TELEGRAM_COLUMNS, rows, telegram_of
from reftel.collection.search.index import Index
from reftel.errors import CollectionError
from reftel.model import Record, Telegram
from reftel.release.policy import EVERYTHING, ReaderClass

if TYPE_CHECKING:
    from reftel.release.edition import Edition

# How the editions are made; a change of the rules makes them anew.
RULES = 1

_AT_ONCE = 500
_NAMES = "names"

Tell = Callable[[int, int], None]


class Made(Record, frozen=True):
    """What a class of readers gets of the collection: how many telegrams, by fate and by reason."""

    reader: ReaderClass
    shown: int
    edited: int
    withheld: int
    reasons: dict[str, int]


class State(Record, frozen=True):
    """How far an edition has come: by which generation of the rules, up to which batch.

    The rules themselves, and so what is hidden, are kept by the whole collection alone, as a digest.
    """

    generation: int = 0
    watermark: int = 0
    digest: str = ""


def follow(db: sqlite3.Connection, layout: Layout, settings: Settings, tell: Tell | None = None) -> None:
    """Bring every edition up to the last batch; the caller holds the lock of the whole collection."""
    if not settings.classes:
        return
    _gather_names(db)
    index = Index(layout.index)
    for reader in settings.classes:
        generation = _generation(db, reader)
        with closing(_open(layout, settings, reader)) as edition, database.told(layout):
            _Follower(db, index, edition, layout.edition(reader.name), reader, generation).run(tell)


def has_rules(db: sqlite3.Connection, layout: Layout, reader: ReaderClass) -> bool:
    """Tell whether an edition was made by the rules as they are now, though it may be batches behind."""
    now, then = _state(db, reader.name), _state_in(layout.edition(reader.name))
    return then is not None and now.digest == digest(reader) and then.generation == now.generation


def is_current(db: sqlite3.Connection, layout: Layout, reader: ReaderClass) -> bool:
    """Tell whether an edition holds what the whole collection and the rules of its class now say."""
    then = _state_in(layout.edition(reader.name))
    behind = then is None or then.watermark != repair.last_batch(db)
    return not behind and has_rules(db, layout, reader)


def _generation(db: sqlite3.Connection, reader: ReaderClass) -> int:
    """Return the number of the present rules of a class; new rules get the next."""
    state = _state(db, reader.name)
    if state.digest == digest(reader):
        return state.generation
    with database.transaction(db):
        _move(db, reader.name, State(state.generation + 1, 0, digest(reader)))
    return state.generation + 1


def digest(reader: ReaderClass) -> str:
    """Return what changes when the rules of a class do."""
    return hashlib.sha256(msgspec.json.encode((RULES, reader))).hexdigest()


def made(db: sqlite3.Connection, settings: Settings) -> tuple[Made, ...]:
    """Count what each class gets; for those who see everything only."""
    return tuple(_made(db, reader) for reader in settings.classes)


def _made(db: sqlite3.Connection, reader: ReaderClass) -> Made:
    fates: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for fate, why, count in db.execute(
        "SELECT fate, reasons, count(*) FROM editions WHERE class = ? GROUP BY fate, reasons", (reader.name,)
    ):
        fates[fate] += count
        for reason in why.split():
            reasons[reason] += count
    return Made(reader, fates["shown"], fates["edited"], fates["withheld"], dict(reasons.most_common()))


# -- names to hide -----------------------------------------------------------------------------


def _gather_names(db: sqlite3.Connection) -> None:
    """Keep the names that telegrams ask to protect; they stay when the telegram goes."""
    from reftel.release.names import is_name

    state, last = _state(db, _NAMES), repair.last_batch(db)
    if state.watermark == last:
        return
    found = db.execute(
        """SELECT x.record, x.text FROM texts x JOIN telegrams t ON t.id = x.telegram_id
           WHERE t.batch > ? AND x.text LIKE '%protect%' ORDER BY x.telegram_id""",
        (state.watermark,),
    ).fetchall()
    named = {p.text: last for record, text in found for p in telegram_of(record, text).protected}
    with database.transaction(db):
        db.executemany(
            "INSERT OR IGNORE INTO protected_names (name, batch) VALUES (?, ?)",
            [each for each in named.items() if is_name(each[0])],
        )
        _move(db, _NAMES, State(0, last))


def _names_to_hide(db: sqlite3.Connection, reader: ReaderClass, *, above: int = -1) -> list[str]:
    if reader.protected_names:
        return []
    return _column(db, "SELECT name FROM protected_names WHERE batch > ? ORDER BY name", above)


# -- one edition -------------------------------------------------------------------------------


class Decided(NamedTuple):
    """What became of one telegram, and of the file it came from what an edition may say."""

    number: int
    edition: Edition
    name: str | None  # null where the file's own name tells too much
    source: tuple[object, ...]


class _Follower:
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
        self.state = _state(edition, EVERYTHING)
        if self.state.generation != generation:
            self._empty()
        self.names = Names([*reader.names, *_names_to_hide(db, reader)])
        (last,) = edition.execute("SELECT coalesce(max(id), 0) FROM telegrams").fetchone()
        self.next_id = 1 + max(last, *_column(edition, "SELECT seq FROM sqlite_sequence"), 0)

    def run(self, tell: Tell | None) -> None:
        last = repair.last_batch(self.db)
        self._drop_gone()
        todo = sorted({*self._new(), *self._named_anew(), *self._same_text()})
        for at, some in enumerate(chunks(todo, _AT_ONCE)):
            self._take(some)
            if tell is not None:
                tell(at * _AT_ONCE + len(some), len(todo))
        self._drop_gone()
        with database.transaction(self.edition):
            _move(self.edition, EVERYTHING, State(self.generation, last))

    def _empty(self) -> None:
        """Take everything out: words first, so that nothing is found that is no longer there."""
        Index.create(self.layout.index)
        repair.move_mark(self.edition, repair.Mark(0, 0, 0))
        with database.transaction(self.db):
            self.db.execute("DELETE FROM editions WHERE class = ?", (self.reader.name,))
        with database.transaction(self.edition):
            self.edition.execute("DELETE FROM telegrams")
            self.edition.execute("DELETE FROM sources")
            _move(self.edition, EVERYTHING, State(self.generation))
        self.state = State(self.generation)
        repair.mend(self.edition, self.layout)

    def _drop_gone(self) -> None:
        """Take out what the edition still holds of telegrams that are gone, or that were decided anew."""
        wanted = "SELECT {} FROM editions WHERE class = ? AND edition_id IS NOT NULL"
        expected = self.db.execute(wanted.format("count(*)"), (self.reader.name,)).fetchone()
        if expected == self.edition.execute("SELECT count(*) FROM telegrams").fetchone():
            return
        known = set(_column(self.db, wanted.format("edition_id"), self.reader.name))
        self._remove([i for i in _column(self.edition, "SELECT id FROM telegrams") if i not in known])

    def _new(self) -> list[int]:
        return _column(self.db, "SELECT id FROM telegrams WHERE batch > ? ORDER BY id", self.state.watermark)

    def _named_anew(self) -> list[int]:
        """Return the telegrams taken before in which somebody may stand who is only hidden now."""
        from tantivy import Query

        from reftel.release.names import Person

        if not self.state.watermark:
            return []
        names = _names_to_hide(self.db, self.reader, above=self.state.watermark)
        words = {key for name in names for key in Person(name).keys}
        if not words:
            return []
        query = Query.term_set_query(self.index.schema, "body", sorted(words))
        _, found = self.index.ranked(query, limit=self.index.documents, offset=0, order="date")
        return [number for number, _ in found]

    def _same_text(self) -> list[int]:
        """Return those left out for having the text of another, which may be gone by now."""
        return _column(
            self.db,
            "SELECT telegram_id FROM editions WHERE class = ? AND edition_id IS NULL AND fate <> 'withheld'",
            self.reader.name,
        )

    def _take(self, ids: Sequence[int]) -> None:
        """Put some telegrams' editions in the place of what the edition held of them."""
        decided = list(self._decided(ids))
        self._remove(
            _column(
                self.db,
                f"""SELECT edition_id FROM editions
                    WHERE class = ? AND edition_id IS NOT NULL AND telegram_id IN ({marks(ids)})""",
                self.reader.name,
                *ids,
            )
        )
        batch = repair.last_batch(self.edition) + 1
        with database.transaction(self.edition):
            fates = [self._put(each, batch) for each in decided]
            with database.transaction(
                self.db
            ):  # the whole collection first: what it does not know is dropped
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
        repair.mend(self.edition, self.layout)

    def _put(self, decided: Decided, batch: int) -> tuple[str, int, str, str, int | None]:
        """Put one telegram in; return the row that says what became of it.

        Another may have the very same text left once the names are out; then that one stands for both.
        """
        telegram, fate, reasons = decided.edition.telegram, decided.edition.fate, decided.edition.reasons
        number: int | None = None
        if telegram is not None and not self._holds(telegram.key):
            number = self.next_id
            self.next_id += 1
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
            telegram.source.encoding, media_type, added, _BUILD, *provenance,
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


_SOURCE = ("id", "name", "place", "sha256", "size", "encoding", "media_type", "added", "build_id")
_BUILD = 1  # an edition tells nothing of the builds of the whole collection

PROVENANCE = ("released_by", "released_on", "retrieved_from", "licence")


def _open(layout: Layout, settings: Settings, reader: ReaderClass) -> sqlite3.Connection:
    """Open an edition to write, made empty where there is none."""
    edition = layout.edition(reader.name)
    if not edition.exists():
        edition.folder.mkdir(parents=True, exist_ok=True)
        make(edition, settings.name, lambda _: None)
        write_settings(edition, Settings(settings.name, reader.name))
    db = database.open_to_write(edition)
    database.migrate(db, edition)
    repair.mend(db, edition)
    with database.transaction(db):
        db.execute("INSERT OR IGNORE INTO builds (id, started, version) VALUES (?, '', '')", (_BUILD,))
    return db


def _held(db: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    return _column(db, f"SELECT id FROM telegrams WHERE id IN ({marks(ids)})", *ids)


def _column(db: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    return [value for (value,) in db.execute(query, values)]


def _state(db: sqlite3.Connection, name: str) -> State:
    row = db.execute(
        "SELECT generation, watermark, digest FROM edition_states WHERE name = ?", (name,)
    ).fetchone()
    return State() if row is None else State(*row)


def _state_in(layout: Layout) -> State | None:
    """Return how far an edition has come; None where it cannot be opened as it is."""
    if not layout.exists():
        return None
    try:
        with closing(database.open_to_read(layout)) as db:
            return _state(db, EVERYTHING) if database.check_version(db, layout) else None
    except (CollectionError, sqlite3.Error):
        return None


def _move(db: sqlite3.Connection, name: str, state: State) -> None:
    db.execute(
        "INSERT OR REPLACE INTO edition_states (name, generation, watermark, digest) VALUES (?, ?, ?, ?)",
        (name, state.generation, state.watermark, state.digest),
    )


def whole_of(layout: Layout) -> tuple[Layout, ReaderClass] | None:
    """Return the collection that a folder is an edition of, and its class, where it lies in it."""
    whole = Layout(layout.folder.absolute().parent.parent)
    if whole.edition(layout.folder.name).folder != layout.folder.absolute() or not whole.exists():
        return None
    settings = read_settings(whole)
    return next(((whole, c) for c in settings.classes if c.name == layout.folder.name), None)
