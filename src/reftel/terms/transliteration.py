"""How a name may be written otherwise in Latin letters: Qaddafi and Gaddafi, Husayn and Hussein.

The facts stand in `terms/data/transliteration.toml`.  A word is cut into sounds; two words meet where
their sounds are the same.  `beginnings` are the first letters that a word of the same sounds may have,
so that the words of an index can be looked through without reading them all.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from reftel.terms import tables

SHORTEST = 6

_TABLE = "transliteration"
# Letters that other spellings have or have not, and those written one for another.
_OUTLINE = str.maketrans("qgp", "kkf", "aeiouyhjctd")

_MOST_BEGINNINGS = 64
_LONGEST_BEGINNING = 4


@lru_cache(maxsize=1 << 15)
def sounds(word: str) -> str | None:
    """Return what a folded word sounds like, or None where it is only found as it is written.

    >>> sounds("husayn") == sounds("hussein"), sounds("farm")
    (True, None)
    """
    if word not in _listed():
        if not word.isascii() or not word.isalpha() or word in _words("ordinary"):
            return None
        if word not in _words("short") and (len(word) < SHORTEST or word.endswith(_endings())):
            return None
    sound = " ".join(_cut(word))
    return _same().get(sound, sound)


def beginnings(word: str) -> tuple[str, ...]:
    """Return the beginnings of words that may sound like this one, so long that few words have them."""
    found = {b for w in _and_listed(word) for b in _beginnings(_cut(w))}
    return tuple(sorted(f for f in found if not any(f != o and f.startswith(o) for o in found)))


def outlines(word: str) -> frozenset[frozenset[str]]:
    """Return the outlines of a word and of the names that the table puts with it."""
    return frozenset(map(outline, _and_listed(word)))


def outline(word: str) -> frozenset[str]:
    """Return the letters that no other spelling of a word can be without: faster to compare than sounds."""
    return frozenset(word.translate(_OUTLINE))


def _and_listed(word: str) -> tuple[str, ...]:
    own = sounds(word)
    return (word, *(w for w in sorted(_listed()) if w != word and sounds(w) == own))


def _beginnings(cut: tuple[str, ...]) -> list[str]:
    forms = [_spellings(sound, at) for at, sound in enumerate(cut)]
    ways = [""]
    for some in forms:
        longer = [way + form for way, form in product(ways, some)]
        if len(longer) > _MOST_BEGINNINGS or min(map(len, ways)) >= _LONGEST_BEGINNING:
            break
        ways = longer
    return ways


@cache
def articles() -> frozenset[str]:
    """Return the articles that stand before a name: al, el."""
    return frozenset(tables.settings(_TABLE)["articles"]["plain"])


def articles_before(name: str) -> tuple[str, ...]:
    """Return the articles that may stand before this name, those of its first letter too."""
    own = tables.settings(_TABLE)["articles"]["assimilated"]
    return (*sorted(articles()), *(a for a, firsts in own.items() if name.startswith(tuple(firsts))))


def is_article(word: str, name: str) -> bool:
    """Tell whether a word is an article before this name: `an` before Nahar."""
    return word in articles_before(name)


@cache
def letters_before_names() -> frozenset[str]:
    """Return the single letters after which an apostrophe falls away: the M of M'Bala."""
    return frozenset(tables.settings(_TABLE)["apostrophes"]["letters"])


@cache
def english_endings() -> frozenset[str]:
    """Return what stands after an apostrophe in English: the s of embassy's."""
    return frozenset(tables.settings(_TABLE)["apostrophes"]["english"])


class _Sound(NamedTuple):
    sound: str
    at: str
    form: str


@lru_cache(maxsize=1 << 15)
def _cut(word: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in _pattern().finditer(word):
        group = match.lastgroup
        sound = match[0] if group is None else _sounds()[int(group[1:])].sound
        # A letter is doubled, or a sound written twice: Hassan, Qadhdhafi.
        if not found or found[-1] != sound or sound[0] not in _doubled():
            found.append(sound)
    return tuple(found)


@cache
def _sounds() -> tuple[_Sound, ...]:
    """Return each form of each sound, the longest first, those of one place before those of any."""
    rows = tables.settings(_TABLE)["sound"]
    found = [_Sound(r["sound"], r["at"], form) for r in rows for form in r["forms"]]
    return tuple(sorted(found, key=lambda s: (-len(s.form), s.at == "any")))


@cache
def _pattern() -> re.Pattern[str]:
    where = {"start": r"(?<![a-z]){}", "end": r"{}(?![a-z])", "inside": r"(?<=[a-z]){}(?=[a-z])", "any": "{}"}
    groups = (f"(?P<s{n}>{where[s.at].format(s.form)})" for n, s in enumerate(_sounds()))
    return re.compile("|".join((*groups, ".")))


def _spellings(sound: str, at: int) -> tuple[str, ...]:
    """Return how a sound may be written at this place of a word."""
    forms = {s.form for s in _sounds() if s.sound == sound and (s.at != "start" or at == 0)} or {sound}
    return tuple(sorted(forms | {f * 2 for f in forms if f in _doubled()}))


@cache
def _listed() -> frozenset[str]:
    """Return the spellings of names that the table puts together."""
    return frozenset(word for row in tables.settings(_TABLE)["same"] for word in row["words"])


@cache
def _same() -> dict[str, str]:
    """Return the sounds that the table puts together, with the first spelling of each name."""
    rows = tables.settings(_TABLE)["same"]
    return {" ".join(_cut(word)): row["words"][0] for row in rows for word in row["words"]}


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(tables.settings(_TABLE)[group]["words"].split())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(_words("endings"))


@cache
def _doubled() -> frozenset[str]:
    return frozenset(tables.settings(_TABLE)["doubled"]["letters"])
