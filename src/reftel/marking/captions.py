"""Checks of captions: their time, and what they may stand with."""

from __future__ import annotations

from reftel.marking import facts
from reftel.marking.case import Faults, day_of, fault
from reftel.model import Telegram
from reftel.terms.posts import post_of_plad

# Kinds of originators and addressees that are not of the Department of State.
_OTHERS = ("agency", "military command")


def out_of_time(t: Telegram) -> Faults:
    """Find captions, and levels below the orders', on a day when they did not exist."""
    day = day_of(t)
    if day is None:
        return
    for found in (*t.captions, *([t.classification] if t.classification else [])):
        first, last = facts.days_of_caption(found.value)
        if first and day < first:
            yield fault(found.span, caption=found.value, day=day, known=f"from {first}")
        if last and day > last:
            yield fault(found.span, caption=found.value, day=day, known=f"until {last}")


def apart(t: Telegram) -> Faults:
    """Find captions that do not stand together."""
    by_name = {c.value: c for c in t.captions}
    for row in facts.captions_apart():
        if row["caption"] not in by_name:
            continue
        for other in t.captions:
            unlike = other.value in row["captions"] or facts.kind_of_caption(other.value) in row["kinds"]
            if unlike and other.value != row["caption"]:
                yield fault(
                    by_name[row["caption"]].span, other.span, caption=row["caption"], other=other.value
                )


def several_channels(t: Telegram) -> Faults:
    """Find more than one channel caption."""
    found = [c for c in t.captions if c.value in facts.channels()]
    if len(found) > 1:
        yield fault(*(c.span for c in found), captions=" and ".join(c.value for c in found))


def stadis_outside(t: Telegram) -> Faults:
    """Find addressees outside the Department on a telegram that is for the Department only."""
    caption = next((c for c in t.captions if c.value == "STADIS"), None)
    if caption is None:
        return
    for addressee in t.addressees:
        post = post_of_plad(addressee.value.plad)
        if post is not None and post.kind in _OTHERS:
            yield fault(caption.span, addressee.span, plad=addressee.value.plad)
