"""Whether two claims speak of one matter, and what they are to each other then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from reftel.extract.contrast.figures import compare, dimension
from reftel.extract.contrast.matter import Clause, Matter, is_statement
from reftel.extract.contrast.records import CardKind, CardType, Claim, Name, Quantity, Side, Sure
from reftel.terms import contrast
from reftel.terms.tables import squeeze
from reftel.terms.titles import is_office

FIGURES_DAYS = 120  # figures of undated things are held against each other where no more days lie between
DENIAL_DAYS = 365
_NEARLY_ALL, _SAME, _NEARLY = 0.85, 0.6, 0.43  # the share of the weight of the shorter clause that both have
_NAMED = 0.35  # a shared name tells where or of whom, not what
_MOST, _LEAST_OF_BOTH = 0.55, 0.25
_LEAST = 2  # meanings that both must have
_PREFIX = 5  # letters by which a country and its people are one (Ardania, Ardanian)

Weigh = Callable[[str], float]


class Verdict(NamedTuple):
    """What two claims are to each other: the earlier first."""

    type: CardType
    kind: CardKind
    why: tuple[str, ...]
    sure: Sure
    shared: tuple[str, ...]
    figures: tuple[Quantity, Quantity] | None = None


class Likeness(NamedTuple):
    """How much two clauses have in common, by weight."""

    share: float  # of the shorter one
    of_both: float
    shared: frozenset[str]


def likeness(one: Clause, other: Clause, weigh: Weigh) -> Likeness:
    """Return what two clauses have in common."""
    shared = one.meanings & other.meanings
    named = one.named | other.named
    both, a, b = (
        sum(weigh(w) * (_NAMED if w in named else 1.0) for w in words)
        for words in (shared, one.meanings, other.meanings)
    )
    least = min(a, b)
    return Likeness(both / least if least else 0.0, both / (a + b - both) if a + b > both else 0.0, shared)


def judge(early: Claim, late: Claim, one: Matter, other: Matter, weigh: Weigh) -> Verdict | None:
    """Return what two claims are to each other, the earlier one first; None where nothing is at odds."""
    if not (is_statement(early) and is_statement(late)) or early.key == late.key:
        return None
    if not (_is_somebodys(early) or _is_somebodys(late)):
        return None
    if _is_chain(early, late) or _other_names(early, late, one, other) or _other_days(one, other):
        return None
    return _by_figures(early, late, one, other, weigh) or _by_denial(early, late, one, other, weigh)


def _is_somebodys(claim: Claim) -> bool:
    """Tell whether somebody is said to say it; a sentence with a figure may be nobody's."""
    return bool(claim.speaker or claim.cue or claim.own)


def _is_chain(one: Claim, other: Claim) -> bool:
    """Tell whether one claim reports the other, or both are read from the same words."""
    if one.telegram != other.telegram:
        return False
    if one.within == other.key or other.within == one.key:
        return True
    if (
        one.span is None
        or other.span is None
        or not (one.span.start < other.span.end and other.span.start < one.span.end)
    ):
        return False
    return one.speaker == other.speaker or one.content in other.content or other.content in one.content


# -- figures -------------------------------------------------------------------------------------------


def _by_figures(early: Claim, late: Claim, one: Matter, other: Matter, weigh: Weigh) -> Verdict | None:
    if not _near(early, late, FIGURES_DAYS, one, other) or "deny" in (early.manner, late.manner):
        return None  # to deny one figure is not to give another
    best: tuple[float, Quantity, Quantity, frozenset[str]] | None = None
    for a in one.clauses:
        for b in other.clauses:
            if not a.figures or not b.figures or a.denied != b.denied:
                continue
            alike = likeness(a, b, weigh)
            found = _figures_of_one_thing(a, b)
            if found is None or not _is_one_matter(alike, a, b, counted=True) or not _share_more(a, b):
                continue
            if _is_given_by_both(a, b, found):
                return None
            if best is None or alike.share > best[0]:
                best = (alike.share, *found, alike.shared)
    if best is None:
        return None
    share, first, second, shared = best
    kind, why = _change(early, late, (first, second))
    return Verdict(
        kind,
        "figures",
        (_says_figures(first, second), *why),
        _sure(share, one, other),
        tuple(sorted(shared)),
        (first, second),
    )


def _is_given_by_both(a: Clause, b: Clause, found: tuple[Quantity, Quantity]) -> bool:
    """Tell whether both clauses have one of the two figures, of the same things."""
    mine = [
        (f, what) for f, what in a.figures if _counts_one(what, _counted(b, found[1]), a, b, dimension(f))
    ]
    theirs = [
        (g, what) for g, what in b.figures if _counts_one(_counted(a, found[0]), what, a, b, dimension(g))
    ]
    return any(compare(f, g) == "agree" for f, _ in mine for g, _ in theirs)


def _counted(clause: Clause, figure: Quantity) -> frozenset[str]:
    return next((what for f, what in clause.figures if f is figure), frozenset())


def _figures_of_one_thing(a: Clause, b: Clause) -> tuple[Quantity, Quantity] | None:
    """Return two figures of the clauses that count one thing and differ."""
    for f, what in a.figures:
        for g, other in b.figures:
            if dimension(f) != dimension(g) or not _of_one(f, g):
                continue
            if not what and not other and len((a.meanings & b.meanings) - a.named - b.named) <= _LEAST:
                continue
            if _counts_one(what, other, a, b, dimension(f)) and compare(f, g) == "differ":
                return f, g
    return None


def _counts_one(what: frozenset[str], other: frozenset[str], a: Clause, b: Clause, kind: str | None) -> bool:
    if what and other:
        return bool(what & other)
    if what or other:
        return kind is not None or bool(what & b.meanings or other & a.meanings)
    return True


def _share_more(a: Clause, b: Clause) -> bool:
    """Tell whether the clauses share more than what is counted and where: the same is said of it."""
    besides = frozenset().union(a.named, b.named, *(what for _, what in (*a.figures, *b.figures)))
    mine, theirs = a.meanings - besides, b.meanings - besides
    if mine and theirs:
        return bool(mine & theirs)
    return bool((a.meanings & b.meanings) - a.named - b.named)


def _of_one(f: Quantity, g: Quantity) -> bool:
    """Tell whether two figures may be of the same ones: not where both say of whom, and differ."""
    if not f.of or not g.of:
        return True
    one, other = (
        frozenset(contrast.meaning(w) for w in q.of.split() if not contrast.is_plain(w))
        for q in (f, g)
        if q.of
    )
    return not one or not other or bool(one & other)


# -- denials -------------------------------------------------------------------------------------------


def _by_denial(early: Claim, late: Claim, one: Matter, other: Matter, weigh: Weigh) -> Verdict | None:
    if not _near(early, late, DENIAL_DAYS, one, other):
        return None
    outright = one.denies != other.denies or one.borrowed or other.borrowed
    if not (_asserts(early) and _asserts(late)) or _is_one_passage(early, late):
        return None
    best: Likeness | None = None
    for a in one.clauses:
        for b in other.clauses:
            if a.denied == b.denied or _figures_of_one_thing(a, b):
                continue
            alike = likeness(a, b, weigh)
            if (one.borrowed and not a.denied) or (other.borrowed and not b.denied):
                continue  # what points back without a denial affirms nothing
            if a.supposed or b.supposed or not _is_enough(alike, a, b, outright=outright):
                continue
            if _is_one_matter(alike, a, b) and (best is None or alike.share > best.share):
                best = alike
    if best is None:
        return None
    kind, why = _change(early, late, None)
    says = "One says that it is so, the other that it is not."
    return Verdict(kind, "denial", (says, *why), _sure(best.share, one, other), tuple(sorted(best.shared)))


def _asserts(claim: Claim) -> bool:
    return claim.manner in ("state", "confirm", "deny", "believe") or contrast.denying(claim.cue) is not None


def _is_enough(alike: Likeness, a: Clause, b: Clause, *, outright: bool) -> bool:
    """Tell whether two clauses share enough besides names: more where only a small word makes the denial."""
    besides = alike.shared - a.named - b.named
    if a.meanings == b.meanings:
        return bool(besides)
    if outright:
        return len(besides) >= _LEAST and alike.of_both >= _NEARLY
    return len(besides) >= _LEAST and len(alike.shared) > _LEAST and alike.of_both >= _MOST


def _is_one_passage(one: Claim, other: Claim) -> bool:
    """Tell whether the words of one passage stand in the other: a copy, or a summary in the same words."""
    mine, theirs = (squeeze(c.quote) for c in (one, other))
    return mine in theirs or theirs in mine


# -- the same matter -----------------------------------------------------------------------------------


def _is_one_matter(alike: Likeness, a: Clause, b: Clause, *, counted: bool = False) -> bool:
    if (len(alike.shared) < _LEAST and a.meanings != b.meanings) or _is_opposite(a, b):
        return False
    if _other_proper(a, b):
        return False
    if counted:
        return alike.share >= _NEARLY and alike.of_both >= _LEAST_OF_BOTH
    return alike.share >= _NEARLY_ALL or (alike.share >= _SAME and alike.of_both >= _NEARLY)


def _other_proper(a: Clause, b: Clause) -> bool:
    """Tell whether each clause has a name that the other lacks, and both can be of places, or of persons."""
    mine = {kind for word, kind in a.proper if not _stands(word, b)}
    theirs = {kind for word, kind in b.proper if not _stands(word, a)}
    return bool(mine and theirs and (mine & theirs or "any" in mine | theirs))


def _stands(word: str, clause: Clause) -> bool:
    """Tell whether a name or one that begins like it stands in a clause: Ardania, Ardanian."""
    if contrast.meaning(word) in clause.meanings:
        return True
    return any(word[:_PREFIX] == other[:_PREFIX] for other, _ in clause.proper)


def _is_opposite(a: Clause, b: Clause) -> bool:
    """Tell whether a word of one clause stands against a word of the other: wounded, killed."""
    mine, theirs = a.meanings - b.meanings, b.meanings - a.meanings
    opposites = contrast.opposites()
    return any(opposites.get(word, frozenset()) & theirs for word in mine)


def _other_names(early: Claim, late: Claim, one: Matter, other: Matter) -> bool:
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


def _other_days(one: Matter, other: Matter) -> bool:
    """Tell whether the claims mean different days."""
    if not one.meant or not other.meant:
        return False
    return not any(
        (a or "") <= (d or "9") and (c or "") <= (b or "9") for a, b in one.meant for c, d in other.meant
    )


def _near(early: Claim, late: Claim, days: int, one: Matter, other: Matter) -> bool:
    """Tell whether they were said near enough in time; two that mean the same days always are."""
    if (one.meant and other.meant) or early.said is None or late.said is None:
        return True
    return abs((_day(late.said) - _day(early.said)).days) <= days


def _day(written: str) -> date:
    return date.fromisoformat(written[:10])


# -- change or contradiction ---------------------------------------------------------------------------


def _change(
    early: Claim, late: Claim, figures: tuple[Quantity, Quantity] | None
) -> tuple[Literal["contradiction", "revision"], tuple[str, ...]]:
    """Tell whether the later claim revises the earlier one, and why."""
    in_summary = early.telegram == late.telegram and (early.label == "summary") != (late.label == "summary")
    if contrast.is_corrected(late.quote):
        return "revision", ("The later one says that it corrects or updates.",)
    if figures is not None and contrast.is_grown(late.quote):
        return "revision", ("The later one says that the figure has become another with time.",)
    if is_same_speaker(early, late):
        if in_summary:
            return "contradiction", ("The summary and the paragraph give the same speaker different words.",)
        return "revision", ("Both are said by the same speaker.",)
    return "contradiction", ()


def is_same_speaker(one: Claim, other: Claim) -> bool:
    """Tell whether one speaks in both: the same key, or a name that is part of the other, ending alike."""
    if one.speaker is None or other.speaker is None:
        return False
    if one.speaker == other.speaker:
        return True
    mine, theirs = folded_name(one.speaker_name), folded_name(other.speaker_name)
    if not (one.person or other.person) or not mine or not theirs or mine[-1] != theirs[-1]:
        return False
    return set(mine) <= set(theirs) or set(theirs) <= set(mine)


@lru_cache(maxsize=1 << 16)
def folded_name(name: str | None) -> tuple[str, ...]:
    """Return the words of a person's name without titles."""
    words = (name or "").split()
    plain = [w for w in words if not is_office(w)] or words
    return tuple(w for w in map(squeeze, plain) if w)


def _sure(share: float, one: Matter, other: Matter) -> Sure:
    if one.borrowed or other.borrowed or share < _SAME:
        return "low" if share < _SAME else "fair"
    return "high" if share >= (1 + _SAME) / 2 else "fair"


def _says_figures(f: Quantity, g: Quantity) -> str:
    return f"Two figures for one thing that cannot both be right: {f.written} and {g.written}."


def is_repeated(early: Claim, late: Claim, one: Matter, other: Matter, weigh: Weigh) -> bool:
    """Tell whether two claims say the same of the same matter."""
    if _is_chain(early, late) or _other_names(early, late, one, other) or _other_days(one, other):
        return False
    for a in one.clauses:
        for b in other.clauses:
            alike = likeness(a, b, weigh)
            if a.denied != b.denied or not _is_one_matter(alike, a, b) or _figures_of_one_thing(a, b):
                continue
            if alike.of_both >= _NEARLY:
                return True
    return False


def side(claim: Claim, figure: Quantity | None = None) -> Side:
    """Return a claim as one side of a card."""
    return Side(
        telegram=claim.telegram,
        mrn=claim.mrn,
        paragraph=claim.paragraph,
        number=claim.number,
        portion=claim.portion,
        speaker=claim.speaker_name,
        hearer=claim.hearer_name,
        said=claim.said,
        manner=claim.manner,
        quote=claim.quote,
        figure=figure.written if figure else None,
        span=claim.span,
    )
