"""What the whole collection knows of who says what in the telegrams of an edition.

Where a name is cut out of a text, the words that are left may read as if somebody else had said it.  The
annotations of the whole text know better; of them nothing is told but whose words are to be left out.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from reftel.collection.cards import chunks, marks
from reftel.collection.follower import names_to_hide
from reftel.collection.rows import telegram_of
from reftel.collection.said.beside import beside_mark
from reftel.extract.annotations import Annotations, Attribution, Entity, Mention
from reftel.model import Span, Telegram
from reftel.release.edition import IDENTITY, NAME, Cut, cuts_of
from reftel.release.names import Names
from reftel.release.people import protected_entities
from reftel.release.policy import ReaderClass

ENOUGH = 0.5  # of all characters of two contents this share is common where they are the same words

Place = tuple[int, int]  # start, end in the text of the edition


class Told(NamedTuple):
    """The words of a claim of the whole collection, and whether somebody who is hidden says them."""

    content: tuple[Place, ...]
    hidden: bool


def told_in_whole(
    db: sqlite3.Connection, reader: ReaderClass, numbers: Iterable[int]
) -> dict[int, tuple[Told, ...]]:
    """Return the claims of the whole collection for those telegrams of an edition that need comparing.

    `numbers` are the telegrams' in the edition.  Left out are telegrams in which nobody hidden speaks.
    """
    names = Names([*reader.names, *names_to_hide(db, reader)])
    found = {}
    for some in chunks(list(numbers)):
        rows = db.execute(_EDITED.format(some=marks(some)), (reader.name, *some)).fetchall()
        for number, whole, record, text in rows:
            told = tuple(_told(db, reader, names, whole, telegram_of(record, text)))
            if any(one.hidden for one in told):
                found[number] = told
    return found


_EDITED = """
    SELECT e.edition_id, e.telegram_id, x.record, x.text FROM editions e
    JOIN texts x ON x.telegram_id = e.telegram_id
    WHERE e.class = ? AND ' ' || e.reasons || ' ' LIKE '% names %' AND e.edition_id IN ({some})
"""


def is_said_by_hidden(content: Sequence[Place], told: Sequence[Told]) -> bool:
    """Tell whether words of an edition are those that somebody hidden says in the whole collection."""
    shares = [(_share(content, one.content), one.hidden) for one in told]
    best = max((share for share, _ in shares), default=0.0)
    return best >= ENOUGH and any(hidden for share, hidden in shares if share == best)


def _share(one: Sequence[Place], other: Sequence[Place]) -> float:
    common = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    every = sum(end - start for start, end in (*one, *other)) - common
    return common / every if every else 0.0


def claims_of_hidden(
    db: sqlite3.Connection, edition: sqlite3.Connection, reader: ReaderClass
) -> Iterator[str]:
    """Yield the words of each claim of an edition that somebody hidden says in the whole collection."""
    held = [number for (number,) in edition.execute("SELECT DISTINCT telegram_id FROM claims")]
    for number, told in told_in_whole(db, reader, held).items():
        record, text = edition.execute(
            "SELECT record, text FROM texts WHERE telegram_id = ?", (number,)
        ).fetchone()
        base = telegram_of(record, text).source.span.start
        for (written,) in edition.execute("SELECT content FROM claims WHERE telegram_id = ?", (number,)):
            content = [(base + at, base + at + length) for at, length in json.loads(written)]
            if is_said_by_hidden(content, told):
                yield " … ".join(text[start - base : end - base] for start, end in content)


# -- the whole collection ------------------------------------------------------------------------


def _told(
    db: sqlite3.Connection, reader: ReaderClass, names: Names, number: int, telegram: Telegram
) -> Iterator[Told]:
    """Yield the claims of a telegram, their words where they stand in the edition."""
    if reader.protected_names:
        telegram = msgspec.structs.replace(telegram, protected=())
    hidden = protected_entities(telegram, _annotations(db, number, telegram), names)
    cuts = cuts_of(telegram, reader, names)
    base = telegram.source.span.start
    people = [Span(base + start, base + end) for start, end, words in cuts if words in (NAME, IDENTITY)]
    claims = list(_claims(db, number, base))
    by = {a.n for a in claims if a.speaker in hidden or _is_said_at(a, people, telegram)}
    while more := {a.n for a in claims if not a.source and a.continues in by} - by:
        by |= more
    for a in claims:
        places = [(span.start - base, span.end - base) for span in a.content]
        yield Told(tuple((_moved(start, cuts), _moved(end, cuts)) for start, end in places), a.n in by)


def _is_said_at(a: Attribution, people: Sequence[Span], telegram: Telegram) -> bool:
    """Tell whether the source of a claim holds a hidden name, or stands by one in the same clause."""
    held = any(span.start < one.end and one.start < span.end for span in a.source for one in people)
    return held or beside_mark(a, people, telegram)


def _claims(db: sqlite3.Connection, number: int, base: int) -> Iterator[Attribution]:
    """Yield what the tables hold of who says what in a telegram; who is told is left out."""
    rows = db.execute(
        """SELECT n, manner, own, continues, speaker, source, cue, content FROM claims
           WHERE telegram_id = ? ORDER BY n""",
        (number,),
    )
    for n, manner, own, continues, speaker, source, cue, content in rows.fetchall():
        said, with_words, what = (_spans(each, base) for each in (source, cue, content))
        yield Attribution(n, manner, bool(own), continues, said, with_words, (), what, speaker=speaker)


def _spans(written: str | None, base: int) -> tuple[Span, ...]:
    return tuple(Span(base + at, base + at + length) for at, length in json.loads(written or "[]"))


def _moved(at: int, cuts: Iterable[Cut]) -> int:
    """Return where a place of a text stands once the cuts are made."""
    shift = 0
    for start, end, words in cuts:
        if at <= start:
            break
        if at < end:
            return start + shift
        shift += len(words) - (end - start)
    return at + shift


def _annotations(db: sqlite3.Connection, number: int, telegram: Telegram) -> Annotations:
    """Return what the tables hold of the mentions and entities of a telegram."""
    base = telegram.source.span.start
    mentions = db.execute(
        """SELECT m.at, m.length, s.type, s.kind, m.entity FROM mentions m JOIN sorts s ON s.id = m.sort_id
           WHERE m.telegram_id = ? ORDER BY m.place""",
        (number,),
    )
    entities = db.execute(
        """SELECT e.number, n.type, n.written FROM entities e JOIN names n ON n.id = e.name_id
           WHERE e.telegram_id = ?""",
        (number,),
    )
    also: dict[int, list[str]] = {}
    for entity, name in db.execute(
        """SELECT a.entity, n.written FROM aliases a JOIN names n ON n.id = a.name_id
           WHERE a.telegram_id = ?""",
        (number,),
    ):
        also.setdefault(entity, []).append(name)
    return Annotations(
        mentions=tuple(
            Mention(Span(base + at, base + at + length), type_, kind, -1 if entity is None else entity)
            for at, length, type_, kind, entity in mentions
        ),
        entities=tuple(
            Entity(entity, type_, name, tuple(also.get(entity, ()))) for entity, type_, name in entities
        ),
    )
