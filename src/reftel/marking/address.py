"""Checks of the address: precedences, routing indicators, posts, addressees named twice or left out."""

from __future__ import annotations

import re

from reftel.marking.case import Faults, fault, place, segment_texts
from reftel.model import Addressee, Found, Telegram
from reftel.terms import collectives, tables
from reftel.terms.posts import Post, post_of_routing_indicator, read_post
from reftel.terms.precedence import of_prosign
from reftel.terms.tables import squeeze

LONGEST_SERIAL = 9999  # a channel serial has four digits
_ROUTING = re.compile(r"\b([ZOPRY])\1(?=[ \t]+R[A-Z]{3,7}\b)")
_SURE = ("name", "station", "plad", "variant")


def routing_precedence(t: Telegram) -> Faults:
    """Compare the precedence of the routing line with that of the date-time group."""
    if t.precedence is None or t.precedence.by == "routing-line":
        return
    for span, words in segment_texts(t, "routing"):
        m = _ROUTING.search(words)
        routed = of_prosign(m[0]) if m else None
        if m and routed and _urgency(routed) != _highest(t):
            there = place(span, m.start(), m.end())
            yield fault(there, t.precedence.span, routed=routed, precedence=t.precedence.value)


def addressee_precedence(t: Telegram) -> Faults:
    """Find an addressee more urgent than the telegram."""
    if t.precedence is None:
        return
    for a in t.addressees:
        urgency = _urgency(a.value.precedence)
        if urgency is not None and urgency < (_highest(t) or 0):
            yield fault(
                a.span, t.precedence.span,
                plad=a.value.plad, precedence=a.value.precedence, message=t.precedence.value,
            )  # fmt: skip


def _highest(t: Telegram) -> int | None:
    """Return the urgency of the telegram: that of its more urgent group."""
    groups = [_urgency(f.value) for f in (t.precedence, t.info_precedence) if f]
    return min((u for u in groups if u is not None), default=None)


def _urgency(precedence: str | None) -> int | None:
    """Return the place of a precedence among those of its time, most urgent 0; NIACT changes nothing."""
    rows = tables.rows("precedence")
    prosign = next((r["prosign"] for r in rows if r["name"] == precedence), None)
    order = list(dict.fromkeys(r["prosign"] for r in rows if r["prosign"] in "ZOPR" and r["prosign"]))
    return order.index(prosign) if prosign in order else None


def station_of_other_post(t: Telegram) -> Faults:
    """Compare the station of format line 3 with the originator."""
    if t.station is None or t.originator is None:
        return
    served = post_of_routing_indicator(t.station.value.routing_indicator)
    sender = _sure_post(t.originator.value.plad)
    if served and sender and not _is_one_place(served, sender):
        yield fault(
            t.station.span, t.originator.span,
            indicator=t.station.value.routing_indicator, served=served.name, plad=t.originator.value.plad,
        )  # fmt: skip


def number_of_other_post(t: Telegram) -> Faults:
    """Compare the post of the number with the originator."""
    if t.mrn is None or t.originator is None or t.mrn.by != "stated":
        return
    sender = _sure_post(t.originator.value.plad)
    numbering = _sure_post(t.mrn.value.post)
    travelling = any(p and p.kind.startswith("travelling") for p in (sender, numbering))
    if sender and numbering and sender.station != numbering.station and not travelling:
        yield fault(t.mrn.span, t.originator.span, post=numbering.name, plad=t.originator.value.plad)


def indicator_of_other_post(t: Telegram) -> Faults:
    """Compare each addressee's routing indicator with its address."""
    for a in t.addressees:
        served = post_of_routing_indicator(a.value.routing_indicator or "")
        named = _sure_post(a.value.plad)
        if served and named and not _is_one_place(served, named):
            yield fault(a.span, indicator=a.value.routing_indicator, served=served.name, plad=a.value.plad)


def _is_one_place(served: Post, named: Post) -> bool:
    """Tell whether two posts are one, or missions of one city, which share a station."""
    return served.station == named.station or (served.city is not None and served.city == named.city)


def _sure_post(written: str) -> Post | None:
    """Return the post of a name where it is no guess."""
    reading = read_post(written)
    return reading.post if reading and reading.how in _SURE else None


def addressed_twice(t: Telegram) -> Faults:
    """Find an addressee that stands in the list twice."""
    seen: dict[str, Found[Addressee]] = {}
    for a in t.addressees:
        key = squeeze(a.value.plad)
        if key in seen:
            yield fault(seen[key].span, a.span, plad=a.value.plad)
        seen.setdefault(key, a)


def excluded_without_collective(t: Telegram) -> Faults:
    """Find exemptions where no addressee is a collective."""
    for a in t.addressees:
        if a.value.excluded and not collectives.is_collective(a.value.plad):
            spans = [span for span, _ in segment_texts(t, "exempt")]
            yield fault(*(spans[:1] or [a.span]), excluded=", ".join(a.value.excluded))


def serial_too_long(t: Telegram) -> Faults:
    """Find a channel serial of more than four digits."""
    for a in t.addressees:
        if a.value.serial is not None and a.value.serial > LONGEST_SERIAL:
            yield fault(a.span, plad=a.value.plad, serial=a.value.serial)
