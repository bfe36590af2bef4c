"""Which other names may be of the same person, group or place: proposed with the evidence, never joined."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reftel.collection.cards import chunks, marks
from reftel.collection.said.answers import Judgement, Likeness, Sure, Tenure
from reftel.collection.said.judgements import verdict_on
from reftel.collection.said.naming import SOUND, fold, surname
from reftel.collection.said.offices import tenures_of
from reftel.terms.transliteration import is_article, sounds

MOST = 40
_NEAR = 88  # of 100: two spellings that differ by a letter or two in ten
_ORDER: dict[Sure, int] = {"stated": 0, "likely": 1, "possible": 2}


class _Other(NamedTuple):
    key: str
    written: str
    folded: str


class _Evidence(NamedTuple):
    """What speaks for it that other names are of the same one: names given together, offices by key."""

    together: frozenset[str]
    offices: dict[str, list[Tenure]]
    own: list[Tenure]


def likenesses(
    db: sqlite3.Connection,
    type_: str,
    keys: Sequence[str],
    numbers: Sequence[int],
    judgements: Sequence[Judgement],
) -> tuple[Likeness, ...]:
    """Return the names that may be of the same one as these keys, the surest first, then by the alphabet."""
    own = [o for o in _of_numbers(db, numbers) if o.key in keys]
    same = _of_same_entity(db, type_)
    others = list(_near(db, type_, own, keys, same))
    evidence = _evidence(db, type_, others, same, numbers)
    found: dict[str, Likeness] = {}
    for other in others:
        told = _judged(evidence, type_, own, other)
        if told is not None:
            verdict = next((v for k in keys if (v := verdict_on(judgements, type_, k, other.key))), None)
            like = Likeness(other.written, other.key, type_, told[0], told[1], verdict)
            before = found.get(other.key)
            if before is None or _ORDER[like.sure] < _ORDER[before.sure]:
                found[other.key] = like
    return tuple(sorted(found.values(), key=lambda k: (_ORDER[k.sure], k.name.casefold()))[:MOST])


def _evidence(
    db: sqlite3.Connection, type_: str, others: Sequence[_Other], same: Sequence[_Other], own: Sequence[int]
) -> _Evidence:
    together = frozenset(other.key for other in same)
    if type_ != "person":
        return _Evidence(together, {}, [])
    offices: dict[str, list[Tenure]] = {}
    for tenure in tenures_of(db, _numbers(db, others)):
        offices.setdefault(tenure.key or "", []).append(tenure)
    return _Evidence(together, offices, list(tenures_of(db, own)))


def _of_numbers(db: sqlite3.Connection, numbers: Sequence[int]) -> list[_Other]:
    found = []
    for some in chunks(numbers):
        rows = db.execute(
            f"SELECT key, written, folded FROM names WHERE key IS NOT NULL AND id IN ({marks(some)})", some
        )
        found += [_Other(*row) for row in rows]
    return found


def _near(
    db: sqlite3.Connection,
    type_: str,
    own: Sequence[_Other],
    keys: Sequence[str],
    same: Sequence[_Other],
) -> Iterator[_Other]:
    """Yield the names that share their last word, by letters or by sound, and those of the same entity."""
    words = {word for name in own for word in _last_words(name.folded)}
    seen: set[tuple[str, str]] = set()
    for word in sorted(words):
        rows = db.execute(
            """SELECT n.key, n.written, n.folded FROM name_words w JOIN names n ON n.id = w.name_id
               WHERE w.word = ? AND n.type = ? AND n.key IS NOT NULL ORDER BY n.written LIMIT 2000""",
            (word, type_),
        ).fetchall()
        for key, written, folded in rows:
            if key not in keys and (key, folded) not in seen:
                seen.add((key, folded))
                yield _Other(key, written, folded)
    yield from (other for other in same if other.key not in keys)


def _last_words(folded: str) -> Iterator[str]:
    last = surname(folded)
    if last:
        yield last
        sound = sounds(last)
        if sound is not None:
            yield SOUND + sound.replace(" ", "")


def _of_same_entity(db: sqlite3.Connection, type_: str) -> list[_Other]:
    """Return the names that a text itself gives one of those put aside as known."""
    rows = db.execute(
        """SELECT DISTINCT n.key, n.written, n.folded FROM names n WHERE n.type = ? AND n.key IS NOT NULL
           AND n.id IN (
               SELECT a.name_id FROM entities e JOIN aliases a
                   ON a.telegram_id = e.telegram_id AND a.entity = e.number
                   WHERE e.name_id IN (SELECT id FROM temp.known_names)
               UNION SELECT e.name_id FROM aliases a JOIN entities e
                   ON e.telegram_id = a.telegram_id AND e.number = a.entity
                   WHERE a.name_id IN (SELECT id FROM temp.known_names))
           ORDER BY n.written""",
        (type_,),
    )
    return [_Other(*row) for row in rows]


def _judged(evidence: _Evidence, type_: str, own: Sequence[_Other], other: _Other) -> tuple[Sure, str] | None:
    """Return how sure it is that another name is of the same one, and why."""
    together = other.key in evidence.together
    if type_ != "person":
        return ("stated", "A telegram gives both names to one.") if together else _alike(own, other)
    for name in own:
        short, long = sorted((name.folded.split(), other.folded.split()), key=len)
        if len(_told_words(short)) == 1 and len(_told_words(long)) > 1:
            return _by_office(evidence, other, together=together)
        if together:
            return "stated", "A telegram gives both names to one."
        if _initials_fit(short, long):
            return "likely", "The same last name, and the first names or initials fit."
    return _alike(own, other)


def _initials_fit(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether the words before the last are the same, beginnings of one another, or left out."""
    if len(short) < 2 or fold(short[-1]) != fold(long[-1]):
        return False
    first, other = short[0], long[0]
    return first == other or (min(len(first), len(other)) == 1 and first[0] == other[0])


def _told_words(words: Sequence[str]) -> list[str]:
    """Return the words of a name without the articles in it."""
    return [w for i, w in enumerate(words) if i + 1 == len(words) or not is_article(w, words[i + 1])]


def _by_office(evidence: _Evidence, other: _Other, *, together: bool) -> tuple[Sure, str]:
    """Judge a last name alone against a full name, by the offices both are seen in."""
    for a in evidence.own:
        for b in evidence.offices.get(other.key, ()):
            if a.post is not None and a.post == b.post and _overlap(a, b):
                return "likely", f"The same last name at {a.post} in the same time ({_told(a)}; {_told(b)})."
            if _tells(a.office) and fold(a.office or "") == fold(b.office or "") and _overlap(a, b):
                return "likely", f"The same last name and office in the same time: {a.office}."
    if together:
        return "possible", "The same last name; a telegram uses it alone for the fuller one."
    return "possible", "The same last name; nothing else speaks for it or against it."


def _tells(office: str | None) -> bool:
    """Tell whether an office is one that few hold at a time: there are many ministers."""
    return office is not None and len(fold(office)) > 1


def _numbers(db: sqlite3.Connection, names: Sequence[_Other]) -> list[int]:
    found = []
    for key in sorted({n.key for n in names}):
        found += [i for (i,) in db.execute("SELECT id FROM names WHERE type = 'person' AND key = ?", (key,))]
    return found


def _overlap(a: Tenure, b: Tenure) -> bool:
    if not (a.first and a.last and b.first and b.last):
        return False
    return a.first <= b.last and b.first <= a.last


def _told(tenure: Tenure) -> str:
    what = tenure.office or "signs"
    return f"{what} {tenure.first} to {tenure.last}"


def _alike(own: Sequence[_Other], other: _Other) -> tuple[Sure, str] | None:
    from rapidfuzz.fuzz import ratio

    near = max((ratio(name.folded, other.folded) for name in own), default=0)
    return ("possible", "The spellings differ by a letter or two.") if near >= _NEAR else None
