"""TAGS: what the codes mean, in the year of the telegram; several changed their meaning."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from reftel.model import Record
from reftel.terms import acronyms, spelling, tables

# Which lists a telegram's codes are looked up in, best first.  The list of 2024 gave many two-letter codes
# to other countries, so it never explains an older telegram.
SEVENTIES, TWO_THOUSANDS, TODAY = "1973-79", "2000s", "2024"
LONGEST_RUN = 200  # letters beyond which a word is no run of codes
WRITTEN_IN_FULL = 4  # letters of a subject or program code
# Words that join others; several are a country's code as well (IN, IS, DE).
SMALL_WORDS = frozenset(
    {"A", "AL", "AN", "AND", "AS", "AT", "BY", "DE", "DU", "EL", "EU", "FOR", "FROM", "IN", "IS", "IT"}
    | {"LA", "NO", "OF", "ON", "OR", "SO", "THE", "TO", "UK", "UN", "US", "WITH"}
)
_LETTERS = str.maketrans("015", "OIS")
_PROGRAM_SHAPE = re.compile(r"K[B-DF-HJ-MP-TV-Z][A-Z]{2}")
_UNSPEAKABLE = re.compile(r"[^AEIOUY]+|(?=.{5,6}$).?[^AEIOUY]{4}.*")


class Tag(Record, frozen=True):
    """One meaning of a code: its kind, its name (null where no document gives it), the lists that have it."""

    code: str
    kind: str
    name: str | None
    eras: tuple[str, ...]
    unverified: bool
    notes: str


def is_known(code: str, *, year: int | None = None) -> bool:
    """Tell whether a code stands in a list of that year, or in any list."""
    return find(code, year=year) is not None


def meaning(code: str, *, year: int | None = None) -> str | None:
    """Return what a code meant in a year.

    >>> meaning("PREL", year=2007)
    'External Political Relations'
    """
    tag = find(code, year=year)
    return None if tag is None else tag.name


def kind(code: str) -> str | None:
    """Return `subject`, `program`, `geographic` or `organization`."""
    tag = find(code)
    return None if tag is None else tag.kind


@lru_cache(maxsize=4096)
def find(code: str, *, year: int | None = None) -> Tag | None:
    """Return the meaning of a code that fits a year best."""
    order = _eras(year)
    fitting = [t for t in _by_code().get(code.upper(), ()) if any(e in order for e in t.eras)]
    return min(fitting, key=lambda t: (_place(t, order), t.name is None), default=None)


@lru_cache(maxsize=1024)
def nearest(code: str) -> str | None:
    """Return the one known code a single slip away, such as UNESCO for UNDESCO.

    The first letter tells the class of a code, and is at most exchanged; the name of a country is no slip.
    """
    code = code.upper()
    if not WRITTEN_IN_FULL <= len(code) <= LONGEST_RUN or not code.isalpha() or code in _countries():
        return None
    near = spelling.nearest(code, _long_codes(code[0]), within=1)
    exchanged = code[1] + code[0] + code[2:]
    if near is None and kind(exchanged) in ("subject", "program"):
        return exchanged
    return near if near and _may_slip(code, near) else None


def _may_slip(written: str, code: str) -> bool:
    """Tell whether a slip may lead here: a wrong letter only in a subject; other codes have many alike."""
    if kind(code) == "subject":
        return True
    return sorted(written) == sorted(code) if len(written) == len(code) else written[-1] == code[-1]


def with_letters(code: str) -> str | None:
    """Return the known code that has letters where this one has digits.

    >>> with_letters("PG0V")
    'PGOV'
    """
    digits = set(filter(str.isdigit, code))
    allowed = {"0", "1", "5"} if len(code) >= WRITTEN_IN_FULL else {"0"}
    if not digits or not digits <= allowed or not any(map(str.isalpha, code)):
        return None
    letters = code.upper().translate(_LETTERS)
    return letters if letters.isalpha() and is_known(letters) else None


def looks_like_code(word: str) -> bool:
    """Tell whether an unknown word is made like a code: letters exchanged (PGVO), or a K as in KXYZ."""
    word = word.upper()
    near = nearest(word)
    return bool(_PROGRAM_SHAPE.fullmatch(word)) or (near is not None and sorted(near) == sorted(word))


def is_plain_word(word: str) -> bool:
    """Tell whether a word belongs to free text: long enough to be English, or a small word such as OF."""
    word = word.upper()
    if word in SMALL_WORDS:
        return not is_known(word)
    if len(word) <= WRITTEN_IN_FULL or not word.isalpha() or _UNSPEAKABLE.fullmatch(word):
        return False
    return nearest(word) is None and acronyms.meaning(word) is None


def can_be_spoken(word: str) -> bool:
    """Tell whether a short word could as well be English as a code: LAMP, but not CBW."""
    word = word.upper()
    if len(word) < 3 or not word.isalpha() or _UNSPEAKABLE.fullmatch(word):
        return False
    return not looks_like_code(word) and nearest(word) is None and acronyms.meaning(word) is None


def find_by_meaning(word: str) -> tuple[str, ...]:
    """Return the codes whose name has this word, subjects first: `terrorism` is PTER."""
    stem = word.casefold().strip()
    if not stem:
        return ()
    pattern = re.compile(rf"\b{re.escape(stem)}s?\b")
    found = {
        t.code: t
        for tags in _by_code().values()
        for t in tags
        if t.name and pattern.search(t.name.casefold())
    }
    return tuple(sorted(found, key=lambda c: (_KINDS.index(found[c].kind), c)))


@lru_cache(maxsize=1024)
def split_run_together(word: str, *, year: int | None = None) -> tuple[str, ...] | None:
    """Return the codes of a run of letters without a blank, or None if there is not just one way to cut it.

    >>> split_run_together("PHUMBA")
    ('PHUM', 'BA')
    """
    word = word.upper()
    if len(word) > LONGEST_RUN or not word.isalpha() or is_known(word):
        return None
    best: list[_Cut | None] = [None] * (len(word) + 1)
    best[0] = _Cut(0, 0, 1, 0)
    for end in range(2, len(word) + 1):
        best[end] = _best_cut(word, end, best)
    whole = best[-1]
    if whole is None or whole.ways > 1 or not whole.full:
        return None
    return _pieces(word, best)


class _Cut(NamedTuple):
    """The best way to cut a beginning of the word: letters in full codes, minus pieces; in how many ways."""

    full: int
    pieces: int
    ways: int
    start: int


def _best_cut(word: str, end: int, best: list[_Cut | None]) -> _Cut | None:
    chosen: _Cut | None = None
    for length in _LENGTHS:
        before = best[end - length] if length <= end else None
        if before is None or word[end - length : end] not in _cuttable():
            continue
        full = before.full + (length if length == WRITTEN_IN_FULL else 0)
        cut = _Cut(full, before.pieces - 1, before.ways, end - length)
        if chosen is None or cut[:2] > chosen[:2]:
            chosen = cut
        elif cut[:2] == chosen[:2]:
            chosen = chosen._replace(ways=chosen.ways + cut.ways)
    return chosen


def _pieces(word: str, best: list[_Cut | None]) -> tuple[str, ...]:
    pieces: list[str] = []
    end = len(word)
    while end:
        cut = best[end]
        assert cut is not None
        pieces.append(word[cut.start : end])
        end = cut.start
    return tuple(reversed(pieces))


_KINDS = ("subject", "program", "geographic", "organization")
_LENGTHS = range(2, 9)


@cache
def _cuttable() -> frozenset[str]:
    """Return the codes that may stand in a run without blanks."""
    return frozenset(
        code
        for code, tags in _by_code().items()
        if code.isalpha()
        and (len(code) != WRITTEN_IN_FULL or tags[0].kind in ("subject", "program", "organization"))
        and len(code) in _LENGTHS
    )


@cache
def _long_codes(first: str) -> tuple[str, ...]:
    return tuple(c for c in _by_code() if c[0] == first and len(c) >= WRITTEN_IN_FULL and c.isalpha())


@cache
def _countries() -> frozenset[str]:
    """Return the words of the names of countries."""
    names = (t.name or "" for tags in _by_code().values() for t in tags if t.kind == "geographic")
    return frozenset(word for name in names for word in re.findall(r"[A-Z]+", name.upper()))


@cache
def _by_code() -> dict[str, tuple[Tag, ...]]:
    found: dict[str, tuple[Tag, ...]] = {}
    for row in tables.rows("tags"):
        code = row["code"].upper()
        found[code] = (*found.get(code, ()), _tag(row))
    return {code: tuple(sorted(tags, key=lambda t: _KINDS.index(t.kind))) for code, tags in found.items()}


def _tag(row: dict[str, str]) -> Tag:
    return Tag(
        code=row["code"].upper(),
        kind=row["kind"],
        name=row["name"] or None,
        eras=tuple(dict.fromkeys(re.findall(r"era:(\d{4}-\d\d|2000s|2024)", row["notes"]))),
        unverified=tables.unverified(row) or "general knowledge" in row["notes"],
        notes=row["notes"],
    )


def _eras(year: int | None) -> tuple[str, ...]:
    if year is None:
        return TWO_THOUSANDS, SEVENTIES, TODAY
    if year < 1990:
        return SEVENTIES, TWO_THOUSANDS
    if year < 2020:
        return TWO_THOUSANDS, SEVENTIES
    return TODAY, TWO_THOUSANDS, SEVENTIES


def _place(tag: Tag, order: tuple[str, ...]) -> int:
    return min(order.index(e) for e in tag.eras if e in order)
