"""Dates, numbers and lists as one would say them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T(?P<time>\d\d:\d\d)[\d:.]*(?P<zone>Z)?)?"
)
Piece = tuple[int, int, str]  # a stretch of a line's words, and what it says
NOT_KNOWN = "it is not in our tables"


def spell_date(iso: str) -> str:
    """Return an ISO date or time in words, as exact as it is and no more.

    >>> spell_date("2007-09-26T16:07:00Z")
    '26 September 2007, 16:07 UTC'
    """
    match = _ISO.fullmatch(iso)
    if match is None or not 1 <= int(match["month"] or 1) <= 12:
        return iso
    month = MONTHS[int(match["month"]) - 1] if match["month"] else None
    day = str(int(match["day"])) if match["day"] else None
    said = " ".join(p for p in (day, month, match["year"]) if p)
    if not match["time"]:
        return said
    return f"{said}, {match['time']}{' UTC' if match['zone'] else ' local time'}"


def day_of_year(iso: str) -> int:
    """Return the number of a day within its year, 1 January being 1."""
    return datetime.date.fromisoformat(iso[:10]).timetuple().tm_yday


def years_between(earlier: str, later: str) -> float | None:
    """Return the years from one ISO date to another, None where one is not known to the day."""
    try:
        first, last = (datetime.date.fromisoformat(d[:10]) for d in (earlier, later))
    except ValueError:
        return None
    return (last - first).days / 365.2425


def join(parts: Sequence[str]) -> str:
    """Return parts as a list in a sentence: `A, B and C`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(words: str) -> str:
    """Return words with a capital first and a full stop last."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def say(*parts: str | None) -> str:
    """Join sentences, leaving out what there is nothing to say about."""
    return " ".join(sentence(p) for p in parts if p)


def doubt(unverified: bool) -> str:
    """Return the words that mark a fact for which no document was found."""
    return " (unverified)" if unverified else ""


def ordinal(number: int) -> str:
    """Return an ordinal: `269th`."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
