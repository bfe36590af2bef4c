"""What the fuzzer reads: damaged excerpts of telegrams, each made from the run's seed and its own number.

The same texts, seed and number give the same bytes, in any process and any order.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

from reftel.errors import SourceError
from reftel.sample import folder as sample_folder
from tests.properties.inputs import damage

SHORTEST, LONGEST = 200, 3000  # characters of an excerpt; short ones are more frequent
ROUNDS = (1, 1, 1, 2, 4)  # how often an excerpt is damaged


class Corpus(NamedTuple):
    """The texts that excerpts are taken from, a group for each folder, so that small folders count too."""

    groups: tuple[tuple[str, ...], ...]

    @property
    def size(self) -> int:
        """How many texts there are."""
        return sum(map(len, self.groups))

    def pick(self, random: Random, *, but: int = -1) -> tuple[int, str]:
        """Draw a text, and say of which group it is; `but` leaves out one group."""
        held = [i for i in range(len(self.groups)) if i != but] or [but]
        group = random.choice(held)
        return group, random.choice(self.groups[group])


def load(data: Path | None = None) -> Corpus:
    """Take the sample's files and, where a folder is named, the telegrams in it."""
    files = [path for path in sample_folder().rglob("*.*") if path.is_file()]
    if data is not None:
        real = [path for path in (data / "telegrams").rglob("*.txt") if path.is_file()]
        if not real:
            raise SourceError(f"{data} has no .txt files below telegrams: DATA names a folder with some")
        files += real
    groups: dict[Path, list[str]] = {}
    for path in sorted(files):
        groups.setdefault(path.parent, []).append(path.read_bytes().decode("utf-8", "replace"))
    return Corpus(tuple(tuple(texts) for texts in groups.values()))


def made(corpus: Corpus, seed: int, index: int) -> bytes:
    """Return the input of that number."""
    random = Random(f"{seed}/{index}")
    (shape,) = random.choices(tuple(SHAPES), tuple(SHAPES.values()))
    text = shape(corpus, random)
    for _ in range(random.choice(ROUNDS)):
        text = damage(text, random)
    (encode,) = random.choices(tuple(ENCODINGS), tuple(ENCODINGS.values()))
    return encode(text)


def _length(random: Random) -> int:
    return int(SHORTEST * (LONGEST / SHORTEST) ** random.random())


def _head(corpus: Corpus, random: Random) -> str:
    return corpus.pick(random)[1][: _length(random)]


def _middle(corpus: Corpus, random: Random) -> str:
    return _piece(corpus.pick(random)[1], random)


def _piece(text: str, random: Random) -> str:
    """Take an excerpt that begins at a line's start, or within a line."""
    at = random.randrange(len(text) + 1)
    if random.random() < 0.8:
        at = text.rfind("\n", 0, at) + 1
    return text[at : at + _length(random)]


def _spliced(corpus: Corpus, random: Random) -> str:
    """Join the head of one telegram and the head or a piece of another, out of another folder."""
    group, first = corpus.pick(random)
    _, other = corpus.pick(random, but=group)
    second = other[: _length(random)] if random.random() < 0.5 else _piece(other, random)
    return first[: _length(random)] + random.choice(("", "\n", "\n\n\n")) + second


def _whole(corpus: Corpus, random: Random) -> str:
    return corpus.pick(random)[1]


def _utf8(text: str) -> bytes:
    return text.encode()


def _windows(text: str) -> bytes:
    return text.encode("cp1252", "replace")


def _utf16(text: str) -> bytes:
    return codecs.BOM_UTF16_LE + text.encode("utf-16-le")


def _other_line_ends(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def _mixed(text: str) -> bytes:
    """Encode one half as UTF-8 and one as Latin-1, as files are that were pasted together."""
    half = len(text) // 2
    return text[:half].encode() + text[half:].encode("latin-1", "replace") + b"\x81\xe9"


# What is drawn, and its weight.
SHAPES: dict[Callable[[Corpus, Random], str], int] = {_head: 60, _middle: 16, _spliced: 20, _whole: 4}
ENCODINGS: dict[Callable[[str], bytes], int] = {
    _utf8: 84,
    _windows: 5,
    _other_line_ends: 5,
    _utf16: 3,
    _mixed: 3,
}
