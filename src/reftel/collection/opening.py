"""Opening the edition of a class of readers: brought up to date first, as far as it can be written."""

from __future__ import annotations

from contextlib import closing

from reftel.collection import database, repair
from reftel.collection.layout import Layout, Settings, read_settings
from reftel.collection.lock import writing
from reftel.errors import CollectionError
from reftel.release.policy import ReaderClass


def edition(layout: Layout, settings: Settings, reader: ReaderClass) -> Layout:
    """Return the folder of an edition, brought up to date unless a build is at it."""
    from reftel.collection import editions

    with closing(database.open_to_read(layout)) as db:
        if database.check_version(db, layout) and editions.is_current(db, layout, reader):
            return layout.edition(reader.name)
    try:
        with writing(layout), closing(database.open_to_write(layout)) as db, database.told(layout):
            database.migrate(db, layout)
            repair.mend(db, layout)
            editions.follow(db, layout, settings)
    except CollectionError as error:
        with closing(database.open_to_read(layout)) as db:
            if not (database.check_version(db, layout) and editions.has_rules(db, layout, reader)):
                raise CollectionError(
                    f"The edition for {reader.name} has to be made by the rules as they are now, and cannot "
                    f"be: {error}"
                ) from error
    return layout.edition(reader.name)


def check_edition(layout: Layout) -> None:
    """Bring an edition that lies in its collection up to date; one that was handed on stays as it is."""
    from reftel.collection import editions

    whole = editions.whole_of(layout)
    if whole is not None:
        edition(whole[0], read_settings(whole[0]), whole[1])
