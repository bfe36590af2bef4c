"""All that a collection answers as one digest, to compare two of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from bench.collection.queries import queries
from bench.corpus import SEED
from reftel.collection import Collection, database, repair
from reftel.collection.layout import Layout

QUERIES = ("", "exercise", "date:1975..1984", "classification:secret", "tags:PREL", "ambassador OR told")
MORE = 21  # queries of the seven kinds
MOST = 1000

# What may differ: times, and what depends on how the index happens to be cut into segments.
LEFT_OUT = {"score", "seconds"}


def digest(folder: Path) -> str:
    """Return the digest of everything that must not depend on how the work was cut up."""
    made = hashlib.sha256()
    for part in _answers(folder, ("date", "number")):
        made.update(msgspec.json.encode(_without(msgspec.to_builtins(part)), order="sorted"))
    return made.hexdigest()


def ranked(folder: Path) -> str:
    """Return the digest of the ranked answers with their scores."""
    made = hashlib.sha256()
    with Collection.open(folder) as held:
        for query in _queries():
            made.update(msgspec.json.encode(held.search(query, limit=50), order="sorted"))
    return made.hexdigest()


def _answers(folder: Path, orders: tuple[str, ...]) -> Iterator[Any]:
    with Collection.open(folder) as held:
        for query in _queries():
            yield from (held.search(query, limit=50, order=order) for order in orders)
        yield [held.overview(), held.missing(MOST), held.rejects(), held.findings()]
        cards = held.cards(limit=MOST)
        for card in cards:
            telegram = held.telegram(card.key)
            yield card, telegram, held.resolve(telegram), held.neighbours(card.key)
            yield hashlib.sha256(held.original(card.key)).hexdigest()


def _queries() -> list[str]:
    return [*QUERIES, *(query.reftel for query in queries(SEED, MORE))]


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without(v) for name, v in value.items() if name not in LEFT_OUT}
    return [_without(v) for v in value] if isinstance(value, (list, tuple)) else value


def disagreements(folder: Path) -> list[str]:
    """Say where database and index of an opened collection are damaged or do not agree."""
    layout = Layout(folder)
    with closing(database.open_to_read(layout)) as db:
        index = repair.open_index(layout)
        (held,) = db.execute("SELECT count(*) FROM telegrams").fetchone()
        (texts,) = db.execute("SELECT count(*) FROM texts").fetchone()
        found = [
            *(str(row[0]) for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"),
            *(f"a row of {row[0]} points nowhere" for row in db.execute("PRAGMA foreign_key_check")),
        ]
        if index is None or index.documents != held:
            found.append(f"the index holds {index and index.documents} telegrams, the database {held}")
        if texts != held:
            found.append(f"{held} telegrams and {texts} texts")
    with Collection.open(folder) as opened:
        seen = opened.search("exercise").total  # every telegram of the corpus has the word
    return [*found, f"{seen} of {held} telegrams are found"] if seen != held else found
