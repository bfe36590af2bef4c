"""Whether two clauses, and the claims they stand in, speak of one matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from reftel.extract.contrast.matter import Clause, Matter
from reftel.extract.contrast.records import Claim, Name
from reftel.terms import contrast

NEARLY_ALL, SAME, NEARLY = 0.85, 0.6, 0.43  # the share of the weight of the shorter clause that both have
_NAMED = 0.35  # a shared name tells where or of whom, not what
_LEAST_OF_BOTH = 0.25
_KIN = 0.6  # a word near in meaning tells less than the same
LEAST = 2  # meanings that both must have
_PREFIX = 5  # letters by which a country and its people are one (Ardania, Ardanian)

Weigh = Callable[[str], float]


class Likeness(NamedTuple):
    """How much two clauses have in common, by weight."""

    share: float  # of the shorter one
    of_both: float
    shared: frozenset[str]
    kin: frozenset[tuple[str, str]] = frozenset()  # words near in meaning, one of each clause

    @property
    def fellows(self) -> int:
        """How many words have a fellow in the other clause."""
        return len(self.shared) + len(self.kin)


def likeness(one: Clause, other: Clause, weigh: Weigh) -> Likeness:
    """Return what two clauses have in common."""
    shared = one.meanings & other.meanings
    named = one.named | other.named
    both, a, b = (
        sum(weigh(w) * (_NAMED if w in named else 1.0) for w in words)
        for words in (shared, one.meanings, other.meanings)
    )
    kin = _kin(one.meanings - shared - named, other.meanings - shared - named)
    both += sum(_KIN * min(weigh(w), weigh(x)) for w, x in kin)
    least = min(a, b)
    return Likeness(
        both / least if least else 0.0, both / (a + b - both) if a + b > both else 0.0, shared, kin
    )


def _kin(mine: frozenset[str], theirs: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Pair words that are near in meaning, each once."""
    found, left = [], set(theirs)
    for word in sorted(mine):
        near = contrast.kin(word) & left
        if near:
            other = min(near)
            left.remove(other)
            found.append((word, other))
    return frozenset(found)


def is_one_matter(alike: Likeness, a: Clause, b: Clause, *, counted: bool = False) -> bool:
    """Tell whether two clauses speak of one matter; less has to be alike where things are `counted`."""
    if alike.fellows < LEAST and a.meanings != b.meanings:
        return False
    if is_opposite(a, b) and (a.denied == b.denied or not contrary_words(a, b)):
        return False
    if is_other_thing(a, b):
        return False
    if counted:
        return alike.share >= NEARLY and alike.of_both >= _LEAST_OF_BOTH
    return alike.share >= NEARLY_ALL or (alike.share >= SAME and alike.of_both >= NEARLY)


def is_other_thing(a: Clause, b: Clause) -> bool:
    """Tell whether the clauses name different places or persons, or sites of different names."""
    return _other_proper(a, b) or _other_site(a, b)


def contrary_words(a: Clause, b: Clause) -> tuple[str, str] | None:
    """Return a word of each clause of which one is true of a thing or the other: open, shut."""
    mine, theirs = a.meanings - b.meanings, b.meanings - a.meanings
    known = contrast.contraries()
    for word in sorted(mine):
        found = known.get(word, frozenset()) & theirs
        if found:
            return word, min(found)
        if (turned := "un" + word) in theirs or (turned := word.removeprefix("un")) in theirs:
            return word, turned
    return None


def _other_proper(a: Clause, b: Clause) -> bool:
    """Tell whether each clause has a name that the other lacks, and both can be of places, or of persons."""
    mine = {kind for word, kind in a.proper if not _stands(word, b)}
    theirs = {kind for word, kind in b.proper if not _stands(word, a)}
    return bool(mine and theirs and (mine & theirs or "any" in mine | theirs))


def _other_site(a: Clause, b: Clause) -> bool:
    """Tell whether a noun bears a name in one clause and another word in the other: TAMAREN DAM, ROSE DAM."""
    mine, theirs = {noun: (word, name) for noun, word, name in a.before}, b.before
    for noun, word, name in theirs:
        other, named = mine.get(noun, (word, False))
        if other != word and (name or named) and word not in a.meanings and other not in b.meanings:
            return True
    return False


def _stands(word: str, clause: Clause) -> bool:
    """Tell whether a name or one that begins like it stands in a clause: Ardania, Ardanian."""
    if contrast.meaning(word) in clause.meanings:
        return True
    return any(word[:_PREFIX] == other[:_PREFIX] for other, _ in clause.proper)


def is_opposite(a: Clause, b: Clause) -> bool:
    """Tell whether a word of one clause stands against a word of the other: wounded, killed."""
    mine, theirs = a.meanings - b.meanings, b.meanings - a.meanings
    opposites = contrast.opposites()
    return any(opposites.get(word, frozenset()) & theirs for word in mine)


def other_names(early: Claim, late: Claim, one: Matter, other: Matter) -> bool:
    """Tell whether each names somebody or some place of one type that the other does not."""
    mine = {n.type for n in one.names if not _is_named(n, other) and not _speaks(n, early, late)}
    theirs = {n.type for n in other.names if not _is_named(n, one) and not _speaks(n, early, late)}
    return bool(_coarse(mine) & _coarse(theirs))


def _coarse(types: set[str]) -> set[str]:
    return {"place" if t in ("gpe", "location") else t for t in types}


def _speaks(name: Name, early: Claim, late: Claim) -> bool:
    return name.key in (early.speaker, late.speaker, early.hearer, late.hearer)


def _is_named(name: Name, where: Matter) -> bool:
    """Tell whether a name, a word of it, or its beginning stands in a claim."""
    if any(name.key == n.key for n in where.names):
        return True
    words = [
        w.lower().removesuffix("'s") for w in name.words.split() if len(w) > 1 and not contrast.is_plain(w)
    ]
    return not words or any(
        w in where.tokens or (len(w) > _PREFIX and any(t.startswith(w[:_PREFIX]) for t in where.tokens))
        for w in words
    )


def other_days(one: Matter, other: Matter) -> bool:
    """Tell whether the claims mean different days."""
    if not one.meant or not other.meant:
        return False
    return not any(
        (a or "") <= (d or "9") and (c or "") <= (b or "9") for a, b in one.meant for c, d in other.meant
    )


def near(early: Claim, late: Claim, days: int, one: Matter, other: Matter) -> bool:
    """Tell whether they were said near enough in time; two that mean the same days always are."""
    if (one.meant and other.meant) or early.said is None or late.said is None:
        return True
    return abs((_day(late.said) - _day(early.said)).days) <= days


def _day(written: str) -> date:
    return date.fromisoformat(written[:10])
