"""The paragraphs of a telegram: sentences of drawn words, with names, dates and reported speech."""

from __future__ import annotations

import unicodedata
from random import Random
from typing import NamedTuple

from bench.corpus.words import BITS, PHRASE_BITS, Words

MEDIAN, SIGMA = 605, 0.6  # words of a body, lognormal
SHORTEST, LONGEST = 40, 12_000
PHRASE_EVERY = 40  # words

OFFICES = ("Poloff", "Econoff", "Emboff", "Conoff", "Ambassador", "DCM", "us", "Laboff")
VERBS = ("told", "informed", "assured", "reminded")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_MASK, _PHRASE_MASK = (1 << BITS) - 1, (1 << PHRASE_BITS) - 1


class Paragraph(NamedTuple):
    """A paragraph as the layouts take it: its portion in full letters, its label, its text."""

    portion: str
    label: str
    text: str


def paragraphs(random: Random, words: Words, level: str, letters: list[str]) -> list[Paragraph]:
    """Return the paragraphs of a telegram, no portion above its level; each letter is cited once."""
    length = min(LONGEST, max(SHORTEST, int(random.lognormvariate(0, SIGMA) * MEDIAN)))
    sentences = _sentences(random, words, length)
    texts = []
    at = 0
    while at < len(sentences):
        size = random.randint(3, 6)
        texts.append(" ".join(sentences[at : at + size]))
        at += size
    for letter in letters:
        i = random.randrange(len(texts))
        texts[i] = f"{texts[i][:-1]} (ref {letter})."
    return [
        Paragraph(_portion(random, level, place), _label(place, len(texts)), text)
        for place, text in enumerate(texts)
    ]


def _portion(random: Random, level: str, place: int) -> str:
    if level == "UNCLASSIFIED" or place == 0:  # one paragraph at least bears the level of the whole
        return level
    share = random.random()
    if share < 0.15:
        return "UNCLASSIFIED"
    return "CONFIDENTIAL" if level == "SECRET" and share < 0.6 else level


def _label(place: int, count: int) -> str:
    if place == 0 and count > 2:
        return "Summary"
    return "Comment" if place == count - 1 and count > 3 else ""


def _sentences(random: Random, words: Words, length: int) -> list[str]:
    table = words.table
    drawn = [table[n & _MASK] for n in memoryview(random.randbytes(4 * length)).cast("I")]
    for n in memoryview(random.randbytes(8 * (length // PHRASE_EVERY))).cast("Q"):
        phrase = words.phrase_table[n & _PHRASE_MASK]
        at = (n >> PHRASE_BITS) % length
        drawn[at : at + len(phrase)] = phrase
    sentences = []
    at = 0
    for byte in random.randbytes(length // 8 + 1):
        if at >= length:
            break
        end = at + 8 + (byte & 15)
        if byte & 64:
            drawn[at] += ","
        if end >= length - 4:
            end = length
        text = " ".join(drawn[at:end])
        if byte >> 5 == 7:
            text = f"{_told(random, words)} that {text}"
        sentences.append(f"{text[0].upper()}{text[1:].rstrip(',')}.")
        at = end
    return sentences


def _told(random: Random, words: Words) -> str:
    name, office, verb = random.choice(words.names), random.choice(OFFICES), random.choice(VERBS)
    return f"{name} {verb} {office} on {random.choice(MONTHS)} {random.randint(1, 28)}"


def wrapped(text: str, width: int) -> str:
    """Return a text broken into lines; none of its words is as long as a line."""
    lines = []
    at = 0
    while len(text) - at > width:
        end = text.rfind(" ", at, at + width + 1)
        lines.append(text[at:end])
        at = end + 1
    lines.append(text[at:])
    return "\n".join(lines)


def teletype(text: str) -> str:
    """Return a text as machines without small letters or accents printed it."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if c.isascii())
    return text.upper()
