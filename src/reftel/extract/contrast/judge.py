"""Whether two claims speak of one matter, and what they are to each other then."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from reftel.extract.contrast.alike import (
    LEAST,
    NEARLY,
    NEARLY_ALL,
    SAME,
    Likeness,
    Weigh,
    contrary_words,
    is_one_matter,
    is_other_thing,
    likeness,
    near,
    other_days,
    other_names,
)
from reftel.extract.contrast.counting import (
    SHARE,
    agree_in_figures,
    are_whole,
    count_alike,
    counts_the_same,
    differing,
    figures_of_one_thing,
    is_given_by_both,
    share_more,
)
from reftel.extract.contrast.figures import dimension
from reftel.extract.contrast.matter import (
    Clause,
    Matter,
    as_written,
    is_statement,
    years_of,
)
from reftel.extract.contrast.records import CardKind, CardType, Claim, Quantity, Side, Sure
from reftel.terms import contrast
from reftel.terms.tables import squeeze
from reftel.terms.titles import is_office

_GIVES = frozenset(("state", "confirm", "believe"))
FIGURES_DAYS = 120  # figures of undated things are held against each other where no more days lie between
DENIAL_DAYS = 365
_SAME_SPEAKER = "Both are said by the same speaker."
_CLOSE, _CLOSE_OF_BOTH = 0.7, 0.5  # so much alike, two words for people may mean the same ones
# Of the weight of the shorter and of both clauses, where the speaker says that he takes it back.
_TAKEN_BACK_LEAST, _TAKEN_BACK = 0.5, 0.3
_MOST = 0.55  # of the weight of both clauses, that they share where only a small word makes the denial


class Verdict(NamedTuple):
    """What two claims are to each other: the earlier first."""

    type: CardType
    kind: CardKind
    why: tuple[str, ...]
    sure: Sure
    shared: tuple[str, ...]
    figures: tuple[Quantity, Quantity] | None = None


def judge(early: Claim, late: Claim, one: Matter, other: Matter, weigh: Weigh) -> Verdict | None:
    """Return what two claims are to each other, the earlier one first; None where nothing is at odds."""
    if not (is_statement(early) and is_statement(late)) or early.key == late.key:
        return None
    if not (_is_somebodys(early) or _is_somebodys(late)) or early.misread or late.misread:
        return None
    if early.quote == late.quote and not (early.speaker and late.speaker):
        return None  # one passage contradicts itself only where two speak in it
    if _is_chain(early, late) or other_names(early, late, one, other) or other_days(one, other):
        return None
    found = _by_figures(early, late, one, other, weigh) or _by_denial(early, late, one, other, weigh)
    if found and not (found.sure == "low" and contrast.is_taken_back(late.around)):
        return found
    return _by_taking_back(early, late, one, other, weigh) or found


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
    if not near(early, late, FIGURES_DAYS, one, other):
        return None
    if early.manner not in _GIVES or late.manner not in _GIVES:
        return None  # to deny one figure is not to give another; what is meant to be is not yet so
    renewed = any(b.figures for b in other.statements) and contrast.is_renewed(late.quote)
    best: tuple[float, Quantity, Quantity, frozenset[str]] | None = None
    for a in one.statements:
        for b in other.statements:
            if not a.figures or not b.figures or a.supposed or b.supposed or not count_alike(a, b):
                continue
            alike = likeness(a, b, weigh)
            least, of_both = (SAME, _TAKEN_BACK) if renewed else (_CLOSE, _CLOSE_OF_BOTH)
            close = alike.share >= least and alike.of_both >= of_both
            both = differing(a, b, close=close)
            found = next((two for two in both if are_whole(two, early, late)), None)
            if found is None:
                continue
            counted_anew = renewed and counts_the_same(alike, a, b, found)
            if not counted_anew and not (is_one_matter(alike, a, b, counted=True) and share_more(a, b)):
                continue
            if (dimension(found[0]) == SHARE or found[0].currency) and alike.share < SAME:
                continue  # of what it is so many percent, or so much money, is seldom said
            if is_given_by_both(a, b, found):
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
        _sure(share, one, other, weak=_is_weak(early, late, why) or _is_list(early, late, first, second)),
        tuple(sorted(shared)),
        (first, second),
    )


# -- denials -------------------------------------------------------------------------------------------


def _by_denial(early: Claim, late: Claim, one: Matter, other: Matter, weigh: Weigh) -> Verdict | None:
    if not near(early, late, DENIAL_DAYS, one, other):
        return None
    outright = one.denies != other.denies or one.borrowed or other.borrowed
    if not (_asserts(early) and _asserts(late)) or _is_one_passage(early, late):
        return None
    best: Likeness | None = None
    turned: tuple[str, str] | None = None
    for a in one.statements:
        for b in other.statements:
            if a.to_come != b.to_come:
                continue  # what will be, and what is
            found = contrary_words(a, b)
            if found and a.denied == b.denied and not (a.figures and b.figures):
                alike = likeness(*_without(a, b, found), weigh)
                if _is_turned_about(alike, a, b, one, other) and (best is None or alike.share > best.share):
                    best, turned = alike, found
                continue
            if found or a.denied == b.denied or figures_of_one_thing(a, b):
                continue
            if not outright and agree_in_figures(a, b):
                continue  # 28 houses lost their roofs, 28 homes were left without
            alike = likeness(a, b, weigh)
            if (one.borrowed and not one.denies) or (other.borrowed and not other.denies):
                continue  # what points back denies outright or says nothing
            if not outright and not _is_governed(*((a, b) if a.denied else (b, a))):
                continue
            if a.supposed or b.supposed or a.able or b.able or not _is_enough(alike, a, b, outright=outright):
                continue
            if is_one_matter(alike, a, b) and (best is None or alike.share > best.share):
                best, turned = alike, None
    if best is None:
        return None
    kind, why = _change(early, late, None)
    says = "One says that it is so, the other that it is not."
    if turned is not None:
        says = (
            "One says the contrary of the other: "
            + " and ".join(_written(c, t) for c, t in zip((early, late), turned, strict=True))
            + "."
        )
    weak = _is_weak(early, late, why) or (
        (turned or not outright) and not (_is_others(early) and _is_others(late))
    )
    sure = _sure(best.share, one, other, weak=weak)
    return Verdict(kind, "denial", (says, *why), sure, tuple(sorted(best.shared)))


def _by_taking_back(early: Claim, late: Claim, one: Matter, other: Matter, weigh: Weigh) -> Verdict | None:
    """Return that a speaker withdraws what he had said of the same matter, in whatever words he said it."""
    if early.telegram == late.telegram or other.borrowed or not is_same_speaker(early, late):
        return None
    if not near(early, late, DENIAL_DAYS, one, other) or not contrast.is_taken_back(late.around):
        return None
    best: Likeness | None = None
    for a in one.statements:
        for b in other.statements:
            alike = likeness(a, b, weigh)
            besides = len(alike.shared - a.named - b.named) + len(alike.kin)
            named = alike.shared & (a.named | b.named)
            repeats = a.denied == b.denied and alike.of_both >= NEARLY_ALL
            if not besides or repeats or not (named or besides > 1) or is_other_thing(a, b):
                continue
            enough = alike.share >= _TAKEN_BACK_LEAST and alike.of_both >= _TAKEN_BACK
            if enough and not a.supposed and (best is None or alike.share > best.share):
                best = alike
    if best is None:
        return None
    why = ("The later one says that it takes back what was said.", _SAME_SPEAKER)
    return Verdict("revision", "denial", why, _sure(best.share, one, other), tuple(sorted(best.shared)))


def _without(a: Clause, b: Clause, found: tuple[str, str]) -> tuple[Clause, Clause]:
    """Return both clauses without the words that stand against each other."""
    mine, theirs = (c._replace(meanings=c.meanings - {w}) for c, w in zip((a, b), found, strict=True))
    return mine, theirs


def _is_turned_about(alike: Likeness, a: Clause, b: Clause, one: Matter, other: Matter) -> bool:
    """Tell whether clauses with words that stand against each other say them of one and the same thing."""
    if a.supposed or b.supposed or a.able or b.able or is_other_thing(a, b):
        return False
    if one.borrowed or other.borrowed or one.meant != other.meant:
        return False  # what is open in May may be shut in June
    besides = len(alike.shared - a.named - b.named) + len(alike.kin)
    return besides > 0 and alike.fellows >= LEAST and alike.share >= SAME and alike.of_both >= NEARLY


def _written(claim: Claim, meant: str) -> str:
    return next(iter(as_written(claim.content, (meant,))), meant)


def _is_others(claim: Claim) -> bool:
    """Tell whether somebody but the drafter is named for it."""
    return claim.speaker is not None and not claim.own


def _is_weak(early: Claim, late: Claim, why: tuple[str, ...]) -> bool:
    """Tell whether one speaks twice in one telegram, and nothing says that the later takes the other back."""
    return early.telegram == late.telegram and _SAME_SPEAKER in why


def _is_list(early: Claim, late: Claim, first: Quantity, second: Quantity) -> bool:
    """Tell whether two figures of one telegram may be items of a list: they are not those of two people.

    Figures of one and the same year are no items.
    """
    if early.telegram != late.telegram:
        return False
    apart = early.speaker and late.speaker and early.speaker != late.speaker
    return not apart and not years_of(first, early) & years_of(second, late)


def _asserts(claim: Claim) -> bool:
    return claim.manner in ("state", "confirm", "deny", "believe") or contrast.denying(claim.cue) is not None


def _is_enough(alike: Likeness, a: Clause, b: Clause, *, outright: bool) -> bool:
    """Tell whether two clauses share enough besides names: more where only a small word makes the denial."""
    besides = len(alike.shared - a.named - b.named) + len(alike.kin)
    denied, affirmed = (c.meanings for c in ((a, b) if a.denied else (b, a)))
    if a.meanings == b.meanings:
        return besides > 0
    if outright or (denied <= affirmed and len(denied) > LEAST):
        return besides >= LEAST and alike.of_both >= NEARLY
    exactly = len(alike.shared - a.named - b.named)
    return exactly >= LEAST and alike.fellows > LEAST and alike.of_both >= _MOST


def _is_governed(denied: Clause, affirmed: Clause) -> bool:
    """Tell whether what a small word denies is what the other says: its verb, and a word beside that."""
    return any(
        (first <= affirmed.meanings or contrast.are_kin(first, affirmed.meanings))
        and sum(m in affirmed.meanings or contrast.are_kin((m,), affirmed.meanings) for m in reach)
        >= min(LEAST, len(reach))
        and reach
        for reach, first in zip(denied.governed, denied.verbs, strict=True)
    )


def _is_one_passage(one: Claim, other: Claim) -> bool:
    """Tell whether the words of one passage stand in the other: a copy, or a summary in the same words."""
    mine, theirs = (squeeze(c.quote) for c in (one, other))
    return mine in theirs or theirs in mine


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
        return "revision", (_SAME_SPEAKER,)
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


def _sure(share: float, one: Matter, other: Matter, *, weak: bool = False) -> Sure:
    if weak:
        return "low"
    if one.borrowed or other.borrowed:
        return "low" if share < SAME else "fair"
    return "high" if share >= (1 + SAME) / 2 else "fair"


def _says_figures(f: Quantity, g: Quantity) -> str:
    return f"Two figures for one thing that cannot both be right: {f.written} and {g.written}."


def is_repeated(early: Claim, late: Claim, one: Matter, other: Matter, weigh: Weigh) -> bool:
    """Tell whether two claims say the same of the same matter."""
    if _is_chain(early, late) or other_names(early, late, one, other) or other_days(one, other):
        return False
    for a in one.clauses:
        for b in other.clauses:
            alike = likeness(a, b, weigh)
            if a.denied != b.denied or not is_one_matter(alike, a, b) or figures_of_one_thing(a, b):
                continue
            if alike.of_both >= NEARLY:
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
