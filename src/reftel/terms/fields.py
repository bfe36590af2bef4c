"""Forms that stand around telegrams: what their printed keys mean (archive records, SMART blocks, scans)."""

from __future__ import annotations

from functools import cache

from reftel.model import Record
from reftel.terms import tables


class Key(Record, frozen=True):
    """A key of a form: the form it belongs to, what it means, and whether a document says so."""

    form: str
    name: str
    meaning: str
    unverified: bool


def meaning(form: str, key: str) -> Key | None:
    """Return a key of a form; blanks and case do not matter.

    >>> meaning("archive", "Film Number").meaning.split(":")[0]
    "reel and frame on the Department's microfilm"
    """
    return _by_key().get((form, tables.squeeze(key)))


def keys(form: str) -> tuple[Key, ...]:
    """Return the keys of a form, in the order of the table."""
    return tuple(k for k in _by_key().values() if k.form == form)


@cache
def _by_key() -> dict[tuple[str, str], Key]:
    rows = tables.rows("fields")
    return {
        (r["form"], tables.squeeze(r["key"])): Key(r["form"], r["key"], r["meaning"], tables.unverified(r))
        for r in rows
    }
