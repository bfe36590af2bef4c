"""A telegram's number as people type it: with the year or without, the post spelt out or cut short."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reftel.model import Record

# Posts cut to six letters (`VALLET`) are read by the table of posts; of posts that no table knows,
# this many letters are enough to find those held.
SHORTEST_BEGINNING = 4

_SERIAL = re.compile(r"\s*#?\s*0*(\d{1,7})\s*")
_YEAR_LAST = re.compile(
    r"\s*(?P<post>[A-Za-z][A-Za-z .'-]*?)\s*#?\s*(?P<serial>\d+)\s*[,(]\s*(?P<year>(?:19|20)\d\d)\s*\)?\s*"
)


class Number(Record, frozen=True):
    """A number as far as it was given: the posts it may mean (none for any), and the year if given."""

    serial: int
    posts: tuple[str, ...] = ()
    year: int | None = None
    sure: bool = False  # is the post one that the table of posts knows by this name

    def __str__(self) -> str:
        post = self.posts[0] if self.posts else "?"
        return f"{post} {self.serial}" if self.year is None else f"{self.year} {post} {self.serial}"


def read_number(text: str, *, serial_alone: bool = False) -> Number | None:
    """Return the number that a whole text is, or None.

    >>> read_number("VALLETTA 00488").posts
    ('VALLETTA',)
    """
    from reftel.reading import mrn
    from reftel.terms.posts import read_post

    alone = _SERIAL.fullmatch(text)
    if alone:
        return Number(int(alone[1])) if serial_alone and int(alone[1]) else None
    swapped = _YEAR_LAST.fullmatch(text)
    if swapped:
        text = f"{swapped['year']} {swapped['post']} {swapped['serial']}"
    read = mrn.read_number(text)
    if read is None:
        return None
    year, post, serial = read
    reading = read_post(post)
    sure = reading is not None and reading.how != "misspelt" and _as_written(text, post)
    return Number(serial, (post,), year, sure)


def _as_written(text: str, post: str) -> bool:
    """Tell whether the name was read without forgiving a slip: `march 2008` is no number of a post."""
    from reftel.terms.posts import read_post

    written = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
    reading = read_post(written)
    return reading is not None and reading.post.name == post and reading.how != "misspelt"


def among(number: Number, held: Iterable[str]) -> Number:
    """Return the number with the posts held whose names are, or begin like, the one that was written."""
    written = {_squeezed(post) for post in number.posts}
    alike = [p for p in held if _squeezed(p) in written]
    if not alike:
        starts = tuple(w for w in written if len(w) >= SHORTEST_BEGINNING)
        alike = [p for p in held if _squeezed(p).startswith(starts)] if starts else []
    return Number(number.serial, tuple(alike) or number.posts, number.year, number.sure or bool(alike))


def _squeezed(post: str) -> str:
    return "".join(c for c in post.upper() if c.isalnum())
