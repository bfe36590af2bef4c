"""The words dates and figures are written with: months, numbers, units, currencies."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from reftel.terms import tables

_TABLES = ("date_words", "number_words")


@cache
def words() -> dict[str, tuple[str, int]]:
    """Return the class and the value of each word, in upper case.

    >>> words()["SEPTEMBER"], words()["DOZEN"]
    (('MONTH', 9), ('DOZEN', 12))
    """
    found = dict.fromkeys(units(), ("UNIT", 0))
    found |= dict.fromkeys(currency_signs(), ("SIGN", 0))
    found |= {word: ("MONEY", 0) for word in currency_words() if word not in currency_signs()}
    for table in _TABLES:
        for name, section in tables.settings(table).items():
            if "words" in section:
                found |= {word: (name, value) for word, value in section["words"].items()}
    return found


@cache
def classes() -> tuple[str, ...]:
    """Return the classes of words."""
    return tuple(dict.fromkeys(name for name, _ in words().values()))


@cache
def settings(section: str) -> dict[str, Any]:
    """Return one of the other sections of the tables: direction, not_a_date, bound, phrase."""
    return next(tables.settings(t)[section] for t in _TABLES if section in tables.settings(t))


@cache
def word_set(section: str, key: str) -> frozenset[str]:
    """Return the words of an entry of such a section."""
    return frozenset(settings(section)[key].split())


@cache
def units() -> dict[str, str]:
    """Return the unit that each form stands for.

    >>> units()["MTS"]
    'metric ton'
    """
    return {form: row["unit"] for row in tables.rows("units") for form in row["forms"].split()}


class Currency(NamedTuple):
    """A currency: its ISO code, and the peoples before whose name a shared word (pounds) means it."""

    iso: str
    signs: tuple[str, ...]
    words: tuple[str, ...]
    nations: tuple[str, ...]


@cache
def currencies() -> tuple[Currency, ...]:
    """Return the currencies."""
    return tuple(
        Currency(row["iso"], *(tuple(row[key].split()) for key in ("signs", "words", "nations")))
        for row in tables.rows("currencies")
    )


@cache
def currency_signs() -> dict[str, str]:
    """Return the currency that a sign before the number stands for."""
    return {sign: c.iso for c in currencies() for sign in c.signs}


@cache
def currency_words() -> dict[str, str]:
    """Return the currency that a word after the number stands for; of a word several states use, none."""
    return {word: c.iso for c in currencies() for word in c.words}


@cache
def currency_of_nation() -> dict[str, str]:
    """Return the currency that a nation's name before a shared word tells."""
    return {nation: c.iso for c in currencies() for nation in c.nations}
