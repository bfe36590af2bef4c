"""The facts that the checks rest on, asked of the tables in `terms`."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

from reftel.terms import captions, orders, tables, tags
from reftel.terms.orders import Order

_DAYS = re.compile(r"(until|from) (\d{1,2} [A-Z][a-z]{2} \d{4})")


@cache
def levels_of_orders() -> frozenset[str]:
    """Return the levels that an executive order knows; what is below them is not classified."""
    return frozenset(level for order in orders.all_orders() for level in order.levels)


@cache
def controls() -> dict[str, str]:
    """Return the caption that a portion's control asks for at the head of the telegram."""
    return {row["portion"]: row["caption"] for row in _marking()["control"]}


@cache
def days_of_caption(name: str) -> tuple[str | None, str | None]:
    """Return the first and last day of a caption, where the table has them to the day."""
    found = captions.find(name)
    m = _DAYS.fullmatch(found.era) if found else None
    if m is None:
        return None, None
    day = dt.datetime.strptime(m[2], "%d %b %Y").replace(tzinfo=dt.UTC).date().isoformat()
    return (day, None) if m[1] == "from" else (None, day)


def kind_of_caption(name: str) -> str | None:
    """Return the kind of a caption."""
    found = captions.find(name)
    return found.kind if found else None


@cache
def captions_apart() -> tuple[dict[str, Any], ...]:
    """Return the rows of captions that do not stand with others."""
    return tuple(_marking()["apart"])


@cache
def channels() -> frozenset[str]:
    """Return the channel captions, of which a telegram bears one."""
    return frozenset(_marking()["one_channel"]["captions"])


@cache
def subjects_of_persons() -> frozenset[str]:
    """Return the TAGS that ask for the name of a person."""
    return frozenset(_marking()["person"]["codes"])


@cache
def tags_of_1974() -> frozenset[str]:
    """Return the codes of the list of 1974; the lists of later times are not known as whole."""
    return frozenset(r["code"].upper() for r in tables.rows("tags") if f"era:{tags.SEVENTIES}" in r["notes"])


@cache
def sections_of_reasons(day: str) -> tuple[str, ...]:
    """Return the sections by which reasons could be cited: both while an amendment was not yet marked."""
    order = orders.in_force(day)
    days = {day} | {a.marked_from for a in order.amendments if a.signed <= day} if order else {day}
    return tuple(sorted({s for d in days if (s := orders.section_of_reasons(d))}))


@cache
def letters_of_section(section: str) -> tuple[str, ...] | None:
    """Return the letters of a section of reasons; None where the section is none of them."""
    rows = tables.settings("orders")["reason"]
    return next((tuple(row["letters"]) for row in rows if row["section"] == section), None)


def years_at_most(order: Order, day: str, event: str | None) -> int | None:
    """Return how many years ahead a telegram of that day could be kept classified."""
    longest = order.years_at_most or order.years
    if event and event.startswith("GDS"):
        return order.years
    if order.amendments and order.years and day < min(a.signed for a in order.amendments):
        return order.years
    return longest


def schedule_code(written: str) -> str | None:
    """Return the bare code of a schedule: `XGDS 1` is XGDS, `25X1` is 25X, `X1` stays."""
    m = re.fullmatch(
        r"(XGDS|GDS|ADS|RDS|OADR)(?:[ -]?\d)?|(25X|50X)\d{1,2}(?:-\w+)?|(X[1-8])|(GP-?[1-4])", written
    )
    return next((g for g in m.groups() if g), None) if m else None


@cache
def orders_of_schedule(code: str) -> frozenset[str]:
    """Return the orders that know a schedule; none for a word that is no schedule."""
    rows = tables.settings("orders")["schedule"]
    return frozenset(n for row in rows if row["code"] == code for n in row["orders"])


@cache
def end_of_schedule(code: str) -> str | None:
    """Return the last day of a schedule that ended before its order."""
    return next((str(row["on"]) for row in _marking()["ended"] if code in row["codes"]), None)


def _marking() -> dict[str, Any]:
    return tables.settings("marking")
