"""Making an empty collection; the settings are written last, so a folder without them was never finished."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from reftel.collection import database, repair
from reftel.collection.layout import Layout, Settings, told_as_collection_error, write_settings


def make(layout: Layout, name: str | None, step: Callable[[str], None]) -> None:
    """Make the tables, the index and the settings; the caller holds the lock."""
    with told_as_collection_error(layout):
        layout.originals.mkdir(parents=True, exist_ok=True)
        step("folder-made")
        with closing(database.open_to_write(layout)) as db, database.told(layout):
            database.migrate(db, layout)
            step("database-made")
            repair.mend(db, layout)
            step("index-made")
        write_settings(layout, Settings(name or layout.folder.absolute().name))
        step("settings-written")
