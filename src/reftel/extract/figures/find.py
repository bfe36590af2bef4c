"""Finding the figures of a page: numbers with what is counted, in which unit, and how exactly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from math import prod

from msgspec.structs import replace

from reftel.extract.annotations import Figure, When
from reftel.extract.dates import find_dates
from reftel.extract.figures.namesakes import is_glued, is_name, is_time
from reftel.extract.figures.numbers import Number, compiled, value
from reftel.extract.figures.phrases import (
    DETERMINERS,
    Words,
    is_of_total,
    is_only_said_of,
    is_verb_only,
    of_a_body,
    phrase_before,
    phrase_from,
    total_after,
)
from reftel.extract.figures.reading import (
    ROUND,
    WIDEST,
    Read,
    is_change,
    is_range,
    lends_percent,
    read_number,
    shared_values,
)
from reftel.extract.figures.sharing import left_out, with_shared
from reftel.extract.figures.tables import Cell, counted_in_rows
from reftel.extract.figures.units import TIMES, Measure, sign_before
from reftel.extract.lexicon import word_classes
from reftel.extract.page import Page
from reftel.extract.shape import letters, names, shape, value_of
from reftel.model import Span
from reftel.terms import quantities

_LARGE = frozenset({"BIG", "MAGNITUDE", "DOZEN", "HEAPS"})  # figures even where nothing says of what
_BRACKET = 7  # words that the same sum in another currency takes, with its brackets


def find_figures(page: Page, dates: Sequence[When] | None = None) -> list[Figure]:
    """Return the figures of a page in their order; its dates, where known, need not be found again."""
    codes = shape(page.tokens.forms)
    taken = _words_of_dates(page, find_dates(page) if dates is None else dates)
    numbers = list(_numbers(page, codes, taken))
    rows = counted_in_rows(page) if "  " in page.text else {}
    in_column: dict[int, str | None] = {}  # the currency that stands only beside a column's first sum
    found: list[Figure] = []
    i = 0
    while i < len(numbers):
        row = rows.get(numbers[i].first)
        joined = not row and i + 1 < len(numbers) and is_range(page, codes, numbers[i], numbers[i + 1])
        high = numbers[i + 1] if joined else numbers[i]
        read = read_number(page, codes, numbers[i], high)
        if not joined and i + 1 < len(numbers) and lends_percent(page, codes, read, numbers[i + 1]):
            read = read._replace(measure=Measure("percent", None, read.end))
        figure = (
            _in_row(page, read, row, in_column)
            if row
            else _figure(page, codes, read, found[-1] if found else None)
        )
        if figure and found and figure.span.start < found[-1].span.end:  # its sign belongs to the one before
            start = page.tokens.starts[numbers[i].first]
            figure = replace(figure, span=Span(start, figure.span.end), currency=None)
        if figure and joined and is_change(page, numbers[i].first):
            found += _parted(page, figure, numbers[i], high)
        elif figure:
            found.append(figure)
        i += 2 if joined else 1
    return with_shared(page, found)


def _parted(page: Page, figure: Figure, one: Number, other: Number) -> list[Figure]:
    """Return both figures of a change, each with what is said once: raised from 11 to 14 percent."""
    low, high = shared_values(one, other)
    starts, ends = page.tokens.starts, page.tokens.ends
    first = Span(figure.span.start, ends[one.end - 1])
    second = Span(starts[sign_before(page, other.first)[1]], figure.span.end)
    return [replace(figure, span=span, low=n, high=n) for span, n in ((first, low), (second, high))]


def _words_of_dates(page: Page, dates: Sequence[When]) -> set[int]:
    """Return the places at which words of dates begin."""
    starts = page.tokens.starts
    return {
        i for d in dates for i in range(bisect_left(starts, d.span.start), bisect_left(starts, d.span.end))
    }


def _numbers(page: Page, codes: str, taken: set[int]) -> Iterator[Number]:
    known, forms = names(), page.tokens.forms
    places = [_without_stop(page, codes, *m.span()) for m in compiled().finditer(codes)]
    for at, (first, end) in enumerate(places):
        length = _is_length(codes, end, taken)
        if at + 1 < len(places) and codes[end : places[at + 1][0]] in _links():  # the next 4-6 years
            length = length or (end in taken and _is_length(codes, places[at + 1][1], taken))
        if ((first in taken or end - 1 in taken) and not length) or (
            forms[first][0] == "0" and len(forms[first]) > 1 and "." not in forms[first]
        ):
            continue
        items = [(known[codes[i]], forms[i]) for i in range(first, end)]
        classes = frozenset(name for name, _ in items)
        number = value(items)
        if number is not None or classes & ROUND:
            scale = prod(value_of(form) for name, form in items if name in ("MAGNITUDE", "DOZEN"))
            yield Number(first, end, number, scale, classes)


def _is_length(codes: str, end: int, taken: set[int]) -> bool:
    """Tell whether a unit of time stands behind a number within a date: the last two years."""
    lengths = (letters()["LENGTH"], letters()["UNIT"])
    return end in taken and codes[end] in lengths and codes[end + 1 : end + 2] != letters()["AGO"]


@cache
def _links() -> frozenset[str]:
    return frozenset(letters()[name] for name in ("DASH", "TO", "OR"))


def _without_stop(page: Page, codes: str, first: int, end: int) -> tuple[int, int]:
    """Leave a full stop before a number out, unless it is a decimal point."""
    starts, ends = page.tokens.starts, page.tokens.ends
    if codes[first] != letters()["DOT"]:
        return first, end
    signed = first > 0 and page.tokens.forms[first - 1] in quantities.currency_signs()
    parted = not first or starts[first] > ends[first - 1] or page.tokens.forms[first - 1] in "-–"
    point = starts[first + 1] == ends[first] and (signed or parted)
    return (first, end) if point else (first + 1, end)


def _figure(page: Page, codes: str, read: Read, before: Figure | None) -> Figure | None:
    """Return the figure of a number; none where it is a name, a time, or nothing says what it counts."""
    measured = bool(read.measure.unit or read.measure.currency)
    if (
        is_time(page, codes, read)
        or is_glued(page, codes, read)
        or (not measured and is_name(page, codes, read))
    ):
        return None
    counted, of = _counted(page, codes, read, measured=measured)
    if not measured and page.tokens.forms[read.first] in ("0", "1") and read.low == read.high in (0, 1):
        return None
    ranged = read.low is not None and read.high is not None and read.low < read.high <= read.low * WIDEST
    if not (measured or counted or ranged or read.classes & _LARGE or read.bound != "exact"):
        shared = left_out(page, before, read.first, read.end) if before is not None else None
        span = _span(page, (read.first, read.end))
        return Figure(span, read.low, read.high, read.bound, counted=shared) if shared else None
    if read.measure.unit not in TIMES:
        if counted is None:
            money = read.measure.currency is not None
            counted = phrase_before(page, codes, read.first, money=money) or total_after(
                page, codes, (read.first, read.end)
            )
            counted = counted or _in_what(page, codes, read)
        elif is_verb_only(page, counted):
            counted = of_a_body(page, read.first) or counted
    return Figure(
        _span(page, (read.first, read.end)), read.low, read.high, read.bound, read.measure.unit,
        read.measure.currency, _span(page, counted) if counted else None, _span(page, of) if of else None,
    )  # fmt: skip


def _in_row(page: Page, read: Read, cell: Cell, in_column: dict[int, str | None]) -> Figure:
    """Return the figure of a table's row."""
    measure, span = read.measure, _span(page, (read.first, read.end))
    above = in_column.setdefault(cell.head, measure.currency) if cell.head is not None else None
    currency = measure.currency or (None if measure.unit else above)
    counted = _span(page, cell.counted)
    return Figure(span, read.low, read.high, read.bound, measure.unit, currency, counted)


def _span(page: Page, words: Words) -> Span:
    return Span(page.tokens.starts[words[0]], page.tokens.ends[words[1] - 1])


def _counted(page: Page, codes: str, read: Read, *, measured: bool) -> tuple[Words | None, Words | None]:
    """Return what is counted, and of whom: `3,000 members of the Front`, `40 percent of exports`."""
    forms, after = page.tokens.forms, read.end
    follows = forms[after].upper() if after < len(forms) else ""
    if follows == "OF" and measured and is_of_total(page, codes, (read.first, after)):
        return None, None
    if follows == "OF" and (measured or read.classes & {"HEAPS", "DOZEN", "FRACTION", "ORD", "PORTION"}):
        return phrase_from(page, codes, after + 1, determined=True), None
    if follows == "OF" and names().get(codes[after + 1 : after + 2]) in ("THE", "WORD") and not measured:
        return _some_of(page, codes, after + 1), None
    if follows == "OUT" and not measured and _is_out_of(page, after):
        return _some_of(page, codes, after + 2), None
    dash = codes[after : after + 1] == letters()["DASH"]
    if dash and not measured and page.tokens.starts[after] > page.tokens.ends[after - 1]:
        return None, None  # 1930 - pilots depart
    phrase = phrase_from(page, codes, after + dash)
    if phrase is None or (measured and not _may_be_measured(page, read, phrase)):
        return None, None
    if measured and is_only_said_of(page, phrase):
        return None, None
    if phrase[1] < len(forms) and forms[phrase[1]].upper() == "OF":
        return phrase, phrase_from(page, codes, phrase[1] + 1, determined=True)
    return phrase, None


def _in_what(page: Page, codes: str, read: Read) -> Words | None:
    """Return what money is given in: $12 million in economic aid; not in a year or place."""
    forms, end = page.tokens.forms, read.end
    if end < len(forms) and forms[end] == "(":  # 9 million crowns ($1.1 million) in
        close = next((i for i in range(end, min(end + _BRACKET, len(forms))) if forms[i] == ")"), end)
        end = close + 1 if any(form[0].isdecimal() for form in forms[end:close]) else end
    elif end < len(forms) and forms[end] == ")" and read.first and forms[read.first - 1] == "(":
        end += 1
    if read.measure.currency is None or end + 1 >= len(forms) or forms[end].upper() not in ("IN", "WORTH"):
        return None
    at = end + 1 + (forms[end].upper() == "WORTH" and forms[end + 1].upper() == "OF")
    found = phrase_from(page, codes, at)
    head = frozenset(word_classes(forms[found[1] - 1])) if found else frozenset()
    idiom = found is not None and forms[found[0]].upper() in quantities.word_set("phrase", "idioms")
    return found if head & {"noun", "nouns"} and not head & {"city", "country"} and not idiom else None


def _is_out_of(page: Page, out: int) -> bool:
    """Tell whether it is said of how many: four out of a total of 17 pilots; not three out of work."""
    upper = [form.upper() for form in page.tokens.forms[out + 1 : out + 3]]
    if len(upper) < 2 or upper[0] != "OF":
        return False
    return upper[1][0].isdecimal() or upper[1] in {*DETERMINERS, *quantities.word_set("phrase", "totals")}


def _some_of(page: Page, codes: str, i: int) -> Words | None:
    """Return the phrase after OF where some of a group are counted: 15 of their men, 288 of the 305 seats."""
    forms = page.tokens.forms
    skipped = {*DETERMINERS, *quantities.word_set("phrase", "totals"), "OF"}
    while i < len(forms) and (forms[i].upper() in skipped or forms[i][0].isdecimal()):
        i += 1
    return phrase_from(page, codes, i)


def _may_be_measured(page: Page, read: Read, phrase: Words) -> bool:
    """Tell whether a noun after a measure is what is measured: not after five days, but after five-day."""
    forms = page.tokens.forms
    if forms[phrase[0]].upper() == "OLD":
        return False
    abstract = tuple(quantities.word_set("phrase", "abstract"))
    return (
        read.measure.unit not in TIMES
        or read.measure.single
        or forms[phrase[1] - 1].upper().endswith(abstract)
    )
