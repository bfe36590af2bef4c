"""Date-time groups, filing times and declassification dates."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from reftel.model import Dtg, Found, Span
from reftel.reading.defects import Defects
from reftel.terms import precedence
from reftel.view import View

_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}

GROUP = re.compile(
    r"(?P<day>\d\d)[ ]?(?P<hour>\d\d)(?P<minute>\d\d)[ ]?(?P<zone>[A-Z])[ \t]+"
    r"(?P<month>[A-Z]{3,9})\.?[ \t]+(?P<year>\d[ ]?\d(?:\d\d)?)(?!\d)"
)
DTG = re.compile(rf"(?:(?P<action>[ZOPRY0DQo])[ \t]+(?:(?P<info>[ZOPRY0DQo])[ \t]+)?)?{GROUP.pattern}")


def century(two_digits: int, *, pivot: int = 45) -> int:
    """Return the year that two digits stand for: 46-99 are 1900s, 00-45 are 2000s (no telegram is older)."""
    return (1900 if two_digits > pivot else 2000) + two_digits


def read_dtg(view: View, defects: Defects) -> tuple[Found[str] | None, Found[str] | None, Found[Dtg] | None]:
    """Read a format line 5: action precedence, info precedence, date-time group (ACP 127, par. on FL5)."""
    m = DTG.search(view.text)
    if not m:
        return None, None, None
    action, info = _prosign(view, m, "action", defects), _prosign(view, m, "info", defects)
    span = view.span(m.start("day"), m.end("year"))
    digits = m["year"].replace(" ", "")
    year = int(digits) if len(digits) == 4 else century(int(digits))
    month = MONTHS.get(m["month"][:3])
    iso = f"{year:04}-{month:02}-{m['day']}T{m['hour']}:{m['minute']}:00Z" if month else None
    if iso is None or not _possible(iso):
        defects.note("dtg-impossible", "no such date or time", field="dtg", written=m[0], span=span)
        iso = f"{year:04}-{month:02}" if month else f"{year:04}"
    written = view.text[m.start("day") : m.end("year")]
    taken_as = f"{m['day']}{m['hour']}{m['minute']}{m['zone']} {m['month']} {digits}"
    if len(written.split()) > len(taken_as.split()):
        why = "blanks fell into the date-time group"
        defects.note("dtg-blanks", why, field="dtg", written=written, taken_as=taken_as, span=span)
    if m["zone"] != "Z":
        why = "the zone letter of a date-time group is Z"
        defects.note("dtg-zone", why, field="dtg", written=m["zone"], taken_as="Z", span=span)
    return action, info, Found(Dtg(iso), span)


_ROUND = str.maketrans("0DQo", "OOOO")  # what a scan makes of the prosign O


def _prosign(view: View, m: re.Match[str], group: str, defects: Defects) -> Found[str] | None:
    """Read a precedence prosign; a round letter that is none of them is a badly scanned O."""
    if not m[group]:
        return None
    span = view.span(m.start(group), m.end(group))
    letter = m[group].translate(_ROUND)
    if letter != m[group]:
        why = "no precedence has this prosign; a badly printed O"
        field = "precedence" if group == "action" else "info_precedence"
        defects.note("prosign-misread", why, field=field, written=m[group], taken_as=letter, span=span)
    return Found(precedence.of_prosign(letter) or letter, span)


def _possible(iso: str) -> bool:
    try:
        dt.datetime.fromisoformat(iso)
    except ValueError:
        return False
    return True


def filing_time(day_of_year: int, hhmm: str, sent: Dtg | None) -> str | None:
    """Return the UTC time of a format line 3 group such as 3651640; the year comes from the DTG.

    A filing day that is far before the DTG's belongs to the next year.
    """
    if sent is None or len(sent.iso) < 10:
        return None
    date = dt.date.fromisoformat(sent.iso[:10])
    year = (
        date.year
        + (date.timetuple().tm_yday - day_of_year > 300)
        - (day_of_year - date.timetuple().tm_yday > 300)
    )
    if not 1 <= day_of_year <= 365 + calendar.isleap(year) or int(hhmm[:2]) > 23 or int(hhmm[2:]) > 59:
        return None
    day = dt.date(year, 1, 1) + dt.timedelta(days=day_of_year - 1)
    return f"{day.isoformat()}T{hhmm[:2]}:{hhmm[2:]}:00Z"


def day_time(day: int, hhmm: str, sent: Dtg) -> str | None:
    """Return the UTC time of a filing group such as 22/1039Z; a day long before the DTG's is a month on."""
    if len(sent.iso) < 10:
        return None
    date = dt.date.fromisoformat(sent.iso[:10])
    if day < date.day - 20:
        date = date.replace(day=1) + dt.timedelta(days=32)
    try:
        time = dt.datetime(date.year, date.month, day, int(hhmm[:2]), int(hhmm[2:]))  # noqa: DTZ001
    except ValueError:
        return None
    return f"{time.isoformat()}Z"


_CLOCK = re.compile(
    r"(?P<h>\d{1,2})(?::(?P<m>\d\d))?\s*(?P<half>[ap])\.?\s?m\b|(?P<word>noon|midnight)|(?P<z>\d{4})Z", re.I
)


def read_clock(text: str) -> str | None:
    """Read a time of day, `7 p.m.`, `noon`, `1931Z`; only a printed Z makes it universal time."""
    m = _CLOCK.search(text)
    if m is None:
        return None
    if m["z"]:
        return f"{m['z'][:2]}:{m['z'][2:]}:00Z"
    if m["word"]:
        return "12:00:00" if m["word"].lower() == "noon" else "00:00:00"
    hour = int(m["h"]) % 12 + (12 if m["half"].lower() == "p" else 0)
    return f"{hour:02}:{m['m'] or '00'}:00"


_YMD = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")
_MDY = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?!\d)")
_DMY = re.compile(r"(\d{1,2})[ -]?([A-Z]{3,9})\.?,?[ -]?(\d{4}|\d{2})(?!\d)", re.I)
_MONTH_DY = re.compile(r"\b([A-Z]{3,9})\.?[ ](\d{1,2})(?:,|[ ])[ ]?(\d{4}|\d{2})(?!\d)", re.I)


def read_day(text: str, *, after: int | None = None) -> tuple[str, int, int] | None:
    """Read a date in American notation and return (ISO date, start, end).

    A two-digit year is taken in the century that puts it at or after the year `after`.
    """
    for pattern, order in ((_YMD, "ymd"), (_MDY, "mdy"), (_MONTH_DY, "mdy"), (_DMY, "dmy")):
        for m in pattern.finditer(text):
            parts = dict(zip(order, m.groups(), strict=True))
            month = int(parts["m"]) if parts["m"].isdecimal() else MONTHS.get(parts["m"][:3].upper(), 0)
            year = int(parts["y"])
            if len(parts["y"]) == 2:
                year = _year_after(year, after)
            try:
                return dt.date(year, month, int(parts["d"])).isoformat(), m.start(), m.end()
            except ValueError:
                continue
    return None


def _year_after(two_digits: int, after: int | None) -> int:
    if after is None:
        return century(two_digits, pivot=70)
    year = after - after % 100 + two_digits
    return year + 100 if year < after - 1 else year


def span_of(view: View, m: re.Match[str], group: str | int = 0) -> Span:
    """Return where a group of a match on the view's text stands."""
    return view.span(m.start(group), m.end(group))
