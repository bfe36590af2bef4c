"""One sentence or two on a value of the record; the table at the end is the list of what can be explained."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from reftel.explain import markings, places
from reftel.explain.about import About
from reftel.explain.stamps import explain_stamp
from reftel.explain.words import day_of_year, say, spell_date
from reftel.model import Dtg, Mrn, Reference, Section, SecuritySignal, Station
from reftel.terms import posts, routing, signals

YEARLY = 1973  # from here on the archive's numbers show a new count each calendar year
KINDS_OF_REFERENCE = {
    "airgram": "an airgram, sent by pouch and numbered apart from telegrams",
    "email": "an e-mail",
    "phone": "a telephone conversation",
    "memo": "a memorandum",
    "report": "a report",
    "other": "something other than a numbered telegram",
}


def explain_value(
    field: str, value: Any, year: int | None = None, *, about: About | None = None
) -> str | None:
    """Say in plain English what a value of the record means, or None if there is nothing to say.

    `field` is a key of the record, with or without its place in the list: `tags`, `tags[0]`.

    >>> explain_value("tags", "PREL", 2007)
    'PREL: External Political Relations (subject, as used in 2007).'
    """
    rule = RULES.get(field.partition("[")[0])
    if rule is None or value is None:
        return None
    return rule(value, about or About(year=year, date=None if year is None else f"{year:04}"))


def _transmission_id(value: str, about: About) -> str:
    match = re.fullmatch(r"V?ZCZC([A-Z]{2,3})(\d+)", value)
    if match is None:
        return say(f"{value}: transmission identification, which a relay gave this copy")
    channel, serial = match.groups()
    said = f"transmission identification: message {serial} on the channel {channel}"
    return say(said, "it counts what went over that channel and does not identify the telegram")


def _station(value: Station, about: About) -> str:
    post = posts.post_of_routing_indicator(value.routing_indicator)
    name = routing.meaning(value.routing_indicator) or (post.plad if post else None)
    filed = None
    if value.filed:
        day = day_of_year(value.filed)
        filed = f"handed in for transmission on day {day} of the year: {spell_date(value.filed)}"
    number = (
        f"{value.serial} is its station serial, as a rule the telegram's own number"
        if value.serial is not None
        else None
    )
    return say(f"put on the air by {value.routing_indicator}{f', {name}' if name else ''}", number, filed)


def _security_signal(value: SecuritySignal, about: About) -> str:
    level = f"; its five letters stand for {value.classification}" if value.classification else ""
    return say(f"{value.signal}: {signals.meaning(value.signal) or 'a security prosign'}{level}")


def _dtg(value: Dtg, about: About) -> str:
    said = spell_date(value.iso)
    if about.family == "frus":
        return say(f"dateline, as the editors print it: {said}")
    if "T" not in value.iso:
        archive = "the archive's date; no time is printed" if about.family == "attribute_table" else None
        return say(f"dated {said}", archive)
    clock = "" if value.iso.endswith("Z") else "; no time zone is printed"
    return say(f"date-time group: {said}, when the message was ready to be sent{clock}")


def _mrn(value: Mrn, about: About) -> str:
    post = posts.post_of_plad(value.post)
    who = f"{value.post} ({places.describe(post)})" if post else value.post
    return say(
        f"telegram number {value.serial} of {who} in {value.year}",
        "each post counts its telegrams anew every year" if value.year >= YEARLY else None,
    )


def _section(value: Section, about: About) -> str:
    if value.number is None:
        return say(
            "all sections of the telegram stand here joined" + (f": {value.of} of them" if value.of else "")
        )
    if value.of == 1:
        return say("section 1 of 1: the only one")
    return say(
        f"section {value.number}"
        + (f" of {value.of}" if value.of else "")
        + ": a long telegram is sent in sections"
    )


def _subject(value: str, about: About) -> str:
    return say("what the telegram is about, in the drafter's words")


def _reference(value: Reference, about: About) -> str:
    label = f"ref {value.letter}" if value.letter else "reference"
    if value.mrn is None:
        if value.kind == "telegram":
            return say(f"{label}: a telegram whose number is not given in full")
        return say(f"{label}: {KINDS_OF_REFERENCE.get(value.kind, KINDS_OF_REFERENCE['other'])}")
    post = posts.post_of_plad(value.mrn.post)
    sender = f"{value.mrn.post} ({places.describe(post)})" if post else value.mrn.post
    year = "the year is not printed and was inferred" if value.year_inferred else None
    notal = "NOTAL: not sent to all addressees of this telegram" if value.notal else None
    return say(f"{label}: telegram number {value.mrn.serial} of {sender} in {value.mrn.year}", year, notal)


def _signature(value: str, about: About) -> str:
    if about.post == "STATE":
        return say(
            f"signed {value}: telegrams of the Department bear the name of the Secretary or Acting Secretary"
        )
    return say(f"signed {value}: the officer in charge of the post, not necessarily the one who wrote it")


RULES: dict[str, Callable[[Any, About], str]] = {
    "transmission_id": _transmission_id,
    "precedence": places.explain_precedence,
    "info_precedence": lambda value, about: say(f"for information addressees: precedence {value}"),
    "routing": places.explain_routing_indicator,
    "station": _station,
    "security_signal": _security_signal,
    "dtg": _dtg,
    "from": places.explain_originator,
    "to": places.explain_addressee,
    "info": places.explain_addressee,
    "mrn": _mrn,
    "section": _section,
    "classification": markings.explain_classification,
    "portion": markings.explain_portion,
    "captions": markings.explain_caption,
    "executive_order": markings.explain_order,
    "declassify_on": markings.explain_declassify_on,
    "declassify_event": markings.explain_declassify_event,
    "tags": markings.explain_tags_code,
    "subject": _subject,
    "references": _reference,
    "classified_by": markings.explain_classifier,
    "reasons": markings.explain_reason,
    "signature": _signature,
    "release": explain_stamp,
}
