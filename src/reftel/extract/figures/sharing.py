"""Figures that say nothing of what they count because the figure beside them has said it.

Dues of 12 percent in May, [14] percent in June; four sacks of tea ([180] lbs.); a [20]-year 3 percent bond;
they hold 60 seats, their rivals won only [28]; imports of 9,000 tons as compared with [7,000] tons.
"""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from reftel.extract.annotations import Figure
from reftel.extract.figures.namesakes import CLOCK_DIGITS
from reftel.extract.figures.phrases import is_verb, words
from reftel.extract.figures.units import TIMES
from reftel.extract.lexicon import word_classes
from reftel.extract.page import Page
from reftel.model import Span
from reftel.terms import quantities

_REACH = 14  # words from one figure to another that it may share with
_LIST = 8  # from one item of a list to the next
_FAR = 20  # words of a sentence in which a noun may be left out the second time
_ENDS: tuple[list[str], ...] = ([], ["."], [","], [";"], [")"])


def with_shared(page: Page, found: list[Figure]) -> list[Figure]:
    """Return the figures, those that count nothing by themselves with what a figure beside them counts."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        if shared[i].counted is None and shared[i + 1].counted and _is_chain(page, shared[i], shared[i + 1]):
            shared[i] = replace(shared[i], counted=shared[i + 1].counted)
    for i in range(1, len(shared)):
        counted = shared[i].counted or _shared(page, shared[i - 1], shared[i])
        if counted != shared[i].counted:
            shared[i] = replace(shared[i], counted=counted)
    return shared


def _shared(page: Page, one: Figure, other: Figure) -> Span | None:
    """Return what a figure that says nothing of what it counts shares with the figure before it."""
    if one.counted is None:
        return None
    between = _between(page, one, other)
    if between in (["OR"], [".", "OR"]) and (other.unit or other.currency):  # 180 lbs. or 82 kilos
        return one.counted
    if between[-1:] == ["("] and _is_of_matter(other) and _follows(page, one, other):
        return one.of or one.counted
    alike = (one.unit, one.currency is None) == (other.unit, other.currency is None)
    if not alike or one.unit in TIMES or not between or len(between) > _REACH:
        return None
    return one.counted if _is_parallel(between) else None


def left_out(page: Page, one: Figure, first: int, end: int) -> Span | None:
    """Return what a bare number at a clause's end counts as the figure before it does: won only [28]."""
    forms = page.tokens.forms
    at = first - (forms[first - 1].upper() in words("only"))
    if one.unit or one.currency or not at or forms[end : end + 1] not in _ENDS:
        return None
    if forms[at - 1].upper() not in words("holding") or len(forms[first]) == CLOCK_DIGITS:
        return None
    between = forms[bisect_left(page.tokens.starts, one.span.end) : at]
    return one.counted if len(between) <= _FAR and not any(w in ".;:?!" for w in between) else None


def _is_of_matter(figure: Figure) -> bool:
    """Tell whether a figure says how much of a thing there is, or what it is worth: not how far or long."""
    return figure.currency is not None or any(w in words("of_matter") for w in (figure.unit or "").split())


def _is_chain(page: Page, one: Figure, other: Figure) -> bool:
    """Tell whether two measures stand before one noun: a 20 year 3 percent bond."""
    between = page.text[one.span.end : other.span.start]
    if between.strip() == "(" and other.currency:  # 9 million crowns ($1.1 million) in relief goods
        plural = f"{one.unit or ''}s".upper()
        return one.currency is not None or plural in quantities.currency_words()
    if one.unit is None or other.unit is None:
        return False
    if between.strip(" \n-").upper() in ("AND", "OR"):
        return one.unit == other.unit and one.unit in TIMES  # two-hour and four-hour walkouts
    return one.unit in TIMES and between in (" ", "-", "\n")


def _follows(page: Page, one: Figure, other: Figure) -> bool:
    """Tell whether a bracket opens right behind a figure, or behind what it counts."""
    end = max(span.end for span in (one.span, one.counted, one.of) if span is not None)
    return end <= other.span.start and page.text[end : other.span.start].strip() == "("


def _between(page: Page, one: Figure, other: Figure) -> list[str]:
    """Return the words between two figures, in upper case."""
    starts = page.tokens.starts
    first, last = bisect_left(starts, one.span.end), bisect_left(starts, other.span.start)
    return [form.upper() for form in page.tokens.forms[first:last]]


def _is_parallel(between: list[str]) -> bool:
    """Tell whether a figure is the next of a list, or held against the one before."""
    if any(w in (".", ";", ":", "(", "?", "!") for w in between):
        return False
    against = words("holding_against")
    if set(between) & against or between[-2:] in (["UP", "FROM"], ["DOWN", "FROM"]):
        return all(w in against or not _is_finite(w) for w in between)
    return len(between) <= _LIST and between[-1] in (",", "AND", "OR") and not any(map(_is_finite, between))


def _is_finite(word: str) -> bool:
    classes = word_classes(word)
    return "month or day" not in classes and ("modal" in classes or is_verb(word))
