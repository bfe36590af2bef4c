"""Exercise telegrams with planted pairs: contradictions, revisions, harmless repetitions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal, NamedTuple, get_args

from bench.contrasts.passages import Passage, Value, filled, value
from bench.corpus.body import Paragraph
from bench.corpus.content import Content, content
from bench.corpus.layouts import layout_of
from reftel.extract.contrast.records import Claim, Days

Half = Literal[
    "seen", "unseen", "fresh", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"
]
Kind = Literal["contradiction", "revision", "harmless"]
EACH = 60
_YEARS = (1974, 1977, 1985, 2003, 2008)  # in which telegrams were printed in capitals, and in which not


class Pair(NamedTuple):
    """Two planted passages, what they are to each other, and how that was made."""

    kind: Kind
    how: str
    first: Passage
    second: Passage
    together: bool  # in one telegram


class Telegram(NamedTuple):
    """A file of exercise traffic, and what a perfect reader takes from its planted passages."""

    name: str
    raw: bytes
    mrn: str
    claims: tuple[Claim, ...]


@cache
def _table() -> dict[str, Any]:
    """Return both halves, and what others wrote after them who had seen no rules."""
    files = (Path(__file__).with_name(f"{name}.toml") for name in ("phrasings", *get_args(Half)[2:]))
    return {key: each for file in files for key, each in tomllib.loads(file.read_text("utf-8")).items()}


def pairs(half: Half, seed: int = 1, each: int = EACH) -> list[Pair]:
    """Return so many pairs of each kind; no matter stands in the same place twice."""
    random = Random(f"contrasts/{half}/{seed}")
    matters = _table()[half]["matter"]
    sites = [(m, p) for m in range(len(matters)) for p in _table()["places"]]
    random.shuffle(sites)
    maker = _Maker(random, half)
    used = sites[: 3 * each]
    maker.free = {m: [p for p in _table()["places"] if (m, p) not in used] for m in range(len(matters))}
    return [
        maker.pair(kind, n, {**matters[matter], "number": matter}, place)
        for n, (kind, (matter, place)) in enumerate(zip(_kinds(each), sites, strict=False))
    ]


def _kinds(each: int) -> Iterator[Kind]:
    for kind in ("contradiction", "revision", "harmless"):
        yield from (kind for _ in range(each))


class _Maker:
    """Makes pairs of one half of the phrasings."""

    def __init__(self, random: Random, half: Half) -> None:
        self.random = random
        self.words = _table()[half]
        self.free: dict[int, list[str]] = {}  # places where nothing else is planted, by matter

    def pair(self, kind: Kind, n: int, matter: dict[str, Any], place: str) -> Pair:
        """Return one pair; the ways of making one take turns."""
        ways = {
            "contradiction": (
                self._figures,
                self._denial,
                self._figures,
                self._denial,
                self._short_figure,
                self._short_denial,
            ),
            "revision": (self._same_speaker, self._corrected, self._grown, self._reversed),
            "harmless": (
                self._again,
                self._other_place,
                self._other_time,
                self._other_subject,
                self._near_figure,
                self._both_deny,
                self._both_affirm,
            ),
        }[kind]
        make = ways[n % len(ways)]
        year = self.random.choice(_YEARS)
        first = datetime(year, 3, 1) + timedelta(days=self.random.randrange(200), hours=9)  # noqa: DTZ001
        second = first + timedelta(days=self.random.randrange(1, 25))
        return make(kind, matter, place, first, second)

    # -- the ways ----------------------------------------------------------------------------

    def _figures(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        together = self.random.random() < 0.3
        other = one if together else other
        low, high = self._numbers()
        a, b = self._two(matter["figures"])
        s, t = self._speakers()
        first = self._said(a, s, place, one, value(self.random, low))
        return Pair(
            kind, "figures", first, self._said(b, t, place, other, value(self.random, high)), together
        )

    def _denial(self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime) -> Pair:
        together = self.random.random() < 0.3
        other = one if together else other
        s, t = self._speakers()
        affirmed, denied = self._two(matter["event"])
        first = self._said(affirmed, s, place, one, None)
        second = self._made(
            self.random.choice(self.words["denials"]),
            denied,
            self.random.choice(matter["contrary"]),
            t,
            place,
            other,
            None,
        )
        pair = (
            (first, second)
            if self.random.random() < 0.8 or together
            else (self._moved(second, one), self._moved(first, other))
        )
        return Pair(kind, "denial", *pair, together)

    def _moved(self, passage: Passage, at: datetime) -> Passage:
        return passage._replace(day=at.date().isoformat())

    def _short_figure(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, _: datetime
    ) -> Pair:
        low, high = self._numbers()
        s, t = self._speakers()
        first = self._said(self.random.choice(matter["figures"]), s, place, one, value(self.random, low))
        frame = self.random.choice(self.words["short_figures"])
        return Pair(
            kind,
            "short figure",
            first,
            self._made(frame, "", "", t, place, one, value(self.random, high, "plain")),
            True,
        )

    def _short_denial(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, _: datetime
    ) -> Pair:
        s, t = self._speakers()
        first = self._said(self.random.choice(matter["event"]), s, place, one, None)
        frame = self.random.choice(self.words["short_denials"])
        return Pair(kind, "short denial", first, self._made(frame, "", "", t, place, one, None), True)

    def _same_speaker(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        low, high = self._numbers()
        a, b = self._two(matter["figures"])
        s, _ = self._speakers()
        first = self._said(a, s, place, one, value(self.random, low))
        return Pair(
            kind, "same speaker", first, self._said(b, s, place, other, value(self.random, high)), False
        )

    def _changed(
        self, frames: str, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        low, high = sorted(self._numbers())
        a, b = self._two(matter["figures"])
        s, t = self._speakers()
        first = self._said(a, s, place, one, value(self.random, low))
        frame = self.random.choice(self.words[frames])
        return Pair(
            kind, frames, first, self._made(frame, b, "", t, place, other, value(self.random, high)), False
        )

    def _corrected(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        return self._changed("corrections", kind, matter, place, one, other)

    def _grown(self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime) -> Pair:
        return self._changed("growth", kind, matter, place, one, other)

    def _reversed(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        s, _ = self._speakers()
        affirmed, denied = self._two(matter["event"])
        first = self._said(affirmed, s, place, one, None)
        frame = self.random.choice(self.words["reversals"])
        return Pair(
            kind,
            "reversal",
            first,
            self._made(frame, denied, self.random.choice(matter["contrary"]), s, place, other, None),
            False,
        )

    def _again(self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime) -> Pair:
        low, _ = self._numbers()
        a, b = self._two(matter["figures"])
        s, t = self._speakers()
        forms = self.random.choice(
            (("plain", "words"), ("plain", "plain"), ("words", "about"), ("plain", "about"))
        )
        first = self._said(a, s, place, one, value(self.random, low, forms[0]))
        return Pair(
            kind,
            "same figure",
            first,
            self._said(b, t, place, other, value(self.random, low, forms[1])),
            False,
        )

    def _near_figure(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        low = self.random.choice((200, 300, 800, 3000, 5000))
        a, b = self._two(matter["figures"])
        s, t = self._speakers()
        near, form = self.random.choice(
            ((low, "range"), (low + low // 20, "about"), (low - low // 4, "over"), (low - low // 20, "range"))
        )
        first = self._said(a, s, place, one, value(self.random, low, "about"))
        return Pair(
            kind, "near figure", first, self._said(b, t, place, other, value(self.random, near, form)), False
        )

    def _other_place(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        low, high = self._numbers()
        a, b = self._two(matter["figures"])
        s, t = self._speakers()
        free = self.free[matter["number"]]
        if not free:
            return self._other_time(kind, matter, place, one, other)
        elsewhere = free.pop()
        first = self._said(a, s, place, one, value(self.random, low))
        return Pair(
            kind, "other place", first, self._said(b, t, elsewhere, other, value(self.random, high)), False
        )

    def _other_time(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        low, high = self._numbers()
        a, b = self._two(matter["figures"])
        s, t = self._speakers()
        said = (
            (f"in January 19{one.year % 100:02d}" if one.year < 2000 else f"in January {one.year}"),
            (f"{one.year}-01-01", f"{one.year}-01-31"),
        )
        then = (f"in January {one.year - 1}", (f"{one.year - 1}-01-01", f"{one.year - 1}-01-31"))
        first = self._said(a, s, place, one, value(self.random, low), said)
        return Pair(
            kind, "other time", first, self._said(b, t, place, other, value(self.random, high), then), False
        )

    def _other_subject(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        low, high = self._numbers()
        s, t = self._speakers()
        first = self._said(self.random.choice(matter["figures"]), s, place, one, value(self.random, low))
        return Pair(
            kind,
            "other subject",
            first,
            self._said(matter["other"], t, place, other, value(self.random, high)),
            False,
        )

    def _both_deny(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        s, t = self._speakers()
        frames = self.random.sample(self.words["denials"], 2)
        a, b = self._two(matter["event"])
        c, d = self._two(matter["contrary"])
        return Pair(
            kind,
            "both deny",
            self._made(frames[0], a, c, s, place, one, None),
            self._made(frames[1], b, d, t, place, other, None),
            False,
        )

    def _both_affirm(
        self, kind: Kind, matter: dict[str, Any], place: str, one: datetime, other: datetime
    ) -> Pair:
        s, t = self._speakers()
        a, b = self._two(matter["event"])
        return Pair(
            kind,
            "both affirm",
            self._said(a, s, place, one, None),
            self._said(b, t, place, other, None),
            False,
        )

    # -- a passage ---------------------------------------------------------------------------

    def _said(
        self,
        what: str,
        speaker: str,
        place: str,
        at: datetime,
        figure: Value | None,
        when: tuple[str, Days] | None = None,
    ) -> Passage:
        frame = self.random.choice(self.words["frames"])
        return self._made(frame, what, "", speaker, place, at, figure, when)

    def _made(
        self,
        frame: str,
        what: str,
        contrary: str,
        speaker: str,
        place: str,
        at: datetime,
        figure: Value | None,
        when: tuple[str, Days] | None = None,
    ) -> Passage:
        manner, _, text = frame.partition(" ")
        told, counted = filled(contrary if "{not}" in text else what, place, figure)
        if when:
            told = f"{told} {when[0]}"
        day = at - timedelta(days=self.random.randrange(1, 4)) if "[D]" in text else at
        sentence = text.replace("[X]", told).replace("{not}", told).replace("[S]", speaker)
        sentence = sentence.replace("[A]", self.random.choice(_table()["hearers"])).replace(
            "[D]", f"on {day:%B} {day.day}"
        )
        if figure is not None:
            sentence = sentence.replace("{n}", figure.written)
            told = told or f"the figure at {figure.written}"
        elif not told:
            told = "this"
        return Passage(
            f"{sentence[0].upper()}{sentence[1:]}",
            told,
            manner,
            speaker,
            figure,
            counted,
            place,
            day.date().isoformat(),
            when[1] if when else None,
        )

    def _speakers(self) -> tuple[str, str]:
        s, t = self.random.sample(_table()["speakers"], 2)
        return s, t

    def _numbers(self) -> tuple[int, int]:
        low = self.random.choice((12, 14, 16, 25, 30, 40, 60, 90, 120, 140, 200, 300, 450, 800, 1200, 3000))
        high = int(low * self.random.choice((1.7, 2, 2.5, 3, 4, 10)))
        return (low, high) if self.random.random() < 0.5 else (high, low)

    def _two(self, phrasings: list[str]) -> tuple[str, str]:
        a, b = self.random.sample(phrasings, 2)
        return a, b


def telegrams(planted: list[Pair], seed: int = 1, background: int = 120) -> list[Telegram]:
    """Return the telegrams that hold the pairs, and other traffic."""
    random = Random(f"contrasts/telegrams/{seed}")
    made: list[Telegram] = []
    index = 0
    for n, pair in enumerate(planted):
        groups = [[pair.first, pair.second]] if pair.together else [[pair.first], [pair.second]]
        for group in groups:
            telegram = _telegram(random, seed, index, group, f"{n:03d}")
            made.append(telegram)
            index += 1
    made += [_telegram(random, seed, index + i, [], "none") for i in range(background)]
    return made


def _telegram(random: Random, seed: int, index: int, passages: list[Passage], name: str) -> Telegram:
    said = content(seed, index)
    if passages:
        sent = datetime.fromisoformat(max(p.day for p in passages)) + timedelta(hours=12)
        said = said._replace(sent_at=sent, paragraphs=_with(random, said, passages))
    else:
        said = said._replace(paragraphs=said.paragraphs[:4])
    layout = layout_of(said.sent_at.year)
    mrn = f"{said.sent_at.year} {said.post.name} {said.serial}"
    claims = tuple(p.claim(f"{mrn}/{index}:{i}", mrn, i, 1) for i, p in enumerate(passages))
    text = layout.text(said, Random(seed * 7919 + index))
    return Telegram(f"{index:05d}-{name}.txt", text.encode(), mrn, claims)


def _with(random: Random, said: Content, passages: list[Passage]) -> list[Paragraph]:
    """Return two paragraphs of other traffic with the planted sentences between them."""
    other = [p._replace(label="") for p in said.paragraphs[:2]]
    planted = Paragraph(said.level, "", " ".join(p.text for p in passages))
    return [other[0], planted, *other[1:]] if random.random() < 0.7 else [*other, planted]
