"""Levels of classification: at the head of a telegram, letters spaced or not, and on its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from reftel.terms import spelling, tables
from reftel.terms.tables import squeeze

LEVELS = (
    "UNCLASSIFIED",
    "RESTRICTED",
    "LIMITED OFFICIAL USE",
    "SENSITIVE BUT UNCLASSIFIED",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
)
LONGEST_MARK = 80  # characters of the longest portion mark
_WORD = re.compile(r"[^\W\d_]+")
_SPACED = re.compile(r"[^\W\d_](?:[ \t]+[^\W\d_])+(?![^\W\d_])")
_SEPARATOR = re.compile(r"\s*(?:/+|,|;|-+)\s*")


def read_level(text: str) -> tuple[str, int] | None:
    """Return the level a text begins with and the offset after it.

    >>> read_level("S E C R E T LISBON 000123")
    ('SECRET', 11)
    """
    start = len(text) - len(text.lstrip())
    exact = _forms().match(text, start)
    if exact and _ends(text, exact) and not _is_other_word(text, start):
        return _name(exact.group()), exact.end()
    return _misspelt(text, start)


def is_misspelt(written: str) -> bool:
    """Tell whether a level is written with a slip."""
    return squeeze(written) not in _by_form()


def rank(level: str) -> int:
    """Return the place of a level in order, lowest 0."""
    return LEVELS.index(level)


def meaning(level: str, *, order: str | None = None) -> str | None:
    """Return what a level says about the harm of disclosure, in the words of an order if they differ."""
    row = _row(level)
    return None if row is None else row.get("under", {}).get(order, row["means"])


def in_use(level: str) -> tuple[str | None, str | None]:
    """Return from when and until when (ISO) a level was used, null where the table sets no bound.

    >>> in_use("LIMITED OFFICIAL USE")
    (None, '1995-10-01')
    """
    row = _row(level) or {}
    return row.get("since"), row.get("until")


def _row(level: str) -> dict[str, Any] | None:
    return next((row for row in tables.settings("levels")["level"] if row["name"] == level), None)


def portion(text: str) -> str | None:
    """Return the mark of a paragraph as the record writes it, or None if the words are not a mark.

    >>> portion("S//NOFORN")
    'S/NF'
    """
    if len(text) > LONGEST_MARK:
        return None
    tokens = [t for t in _SEPARATOR.split(text.strip().upper()) if t]
    if not tokens or tokens[0] not in _portions():
        return None
    marks = [_portions()[tokens[0]]]
    rest = iter(tokens[1:])
    for token in rest:
        mark = _release_list(token, rest) or _control(token, marks[0])
        if mark is None:
            return None
        if mark:
            marks.append(mark)
    return "/".join(marks)


def level_of_portion(mark: str) -> str | None:
    """Return the level a paragraph's mark names: `S/NF` is SECRET."""
    first = mark.split("/")[0]
    return next((r["name"] for r in tables.settings("levels")["level"] if first in r["portions"]), None)


def _release_list(token: str, rest: Iterator[str]) -> str | None:
    """Read `REL TO USA, GBR`: the countries that follow belong to it."""
    if not re.fullmatch(r"REL(?:\s+TO)?(?:\s+[A-Z]{2,4})*", token):
        return None
    countries = token.split()[2:] if token.startswith("REL TO") else token.split()[1:]
    countries += [c for c in rest if re.fullmatch(r"[A-Z]{2,4}", c)]
    return f"REL TO {', '.join(countries)}" if countries else "REL"


def _control(token: str, level: str) -> str | None:
    """Return the control mark of a token; the empty text for words that add none."""
    if token == "ENTIRE TEXT":
        return ""
    if token == "N" and level == "SBU":
        return "NF"
    if token.startswith("FGI "):
        return token
    return _controls().get(token)


def _ends(text: str, match: re.Match[str]) -> bool:
    """Tell whether the match stands alone, and is a mark rather than a word of a sentence."""
    after = text[match.end() : match.end() + 1]
    if after.isalnum():
        return False
    return match.group().isupper() or not text[match.end() :].partition("\n")[0].strip(" .\t\r")


def _is_other_word(text: str, start: int) -> bool:
    """Tell whether the spaced letters spell a word that only begins like a level, such as SECRETARY."""
    run = _SPACED.match(text, start, start + 2 * LONGEST_MARK)
    return run is not None and squeeze(run.group()) in _never()


def _misspelt(text: str, start: int) -> tuple[str, int] | None:
    end = start + LONGEST_MARK
    match = _SPACED.match(text, start, end) or _WORD.match(text, start, end)
    if match is None or not match.group().isupper():
        return None
    word = squeeze(match.group())
    if word in _never() or not 5 <= len(word) <= 14:
        return None
    near = _nearest(word)
    if near is None or text[match.end() : match.end() + 1].isalnum():
        return None
    return _by_form()[near], match.end()


@lru_cache(maxsize=1024)
def _nearest(word: str) -> str | None:
    return spelling.nearest(word, _single_words(), within=1)


def _name(written: str) -> str:
    return _by_form()[squeeze(written)]


@cache
def _forms() -> re.Pattern[str]:
    """Return a pattern of every form, longest first, with blanks allowed between letters."""
    forms = sorted(
        {f for row in tables.settings("levels")["level"] for f in (row["name"], *row["forms"])}, key=len
    )
    return re.compile("|".join(r"[ \t]*".join(f.replace(" ", "")) for f in reversed(forms)), re.IGNORECASE)


@cache
def _by_form() -> dict[str, str]:
    return {
        squeeze(form): row["name"]
        for row in tables.settings("levels")["level"]
        for form in (row["name"], *row["forms"])
    }


@cache
def _single_words() -> tuple[str, ...]:
    return tuple(f for f in _by_form() if len(f) >= 6 and f not in ("CLEAR", "UNCLASS", "LIMOFFUSE"))


@cache
def _never() -> frozenset[str]:
    return frozenset(tables.settings("levels")["slips"]["never"])


@cache
def _portions() -> dict[str, str]:
    """Return the first token of a mark as printed, with the way the record writes it."""
    return {
        form: row["portions"][0] if form not in ("FOUO",) else form
        for row in tables.settings("levels")["level"]
        for form in row["portions"]
    }


@cache
def _controls() -> dict[str, str]:
    return {
        form: row["mark"]
        for row in tables.settings("levels")["control"]
        for form in (row["mark"], *row["forms"])
    }
