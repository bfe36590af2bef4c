"""Captions: the words under the classification that say who may see a telegram and how to handle it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reftel.model import Record
from reftel.terms import spelling, tables
from reftel.terms.tables import squeeze

# Kinds of the table that never stand alone on a caption line.
NOT_ON_A_LINE = ("classification", "reference remark", "series")
NOT_CAPTIONS = ("PASS", "LIMITED OFFICIAL USE", "LOU", "UNCLASSIFIED//FOR OFFICIAL USE ONLY")
LONGEST = 10  # words of the longest form
LONGEST_LINE = 400  # characters beyond which a line is no caption line
_REASON = re.compile(r"(C\s*O\s*R\s*R\s*E\s*C\s*T\s*E\s*D\s+C\s*O\s*P\s*Y)\s*\([^()]*\)?\s*$", re.IGNORECASE)
_TOKENS = re.compile(r"[^\s/,()\-–—.:;*#&]+")
_RELEASE_LIST = re.compile(r"[A-Z]{2,4}")


class Caption(Record, frozen=True):
    """A caption: what it means, when it was used, and whether a document says so."""

    name: str
    meaning: str
    kind: str
    era: str
    first_year: int | None
    last_year: int | None
    unverified: bool
    notes: str


@lru_cache(maxsize=4096)
def read_caption_line(line: str) -> tuple[str, ...] | None:
    """Return the captions of a line, or None if other words stand in it.

    >>> read_caption_line("E X D I S / NOFORN")
    ('EXDIS', 'NOFORN')
    """
    if len(line) > LONGEST_LINE:
        return None
    tokens = _join_spaced(_TOKENS.findall(_REASON.sub(r"\1", line).upper()))
    found: list[str] = []
    place = 0
    while place < len(tokens):
        if tokens[place] == "AND" and found:
            place += 1
            continue
        names, length = _longest(tokens, place)
        if not names:
            return None
        found += names
        place += length
    return tuple(dict.fromkeys(found)) or None


def find(name: str) -> Caption | None:
    """Return a caption of the table by its name or another form of it."""
    row = _rows_by_key().get(squeeze(name))
    return None if row is None else _caption(row)


def takes_list(name: str) -> bool:
    """Tell whether other words follow a caption: the countries after REL TO."""
    return name == "REL TO"


def meaning(caption: str, *, year: int | None = None) -> str | None:
    """Return what a caption means; a year outside its time is mentioned."""
    found = find("REL TO" if caption.startswith("REL TO ") else caption)
    if found is None:
        return None
    return found.meaning if _in_time(found, year) else f"{found.meaning} (otherwise known: {found.era})"


def find_by_meaning(words: str) -> tuple[str, ...]:
    """Return the captions whose meaning has all these words: `no distribution` is NODIS."""
    wanted = [re.compile(rf"\b{re.escape(word)}s?\b") for word in words.casefold().split()]
    named = set(_by_key().values())
    return tuple(
        row["code"]
        for row in tables.rows("captions")
        if row["code"] in named and wanted and all(w.search(row["meaning"].casefold()) for w in wanted)
    )


@lru_cache(maxsize=1024)
def nearest(word: str) -> str | None:
    """Return the one caption a single slip away from a longer word, such as SIPDIS for SIDPIS."""
    key = squeeze(word)
    if len(key) < 6 or not key.isalpha():
        return None
    near = spelling.nearest(key, tuple(k for k in _by_key() if len(k) >= 5), within=1)
    return None if near is None else _by_key()[near]


def _join_spaced(tokens: list[str]) -> list[str]:
    """Join runs of three or more single letters into one word."""
    joined: list[str] = []
    run: list[str] = []
    for token in [*tokens, ""]:
        if len(token) == 1:
            run.append(token)
            continue
        joined += ["".join(run)] if len(run) > 2 else run
        run = []
        if token:
            joined.append(token)
    return joined


def _longest(tokens: list[str], place: int) -> tuple[list[str], int]:
    """Return the captions that begin at a token, and how many tokens they take."""
    for length in range(min(LONGEST, len(tokens) - place), 0, -1):
        name = _by_key().get("".join(tokens[place : place + length]))
        if name == "REL TO":
            countries = _countries(tokens, place + length)
            return [f"REL TO {', '.join(countries)}"], length + len(countries)
        if name:
            return [name], length
    return _cut(tokens[place]), 1


def _countries(tokens: list[str], place: int) -> list[str]:
    end = place
    while end < len(tokens) and _RELEASE_LIST.fullmatch(tokens[end]):
        end += 1
    return tokens[place:end]


def _cut(word: str) -> list[str]:
    """Cut a word into captions that ran together, as letter-spaced captions do."""
    ways: dict[int, list[str]] = {0: []}
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 40), end):
            name = _by_key().get(word[start:end]) if end - start > 3 else None
            if name and start in ways:
                ways[end] = [*ways[start], name]
                break
    return ways.get(len(word), [])


def _in_time(caption: Caption, year: int | None) -> bool:
    if year is None:
        return True
    return (caption.first_year or year) <= year <= (caption.last_year or year)


@cache
def _rows_by_key() -> dict[str, dict[str, str]]:
    found = {squeeze(row["code"]): row for row in tables.rows("captions")}
    for row in tables.rows("captions"):
        if row["forms"]:
            found.setdefault(squeeze(row["forms"]), row)
    return found


@cache
def _by_key() -> dict[str, str]:
    """Return the captions that may stand on a line, by their letters."""
    return {
        key: row["code"]
        for key, row in _rows_by_key().items()
        if row["kind"] not in NOT_ON_A_LINE and row["code"] not in NOT_CAPTIONS
    }


def _caption(row: dict[str, str]) -> Caption:
    return Caption(
        name=row["code"],
        meaning=row["meaning"],
        kind=row["kind"],
        era=row["era"],
        first_year=int(row["first_year"]) if row["first_year"] else None,
        last_year=int(row["last_year"]) if row["last_year"] else None,
        unverified=tables.unverified(row),
        notes=row["notes"],
    )
