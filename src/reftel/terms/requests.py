"""Asking for telegrams that are not public: the agencies, the kinds of request, what the choice rests on."""

from __future__ import annotations

from functools import cache
from typing import Literal

from reftel.decoding import from_plain
from reftel.model import Record
from reftel.terms import tables

Kind = Literal["foia", "mdr"]


class Agency(Record, frozen=True):
    """An agency that answers requests: what it holds, and the rules it answers by.

    `series` is what it calls the telegrams of the years from `series_from` to `until`.
    """

    code: str
    name: str
    holds: str
    foia_rules: str
    mdr_rules: str
    source: str
    series: str | None = None
    series_from: int | None = None
    until: int | None = None
    unverified: bool = False


class KindOfRequest(Record, frozen=True):
    """A kind of request: the law it rests on, what it needs to say, and where that is written."""

    code: str
    name: str
    law: str
    needs: tuple[str, ...]
    source: str
    order: str | None = None


class Choice(Record, frozen=True):
    """What the choice between the two kinds rests on, in years and levels."""

    automatic_years: int
    reviewed_years: int
    levels: tuple[str, ...]
    source: str


@cache
def agencies() -> dict[str, Agency]:
    """Return the agencies by code."""
    return {row["code"]: from_plain(row, Agency) for row in tables.settings("requests")["agency"]}


@cache
def kinds() -> dict[str, KindOfRequest]:
    """Return the kinds of request by code."""
    return {row["code"]: from_plain(row, KindOfRequest) for row in tables.settings("requests")["kind"]}


@cache
def choice() -> Choice:
    """Return what the choice between the kinds rests on."""
    return from_plain(tables.settings("requests")["choice"], Choice)


def agency_of(year: int) -> Agency:
    """Return the agency that probably holds the Department's telegrams of a year.

    >>> agency_of(1975).code, agency_of(2008).code
    ('NARA', 'STATE')
    """
    archive = agencies()["NARA"]
    return archive if archive.until is not None and year <= archive.until else agencies()["STATE"]
