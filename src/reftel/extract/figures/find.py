"""Finding the figures of a page: numbers with what is counted, in which unit, and how exactly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import prod
from typing import NamedTuple

from msgspec.structs import replace

from reftel.extract.annotations import Bound, Figure, When
from reftel.extract.dates import find_dates
from reftel.extract.designations import is_designation
from reftel.extract.figures.numbers import Number, compiled, value
from reftel.extract.figures.phrases import (
    DETERMINERS,
    Words,
    bound_after,
    bound_before,
    is_verb_only,
    of_a_body,
    phrase_before,
    phrase_from,
)
from reftel.extract.figures.tables import counted_in_rows
from reftel.extract.figures.units import Measure, large, measure_after, sign_before
from reftel.extract.lexicon import word_classes
from reftel.extract.page import Page
from reftel.extract.shape import letters, names, shape, value_of
from reftel.model import Span
from reftel.terms import quantities

_ROUND = frozenset({"DOZEN", "HEAPS", "FEW"})  # words that mean about so many
_LARGE = frozenset({"BIG", "MAGNITUDE", "DOZEN", "HEAPS"})  # figures even where nothing says of what
_CLOCK_DIGITS = 4
_WIDEST = 3  # times the lower end that the upper end of a bare range is at most
_NUMBERED = 1000  # from here on two numbers with a hyphen between them may be one of a telephone
_LENGTHS = frozenset({"LENGTH", "UNIT"})
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})


class _Read(NamedTuple):
    """A figure while it is read: its words, numbers, what stands beside it."""

    first: int
    end: int
    low: float | None
    high: float | None
    bound: Bound
    measure: Measure
    classes: frozenset[str]


def find_figures(page: Page, dates: Sequence[When] | None = None) -> list[Figure]:
    """Return the figures of a page in their order; its dates, where known, need not be found again."""
    codes = shape(page.tokens.forms)
    taken = _words_of_dates(page, find_dates(page) if dates is None else dates)
    numbers = list(_numbers(page, codes, taken))
    rows = counted_in_rows(page) if "  " in page.text else {}
    found: list[Figure] = []
    i = 0
    while i < len(numbers):
        row = rows.get(numbers[i].first)
        joined = not row and i + 1 < len(numbers) and _is_range(page, codes, numbers[i], numbers[i + 1])
        high = numbers[i + 1] if joined else numbers[i]
        read = _read(page, codes, numbers[i], high)
        figure = _in_row(page, read, row) if row else _figure(page, codes, read)
        if figure and found and figure.counted is None and _is_alternative(page, found[-1], figure):
            figure = replace(figure, counted=found[-1].counted)
        if figure and found and figure.span.start < found[-1].span.end:  # its sign belongs to the one before
            start = page.tokens.starts[numbers[i].first]
            figure = replace(figure, span=Span(start, figure.span.end), currency=None)
        found += [figure] if figure else []
        i += 2 if joined else 1
    return found


def _is_alternative(page: Page, one: Figure, other: Figure) -> bool:
    """Tell whether a figure is given as another way to say the one before: 5 percent or $3 million."""
    between = page.text[one.span.end : other.span.start].split()
    return [w.upper() for w in between] == ["OR"] and bool(other.unit or other.currency)


def _words_of_dates(page: Page, dates: Sequence[When]) -> set[int]:
    """Return the places at which words of dates begin."""
    starts = page.tokens.starts
    return {
        i for d in dates for i in range(bisect_left(starts, d.span.start), bisect_left(starts, d.span.end))
    }


def _numbers(page: Page, codes: str, taken: set[int]) -> Iterator[Number]:
    known, forms = names(), page.tokens.forms
    lengths = (letters()["LENGTH"], letters()["UNIT"])
    for m in compiled().finditer(codes):
        first, end = _without_stop(page, codes, *m.span())
        length = end in taken and codes[end] in lengths and codes[end + 1 : end + 2] != letters()["AGO"]
        if ((first in taken or end - 1 in taken) and not length) or (
            forms[first][0] == "0" and len(forms[first]) > 1 and "." not in forms[first]
        ):
            continue
        items = [(known[codes[i]], forms[i]) for i in range(first, end)]
        classes = frozenset(name for name, _ in items)
        number = value(items)
        if number is not None or classes & _ROUND:
            scale = prod(value_of(form) for name, form in items if name in ("MAGNITUDE", "DOZEN"))
            yield Number(first, end, number, scale, classes)


def _without_stop(page: Page, codes: str, first: int, end: int) -> tuple[int, int]:
    """Leave a full stop before a number out, unless it is a decimal point."""
    starts, ends = page.tokens.starts, page.tokens.ends
    if codes[first] != letters()["DOT"]:
        return first, end
    signed = first > 0 and page.tokens.forms[first - 1] in quantities.currency_signs()
    point = starts[first + 1] == ends[first] and (not first or signed or starts[first] > ends[first - 1])
    return (first, end) if point else (first + 1, end)


def _is_range(page: Page, codes: str, one: Number, other: Number) -> bool:
    """Tell whether two numbers are the ends of one range: 300-350, three or four, $2 to $3 million."""
    known, forms = names(), page.tokens.forms
    between = [known[codes[i]] for i in range(one.end, sign_before(page, other.first)[1])]
    if "PERCENT" in between and codes[other.end : other.end + 1] != letters()["PERCENT"]:
        return False  # rise by 7 percent to 900 tons
    between = [b for b in between if b not in ("MONEY", "PERCENT")]
    if between not in (["DASH"], ["TO"], ["OR"], ["AND"]) or one.value is None or other.value is None:
        return False
    if between == ["AND"] and not (one.first and forms[one.first - 1].upper() == "BETWEEN"):
        return False
    low, high = _shared(one, other)
    if between == ["DASH"] and low >= _NUMBERED and low * _WIDEST < high:
        return False  # 2210-338817
    return low < high and (
        between != ["DASH"] or "DASH" not in (known[codes[one.first - 1]] if one.first else "")
    )


def _shared(one: Number, other: Number) -> tuple[float, float]:
    """Return both values; `500-600 million` means millions at both ends."""
    low, high = one.value or 0.0, other.value or 0.0
    return (low * other.scale if one.scale == 1 and low < 1000 else low), high


def _read(page: Page, codes: str, one: Number, other: Number) -> _Read:
    upper = _Upper(page)
    currency, first = sign_before(page, one.first)
    low, high = _shared(one, other) if other is not one else (one.value, one.value)
    end, measure = other.end, _measure(page, codes, other)
    if "HEAPS" in one.classes and upper[end : end + 1] == ["OF"]:
        of_money = measure_after(page, codes, end + 1)
        measure = of_money if of_money.currency else measure
    if currency:
        times, end = large(page, end)
        end += upper[end : end + 1] in (["USD"], ["DOLLARS"])  # $30 million USD
        low, high = (None if n is None else n * times for n in (low, high))
        measure = (
            Measure(None, currency, end) if measure.unit is None else measure._replace(currency=currency)
        )
    bound, begin = bound_before(upper, first)
    if begin == first:
        later, after = bound_after(upper, measure.end)
        end = max(end, after)
        bound = later if after > measure.end else "about" if (one.classes | other.classes) & _ROUND else bound
    if bound == "at least" and other is one:
        high = None
    if bound == "at most" and other is one:
        low = None
    return _Read(begin, max(end, measure.end), low, high, bound, measure, one.classes | other.classes)


def _measure(page: Page, codes: str, number: Number) -> Measure:
    """Return the unit or currency of a number: behind it, or within it, as in an hour and a half."""
    if not number.classes & _LENGTHS:
        return measure_after(page, codes, number.end)
    upper = (form.upper() for form in page.tokens.forms[number.first : number.end])
    return Measure(
        next(quantities.units()[form] for form in upper if form in quantities.units()), None, number.end
    )


class _Upper(Sequence[str]):
    """The words of a page in upper case, each made when it is looked at."""

    def __init__(self, page: Page) -> None:
        self._forms = page.tokens.forms

    def __len__(self) -> int:
        return len(self._forms)

    def __getitem__(self, i):  # type: ignore[no-untyped-def]
        forms = self._forms[i]
        return forms.upper() if isinstance(forms, str) else [f.upper() for f in forms]


def _figure(page: Page, codes: str, read: _Read) -> Figure | None:
    measured = bool(read.measure.unit or read.measure.currency)
    if (
        _is_time(page, codes, read)
        or _is_glued(page, codes, read)
        or (not measured and _is_name(page, codes, read))
    ):
        return None
    counted, of = _counted(page, codes, read, measured=measured)
    if not measured and read.low == read.high == 1 and page.tokens.forms[read.first] == "1":
        return None
    ranged = read.low is not None and read.high is not None and read.low < read.high <= read.low * _WIDEST
    if not (measured or counted or ranged or read.classes & _LARGE or read.bound != "exact"):
        return None
    if read.measure.unit not in _TIMES:
        if counted is None:
            money = read.measure.currency is not None
            before = phrase_before(page, codes, read.first, money=money)
            counted = before or _in_what(page, codes, read)
        elif is_verb_only(page, counted):
            counted = of_a_body(page, read.first) or counted
    return Figure(
        _span(page, (read.first, read.end)), read.low, read.high, read.bound, read.measure.unit,
        read.measure.currency, _span(page, counted) if counted else None, _span(page, of) if of else None,
    )  # fmt: skip


def _in_row(page: Page, read: _Read, counted: Words) -> Figure:
    """Return the figure of a table's row."""
    measure = read.measure
    span = _span(page, (read.first, read.end))
    return Figure(span, read.low, read.high, read.bound, measure.unit, measure.currency, _span(page, counted))


def _span(page: Page, words: Words) -> Span:
    return Span(page.tokens.starts[words[0]], page.tokens.ends[words[1] - 1])


def _counted(page: Page, codes: str, read: _Read, *, measured: bool) -> tuple[Words | None, Words | None]:
    """Return what is counted, and of whom: `3,000 members of the Front`, `40 percent of exports`."""
    forms, after = page.tokens.forms, read.end
    follows = forms[after].upper() if after < len(forms) else ""
    if follows == "OF" and (measured or read.classes & {"HEAPS", "DOZEN", "FRACTION", "ORD", "PORTION"}):
        return phrase_from(page, codes, after + 1, determined=True), None
    if follows == "OF" and names().get(codes[after + 1 : after + 2]) in ("THE", "WORD") and not measured:
        return _some_of(page, codes, after + 1), None
    start = after + (codes[after : after + 1] == letters()["DASH"])
    phrase = phrase_from(page, codes, start)
    if phrase is None or (measured and not _may_be_measured(page, read, phrase)):
        return None, None
    if phrase[1] < len(forms) and forms[phrase[1]].upper() == "OF":
        return phrase, phrase_from(page, codes, phrase[1] + 1, determined=True)
    return phrase, None


def _in_what(page: Page, codes: str, read: _Read) -> Words | None:
    """Return what money is given in: $12 million in economic aid; not in a year or place."""
    forms, end = page.tokens.forms, read.end
    if read.measure.currency is None or end + 1 >= len(forms) or forms[end].upper() not in ("IN", "WORTH"):
        return None
    at = end + 1 + (forms[end].upper() == "WORTH" and forms[end + 1].upper() == "OF")
    found = phrase_from(page, codes, at)
    head = frozenset(word_classes(forms[found[1] - 1])) if found else frozenset()
    return found if head & {"noun", "nouns"} and not head & {"city", "country"} else None


def _some_of(page: Page, codes: str, i: int) -> Words | None:
    """Return the phrase after OF where some of a group are counted: 15 of their men, 288 of the 305 seats."""
    forms = page.tokens.forms
    while i < len(forms) and (forms[i].upper() in DETERMINERS or forms[i][0].isdecimal()):
        i += 1
    return phrase_from(page, codes, i)


def _may_be_measured(page: Page, read: _Read, phrase: Words) -> bool:
    """Tell whether a noun after a measure is what is measured: not after five days, but after five-day."""
    forms = page.tokens.forms
    if forms[phrase[0]].upper() == "OLD":
        return False
    abstract = tuple(quantities.word_set("phrase", "abstract"))
    return (
        read.measure.unit not in _TIMES
        or read.measure.single
        or forms[phrase[1] - 1].upper().endswith(abstract)
    )


def _is_time(page: Page, codes: str, read: _Read) -> bool:
    """Tell whether it is a time of day: 1600 HOURS, 5 P.M., 5 O'CLOCK."""
    forms = page.tokens.forms
    after = names().get(codes[read.end : read.end + 1], "")
    clock = read.measure.unit == "hour" and any(
        len(f) == _CLOCK_DIGITS and f.isdecimal() for f in forms[read.first : read.end]
    )
    if after == "AMPM" and forms[read.end].upper() == "LOCAL":
        after = ""  # local seats, but 1600 local
    return (
        clock
        or after in ("AMPM", "ZULU")
        or forms[read.end : read.end + 2] in (["O", "'"], ["o", "’"], ["o", "'"])
    )


def _is_glued(page: Page, codes: str, read: _Read) -> bool:
    """Tell whether a misread letter or a longer code runs into the digits: X446 percent."""
    forms, starts, ends = page.tokens
    first = read.first
    if not first or not forms[first][0].isdecimal() or starts[first] > ends[first - 1]:
        return False
    return names()[codes[first - 1]] in ("WORD", "S", "A", "MON", "OTHER")


def _is_house(forms: Sequence[str], first: int, end: int) -> bool:
    """Tell whether a number is that of a house: 27 AV. DO FAROL, 31 LANTERN AVENUE."""
    streets = quantities.word_set("phrase", "streets")
    following = [form.upper() for form in forms[end : end + 2]]
    if not forms[first].isdecimal() or not following:
        return False
    return following[0] in streets or (len(following) > 1 and following[1] in streets - {"DE", "DEL"})


def _is_name(page: Page, codes: str, read: _Read) -> bool:
    """Tell whether a number is a name: of a paragraph, law, telegram, type, or part of a longer code."""
    forms, starts, ends = page.tokens
    known, first, end = names(), read.first, read.end
    before, after = known.get(codes[first - 1 : first], ""), known.get(codes[end : end + 1], "")
    if before in ("SLASH", "DASH", "DOT", "APOS") and starts[first] == ends[first - 1]:
        return True
    if _is_house(forms, first, end):
        return True
    if after == "SLASH" or (before == "OPEN" and after == "CLOSE"):
        return True
    digits = forms[first][0].isdecimal()
    if (
        end < len(forms)
        and starts[end] == ends[end - 1]
        and after not in ("DASH", "COMMA", "DOT", "CLOSE", "OTHER", "APOS")
    ):
        return True
    if after == "DASH" and end + 1 < len(forms) and forms[end + 1][0].isdecimal():
        return True
    return digits and is_designation(page, codes, first)
