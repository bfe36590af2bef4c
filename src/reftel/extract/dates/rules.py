"""How dates are written, as orders of classes of words (`terms/data/date_words.toml`, `extract/shape.py`).

The first rule that fits at a place is taken, so the longer ones stand first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reftel.extract.shape import letters, pattern

_PARTS = {
    "{Month}": "(?:MONTH|MON DOT?|MAYBE)",
    "{Day}": "(?:(?:DAY|OH) SUFFIX?|NOTE)",
    "{Year}": "(?:COMMA? YEAR|COMMA? APOS (?:TWO|OH|DAY))",
    "{ShortYear}": "(?:COMMA? YEAR|COMMA? APOS? (?:TWO|OH)|APOS DAY)",
    "{Second}": "(?:TWO|OH|DAY)",
    "{To}": "(?:DASH|TO|AND|OR|SLASH)",
    "{Number}": "(?:CARD|ONE|DAY|TWO|INT|FEW OF?|A FEW|TENS DASH? CARD|TENS|A)",
    "{Dir}": "(?:LAST|NEXT|THIS|PAST)",
    "{Time}": "(?:COMMA? AT? (?:(?:TIME|DAY) AMPM|(?:INT|YEAR|CODE|TIME) (?:UNIT|AMPM|ZULU)|TIME))",
    "{Weekday}": "(?:WEEKDAY COMMA? THE?)",
    "{Fiscal}": "(?:(?:FY DASH?|FISCAL LENGTH?|THE? FISCAL) (?:YEAR|APOS? {Second}))",
}
_BASE = (
    "(?:{Fiscal}|{Month} {Year}|{Month} OF YEAR|{Month} APOS? TWO"
    "|{Month}(?: {To} {Month})? (?! {Day})(?: COMMA? YEAR)?|YEAR (?:APOS? S)?"
    "|{Dir} (?:LENGTH|SEASON|{Month})|SEASON OF? {Year}?|SEASON|DECADEWORD|FEAST|APOS TWO|LENGTH)"
)
_PART = (
    "(?:THIRD (?:DASH|IN)? (?:THE)?|EDGE (?:DASH|OF) (?:THE)?|SINCE (?:OF|IN|ON)? (?:THE)?"
    "|(?:ORD|LAST|DAY SUFFIX) (?:PORTION|PIECE|LENGTH|CARD LENGTH) (?:OF|IN)? (?:THE)?)"
)


class Rule(NamedTuple):
    """A way to write a date, and the name of the function in `readings` that says what it means."""

    reading: str
    written: str


RULES = (
    Rule("numeric", "YEAR DASH (?:DAY|OH) DASH (?:DAY|OH)"),
    Rule("numeric", "(?:DAY|OH) SLASH (?:DAY|OH) SLASH (?:YEAR|{Second})"),
    Rule("numeric", "(?:DAY|OH) DASH (?:DAY|OH) DASH (?:YEAR|TWO)"),
    Rule("numeric", "DOTTED"),
    Rule("group", "SIX ZULU (?:{Month} {Second}?)?"),
    Rule("days", "{Weekday}? {Month} THE? {Day} {Year}? {To} {Weekday}? {Month} {Day} {Year}? {Time}?"),
    Rule("days", "{Weekday}? {Month} {Day} (?:COMMA {Day})+ COMMA? (?:AND|OR) {Day} {Year}?"),
    Rule("days", "{Weekday}? {Month} THE? {Day} (?:{To} {Day})? {Year}? {Time}?"),
    Rule("days", "{Weekday}? {Day} OF? {Month} {ShortYear}? {To} {Day} OF? {Month} {ShortYear}? {Time}?"),
    Rule("days", "{Weekday}? (?:{Day} {To})? {Day} OF? {Month} {ShortYear}? {Time}?"),
    Rule("days", "{Weekday}? {Day} DASH {Month} DASH (?:YEAR|{Second})"),
    Rule("ago", "{Number} (?:{To} {Number})? LENGTH AGO"),
    Rule("ahead", "IN (?:THE)? {Number} (?:{To} {Number})? LENGTH APOS? (?:HENCE|TIME)?"),
    Rule("ahead", "{Number} LENGTH (?:HENCE|ON NOW)"),
    Rule("rolling", "(?:LAST|PAST|NEXT) {Number} (?:{To} {Number})? LENGTH"),
    Rule("part", "THE? " + _PART + " " + _BASE),
    Rule("fiscal", "{Fiscal} (?:(?:DASH|SLASH|TO|AND) (?:FY DASH?)? (?:YEAR|{Second}))?"),
    Rule("years", "{Month} {Year} {To} {Month} {Year}"),
    Rule("base", "{Month} (?:{To} {Month})? (?:COMMA|OF)? YEAR"),
    Rule("base", "{Month} APOS? TWO"),
    Rule("weekday", "{Dir} WEEKDAY DAYPART? {Time}?"),
    Rule("base", "{Dir} (?:LENGTH|{Month})"),
    Rule("base", "{Dir} SEASON"),
    Rule("base", "SEASON OF? {Year}"),
    Rule("base", "(?:IN|ON) (?:THE)? SEASON (?:OF? {Year})?"),
    Rule("daypart", "(?:LAST|THIS) DAYPART"),
    Rule("relative", "THE LENGTH (?:ON) RELDAY"),
    Rule("relative", "RELDAY DAYPART?"),
    Rule("years", "YEAR (?:DASH|SLASH|TO) (?:YEAR|{Second})"),
    Rule("between", "YEAR AND YEAR"),
    Rule("decade", "YEAR APOS? S"),
    Rule("base", "YEAR"),
    Rule("base", "APOS TWO"),
    Rule("base", "THE DECADEWORD"),
    Rule("base", "{Month} (?:DASH|SLASH) {Month}"),
    Rule("base", "MONTH (?:(?:DASH|TO|AND|OR|SLASH) MONTH)?"),
    Rule("base", "(?:IN|ON|OF|TO) MAYBE (?! {Day}|{Year}|OF? YEAR|TWO|{To} {Month})"),
    Rule("weekday", "WEEKDAY DAYPART? {Time}?"),
    Rule("nth", "(?:ON|IN|TO) THE? DAY SUFFIX"),
    Rule("feast", "(?:ON|AT|OF|IN|TO) (?:THE)? FEAST"),
)


def _spelled(written: str) -> str:
    """Put the named parts into a rule."""
    for _ in range(2):  # parts name parts
        for name, part in _PARTS.items():
            written = written.replace(name, part)
    return written


@cache
def compiled() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return all rules as one pattern, and the reading of each of its groups."""
    groups = {f"r{i}": rule.reading for i, rule in enumerate(RULES)}
    any_of = "|".join(f"(?P<r{i}>{pattern(_spelled(rule.written))})" for i, rule in enumerate(RULES))
    plain = letters()["WORD"] + letters()["OTHER"]  # no date begins with these
    return re.compile(f"(?![{plain}])(?:{any_of})"), groups
