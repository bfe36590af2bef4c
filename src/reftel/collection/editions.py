"""Editions: for each class of readers a collection of its own that holds what the class may see, and no more.

An edition is made before anything is indexed, counted or suggested.  It follows the whole collection
batch by batch, and can always be made again.  What is hidden is written nowhere in its folder.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from contextlib import closing

import msgspec

from reftel.collection import aliases, database, repair
from reftel.collection.create import make
from reftel.collection.follower import BUILD, Follower, State, Tell, move, state_of
from reftel.collection.layout import Layout, Settings, read_settings, write_settings
from reftel.collection.search.index import Index
from reftel.errors import CollectionError
from reftel.model import Record
from reftel.release.policy import EVERYTHING, ReaderClass

# How the editions are made; a change of the rules makes them anew.
RULES = 2


class Made(Record, frozen=True):
    """What a class of readers gets of the collection: how many telegrams, by fate and by reason."""

    reader: ReaderClass
    shown: int
    edited: int
    withheld: int
    reasons: dict[str, int]


def follow(db: sqlite3.Connection, layout: Layout, settings: Settings, tell: Tell | None = None) -> None:
    """Bring every edition up to the last batch; the caller holds the lock of the whole collection."""
    if not settings.classes:
        return
    index = Index(layout.index)
    aliases.gather(db, index)
    for reader in settings.classes:
        generation = _generation(db, reader)
        with closing(open_to_write(layout, settings, reader)) as edition, database.told(layout):
            Follower(db, index, edition, layout.edition(reader.name), reader, generation).run(tell)


def has_rules(db: sqlite3.Connection, layout: Layout, reader: ReaderClass) -> bool:
    """Tell whether an edition was made by the rules as they are now, though it may be batches behind."""
    now, then = state_of(db, reader.name), _state_in(layout.edition(reader.name))
    return then is not None and now.digest == digest(reader) and then.generation == now.generation


def is_current(db: sqlite3.Connection, layout: Layout, reader: ReaderClass) -> bool:
    """Tell whether an edition holds what the whole collection and the rules of its class now say."""
    then = _state_in(layout.edition(reader.name))
    behind = then is None or then.watermark != repair.last_batch(db)
    return not behind and has_rules(db, layout, reader)


def _generation(db: sqlite3.Connection, reader: ReaderClass) -> int:
    """Return the number of the present rules of a class; new rules get the next."""
    state = state_of(db, reader.name)
    if state.digest == digest(reader):
        return state.generation
    with database.transaction(db):
        move(db, reader.name, State(state.generation + 1, 0, digest(reader)))
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


# -- opening -----------------------------------------------------------------------------------


def open_to_write(layout: Layout, settings: Settings, reader: ReaderClass) -> sqlite3.Connection:
    """Open an edition to write, made empty where there is none."""
    edition = layout.edition(reader.name)
    if not edition.exists():
        edition.folder.mkdir(parents=True, exist_ok=True)
        make(edition, settings.name, lambda _: None)
        write_settings(edition, Settings(settings.name, reader.name))
    db = database.open_to_write(edition)
    db.execute("PRAGMA secure_delete = ON")  # what is taken out must not stay in the file's free pages
    database.migrate(db, edition)
    repair.mend(db, edition)
    with database.transaction(db):
        db.execute("INSERT OR IGNORE INTO builds (id, started, version) VALUES (?, '', '')", (BUILD,))
    return db


def _state_in(layout: Layout) -> State | None:
    """Return how far an edition has come; None where it cannot be opened as it is."""
    if not layout.exists():
        return None
    try:
        with closing(database.open_to_read(layout)) as db:
            return state_of(db, EVERYTHING) if database.check_version(db, layout) else None
    except (CollectionError, sqlite3.Error):
        return None


def whole_of(layout: Layout) -> tuple[Layout, ReaderClass] | None:
    """Return the collection that a folder is an edition of, and its class, where it lies in it."""
    whole = Layout(layout.folder.absolute().parent.parent)
    if whole.edition(layout.folder.name).folder != layout.folder.absolute() or not whole.exists():
        return None
    settings = read_settings(whole)
    return next(((whole, c) for c in settings.classes if c.name == layout.folder.name), None)
