"""One planted passage: the sentence as it is printed, and the claim that a perfect reader takes from it."""

from __future__ import annotations

import re
from random import Random
from typing import NamedTuple

from reftel.extract.contrast.claims import folded
from reftel.extract.contrast.records import Claim, Days, Name, Quantity

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


class Value(NamedTuple):
    """A figure: its bounds, and how it is written."""

    low: int
    high: int
    bound: str
    written: str


class Passage(NamedTuple):
    """A sentence to be planted: its text, what is said in it, by whom, when."""

    text: str
    content: str
    manner: str
    speaker: str
    value: Value | None
    counted: str | None
    place: str
    day: str
    meant: Days | None

    def claim(self, key: str, telegram: str, at: int, paragraph: int) -> Claim:
        """Return what a perfect reader takes from it."""
        figures: tuple[Quantity, ...] = ()
        if self.value is not None:
            v = self.value
            figures = (Quantity(v.low, v.high, v.bound, counted=self.counted, written=v.written),)  # type: ignore[arg-type]
        names = (Name(folded(self.place), "gpe", self.place),) if self.place in self.content else ()
        return Claim(
            key=key, telegram=telegram, place=at, content=self.content, quote=self.text, manner=self.manner,  # type: ignore[arg-type]
            speaker=folded(self.speaker), speaker_name=self.speaker, person=True, said=self.day,
            meant=(self.meant,) if self.meant else (), figures=figures, names=names, paragraph=paragraph,
            mrn=telegram,
        )  # fmt: skip


def value(random: Random, number: int, form: str = "") -> Value:
    """Return a figure as one of the ways to write it."""
    form = form or random.choice(("plain", "plain", "words", "about"))
    if form == "words" and number in _sayable():
        return Value(number, number, "exact", _sayable()[number])
    if form == "about":
        return Value(
            number, number, "about", f"{random.choice(('about', 'some', 'around', 'roughly'))} {number:,}"
        )
    if form == "range":
        return Value(number, number + number // 8, "exact", f"{number:,} to {number + number // 8:,}")
    if form == "over":
        return Value(number, number, "at least", f"more than {number:,}")
    return Value(number, number, "exact", f"{number:,}")


def _sayable() -> dict[int, str]:
    small = {
        n: _ONES[n] if n < 20 else _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
        for n in range(100)
    }
    hundreds = {n * 100: f"{_ONES[n]} hundred" for n in range(1, 10)}
    thousands = {n * 1000: f"{small[n]} thousand" for n in range(1, 100)}
    return {**{n: w for n, w in small.items() if n > 1}, **hundreds, **thousands}


def filled(content: str, place: str, figure: Value | None) -> tuple[str, str | None]:
    """Return what is said, with its place and figure, and what is counted."""
    counted = re.search(r"<([^>]*)>", content)
    text = re.sub(r"[<>]", "", content).replace("{place}", place)
    if figure is not None:
        text = text.replace("{n}", figure.written)
    return text, counted[1] if counted else None
