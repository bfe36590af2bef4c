"""Reading a number, or two as a range: its values, unit or currency, and how exactly it is meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reftel.extract.annotations import Bound
from reftel.extract.figures.numbers import Number
from reftel.extract.figures.phrases import bound_after, bound_before, is_verb
from reftel.extract.figures.units import Measure, large, measure_after, sign_before
from reftel.extract.page import Page
from reftel.extract.shape import letters, names
from reftel.terms import quantities

ROUND = frozenset({"DOZEN", "HEAPS", "FEW"})  # words that mean about so many
WIDEST = 3  # times the lower end that the upper end of a bare range is at most
_NUMBERED = 1000  # from here on two numbers with a hyphen between them may be one of a telephone
_WHOLE = 100  # percent
_BACK = 12  # words from FROM back to the verb of change
_LENGTHS = frozenset({"LENGTH", "UNIT"})


class Read(NamedTuple):
    """A figure while it is read: its words, numbers, what stands beside it."""

    first: int
    end: int
    low: float | None
    high: float | None
    bound: Bound
    measure: Measure
    classes: frozenset[str]


def read_number(page: Page, codes: str, one: Number, other: Number) -> Read:
    """Return what a number says, or two from the one to the other."""
    upper = _Upper(page)
    currency, first = sign_before(page, one.first)
    low, high = shared_values(one, other) if other is not one else (one.value, one.value)
    end, measure = other.end, _measure_of(page, codes, other)
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
        bound = later if after > measure.end else "about" if (one.classes | other.classes) & ROUND else bound
    if bound == "at least" and other is one:
        high = None
    if bound == "at most" and other is one:
        low = None
    return Read(begin, max(end, measure.end), low, high, bound, measure, one.classes | other.classes)


def _measure_of(page: Page, codes: str, number: Number) -> Measure:
    """Return the unit or currency of a number: behind it, or within it, as in an hour and a half."""
    if not number.classes & _LENGTHS:
        return measure_after(page, codes, number.end)
    upper = (form.upper() for form in page.tokens.forms[number.first : number.end])
    return Measure(
        next((quantities.units()[form] for form in upper if form in quantities.units()), None),
        None,
        number.end,
    )


def shared_values(one: Number, other: Number) -> tuple[float, float]:
    """Return both values; `500-600 million` means millions at both ends."""
    low, high = one.value or 0.0, other.value or 0.0
    return (low * other.scale if one.scale == 1 and low < 1000 else low), high


class _Upper(Sequence[str]):
    """The words of a page in upper case, each made when it is looked at."""

    def __init__(self, page: Page) -> None:
        self._forms = page.tokens.forms

    def __len__(self) -> int:
        return len(self._forms)

    def __getitem__(self, i):  # type: ignore[no-untyped-def]
        forms = self._forms[i]
        return forms.upper() if isinstance(forms, str) else [f.upper() for f in forms]


def is_range(page: Page, codes: str, one: Number, other: Number) -> bool:
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
    low, high = shared_values(one, other)
    if between == ["DASH"] and low >= _NUMBERED and low * WIDEST < high:
        return False  # 2210-338817
    share = codes[other.end : other.end + 1] == letters()["PERCENT"]
    change = low > high and between == ["TO"] and is_change(page, one.first) and not (share and low > _WHOLE)
    return (low < high or change) and (
        between != ["DASH"] or "DASH" not in (known[codes[one.first - 1]] if one.first else "")
    )


def is_change(page: Page, first: int) -> bool:
    """Tell whether a verb of change stands before FROM and a number: increased from 11 to 14 percent."""
    forms = page.tokens.forms
    begin = bound_before(_Upper(page), sign_before(page, first)[1])[1]
    if not begin or forms[begin - 1].upper() != "FROM":
        return False
    changing = quantities.word_set("phrase", "moving") | quantities.word_set("phrase", "changing")
    for i in range(begin - 2, max(-1, begin - 2 - _BACK), -1):
        upper = forms[i].upper()
        if upper in changing:
            return True
        if not upper[0].isalnum() or upper in quantities.word_set("phrase", "parting") or is_verb(upper):
            return False
    return False


def lends_percent(page: Page, codes: str, read: Read, following: Number) -> bool:
    """Tell whether a number's PERCENT stands behind the next one: was 4.2 and 3.9 percent respectively."""
    forms = [form.upper() for form in page.tokens.forms[read.end : following.end + 4]]
    link, rest = forms[: following.first - read.end], forms[following.end - read.end :]
    if link not in (["AND"], [",", "AND"]) or "RESPECTIVELY" not in rest or read.measure.currency:
        return False
    return read.measure.unit is None and _measure_of(page, codes, following).unit == "percent"
