"""The search index: it holds words and keys and nothing else; texts come from the database.

The key is a *signed* integer: deleting by an unsigned one deletes nothing and says nothing.
Tokenizers are not kept in the index and are registered at every opening.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from reftel.collection.search.folding import LONGEST, TOKENIZER, analyzer
from reftel.collection.search.lexicon import Lexicon
from reftel.collection.search.mirror import Mirror, may_lock, share
from reftel.collection.search.strays import drop_strays
from reftel.errors import CollectionError

if TYPE_CHECKING:
    import tantivy

VERSION = 3

Order = Literal["relevance", "date", "newest", "number"]

WORDS = (
    "body", "subject", "from", "to", "info", "post_words", "tag_words", "caption", "signed",
    "classified_by", "finding",
)  # fmt: skip
CODES = ("mrn", "cites", "portion", "has")
COUNTED = ("post", "classification", "tags", "caption_codes", "country", "family")
NUMBERS = (
    "id", "serial", "year", "month", "day_first", "day_last", "section", "words",
    "order_date", "order_newest",
)  # fmt: skip
ORDERS = {"date": "order_date", "newest": "order_newest", "number": "order_number"}

# The facets of an answer: the index's field, and how many values are given.
FACETS = {
    "posts": "post",
    "countries": "country",
    "years": "year",
    "months": "month",
    "classification": "classification",
    "captions": "caption_codes",
    "tags": "tags",
    "families": "family",
}
FACET_VALUES = 100

_HEAP = 192_000_000
_THREADS = 1
_SCORE_DIGITS = 4  # beyond these, a score depends on how the index happens to be cut into segments
_TIES_EXPECTED, _MOST_TIES = 20, 10_000
_MOST_STRETCHES = 64  # beyond so many stretches of keys, a set of keys is faster
_LOOKS = 5  # at an index whose files change meanwhile; after that, it is seen as it was
_STRETCH = 50_000  # of a whole answer, so many telegrams are asked for at once

Fields = dict[str, Any]


def schema() -> tantivy.Schema:
    """Return the fields of the index."""
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name=TOKENIZER)
    builder.add_text_field("joined", tokenizer_name=TOKENIZER, index_option="basic")
    for name in CODES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*COUNTED, "order_number"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


class Index:
    """An open index; one may be read by many at once, and written by one."""

    def __init__(self, folder: Path) -> None:
        """Open the index in this folder; raises `ValueError` or `OSError` where there is none."""
        self.folder = folder
        self.schema = schema()
        self.known: dict[object, tantivy.Query] = {}
        self.mirror = None if may_lock(folder) else Mirror(folder)
        try:
            self._open(folder if self.mirror is None else self.mirror.folder)
        except BaseException:
            self.close()
            raise

    def _open(self, folder: Path) -> None:
        import tantivy

        self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual")
        self._register()
        self._see()

    def close(self) -> None:
        """Remove what was made to read it where nothing may be written."""
        if self.mirror is not None:
            self.mirror.close()

    @classmethod
    def create(cls, folder: Path) -> Index:
        """Make an empty index, in place of one that may be there."""
        import tantivy

        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        tantivy.Index(schema(), str(folder))
        share(folder)
        return cls(folder)

    def _register(self) -> None:
        self._index.register_tokenizer(TOKENIZER, analyzer())

    def reload(self) -> None:
        """See what was committed since."""
        if self.mirror is None:
            self._see()
            return
        for _ in range(_LOOKS):  # somebody else writes, whose lock we cannot take: files may go meanwhile
            self.mirror.refresh()
            with suppress(OSError, ValueError):
                self._see()
                return

    def _see(self) -> None:
        self._index.reload()
        self.searcher = self._index.searcher()
        self.lexicon = Lexicon(self.searcher)
        self.known = {}  # sets of telegrams that the database named; they hold until the next look

    @property
    def documents(self) -> int:
        """How many telegrams the index holds."""
        return int(self.searcher.num_docs)

    def writer(self) -> Writer:
        """Return the one writer; raises where another process is writing."""
        return Writer(self)

    def holds(self, ids: Iterable[int]) -> int:
        """Count how many of these telegrams are in the index."""
        from tantivy import Query

        wanted = list(ids)
        if not wanted:
            return 0
        query = Query.term_set_query(self.schema, "id", wanted)
        return _count(self.searcher.search(query, limit=1))

    def frequency(self, word: str) -> int:
        """Count the telegrams that hold a folded word; those that were taken out do not count."""
        from tantivy import Query

        return _count(self.searcher.search(Query.term_query(self.schema, "body", word), limit=1))

    def ranked(
        self, query: tantivy.Query, *, limit: int, offset: int, order: Order
    ) -> tuple[int, list[tuple[int, float]]]:
        """Return how many telegrams answer, and one page of (id, score), ties in the order of ids."""
        limit, offset = min(limit, self.documents), min(offset, self.documents)
        if not limit:
            return _count(self.searcher.search(query, limit=1)), []
        if order != "relevance":
            return self._sorted(query, ORDERS[order], limit=limit, offset=offset)
        wanted = offset + limit
        fetch = wanted + _TIES_EXPECTED
        while True:
            found = self.searcher.search(query, limit=fetch)
            hits = [(round(float(score), _SCORE_DIGITS), address) for score, address in found.hits]
            if len(hits) < fetch or hits[wanted - 1][0] != hits[-1][0] or fetch > wanted + _MOST_TIES:
                break
            fetch = wanted + 8 * (fetch - wanted)  # the last of the page ties with the last fetched
        ids = self._ids([address for _, address in hits])
        ordered = sorted(zip(ids, (score for score, _ in hits), strict=True), key=lambda h: (-h[1], h[0]))
        return _count(found), ordered[offset:wanted]

    def _sorted(
        self, query: tantivy.Query, field: str, *, limit: int, offset: int
    ) -> tuple[int, list[tuple[int, float]]]:
        from tantivy import Order as Direction

        found = self.searcher.search(
            query, limit=limit, offset=offset, order_by_field=field, order=Direction.Asc
        )
        ids = self._ids([address for _, address in found.hits])
        return _count(found), [(i, 0.0) for i in ids]

    def all_ids(self, query: tantivy.Query, order: Order) -> Iterator[int]:
        """Yield the keys of all telegrams that answer, without an upper limit, as the index stands now."""
        total = _count(self.searcher.search(query, limit=1)) if self.documents else 0
        if order == "relevance":
            yield from (i for i, _ in self.ranked(query, limit=total, offset=0, order=order)[1])
            return
        for at in range(0, total, _STRETCH):
            _, some = self._sorted(query, ORDERS[order], limit=min(_STRETCH, total - at), offset=at)
            yield from (i for i, _ in some)

    def _ids(self, addresses: list[Any]) -> list[int]:
        return [int(i) for i in self.searcher.fast_field_values("id", addresses) if i is not None]

    def counts(self, query: tantivy.Query) -> dict[str, list[tuple[str, int]]]:
        """Return the values of each facet with their counts, the most frequent first."""
        asked = {name: {"terms": {"field": field, "size": FACET_VALUES}} for name, field in FACETS.items()}
        answer = self.searcher.aggregate(query, asked)
        return {name: _sorted_counts(answer[name]["buckets"]) for name in FACETS}

    def among(self, ids: Sequence[int]) -> tantivy.Query:
        """Return what finds these telegrams: by stretches of their keys where these are few."""
        from tantivy import FieldType, Occur, Query

        stretches = _stretches(sorted(set(ids)))
        if len(stretches) > _MOST_STRETCHES:
            found = Query.term_set_query(self.schema, "id", sorted(set(ids)))
        else:
            ranges = [
                Query.range_query(self.schema, "id", FieldType.Integer, first, last)
                for first, last in stretches
            ]
            found = Query.boolean_query([(Occur.Should, r) for r in ranges])
        return Query.const_score_query(found, 1.0)


class Writer:
    """Adds and removes telegrams; nothing is seen by readers before `commit`."""

    def __init__(self, index: Index) -> None:
        """Take the index for writing."""
        self._owner = index
        self._schema = index.schema
        if index.mirror is not None:
            raise CollectionError(f"The index in {index.folder} may not be written. Check the rights to it.")
        try:
            self._writer = index._index.writer(_HEAP, _THREADS)
            drop_strays(index.folder)
        except ValueError as error:
            raise CollectionError(
                f"The index in {index.folder} is being written by another process, or may not be written "
                f"({error}). Wait until that has ended, or check the rights to the folder."
            ) from error

    def remove(self, ids: Sequence[int]) -> None:
        """Take telegrams out."""
        from tantivy import Query

        if ids:
            self._writer.delete_documents_by_query(Query.term_set_query(self._schema, "id", list(ids)))

    def add(self, telegrams: Iterable[tuple[int, Fields]]) -> None:
        """Put telegrams in; those of the same key must have been removed before."""
        for number, fields in telegrams:
            self._writer.add_document(_document(number, fields))

    def commit(self) -> int:
        """Show to readers what was done; return how many telegrams the index now holds."""
        try:
            self._writer.commit()
        except (OSError, ValueError) as error:
            raise CollectionError(
                f"The index in {self._owner.folder} cannot be written ({error}). Free space or check the "
                "disk, then give the same command again: what was finished is kept."
            ) from error
        share(self._owner.folder)
        self._owner.reload()
        return self._owner.documents

    def close(self) -> None:
        """Wait for what the index does in the background, and drop files it no longer needs."""
        self._writer.garbage_collect_files()
        self._writer.wait_merging_threads()
        share(self._owner.folder)


def _document(number: int, fields: Fields) -> tantivy.Document:
    from tantivy import Document

    return Document(id=number, **with_order(number, fields))


def with_order(number: int, fields: Fields) -> Fields:
    """Return the fields with the orders made unique by the telegram's key, so that pages never overlap."""
    day = fields.get("day_first")
    return {
        **fields,
        "order_date": (day or 99999999) * 10**10 + number,
        "order_newest": -(day or 0) * 10**10 + number,
        "order_number": f"{fields.get('order_number', '~')} {number:012d}",
    }


def _stretches(ids: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in ids:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _count(found: tantivy.SearchResult) -> int:
    return int(found.count or 0)  # type: ignore[attr-defined]  # the stubs leave it out


def _sorted_counts(buckets: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return (value, count); years come as floats."""
    counts = [
        (str(int(b["key"])) if isinstance(b["key"], (int, float)) else str(b["key"]), int(b["doc_count"]))
        for b in buckets
    ]
    return sorted(counts, key=lambda c: (-c[1], c[0]))


__all__ = ["FACETS", "LONGEST", "VERSION", "Fields", "Index", "Order", "Writer", "schema", "with_order"]
