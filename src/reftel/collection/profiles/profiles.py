"""Profiles: saved queries, and what each has told.

A telegram is known by its key, which is the same however often it is read, removed and added again.
What a profile has told is kept by key; the mark is only there to look no further back than needed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from reftel.collection.profiles import file
from reftel.collection.profiles.answers import Feed, News, Profile, ProfileError
from reftel.collection.profiles.feed import feed_of
from reftel.collection.profiles.kin import kin_of
from reftel.collection.profiles.look import Found, Kin, Looker, Select
from reftel.collection.profiles.meaning import meaning_of
from reftel.errors import QueryError
from reftel.release.policy import EVERYTHING

# So many telegrams a feed holds: those who read it once a day miss none of a usual release.
FEED_LENGTH = 100

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def now() -> str:
    """Return the time as the tables keep it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Profiles:
    """The profiles of a collection; nothing is written before the first is added."""

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        reader: str = EVERYTHING,
        db: Callable[[], sqlite3.Connection],
        select: Select,
        kin: Kin = kin_of,
        clock: Callable[[], str] = now,
    ) -> None:
        """Use `Collection.profiles`; each class of readers has its own.

        `kin` gives the keys of the copies of telegrams.
        """
        self._path = path
        self._name = name
        self._reader = reader
        self._looker = Looker(db, select, kin)
        self._clock = clock

    def all(self) -> tuple[Profile, ...]:
        """Return the profiles, by name."""
        with file.reading(self._path) as db:
            return tuple(saved.profile for saved in file.saved(db))

    def add(self, name: str, query: str) -> tuple[Profile, bool]:
        """Save a query; what answers it now counts as known.

        Returns the profile, and whether it is new: a query of the same meaning that is saved already
        is returned under the name it has.
        """
        if not _NAME.fullmatch(name):
            raise ProfileError(
                f"'{name}' cannot name a profile. A name has letters, digits, - and _, at most 64 of them."
            )
        meaning = meaning_of(query)
        with file.writing(self._path) as db:
            for saved in file.saved(db):
                if _meaning(saved.profile) == meaning:
                    return saved.profile, False
                if saved.profile.name.lower() == name.lower():
                    raise ProfileError(
                        f"There is a profile {saved.profile.name} already; it asks for "
                        f"{saved.profile.query}. Take another name, or remove that one first."
                    )
            return self._add(db, Profile(name, query, self._clock())), True

    def _add(self, db: sqlite3.Connection, profile: Profile) -> Profile:
        cursor = db.execute(
            "INSERT INTO profiles (name, query, added) VALUES (?, ?, ?)",
            (profile.name, profile.query, profile.added),
        )
        assert cursor.lastrowid is not None
        known, mark = self._looker.held_now(profile.query)
        file.note(db, cursor.lastrowid, 0, known)
        file.move_mark(db, cursor.lastrowid, mark)
        return profile

    def remove(self, name: str) -> Profile:
        """Forget a profile and what it told."""
        self._check_names([name])
        with file.writing(self._path) as db:
            (saved,) = file.named(db, [name])
            db.execute("DELETE FROM profiles WHERE id = ?", (saved.id,))
            return saved.profile

    def peek(self, names: Sequence[str] = ()) -> tuple[News, ...]:
        """Return what is new to these profiles, or to all; it stays new."""
        with file.reading(self._path) as db:
            return self._look(db, names)

    @contextmanager
    def telling(self, names: Sequence[str] = ()) -> Iterator[tuple[News, ...]]:
        """Give what is new; it counts as told once the block ends without an error.

        with held.profiles().telling() as news:
            ...  # write it down, and only then leave

        One process at a time tells; another waits, and then finds nothing new.
        """
        self._check_names(names)
        if not self._path.exists():
            yield ()
            return
        with file.writing(self._path) as db:
            found = [self._looker.look(db, saved) for saved in file.named(db, names)]
            yield tuple(each.news for each in found)
            for each in found:
                self._note(db, each)

    def feed(self, names: Sequence[str] = (), *, news: Sequence[News] | None = None) -> Feed:
        """Return the last telegrams these profiles told or are about to tell, the newest first.

        A telegram bears the time it came at, so it stands in the feed the same before it is told and after.
        """
        with file.reading(self._path) as db:
            saved = file.named(db, names)
            news = self._look(db, names) if news is None else news
            rows = [] if db is None else file.last_told(db, saved, 4 * FEED_LENGTH)
        profiles = [each.profile for each in saved]
        return feed_of(
            (self._name, self._reader),
            profiles,
            rows,
            news,
            whole=not names,
            cards=self._looker.cards,
            length=FEED_LENGTH,
        )

    def _check_names(self, names: Sequence[str]) -> None:
        with file.reading(self._path) as db:
            file.named(db, names)

    def _look(self, db: sqlite3.Connection | None, names: Sequence[str]) -> tuple[News, ...]:
        if db is None:
            return ()
        return tuple(self._looker.look(db, saved).news for saved in file.named(db, names))

    def _note(self, db: sqlite3.Connection, found: Found) -> None:
        if found.news.trouble is not None:
            return
        file.note(db, found.id, 0, found.silent)
        arrivals = found.news.telegrams
        if arrivals:
            issue = found.news.profile.issue + 1
            file.note(db, found.id, issue, ((a.card.key, a.arrived) for a in arrivals))
            file.count_issue(db, found.id, issue, self._clock())
        file.move_mark(db, found.id, found.mark)


def _meaning(profile: Profile) -> str | None:
    """Return what a saved query means; null where this reftel cannot read it."""
    try:
        return meaning_of(profile.query)
    except QueryError:
        return None
