"""Numbers by themselves in what somebody says: `put the number of trainees at 3,000`, `spoke of 300`.

They count what the words before them say, or what was counted in the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.extract.annotations import Figure
from reftel.extract.designations import is_designation
from reftel.extract.figures.numbers import compiled, value
from reftel.extract.page import Page
from reftel.extract.shape import FIRST_YEAR, LAST_YEAR, names, shape
from reftel.model import Span
from reftel.terms import contrast

_MANY = re.compile(
    r"\d|\b(?:t(?:wo|en|welve|hirteen|wenty|hirty|hree)|f(?:our|ive|if|or)|s(?:ix|even)|eigh|nine|hundred)",
    re.I,
)
_COUNT_OF = re.compile(
    r"\b(?:number|total|count|strength)\s+of\s+(?:the\s+)?((?:[^\W\d]+\s+){0,2}?[^\W\d]+)"
    r"(?=\s+(?:in|at|of|on|for|by|from|near|off|to|under|within|who|which|killed|was|were|is|are|has|had|put|stood)\b"
    r"|\s+\d|\W*$)",
    re.I,
)


def bare_figures(text: str, taken: Sequence[Span]) -> list[Figure]:
    """Return the numbers by themselves of a sentence; `taken` are places of other figures and dates."""
    if not _MANY.search(text):
        return []
    page = Page(text)
    codes = shape(page.tokens.forms)
    found = [
        f for f in _ranges(page, list(_numbers(page, codes))) if not any(_meet(f.span, t) for t in taken)
    ]
    return [f for f in found if _is_by_itself(text, f.span)]


def count_of(text: str) -> Span | None:
    """Return the place of what `number of` says to be counted."""
    found = _COUNT_OF.search(text)
    if not found:
        return None
    last = found[1].split()[-1]
    return Span(found.end(1) - len(last), found.end(1))


def _numbers(page: Page, codes: str) -> Iterator[Figure]:
    known, (forms, starts, ends) = names(), page.tokens
    for m in compiled().finditer(codes):
        first, end = m.span()
        number = value([(known[codes[i]], forms[i]) for i in range(first, end)])
        span = Span(starts[first], ends[end - 1])
        if number is None or number < 2 or is_designation(page, codes, first):
            continue
        if FIRST_YEAR <= number <= LAST_YEAR and page.text[span.start : span.end].isdecimal():
            continue
        yield Figure(span, number, number)


def _ranges(page: Page, numbers: Sequence[Figure]) -> Iterator[Figure]:
    """Join the two ends of a range: 300-350, 300 to 350."""
    i = 0
    while i < len(numbers):
        one, other = numbers[i], numbers[i + 1] if i + 1 < len(numbers) else None
        if other is not None and re.fullmatch(
            r"\s*(?:-|to|or)\s*", page.text[one.span.end : other.span.start], re.I
        ):
            yield Figure(Span(one.span.start, other.span.end), one.low, other.high)
            i += 2
        else:
            yield one
            i += 1


def _is_by_itself(text: str, span: Span) -> bool:
    """Tell whether no noun follows a number, and it stands in no longer code."""
    after = re.match(r"\s*([^\W\d]+|\S|$)", text[span.end :])
    follows = after[1].lower() if after else ""
    if text[: span.start].endswith(("-", "/", "#", "$", ".", "(")):
        return False
    return not follows or follows in ".,;:?!)\"'”" or follows in contrast.counting("after")


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
