"""A whole result set: as many telegrams as answer a query, read a part at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from reftel.collection.answers import Provenance
from reftel.collection.ask import read
from reftel.collection.entries import Entry, entries_of, telegrams_of
from reftel.collection.numbers import Number
from reftel.model import Telegram

if TYPE_CHECKING:
    import tantivy

    from reftel.collection.search.index import Index, Order

_AT_ONCE = 500


class Selection:
    """The telegrams that answered a query when it was asked, in an order, without an upper limit.

    The database is asked for anew for each part: what is being read here may be handed from thread
    to thread.  A telegram that a build replaces meanwhile is left out: `given` then ends below `total`.
    """

    def __init__(
        self,
        db: Callable[[], sqlite3.Connection],
        index: Index,
        query: str,
        *,
        number: Callable[[str], Number | None],
        order: Order,
        above: int = 0,
    ) -> None:
        """Ask; raises `QueryError` where the query cannot be read. Only telegrams with an id above count."""
        self._db = db
        self._index = index
        asked = read(db(), index, query, number=number, order=order)
        self._order = asked.order
        self._asked = _above(index, asked.query, above)
        self.given = 0
        self.total, _ = index.ranked(self._asked, limit=0, offset=0, order=self._order)

    @property
    def reached(self) -> int:
        """The highest id there was when this was asked: whatever was held up to it was looked at."""
        from tantivy import Order as Direction
        from tantivy import Query

        searcher = self._index.searcher
        found = searcher.search(Query.all_query(), limit=1, order_by_field="id", order=Direction.Desc)
        addresses = [address for _, address in found.hits]
        return next((int(i) for i in searcher.fast_field_values("id", addresses) if i is not None), 0)

    def parts(self) -> Iterator[list[int]]:
        """Yield the ids of the telegrams, some at a time."""
        ids = self._index.all_ids(self._asked, self._order)
        while some := list(islice(ids, _AT_ONCE)):
            yield some

    def entries(self) -> Iterator[Entry]:
        """Yield each telegram as an entry of a table."""
        for some in self.parts():
            for entry in entries_of(self._db(), some):
                self.given += 1
                yield entry

    def telegrams(self) -> Iterator[tuple[Telegram, Provenance]]:
        """Yield each telegram whole, with its provenance."""
        for some in self.parts():
            for number in some:
                for found in telegrams_of(self._db(), [number]):
                    self.given += 1
                    yield found


def _above(index: Index, asked: tantivy.Query, above: int) -> tantivy.Query:
    from tantivy import FieldType, Occur, Query

    if not above:
        return asked
    later = Query.range_query(index.schema, "id", FieldType.Integer, above + 1, None)
    return Query.boolean_query([(Occur.Must, asked), (Occur.Must, later)])
