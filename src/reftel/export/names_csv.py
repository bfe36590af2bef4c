"""People, places and offices as tables, one line for each, written as `reftel.export.csv` is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reftel.collection.said import Known, Tenure
from reftel.export.csv import BETWEEN, Column, table

NAMES = (
    Column("name", "the fullest spelling", lambda k: k.name),
    Column("type", "person, group, organization, gpe or location", lambda k: k.type),
    Column("telegrams", "in how many telegrams it is named", lambda k: k.telegrams),
    Column("first", "the first day", lambda k: k.first),
    Column("last", "the last day", lambda k: k.last),
    Column("key", "what the spellings have in common", lambda k: k.key),
)
KNOWN = (
    *NAMES,
    Column("spellings", "every spelling, with its telegrams", lambda k: _counted(k.spellings)),
    Column("also", "other names given in the telegrams", lambda k: _counted(k.also)),
    Column("offices", "offices in which somebody is seen", lambda k: BETWEEN.join(map(_office, k.offices))),
    Column("says", "claims of theirs", lambda k: k.claims_by),
    Column("spoken_of", "claims about them", lambda k: k.claims_about),
    Column("joined", "names that a curator said to be the same", lambda k: BETWEEN.join(k.joined)),
    Column("may_be", "names that may be of the same one", lambda k: BETWEEN.join(map(_like, k.likenesses))),
)
OFFICES = (
    Column("name", "who", lambda t: t.name),
    Column("office", "the office, empty where only a signature is seen", lambda t: t.office),
    Column("post", "where", lambda t: t.post),
    Column("first", "the first day seen", lambda t: t.first),
    Column("last", "the last day seen", lambda t: t.last),
    Column("telegrams", "in how many telegrams", lambda t: t.telegrams),
    Column("source", "signature, classified_by or text", lambda t: t.source),
)


def written(found: Iterable[Known | Tenure], columns: tuple[Column, ...]) -> Iterator[bytes]:
    """Yield the table, a line at a time: `NAMES` of a list, `KNOWN` of names asked for, `OFFICES`."""
    yield from table(columns, found)


def _counted(names: Iterable[tuple[str, int]]) -> str:
    return BETWEEN.join(f"{name} ({count})" for name, count in names)


def _office(tenure: Tenure) -> str:
    days = tenure.first if tenure.first == tenure.last else f"{tenure.first} to {tenure.last}"
    return f"{tenure.office or 'signs'}{f' at {tenure.post}' if tenure.post else ''}, {days}"


def _like(likeness: Any) -> str:
    return f"{likeness.name} ({likeness.verdict or likeness.sure})"
