"""Words as letters: each word of a page becomes the letter of its class, and patterns run over the letters.

A text of five thousand words is then a string of five thousand letters, so that many patterns cost little,
and a rule reads as the order of its classes: `MONTH DAY (COMMA YEAR)?`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reftel.terms import quantities

_DIGITS = ("DAY", "TWO", "OH", "YEAR", "SIX", "INT", "CODE", "TIME", "BIG", "DEC", "DOTTED", "NOTE")
_MARKS = {
    ",": "COMMA", ".": "DOT", "-": "DASH", "–": "DASH", "—": "DASH", "‑": "DASH", "/": "SLASH", "'": "APOS",
    "’": "APOS", "ʼ": "APOS", "‘": "APOS", "+": "PLUS", "#": "NUMBERED", "¶": "NUMBERED", "(": "OPEN",
    ")": "CLOSE", "º": "DEGREE", "°": "DEGREE",
}  # fmt: skip
_OTHER, _WORD = "OTHER", "WORD"
_FIRST = 0x100  # letters that no pattern needs to escape

FIRST_YEAR, LAST_YEAR = 1700, 2049  # four digits within these are taken for a year
_BIG = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+\.\d+")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})")
_NOTE = re.compile(r"\d{1,2},\d")  # a day with the number of a footnote
_TIME = re.compile(r"\d{1,2}:\d\d")


@cache
def letters() -> dict[str, str]:
    """Return the letter of each class."""
    names = dict.fromkeys([*quantities.classes(), *_MARKS.values(), *_DIGITS, _OTHER, _WORD])
    return {name: chr(_FIRST + i) for i, name in enumerate(names)}


@cache
def names() -> dict[str, str]:
    """Return the class of each letter."""
    return {letter: name for name, letter in letters().items()}


@lru_cache(maxsize=1 << 16)
def letter_of(form: str) -> str:
    """Return the letter of a word; a month written small (may, march) is an ordinary word."""
    known = _known(form)
    if known is not None:
        small = known[0] in ("MONTH", "MAYBE", "MON", "FEAST") and form.islower()
        return letters()[_WORD if small else known[0]]
    if form[0].isdecimal():
        return letters()[_number_class(form)]
    return letters()[_MARKS.get(form, _WORD if form[0].isalpha() else _OTHER)]


def _known(form: str) -> tuple[str, int] | None:
    """Return the class and value of a word of the tables; next month's is month."""
    upper = form.upper()
    return quantities.words().get(upper) or (
        quantities.words().get(upper[:-2]) if upper.endswith(("'S", "’S", "ʼS")) else None
    )


def _number_class(form: str) -> str:
    if not form.isdecimal():
        for pattern, name in (
            (_BIG, "BIG"),
            (_DECIMAL, "DEC"),
            (_TIME, "TIME"),
            (_DOTTED, "DOTTED"),
            (_NOTE, "NOTE"),
        ):
            if pattern.fullmatch(form):
                return name
        return "CODE"
    if form[0] == "0" and len(form) != 1:
        return "OH" if len(form) == 2 else "SIX" if len(form) == 6 else "CODE"
    if len(form) <= 2:
        return "INT" if form == "0" else "DAY" if int(form) <= 31 else "TWO"
    if len(form) == 4 and FIRST_YEAR <= int(form) <= LAST_YEAR:
        return "YEAR"
    return "SIX" if len(form) == 6 else "INT"


def shape(forms: list[str]) -> str:
    """Return the letters of the words, one for each."""
    return "".join(map(letter_of, forms))


def pattern(rule: str) -> str:
    """Return a rule over classes as a regular expression over letters; blanks only part its words."""
    known = letters()
    return re.sub(r"[A-Z]+", lambda m: known[m[0]], rule).replace(" ", "")


def value_of(form: str) -> int | float:
    """Return what a word of the tables, or a plain number, stands for."""
    known = _known(form)
    if known is not None:
        return known[1]
    digits = form.replace(",", "")
    return float(digits) if "." in digits else int(digits)
