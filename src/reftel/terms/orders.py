"""Executive orders on classification: which was in force, and what its marks mean."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Any

from reftel.model import Record
from reftel.terms import spelling, tables

Day = datetime.date | str  # a date, or as much of an ISO text as is known: `1974-05`


class Amendment(Record, frozen=True):
    """A later order that changed one, and from when telegrams show it."""

    number: str
    signed: str
    marked_from: str
    says: str


class Order(Record, frozen=True):
    """An executive order: its name, its days in force (ISO), what its line may say, its limits."""

    number: str
    name: str
    signed: str
    in_force: str
    until: str | None
    levels: tuple[str, ...]
    values: tuple[str, ...]
    years: int | None
    years_at_most: int | None
    amendments: tuple[Amendment, ...]


def all_orders() -> tuple[Order, ...]:
    """Return the orders, oldest first."""
    return tuple(_by_number().values())


def order(number: str) -> Order | None:
    """Return the order of that number."""
    return _by_number().get(number)


def in_force(date: Day) -> Order | None:
    """Return the order that governed a telegram of this date; none before 15 December 1953.

    >>> in_force("1974-05").number
    '11652'
    """
    day = _day(date)
    return next((o for o in all_orders() if o.in_force <= day <= (o.until or "9999")), None)


def nearest_order(written: str, date: Day | None = None) -> Order | None:
    """Return the order a number with slips stands for, with the help of the telegram's date.

    >>> nearest_order("1295", "2008-12-22").number
    '12958'
    """
    numbers = re.findall(r"\d+", written.upper().replace("O", "0").replace("I", "1"))
    now = None if date is None else in_force(date)
    exact = [o for n in numbers if (o := order(n))]
    if exact:
        return now if now in exact else exact[0]
    for number in numbers:
        if now and spelling.distance(number, now.number) <= 2:
            return now
        near = spelling.nearest(number, tuple(_by_number()), within=1)
        if near:
            return order(near)
    return None


def meaning_of_reason(reason: str, date: Day | None = None) -> str | None:
    """Return why a reason such as `1.4(b)` classifies, in the order that used that section on that date."""
    match = re.fullmatch(r"\s*(1[.-]\d+)\s*\(?\s*(?:a\s*\)\s*\(\s*)?(\w+)\s*\)?\s*", reason)
    if match is None:
        return None
    section, letter = match[1], match[2].lower()
    fitting = [r for r in _reasons() if r["section"] == section]
    day = None if date is None else _day(date)
    fitting.sort(key=lambda r: day is None or not r["from"] <= day <= (r["until"] or "9999"))
    return next((r["letters"][letter] for r in fitting if letter in r["letters"]), None)


def section_of_reasons(date: Day) -> str | None:
    """Return the section by which reasons were cited on a date; none is printed before 14 October 1995."""
    day = _day(date)
    return next((r["section"] for r in _reasons() if r["from"] <= day <= (r["until"] or "9999")), None)


def meaning_of_schedule(code: str, order: str | Order | None = None) -> str | None:
    """Return what a schedule or exemption such as `GDS` or `X1` means under an order.

    >>> meaning_of_schedule("OADR", "12356").split(":")[0]
    "originating agency's determination required"
    """
    number = order.number if isinstance(order, Order) else order
    for key in _schedule_keys(code):
        fitting = [s for s in _schedules() if s["code"] == key]
        found = next((s for s in fitting if number in s["orders"]), fitting[0] if fitting else None)
        if found:
            return f"{found['means']} (unverified)" if found.get("unverified") else str(found["means"])
    return None


def years_of_schedule(code: str, level: str) -> int | None:
    """Return how many calendar years after the year of origin a schedule declassifies a level."""
    found = next((s for s in _schedules() if s["code"] == code.upper() and "years" in s), None)
    return None if found is None else found["years"].get(level)


def _schedule_keys(code: str) -> tuple[str, ...]:
    """Return a code in the ways the table may have it: with its number, then without."""
    written = re.sub(r"\s+", "", code.upper())
    if written in ("N/A", "NA", "NOTAPPLICABLE"):
        return ("N/A",)
    match = re.match(r"(XGDS|GDS|ADS|RDS|OADR|GP|GROUP|25X|50X|X)-?(\d?)", written)
    if match is None:
        return ()
    head, number = match[1].replace("GROUP", "GP"), match[2]
    return f"{head}-{number}", f"{head}{number}", head


def _day(date: Day) -> str:
    """Return a day as ISO text; a date known only in part counts from its beginning."""
    text = date.isoformat() if isinstance(date, datetime.date) else date
    return (text + "-01-01"[len(text) - 4 :])[:10] if len(text) in (4, 7) else text[:10]


@cache
def _by_number() -> dict[str, Order]:
    return {row["number"]: _order(row) for row in tables.settings("orders")["order"]}


def _order(row: dict[str, object]) -> Order:
    from reftel.decoding import from_plain

    amendments = row.get("amendment", [])
    kept = {k: v for k, v in row.items() if k not in ("amendment", "source")}
    defaults = {"years": None, "years_at_most": None, "amendments": amendments}
    return from_plain({**defaults, **kept, "until": row["until"] or None}, Order)


@cache
def _reasons() -> list[dict[str, Any]]:
    reasons: list[dict[str, Any]] = tables.settings("orders")["reason"]
    return reasons


@cache
def _schedules() -> list[dict[str, Any]]:
    schedules: list[dict[str, Any]] = tables.settings("orders")["schedule"]
    return schedules
