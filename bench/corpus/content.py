"""What a telegram says, apart from its layout: from whom, to whom, when, how marked, about what."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from bench.corpus import roster
from bench.corpus.body import Paragraph, paragraphs
from bench.corpus.tags import tags_of
from bench.corpus.words import Words, words
from reftel.terms.posts import Post

_LETTERS = "ABCDEFGHIJ"
_FROM_1972, _FROM_1978, _FROM_1982 = datetime(1972, 6, 1), datetime(1978, 12, 1), datetime(1982, 8, 1)  # noqa: DTZ001
_FROM_1995, _AMENDED = datetime(1995, 10, 14), datetime(2003, 9, 22)  # noqa: DTZ001


class Addressee(NamedTuple):
    """A post that is addressed, and its channel number."""

    post: Post
    serial: int


class Reference(NamedTuple):
    """A telegram that is cited; its year is written only where it is another one."""

    year: int | None
    post: str
    serial: int


class Content(NamedTuple):
    """A telegram before it is laid out."""

    post: Post
    serial: int
    sent_at: datetime
    precedence_word: str
    addressees: tuple[Addressee, ...]
    level: str
    captions: tuple[str, ...]
    order_number: str
    order: str
    tags: tuple[str, ...]
    subject: str
    references: tuple[Reference, ...]
    cited: tuple[roster.Cited, ...]
    classified_by: str
    paragraphs: list[Paragraph]
    signature: str

    @property
    def nara_code(self) -> str:
        """The post as the archive of 1973-79 shortens it."""
        return self.post.nara_code or self.post.station[:6]

    @property
    def dtg(self) -> str:
        """The date-time group."""
        return self.sent_at.strftime("%d%H%MZ %b %y").upper()

    @property
    def precedence(self) -> str:
        """The precedence as its letter."""
        return {"PRIORITY": "P", "ROUTINE": "R", "IMMEDIATE": "O"}[self.precedence_word]

    @property
    def precedence_after(self) -> str:
        """The precedence as it stands after an address: routine ones have none."""
        return "" if self.precedence_word == "ROUTINE" else f"{self.precedence_word} "


def content(seed: int, index: int) -> Content:
    """Return what the telegram of this place in the corpus says."""
    number, place = divmod(index, roster.CHUNK)
    sent = roster.chunk(seed, number).sent[place]
    random = Random(seed * 1_000_003 + index)
    known, post = words(seed), roster.posts(seed)[sent.post]
    sent_at = datetime(sent.year, 1, 1) + timedelta(minutes=sent.minute)  # noqa: DTZ001
    level = random.choices(("UNCLASSIFIED", "CONFIDENTIAL", "SECRET"), (50, 42, 8))[0]
    cited = tuple(roster.cited(random, seed, index))
    name = _surname(random, known)
    order_number, order = _order(random, known, level, sent_at)
    return Content(
        post=post,
        serial=sent.serial,
        sent_at=sent_at,
        precedence_word=random.choices(("ROUTINE", "PRIORITY", "IMMEDIATE"), (60, 30, 10))[0],
        addressees=_addressees(random, seed, sent),
        level=level,
        captions=_captions(random, level, sent.year),
        order_number=order_number,
        order=order,
        tags=tags_of(random, seed, post, sent.year) if sent_at >= _FROM_1972 else (),
        subject=_subject(random, known),
        references=tuple(_reference(c.sent, sent, seed) for c in cited),
        cited=cited,
        classified_by=_classified_by(random, known, name, level, sent_at),
        paragraphs=paragraphs(random, known, level, list(_LETTERS[: len(cited)]) if len(cited) > 1 else []),
        signature=name,
    )


def _reference(cited: roster.Sent, me: roster.Sent, seed: int) -> Reference:
    year = None if cited.year == me.year else cited.year
    return Reference(year, roster.posts(seed)[cited.post].name, cited.serial)


def _addressees(random: Random, seed: int, sent: roster.Sent) -> tuple[Addressee, ...]:
    all_posts = roster.posts(seed)
    wanted = 1 + min(14, round(random.gammavariate(2.0, 2.0)))
    chosen = dict.fromkeys([0, *(int(len(all_posts) * random.random() ** 2) for _ in range(wanted - 1))])
    chosen.pop(sent.post, None)
    places = list(chosen) or [1]
    return tuple(Addressee(all_posts[p], random.randint(1, 9999)) for p in places)


def _captions(random: Random, level: str, year: int) -> tuple[str, ...]:
    if level == "UNCLASSIFIED":
        first = ("SENSITIVE",) if year >= 1995 and random.random() < 0.3 else ()
    else:
        share = random.random()
        first = (
            ("EXDIS",)
            if share < 0.04
            else ("LIMDIS",)
            if share < 0.1
            else ("NOFORN",)
            if share < 0.16
            else ()
        )
    return (*first, "SIPDIS") if year >= 2001 and random.random() < 0.9 else first


def _order(random: Random, known: Words, level: str, at: datetime) -> tuple[str, str]:
    """Return the executive order of the day, and what its line says."""
    day = f"{at:%m}/{min(at.day, 28):02d}"
    if at >= _FROM_1995:
        number, value = "12958", f"DECL: {day}/{at.year + 10}"
    elif at >= _FROM_1982:
        number, value = "12356", "DECL: OADR"
    elif at >= _FROM_1978:
        classifier = f"{_surname(random, known)}, {random.choice('ABCDEFGHJKLM')}."
        number, value = "12065", f"GDS {day}/{(at.year + 6) % 100:02d} ({classifier}) OR-M"
    else:
        number, value = ("11652", "GDS") if at >= _FROM_1972 else ("", "")
    return number, "N/A" if level == "UNCLASSIFIED" and number else value


def _classified_by(random: Random, known: Words, name: str, level: str, at: datetime) -> str:
    if level == "UNCLASSIFIED" or at < _FROM_1995:
        return ""
    section = "1.4" if at >= _AMENDED else "1.5"
    title = random.choice(("Ambassador", "DCM", "Charge d'Affaires", "Political Counselor"))
    return f"{title} {random.choice('ABCDEFGHJKLM')}. {name.title()} for reasons {section} (b) and (d)."


def _surname(random: Random, known: Words) -> str:
    while True:
        name = random.choice(known.names)
        if name.isascii() and name.isalpha():
            return name.upper()


def _subject(random: Random, known: Words) -> str:
    drawn = [known.types[int(40 * 1000 ** random.random())] for _ in range(random.randint(3, 8))]
    drawn.insert(random.randrange(len(drawn)), random.choice(known.names))
    first, rest = drawn[:2], drawn[2:]
    return f"{' '.join(first)}: {' '.join(rest)}" if random.random() < 0.5 else " ".join(drawn)
