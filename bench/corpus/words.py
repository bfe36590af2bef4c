"""The words of the corpus: 60,000 of them, drawn by a Zipf-Mandelbrot law, and phrases that come back.

The most frequent words are those of the sample collection; the others, and every proper name, are made
of syllables and mean nothing and nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import NamedTuple, TypeVar

from reftel.sample import folder
from reftel.terms import tables

T = TypeVar("T")

TYPES = 60_000
NAMES = 8_000  # of them are capitalised proper names
PHRASES = 20_000
OFFSET, EXPONENT = 2.7, 1.07  # Zipf-Mandelbrot
BITS = 20  # the law is kept as a table of so many bits: a draw is one look into it
PHRASE_BITS = 16

_PLAIN = 300  # ranks without proper names
_OWN = re.compile(r"(?<![\w'-])[a-z]{2,}(?![\w'-])")
_STARTS = (
    "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "pr",
    "qu", "r", "s", "sh", "st", "str", "t", "th", "tr", "v", "w", "z",
)  # fmt: skip
_VOWELS = ("a", "a", "a", "e", "e", "e", "i", "i", "o", "o", "u", "ai", "ea", "ou")
_ENDS = ("", "", "", "n", "r", "l", "s", "t", "nd", "m", "x", "rt", "sk", "ng")
_GRAMMAR = """
ref refs reftel reftels septel subject summary comment action request note begin end page section text
classified reason declassify drafted approved info from para paras quote unquote pass minimize considered
portion exercise tags message
"""


class Words(NamedTuple):
    """What texts are made of; the tables are drawn from with random numbers of so many bits."""

    types: tuple[str, ...]  # by rank, the most frequent first
    names: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]  # by rank
    table: list[str]
    phrase_table: list[tuple[str, ...]]


@lru_cache(maxsize=2)
def words(seed: int) -> Words:
    """Return the words that belong to a seed."""
    random = Random(f"{seed}/words")
    names = _names(random)
    types = _types(random, names)
    phrases = _phrases(random, types)
    return Words(
        tuple(types),
        tuple(names),
        phrases,
        _table(types, [(rank + OFFSET) ** -EXPONENT for rank in range(1, TYPES + 1)], BITS),
        _table(phrases, [(rank + OFFSET) ** -1.0 for rank in range(1, PHRASES + 1)], PHRASE_BITS),
    )


def _own() -> list[str]:
    """Return the sample telegrams' own words, the most frequent first."""
    files = sorted((folder() / "2008-09").glob("*.txt"))
    counts = Counter(w for file in files for w in _OWN.findall(file.read_text("utf-8", "replace")))
    kept = [w for w in counts if not _speaks_to_the_reader(w)]
    return sorted(kept, key=lambda w: (-counts[w], w))


def _speaks_to_the_reader(word: str) -> bool:
    """Tell whether a word has a meaning in a header, or stands in the name of a post."""
    return word.upper() in _reserved()


@lru_cache(maxsize=1)
def _reserved() -> frozenset[str]:
    texts = [row["plad"] + " " + row["station"] for row in tables.rows("posts")]
    texts += [row["code"] for row in tables.rows("captions")]
    texts += [row["forms"] for row in tables.rows("captions")]
    texts += [row["name"] for row in tables.rows("precedence")]
    return frozenset(w for text in [*texts, _GRAMMAR] for w in re.findall(r"[A-Z]{2,}", text.upper()))


def _made(random: Random, least: int, most: int) -> str:
    syllables = random.randint(least, most)
    return "".join(random.choice(_STARTS) + random.choice(_VOWELS) for _ in range(syllables)) + random.choice(
        _ENDS
    )


def _names(random: Random) -> list[str]:
    """Return proper names nobody bears, among them some that are written in many ways."""
    awkward: dict[str, None] = {}
    for _ in range(40):
        name = _made(random, 2, 2).capitalize()
        forms = (
            f"al-{name}", f"Al-{name}", f"El {name}", f"al{name.lower()}", f"O'{name}", f"M'{name}",
            f"{name}-{_made(random, 2, 2).capitalize()}", f"Ñ{name[1:]}é", f"de la {name}", f"{name}ü",
        )  # fmt: skip
        awkward.update(dict.fromkeys(forms))
    plain: dict[str, None] = {}
    while len(plain) < NAMES - len(awkward):
        name = _made(random, 2, 3)
        if len(name) > 4 and not _speaks_to_the_reader(name):
            plain[name.capitalize()] = None
    names = [*awkward, *plain]
    random.shuffle(names)
    return names


def _types(random: Random, names: list[str]) -> list[str]:
    """Return every type by rank: own words, short made ones, long ones; names after the first ranks."""
    own = _own()
    made: dict[str, None] = {}
    while len(own) + len(made) < TYPES - len(names):
        word = _made(random, 1 if len(made) < 300 else 2, 2 if len(made) < 6000 else 4)
        if len(word) > 3 and word not in own and not _speaks_to_the_reader(word):
            made[word] = None
    first, rest = own[:_PLAIN], [*own[_PLAIN:], *made]
    places = set(random.sample(range(len(rest) + len(names)), len(names)))
    some, others = iter(names), iter(rest)
    return first + [next(some if i in places else others) for i in range(len(rest) + len(names))]


def _phrases(random: Random, types: list[str]) -> tuple[tuple[str, ...], ...]:
    """Return collocations of two or three words, none of the first ranks at either end."""

    def word() -> str:
        return types[int(60 * (8000 / 60) ** random.random())]

    found: dict[tuple[str, ...], None] = {}
    while len(found) < PHRASES:
        between = () if random.random() < 0.6 else (types[random.randrange(20)],)
        found[(word(), *between, word())] = None
    return tuple(found)


def _table(values: Sequence[T], weights: list[float], bits: int) -> list[T]:
    """Return the law as a table with a place for every value."""
    size = 1 << bits
    free = size - len(values)
    total = sum(weights)
    ends = [round(free * share / total) for share in accumulate(weights)]
    table: list[T] = []
    for i, (value, end) in enumerate(zip(values, ends, strict=True), start=1):
        table += [value] * (end + i - len(table))
    return table
