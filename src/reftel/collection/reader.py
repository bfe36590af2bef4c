"""A collection opened for reading: everything that can be asked of it.

Many may read while one builds.  Each thread has a connection of its own to the database; the
index is one for all and looks again whenever the database has changed.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from copy import copy
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast, get_args

from reftel.collection import conclusions, database, lookup, opening, repair
from reftel.collection.layout import (
    Layout,
    Settings,
    check_free,
    read_settings,
    told_as_collection_error,
)
from reftel.collection.lock import writing
from reftel.collection.originals import are_discarded, delete_discarded
from reftel.collection.search.index import Index, Order
from reftel.collection.threads import DEPTH, MOST
from reftel.errors import CollectionError, QueryError
from reftel.release.policy import EVERYTHING, ReaderClass

if TYPE_CHECKING:
    from reftel.collection.answers import (
        BuildReport,
        BuildSeen,
        Card,
        Citation,
        Copy,
        Followed,
        IndexState,
        Near,
        Overview,
        Rejected,
        Removal,
        Resolution,
        Results,
        SourceGroup,
        States,
        Thread,
    )
    from reftel.collection.contrasts import Against
    from reftel.collection.contrasts import Found as ContrastsFound
    from reftel.collection.editions import Made
    from reftel.collection.findings import FindingOf
    from reftel.collection.gaps import Gaps
    from reftel.collection.missing import Finder as MissingFinder
    from reftel.collection.missing import Missing, State, Wanted
    from reftel.collection.numbers import Number
    from reftel.collection.profiles import Profiles
    from reftel.collection.requests import Ledger
    from reftel.collection.said import Claim, Happening, Known
    from reftel.collection.said.asking import Saying
    from reftel.collection.selection import Selection
    from reftel.extract.contrast import Contrasts
    from reftel.model import Telegram
    from reftel.refs.completeness import Completeness
    from reftel.release.compare import Comparison


class Collection:
    """A folder of telegrams that can be searched, read and followed.

    with Collection.open("mine") as mine:
        mine.search("fisheries from:VALLETTA").total
    """

    def __init__(self, layout: Layout, settings: Settings) -> None:
        """Use `Collection.open` or `Collection.create`."""
        self._layout = layout
        self._settings = settings
        self._local = threading.local()
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._guard = threading.Lock()
        self._index: Index | None = None
        self._gaps: tuple[int, tuple[Completeness, ...]] | None = None  # as of a batch
        self._contrasts: tuple[tuple[Any, ...], Contrasts] | None = None  # where the table has none
        self._closed = False

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, reader: str = EVERYTHING) -> Collection:
        """Open a collection as a class of readers sees it, and mend what a stopped build left undone.

        An edition is brought up to date first; raises `CollectionError` where it was made by other
        rules than hold now and cannot be made again.
        """
        layout = Layout(path)
        settings = read_settings(layout)
        if reader not in (EVERYTHING, settings.policy):
            layout = opening.edition(layout, settings, settings.reader(reader))
        elif settings.policy != EVERYTHING:
            opening.check_edition(layout)
        collection = cls(layout, read_settings(layout))
        try:
            if not collection._is_in_order():
                collection._mend()
        except BaseException:
            collection.close()
            raise
        return collection

    @classmethod
    def create(cls, path: str | os.PathLike[str], name: str | None = None) -> Collection:
        """Make an empty collection in a new or empty folder, and open it."""
        from reftel.collection.create import make

        layout = Layout(path)
        if layout.exists():
            raise CollectionError(
                f"{layout.folder} is a collection already. Open it, or name another folder."
            )
        check_free(layout)
        with told_as_collection_error(layout):
            layout.folder.mkdir(parents=True, exist_ok=True)
        with writing(layout):
            make(layout, name, lambda _: None)
        return cls.open(path)

    def close(self) -> None:
        """Let go of the database and the index."""
        self._closed = True
        with self._guard:
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()
        if self._index is not None:
            self._index.close()
        self._index = None

    def __enter__(self) -> Collection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def reader(self) -> str:
        """The class of readers it is opened for."""
        return self._settings.policy

    @property
    def name(self) -> str:
        """The name of the collection, from `reftel.toml`."""
        return self._settings.name

    def search(self, query: str, *, limit: int = 20, offset: int = 0, order: str = "relevance") -> Results:
        """Find telegrams; raises `QueryError` for a query that cannot be read."""
        if limit < 0 or offset < 0:
            raise QueryError("Limit and offset of an answer are not below 0.")
        from reftel.collection.ask import ask

        return ask(
            self._db,
            self._fresh_index(),
            query,
            number=self._whole_number,
            limit=limit,
            offset=offset,
            order=_order(order),
        )

    def search_all(self, query: str, *, order: str = "date") -> Iterator[Card]:
        """Yield every telegram that answers, without an upper limit, as the collection stands now.

        A query that cannot be read raises `QueryError` here, before the first card.
        """
        from reftel.collection.ask import ask_all

        return ask_all(self._db, self._fresh_index(), query, number=self._whole_number, order=_order(order))

    def select(self, query: str = "", *, order: str = "date", above: int = 0) -> Selection:
        """Return every telegram that answers, to be read as entries or whole; all where the query is empty.

        `above` leaves out the telegrams that the database numbers up to it: those that came earlier.
        """
        from reftel.collection.selection import Selection

        return Selection(
            lambda: self._db,
            self._fresh_index(),
            query,
            number=self._whole_number,
            order=_order(order),
            above=above,
        )

    def profiles(self) -> Profiles:
        """Return the saved queries that tell what is new."""
        from reftel.collection.profiles import Profiles

        return Profiles(
            self._layout.profiles,
            name=self.name,
            reader=self.reader,
            db=lambda: self._db,
            select=self.select,
        )

    def requests(self) -> Ledger:
        """Return the ledger of what was asked for; an edition has none, and knows of nothing."""
        from reftel.collection.requests.ledger import Ledger

        whole = self.reader == EVERYTHING
        return Ledger(self._layout.requests if whole else None, db=lambda: self._db)

    def like(self, key: str, *, limit: int = 10) -> tuple[Card, ...]:
        """Return the telegrams most like the one of this key, the nearest first."""
        from reftel.collection.ask import like

        return like(self._db, self._fresh_index(), key, limit=limit)

    def find(self, number: str) -> tuple[Card, ...]:
        """Return the telegrams that bear this number, however it is written, or whose key begins so."""
        return lookup.find(self._db, number)

    def near(self, number: str) -> Near | None:
        """Tell who cites a number, and what is held of that post around it; None where it is no number."""
        return lookup.near(self._db, number)

    def telegram(self, key: str) -> Telegram:
        """Return a telegram by its key or the beginning of it."""
        from reftel.collection.rows import telegram_of

        number, _ = lookup.one(self._db, key)
        record, text = self._db.execute(
            "SELECT record, text FROM texts WHERE telegram_id = ?", (number,)
        ).fetchone()
        return telegram_of(record, text)

    def copies(self, key: str) -> tuple[Copy, ...]:
        """Return the other copies of a telegram, each with what it is to this one, and why."""
        from reftel.collection import copies

        number, _ = lookup.one(self._db, key)
        return copies.of(self._db, number)

    def compare(self, left: str, right: str) -> Comparison:
        """Compare two telegrams word by word by their keys, the earlier release first."""
        from reftel.release.compare import compare

        return compare(self.telegram(left), self.telegram(right))

    def card(self, key: str) -> Card:
        """Return a telegram's card by its key or the beginning of it."""
        return lookup.one(self._db, key)[1]

    def original(self, key: str) -> bytes:
        """Return the bytes of the file that a telegram was read from; in an edition, of its text."""
        number, _ = lookup.one(self._db, key)
        if self._settings.policy != EVERYTHING:
            telegram = self.telegram(key)  # the file may hold more than this class may see
            return telegram.text.encode(telegram.source.encoding, "surrogatepass")
        (sha256,) = self._db.execute(
            "SELECT s.sha256 FROM telegrams t JOIN sources s ON s.id = t.source_id WHERE t.id = ?", (number,)
        ).fetchone()
        try:
            return self._layout.original(sha256).read_bytes()
        except OSError as error:
            raise CollectionError(
                f"The original {self._layout.original(sha256)} cannot be read ({error.strerror}). Put it "
                "back from a copy of the collection, or build again from its source."
            ) from error

    def overview(self) -> Overview:
        """Tell what is held."""
        from reftel.collection import holdings

        return holdings.overview(self._db, self.name)

    def resolve(self, telegram: Telegram) -> tuple[Resolution, ...]:
        """Tell what each reference points to, in the order of `telegram.references`."""
        from reftel.collection import resolving

        return resolving.resolve(self._db, telegram)

    def follow(self, key: str) -> Followed:
        """Tell what a telegram refers to and where its text uses it, and who cites it, by its key."""
        from reftel.collection import resolving

        _, card = lookup.one(self._db, key)
        return resolving.follow(self._db, self.telegram(card.key), card)

    def reference_states(self) -> States:
        """Count the references by state, and by how sure the year is that was concluded."""
        from reftel.collection import resolving

        return resolving.states(self._db)

    def thread(self, number: str, *, depth: int = DEPTH, most: int = MOST) -> Thread:
        """Return the exchange around a number, however it is written, or around a telegram by its key.

        `depth` is how many references away, `most` how many telegrams at the most; raises
        `CollectionError` where it is no number and no key.
        """
        from reftel.collection import threads

        return threads.thread(self._db, threads.named(self._db, number), depth=depth, most=most)

    def cited_by(self, mrn: str) -> tuple[Citation, ...]:
        """Return who cites this number, in the order they were sent."""
        number = lookup.number_of(self._db, mrn)
        return () if number is None else lookup.cited_by(self._db, number)

    def missing(self, limit: int = 100, wanted: Wanted | None = None) -> tuple[Missing, ...]:
        """Return the telegrams cited but not held, and those held in name only, by rank."""
        from reftel.collection.missing import Wanted

        return self._missing().missing(wanted or Wanted(), limit)

    def count_missing(self, wanted: Wanted | None = None) -> dict[State, int]:
        """Count what is missing by state: not held, held as a record without text, withdrawn."""
        from reftel.collection.missing import Wanted

        return self._missing().count(wanted or Wanted())

    def missing_number(self, number: str) -> Missing:
        """Tell what is known of a telegram that is not held.

        Raises `CollectionError` where the number cannot be read, is held, or may be several.
        """
        from reftel.collection.missing.which import which

        return self._missing().one(which(self._db, number))

    @property
    def said(self) -> Saying:
        """What the telegrams say, from their annotations: claims, people, places, days, and judgements."""
        from reftel.collection.said.asking import Saying
        from reftel.collection.said.maker import maker_of

        judgements = self._layout.judgements if self.reader == EVERYTHING else None
        return Saying(lambda: self._db, judgements, self._ids, lambda: maker_of(self._layout))

    def claims(
        self,
        *,
        speaker: str | None = None,
        hearer: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        manner: str | None = None,
        own: bool | None = None,
        place: str | None = None,
        post: str | None = None,
        portion: str | None = None,
        limit: int | None = 100,
        offset: int = 0,
    ) -> tuple[Claim, ...]:
        """Return who is reported to have said what, by the day it was said; `annotate` comes first.

        Names are met in all their spellings; `since` and `until` are ISO days, months or years.
        """
        from reftel.collection.said import Asked

        asked = Asked(speaker, hearer, about, since, until, manner, own, place, post, portion)
        return self.said.claims(asked, limit=limit, offset=offset)

    def timeline(
        self,
        *,
        about: str | None = None,
        person: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = 100,
    ) -> tuple[Happening, ...]:
        """Return dated statements and events in the order of the day they are of."""
        return self.said.timeline(
            about=about, person=person, place=place, first=since, last=until, limit=limit
        )

    def people(self, name: str | None = None, *, limit: int | None = 100) -> tuple[Known, ...]:
        """Return persons and groups by the alphabet, or those whom a name may mean, with what is known."""
        return self.said.people(name, limit=limit)

    def places(self, name: str | None = None, *, limit: int | None = 100) -> tuple[Known, ...]:
        """Return places by the alphabet, or those that a name may mean, with what is known of them."""
        return self.said.places(name, limit=limit)

    def contrasts(self, asked: Against | None = None, *, limit: int | None = 50) -> ContrastsFound:
        """Return what stands against what: contradictions, revisions, single sources, retellings."""
        from reftel.collection.contrasts import Against, answer, table

        made, judged = None, self.said.judgements.all()
        if (
            table.state(self._db, judged) is None
        ):  # not annotated since it changed: the cards are made for this answer
            held = (*table.held(self._db), judged)
            if self._contrasts is None or self._contrasts[0] != held:
                self._contrasts = (held, table.made(self._db, judged))
            made = self._contrasts[1]
        return answer(self._db, asked or Against(), limit, made, judged)

    def _missing(self) -> MissingFinder:
        from reftel.collection.missing import Finder

        index = self._fresh_index()
        return Finder(self._db, frequency=index.frequency, answering=self._ids)

    def _ids(self, query: str) -> set[int]:
        return {number for some in self.select(query).parts() for number in some}

    def gaps(self, post: str | None = None, year: int | None = None) -> tuple[Completeness, ...]:
        """Tell how complete each post and period is of which a number is held; `year` is where it begins."""
        from reftel.collection.gaps import gaps, post_named

        if post is not None or year is not None:
            return gaps(self._db, None if post is None else post_named(self._db, post), year)
        last = repair.last_batch(self._db)
        if self._gaps is None or self._gaps[0] != last:
            self._gaps = (last, gaps(self._db))
        return self._gaps[1]

    def gaps_of(self, post: str, year: int) -> Gaps | None:
        """Return all that is known of a post's numbers of a period, to plot; None where none is held."""
        from reftel.collection.gaps import gaps_of_post, post_named

        return gaps_of_post(self._db, self.name, post_named(self._db, post), year)

    def neighbours(self, key: str) -> tuple[Card | None, Card | None]:
        """Return the telegrams of the post before and after this one in its numbering, of those held."""
        number, card = lookup.one(self._db, key)
        row = self._db.execute(
            "SELECT mrn_post, mrn_year, mrn_serial FROM telegrams WHERE id = ?", (number,)
        ).fetchone()
        return (None, None) if card.mrn is None else lookup.around(self._db, *row)

    def cards(
        self, post: str | None = None, year: int | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[Card, ...]:
        """List telegrams in the order they were sent."""
        from reftel.collection.cards import cards_where

        conditions = {"t.post = ?": post, "t.year = ?": year}
        given = {c: v for c, v in conditions.items() if v is not None}
        where = " AND ".join(given) or "TRUE"
        order = "ORDER BY t.date IS NULL, t.date, t.dtg, t.mrn_post, t.mrn_serial, t.key LIMIT ? OFFSET ?"
        found = cards_where(self._db, f"{where} {order}", (*given.values(), limit, offset))
        return tuple(card for _, card in found)

    def rejects(self) -> tuple[Rejected, ...]:
        """Return the files that were not taken in."""
        from reftel.collection import holdings

        return holdings.rejects(self._db)

    @property
    def classes(self) -> tuple[ReaderClass, ...]:
        """The classes of readers for which editions are made of it; none in an edition."""
        return self._settings.classes

    def editions(self) -> tuple[Made, ...]:
        """Tell what each class of readers gets of it; nothing of that is known in an edition."""
        from reftel.collection import editions

        return editions.made(self._db, self._settings)

    def findings(self, *, code: str | None = None, severity: str | None = None) -> tuple[FindingOf, ...]:
        """Return what the checks say: of each telegram, and of one against another."""
        from reftel.collection import findings

        return findings.findings(self._db, code=code, severity=severity)

    def are_checked(self) -> bool:
        """Tell whether the telegrams were checked when they were taken in."""
        from reftel.collection import findings

        return findings.are_checked(self._db)

    def build_report(self) -> BuildReport | None:
        """Return what the last finished build saw and did."""
        from reftel.collection import holdings

        return holdings.build_report(self._db)

    def builds(self, limit: int = 10) -> tuple[BuildSeen, ...]:
        """Return the last builds, retries, rebuilds and removals, the last one first."""
        from reftel.collection import holdings

        return holdings.builds(self._db, limit)

    def sources(self) -> tuple[SourceGroup, ...]:
        """Return the sources, files of which different things are said apart, by name."""
        from reftel.collection import holdings

        return holdings.sources(self._db)

    def index_states(self) -> tuple[IndexState, ...]:
        """Tell how the search indexes stand to what is held."""
        from reftel.collection import holdings

        return holdings.index_states(self._db)

    def removal(self, names: Sequence[str]) -> Removal:
        """Tell what `reftel.collection.remove` would take away."""
        from reftel.collection.removing import removal

        return removal(self._db, names)

    # -- opening -----------------------------------------------------------------------------

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if self._closed:
            raise CollectionError(f"{self._layout.folder} was closed. Open it again.")
        if db is None:
            db = database.open_to_read(self._layout)
            self._local.db = db
            with self._guard:
                self._drop_ended()
                self._connections[threading.current_thread()] = db
        return db

    def _drop_ended(self) -> None:
        """Close the connections of threads that have ended: a server's threads come and go."""
        for thread in [t for t in self._connections if not t.is_alive()]:
            self._connections.pop(thread).close()

    def _is_in_order(self) -> bool:
        if not database.check_version(self._db, self._layout):
            return False
        self._index = repair.open_index(self._layout)
        in_order = repair.agree(self._db, self._index) and conclusions.are_current(self._db)
        return in_order and not are_discarded(self._db)

    def _mend(self) -> None:
        """Mend the index, unless a build is at it or the folder cannot be written: it can be read."""
        try:
            with (
                writing(self._layout),
                closing(database.open_to_write(self._layout)) as db,
                database.told(self._layout),
            ):
                database.migrate(db, self._layout)
                self._index = repair.mend(db, self._layout)
                conclusions.conclude(db)
                delete_discarded(db, self._layout)
        except CollectionError:
            if self._index is None or not database.check_version(self._db, self._layout):
                raise

    def _fresh_index(self) -> Index:
        """Return the index as of the last batch committed, as it stays while one search uses it."""
        (change,) = self._db.execute("PRAGMA data_version").fetchone()
        with self._guard:
            assert self._index is not None
            if getattr(self._local, "change", None) != change:
                self._local.change = change
                self._index.reload()
            return copy(self._index)

    def _whole_number(self, query: str) -> Number | None:
        """Return the number that a whole query is, where its post is surely one."""
        number = lookup.number_of(self._db, query)
        return number if number is not None and number.sure else None


def _order(written: str) -> Order:
    """Return the order of this name; raises `QueryError` where there is none."""
    if written not in get_args(Order):
        raise QueryError(f"{written} is no order. Orders are {', '.join(get_args(Order))}.")
    return cast("Order", written)
