"""Which figures of two clauses count one thing, and differ."""

from __future__ import annotations

from collections.abc import Iterator

from reftel.extract.contrast.alike import LEAST, Likeness, contrary_words, is_opposite, is_other_thing
from reftel.extract.contrast.figures import compare, dimension, is_slip
from reftel.extract.contrast.matter import Clause, are_people, head_of, is_of_people, is_to_come, years_of
from reftel.extract.contrast.records import Claim, Quantity
from reftel.terms import contrast

SHARE = "percent"
_RENEWED = 0.3  # of the weight of the shorter clause, where a number is said to be a new one


def counts_the_same(alike: Likeness, a: Clause, b: Clause, found: tuple[Quantity, Quantity]) -> bool:
    """Tell whether a number said to be a new one counts the same things in the same place, however put."""
    f, g = found
    placed = alike.shared & a.named & b.named
    same = head_of(f) is not None and not _heads_differ(f, g) and not f.currency and dimension(f) != SHARE
    return (
        bool(placed)
        and same
        and alike.share >= _RENEWED
        and not is_other_thing(a, b)
        and not is_opposite(a, b)
    )


def count_alike(a: Clause, b: Clause) -> bool:
    """Tell whether both count what is, or what is not: 40 did not survive, 60 were lost; not 60 survived."""
    if a.denied == b.denied:
        return True
    if contrary_words(a, b):
        return True  # 40 had failed to open, 60 had stayed shut
    denied, other = (a, b) if a.denied else (b, a)
    return bool(denied.verbs) and not any(first & other.meanings for first in denied.verbs)


def are_whole(found: tuple[Quantity, Quantity], early: Claim, late: Claim) -> bool:
    """Tell whether both figures are of the whole and of years that can be one, and neither is a slip."""
    years = [years_of(f, c) for f, c in zip(found, (early, late), strict=True)]
    if any(y and is_to_come(c.content) for y, c in zip(years, (late, early), strict=True)):
        return False  # of 1978, and what will be
    if (years[0] and years[1] and not years[0] & years[1]) or is_slip(*found):
        return False
    return not any(_is_part(f, c) for f, c in zip(found, (early, late), strict=True))


def _is_part(figure: Quantity, claim: Claim) -> bool:
    before, written, after = claim.quote.partition(figure.written)
    return bool(written) and contrast.is_part(before, after)


def is_given_by_both(a: Clause, b: Clause, found: tuple[Quantity, Quantity]) -> bool:
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


def figures_of_one_thing(a: Clause, b: Clause) -> tuple[Quantity, Quantity] | None:
    """Return two figures of the clauses that count one thing and differ."""
    return next(differing(a, b), None)


def agree_in_figures(a: Clause, b: Clause) -> bool:
    """Tell whether both clauses give one figure."""
    return any(compare(f, g) == "agree" for f, _ in a.figures for g, _ in b.figures)


def differing(a: Clause, b: Clause, *, close: bool = False) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield each two figures of the clauses that count one thing and differ; `close` if all else is alike."""
    for f, what in a.figures:
        for g, other in b.figures:
            if dimension(f) != dimension(g) or not _of_one(f, g):
                continue
            if (
                not what
                and not other
                and not head_of(f)
                and len((a.meanings & b.meanings) - a.named - b.named) <= _least_of(f)
            ):
                continue
            if _heads_differ(f, g) and not (close and are_people(f, g)):
                continue
            one = _counts_one(what, other, a, b, dimension(f)) or is_of_people(f, g) or is_of_people(g, f)
            if one and compare(f, g) == "differ":
                yield f, g


def _least_of(figure: Quantity) -> int:
    """Return how many words besides names must be more than shared where nothing is said to be counted."""
    return LEAST - 1 if figure.unit and figure.unit != SHARE else LEAST


def _heads_differ(f: Quantity, g: Quantity) -> bool:
    """Tell whether both say what they count, and the noun itself is another: guards, personnel."""
    one, other = head_of(f), head_of(g)
    if is_of_people(f, g) or is_of_people(g, f):
        return False
    return one is not None and other is not None and one != other and other not in contrast.kin(one)


def _counts_one(what: frozenset[str], other: frozenset[str], a: Clause, b: Clause, kind: str | None) -> bool:
    if what and other:
        return bool(what & other) or contrast.are_kin(what, other)
    if what or other:
        return kind is not None or bool(what & b.meanings or other & a.meanings)
    return True


def share_more(a: Clause, b: Clause) -> bool:
    """Tell whether the clauses share more than what is counted and where: the same is said of it."""
    heads = (head_of(f) for f, _ in (*a.figures, *b.figures))
    besides = a.named | b.named | {head for head in heads if head}
    mine, theirs = a.meanings - besides, b.meanings - besides
    if mine and theirs:
        return bool(mine & theirs) or contrast.are_kin(mine, theirs)
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
