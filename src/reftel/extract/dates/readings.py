"""What each way of writing a date means: one function for each reading named in `rules`.

A reading gets the words with their classes and the anchor; it gives a meaning, or None where the words are no
date after all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reftel.extract.annotations import Certainty
from reftel.extract.dates import stretch
from reftel.extract.dates.anchor import Anchor, dated, day_in_year, full_year, month_in_year, nearest
from reftel.extract.dates.stretch import Stretch
from reftel.extract.shape import value_of

_MONTHS = ("MONTH", "MON", "MAYBE")
_NUMBERS = ("DAY", "TWO", "OH", "INT")
_YEARS, _DECADES, _DAY = 5, 6, 1
_STEP = {"LAST": -1, "PAST": -1, "THIS": 0, "NEXT": 1}


class Meaning(NamedTuple):
    """The days meant, none where they are open, how sure, and why."""

    days: Stretch | None
    certainty: Certainty
    why: str


_NO_ANCHOR = Meaning(None, "open", "the telegram has no date to read it from")
_NO_SUCH_DAY = Meaning(None, "open", "the calendar has no such day")


class Words(NamedTuple):
    """The words of a date, each with its class."""

    items: Sequence[tuple[str, str]]

    def has(self, *classes: str) -> bool:
        """Tell whether a word of one of these classes is among them."""
        return any(name in classes for name, _ in self.items)

    def values(self, *classes: str) -> list[int]:
        """Return what the words of these classes stand for, in their order."""
        return [number(form) for name, form in self.items if name in classes]

    def after(self, classes: tuple[str, ...]) -> Words:
        """Return the words after the last one of these classes."""
        last = max((i for i, (name, _) in enumerate(self.items) if name in classes), default=-1)
        return Words(self.items[last + 1 :])


def number(form: str) -> int:
    """Return what a word stands for; of a day with a footnote's number (26,1) the day."""
    return int(form.partition(",")[0]) if form[:1].isdecimal() else int(value_of(form))


def _year(words: Words, anchor: Anchor) -> int | None:
    """Return the year that is written, in four digits or two."""
    if years := words.values("YEAR"):
        return years[-1]
    short = next((form for i, (_, form) in enumerate(words.items) if _is_short_year(words, i)), None)
    return None if short is None else full_year(int(short), anchor)


def _is_short_year(words: Words, i: int) -> bool:
    """Tell whether a number is a year of two digits: after an apostrophe, or last and no day."""
    name, before = words.items[i][0], words.items[i - 1][0] if i else ""
    if name == "TWO":
        return True
    if name not in ("OH", "DAY") or before == "APOS":
        return before == "APOS" and name in ("OH", "DAY")
    days_before = any(n == "DAY" or n == "OH" for n, _ in words.items[:i])
    dashed = before == "DASH" and i > 1 and words.items[i - 2][0] in _MONTHS
    return days_before and (
        dashed or (name == "OH" and before in (*_MONTHS, "DOT", "COMMA") and i == len(words.items) - 1)
    )


def _days_only(words: Words) -> list[int]:
    """Return the days of the month, not the two digits of a year or an hour."""
    found = []
    for i, (name, form) in enumerate(words.items):
        if name == "AT":
            break
        if name in ("DAY", "NOTE", "OH") and not _is_short_year(words, i):
            found.append(number(form))
    return found


def days(words: Words, anchor: Anchor) -> Meaning | None:
    """Read days of a month: `September 23`, `25-27 SEPT 1976`, `Thursday March 19`, `25 May - 3 June`."""
    months, numbers = words.values(*_MONTHS), _days_only(words)
    year, weekdays = _year(words, anchor), words.values("WEEKDAY")
    first_month, last_month = months[0], months[-1]
    if not numbers or numbers[0] == 0:
        return None
    first_day, last_day = numbers[0], numbers[-1]
    if year is not None:
        first, last = (
            dated(year - (first_month > last_month), first_month, first_day),
            dated(year, last_month, last_day),
        )
        return Meaning(Stretch(first, last), "stated", "as written") if first and last else _NO_SUCH_DAY
    if anchor.day is None:
        return _NO_ANCHOR
    begins = day_in_year(anchor, first_month, first_day, weekdays[0] if weekdays else None)
    if begins is None:
        return _NO_SUCH_DAY
    last = dated(begins.first.year + (last_month < first_month), last_month, last_day)
    if last is None or last < begins.first:
        return _NO_SUCH_DAY
    why = "the year in which it is that day of the week" if weekdays else "the nearest to the telegram's date"
    return Meaning(Stretch(begins.first, last), "inferred", why)


def numeric(words: Words, anchor: Anchor) -> Meaning | None:
    """Read a date in figures: `1976-05-14`, `14/5/76`, `5/14/76`; month first where both could be."""
    forms = [form for name, form in words.items if name not in ("SLASH", "DASH")]
    parts = [int(part) for form in forms for part in form.split(".")]
    if words.items[0][0] == "YEAR":
        year, month, day = parts
        found = dated(year, month, day)
    else:
        one, other, year = parts
        year = year if year > 99 else full_year(year, anchor)
        day_first = one > 12 or words.has("DOTTED")
        found = dated(year, other, one) if day_first else dated(year, one, other)
        if found and not day_first and other <= 12 and one != other:
            return Meaning(stretch.day(found), "inferred", "the month read first, as Americans write it")
    return Meaning(stretch.day(found), "stated", "as written") if found else None


def group(words: Words, anchor: Anchor) -> Meaning | None:
    """Read a date-time group in the text: `231430Z SEP 07`, `231430Z`."""
    digits = words.items[0][1]
    day, hour, minute = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if not (1 <= day <= 31 and hour < 24 and minute < 60):
        return None
    months = words.values(*_MONTHS)
    if not months:
        return _day_of_month(day, anchor)
    shorts = [int(form) for name, form in words.items[2:] if name in ("TWO", "OH", "DAY")]
    if not shorts:
        found = day_in_year(anchor, months[0], day)
        return Meaning(found, "inferred", "the nearest to the telegram's date") if found else _NO_ANCHOR
    stated = dated(full_year(shorts[0], anchor), months[0], day)
    return Meaning(stretch.day(stated), "stated", "as written") if stated else _NO_SUCH_DAY


def _day_of_month(day: int, anchor: Anchor) -> Meaning | None:
    if anchor.day is None:
        return _NO_ANCHOR
    here = [stretch.month(anchor.day.year, anchor.day.month + step) for step in (-1, 0, 1)]
    found = [stretch.day(d) for m in here if (d := dated(m.first.year, m.first.month, day))]
    meant = nearest(anchor, found)
    return Meaning(meant, "inferred", "the nearest such day to the telegram's date") if meant else None


def nth(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `the 14th`: the nearest day with that number."""
    return _day_of_month(words.values("DAY")[0], anchor)


def _count(words: Words) -> list[int] | None:
    """Return the numbers before a length of time, none where they are vague (a few, several)."""
    if words.has("FEW"):
        return None
    found: list[int] = []
    tens = 0
    for name, form in words.items:
        if name == "TENS":
            tens = number(form)
            found.append(tens)
        elif name in ("CARD", "ONE", "A", *_NUMBERS):
            if tens and name == "CARD":
                found[-1] += number(form)
            else:
                found.append(number(form))
            tens = 0
    return [n for n in found if n < 1000] or None


def _vague(anchor: Anchor) -> Meaning:
    return Meaning(None, "open", "no number is given") if anchor.day else _NO_ANCHOR


def _moved(words: Words, anchor: Anchor, way: int) -> Meaning | None:
    numbers, length = _count(words), words.values("LENGTH")[0]
    if numbers is None or anchor.day is None:
        return _vague(anchor)
    places = [stretch.counted(anchor.day, way * n, length) for n in numbers]
    exact = length == _DAY and len(numbers) == 1
    whole = Stretch(min(p.first for p in places), max(p.last for p in places))
    return Meaning(whole, "inferred" if exact else "approximate", "counted from the telegram's date")


def ago(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `ten days ago`."""
    return _moved(words, anchor, -1)


def ahead(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `in two weeks`; years in the future are durations more often than dates."""
    if words.values("LENGTH")[0] >= _YEARS and not words.has("HENCE"):
        return None
    return _moved(words, anchor, 1)


def rolling(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `the past six weeks`, `the next ten days`: up to the telegram's date, or from it."""
    if words.has("A", "ONE"):
        return None
    numbers = _count(words)
    if numbers is None or anchor.day is None:
        return _vague(anchor)
    there = stretch.moved(
        anchor.day, (1 if words.has("NEXT") else -1) * max(numbers), words.values("LENGTH")[0]
    )
    return Meaning(
        Stretch(min(there, anchor.day), max(there, anchor.day)),
        "inferred",
        "up to or from the telegram's date",
    )


def relative(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `yesterday`, `tomorrow morning`, `the day before yesterday`."""
    if anchor.day is None:
        return _NO_ANCHOR
    step = words.values("RELDAY")[0]
    if words.items[0][0] == "THE":
        step += 1 if step > 0 else -1
    return _a_day(anchor, step)


def daypart(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `this morning`, `last night`."""
    return _a_day(anchor, -1 if words.has("LAST") else 0) if anchor.day else _NO_ANCHOR


def _a_day(anchor: Anchor, step: int) -> Meaning:
    assert anchor.day is not None
    if not anchor.sure:
        return Meaning(None, "open", "the telegram's date gives no day")
    return Meaning(
        stretch.day(anchor.day + dt.timedelta(days=step)), "inferred", "counted from the telegram's date"
    )


def weekday(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `last Tuesday`, `next Monday`, `Tuesday`: the one before or after, as the words around say."""
    if anchor.day is None:
        return _NO_ANCHOR
    if not anchor.sure:
        return Meaning(None, "open", "the telegram's date gives no day")
    on = (words.values("WEEKDAY")[0] - anchor.day.weekday()) % 7
    if words.has("NEXT") or (anchor.direction > 0 and not words.has("LAST", "PAST")):
        found, why = on or 7, "the next one after the telegram's date"
    elif words.has("LAST", "PAST"):
        found, why = (on or 7) - 7, "the last one before the telegram's date"
    else:
        found, why = on - 7 if on else 0, "the last one up to the telegram's date"
    return Meaning(stretch.day(anchor.day + dt.timedelta(days=found)), "inferred", why)


def fiscal(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `FY 77`, `fiscal years 1975-76`, `CY 75`."""
    numbers = words.values("YEAR", "TWO", "OH", "DAY")
    years = [n if n > 99 else full_year(n, anchor) for n in numbers]
    if len(years) > 1 and years[1] <= years[0]:
        years = years[:1]
    of_state = any(words.values("FY", "FISCAL"))
    days = stretch.fiscal(years[0], years[-1]) if of_state else stretch.years(years[0], years[-1])
    return Meaning(days, "stated", "fiscal year of the United States" if of_state else "as written")


def years(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `1975-76`, `1964 to 1966`, `July 1978 to June 1979`."""
    months, numbers = words.values(*_MONTHS), words.values("YEAR")
    if months:
        return Meaning(
            Stretch(stretch.month(numbers[0], months[0]).first, stretch.month(numbers[-1], months[-1]).last),
            "stated",
            "as written",
        )
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        short = words.values("TWO", "OH", "DAY")[-1]
        last = first - first % 100 + short
    if last <= first:
        return None
    return Meaning(stretch.years(first, last), "stated", "as written")


def decade(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `the 1970s`."""
    first = words.values("YEAR")[0]
    return Meaning(stretch.years(first, first + 9), "stated", "as written")


def feast(words: Words, anchor: Anchor) -> Meaning | None:
    """Read `during Ramadan`: open, unless the feast has a day of the calendar."""
    day = words.values("FEAST")[0]
    if not day:
        return Meaning(None, "open", "no calendar tells the day of the feast")
    found = day_in_year(anchor, day // 100, day % 100)
    return Meaning(found, "inferred", "the nearest to the telegram's date") if found else _NO_ANCHOR


def base(words: Words, anchor: Anchor) -> Meaning | None:
    """Read a month, year, season or week: `May 1976`, `next month`, `this October`, `the Seventies`."""
    for has, read in (
        (words.has("FY", "FISCAL"), fiscal),
        (words.has(*_MONTHS), _months),
        (words.has("SEASON"), _season),
        (words.has("DECADEWORD"), _decade_word),
        (words.has("FEAST"), feast),
        (words.has("S") and words.has("YEAR"), decade),
    ):
        if has:
            return read(words, anchor)
    year = _year(words, anchor)
    if year is not None:
        return Meaning(stretch.years(year), "stated", "as written")
    return _length(words, anchor)


def _months(words: Words, anchor: Anchor) -> Meaning | None:
    months, year = words.values(*_MONTHS), _year(words, anchor)
    if year is not None:
        begins = year - (months[0] > months[-1])
        days = Stretch(stretch.month(begins, months[0]).first, stretch.month(year, months[-1]).last)
        return Meaning(days, "stated", "as written")
    if anchor.day is None:
        return _NO_ANCHOR
    step = next((_STEP[name] for name, _ in words.items if name in _STEP), None)
    here = stretch.month(anchor.day.year, months[0])
    if step is None:
        found, why = month_in_year(anchor, months[0]), "the nearest to the telegram's date"
    elif step < 0:
        found, why = (
            stretch.month(anchor.day.year - (here.last >= anchor.day), months[0]),
            "the last one before",
        )
    elif step > 0:
        found, why = (
            stretch.month(anchor.day.year + (here.first <= anchor.day), months[0]),
            "the next one after",
        )
    else:
        found, why = here, "of the telegram's year"
    if found and len(months) > 1:
        last = stretch.month(found.first.year + (months[-1] < months[0]), months[-1]).last
        found = Stretch(found.first, last)
    return Meaning(found, "inferred", why)


def _season(words: Words, anchor: Anchor) -> Meaning | None:
    first, year = words.values("SEASON")[0], _year(words, anchor)
    why = "months of the season in the northern half of the world"
    if year is not None:
        return Meaning(stretch.months(year, first, 3), "approximate", why)
    if anchor.day is None:
        return _NO_ANCHOR
    step = next((_STEP[name] for name, _ in words.items if name in _STEP), None)
    places = [stretch.months(anchor.day.year + y, first, 3) for y in (-2, -1, 0, 1)]
    if step:
        places = [p for p in places if (p.last < anchor.day if step < 0 else p.first > anchor.day)]
    return Meaning(nearest(anchor, places), "approximate", why)


def _decade_word(words: Words, anchor: Anchor) -> Meaning | None:
    first = words.values("DECADEWORD")[0]
    return Meaning(stretch.years(first, first + 9), "inferred", "of the twentieth century")


def _length(words: Words, anchor: Anchor) -> Meaning | None:
    length = words.values("LENGTH")[0]
    if length == _DAY:
        return None
    if anchor.day is None:
        return _NO_ANCHOR
    if words.has("PAST") or (length == _DECADES and words.has("LAST")):
        back = stretch.moved(anchor.day, -1, length)
        return Meaning(Stretch(back, anchor.day), "inferred", "up to the telegram's date")
    step = next((_STEP[name] for name, _ in words.items if name in _STEP), 0)
    return Meaning(stretch.around(anchor.day, length, step), "inferred", "counted from the telegram's date")


def part(words: Words, anchor: Anchor) -> Meaning | None:
    """Read a part of something: `early June`, `first half of 1974`, `end of Ramadan`, `later this year`."""
    cut = next(i for i, (n, _) in enumerate(words.items) if n != "THE")
    name, form = words.items[cut]
    end = cut
    if name not in ("THIRD", "EDGE", "SINCE"):
        end = next(
            i for i, (n, _) in enumerate(words.items) if i > cut and n in ("PORTION", "PIECE", "LENGTH")
        )
    head, rest = Words(words.items[cut : end + 1]), Words(words.items[end + 1 :])
    if not _tells_which(name, rest):
        return None
    whole = base(rest, anchor)
    if whole is None or whole.days is None:
        return whole
    if name == "SINCE":
        return _since(whole.days, number(form), anchor)
    if name in ("THIRD", "EDGE"):
        return _approximate(stretch.piece(whole.days, number(form) + 1, 3))
    return _counted_part(whole, head, name, number(form))


def _tells_which(name: str, rest: Words) -> bool:
    """Tell whether a week, month or year is the telegram's own: `end of the year`, not `first half year`."""
    if not rest.has("LENGTH") or rest.has("LAST", "NEXT", "THIS", "PAST"):
        return True
    return name in ("THIRD", "EDGE", "SINCE") and rest.has("THE") and rest.values("LENGTH")[0] != _DAY


def _approximate(days: Stretch) -> Meaning:
    return Meaning(days, "approximate", "a third of the month, year or week")


def _since(whole: Stretch, way: int, anchor: Anchor) -> Meaning:
    if anchor.day is None or not whole.first <= anchor.day <= whole.last:
        return Meaning(whole, "approximate", "as written")
    days = Stretch(anchor.day, whole.last) if way > 0 else Stretch(whole.first, anchor.day)
    return Meaning(days, "approximate", "from the telegram's date, or up to it")


def _counted_part(whole: Meaning, head: Words, name: str, which: int) -> Meaning | None:
    """Read first half, second quarter, last week, first ten days."""
    assert whole.days is not None
    if name == "LAST":
        which = -1
    if head.has("LENGTH"):
        length, count = head.values("LENGTH")[0], head.values("CARD")
        if length not in (1, 2):
            return None
        return Meaning(
            stretch.week_of(whole.days, which, (count or [1])[0] * (7 if length == 2 else 1)),
            "approximate",
            "counted from the first or last day",
        )
    of = head.values("PORTION", "PIECE")[0]
    if which > of:
        return None
    days = stretch.piece(whole.days, of if which < 0 else which, of)
    return Meaning(days, "approximate" if of == 3 else whole.certainty, whole.why)


READINGS: dict[str, Callable[[Words, Anchor], Meaning | None]] = {
    "numeric": numeric, "group": group, "days": days, "ago": ago, "ahead": ahead, "rolling": rolling,
    "part": part, "fiscal": fiscal, "years": years, "between": years, "base": base, "weekday": weekday,
    "daypart": daypart, "relative": relative, "decade": decade, "nth": nth, "feast": feast,
}  # fmt: skip
