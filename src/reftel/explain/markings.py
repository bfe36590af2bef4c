"""Classification, captions, the E.O. line, reasons, TAGS: what the marks mean in the telegram's year."""

from __future__ import annotations

import re

from reftel.explain.about import About
from reftel.explain.words import NOT_KNOWN, doubt, join, say, spell_date, years_between
from reftel.model import Classifier
from reftel.terms import captions, levels, orders, tags

KINDS = {
    "subject": "subject",
    "program": "program",
    "geographic": "country or region",
    "organization": "organization",
}
LISTS = {
    "1973-79": (1973, 1979),
    "2000s": (2000, 2019),
    "2024": (2020, 9999),
}  # years a list of TAGS speaks for
LIST_NAMES = {"2000s": "the 2000s"}
DATED = re.compile(r"\d{4}")


def explain_classification(value: str, about: About) -> str:
    """Say what a level meant on the telegram's date: `In 1975 LIMITED OFFICIAL USE meant: ...`."""
    day = about.date or (f"{about.year:04}" if about.year else None)
    order = orders.in_force(day) if day else None
    means = levels.meaning(value, order=order.number if order else None)
    if means is None:
        return say(f"{value}: {NOT_KNOWN}")
    if about.year is None:
        return say(f"{value}: {means}")
    by = f", under Executive Order {order.number}" if order and value in order.levels else ""
    return say(f"In {about.year} {value} meant{by}: {means}", _out_of_use(value, about))


def _out_of_use(value: str, about: About) -> str | None:
    since, until = levels.in_use(value)
    day = (about.date or "")[:10]
    if until and day > until:
        return f"on {spell_date(day)} it was out of use, since {spell_date(until)}"
    if since and day and day < since[: len(day)]:
        return f"on {spell_date(day)} it was not yet in use; it came on {spell_date(since)}"
    return None


def explain_portion(value: str, about: About) -> str:
    """Say what the mark of a paragraph means: `S/NF`."""
    level, *controls = value.split("/")
    name = levels.level_of_portion(level) or level
    said = [f"{c}, {captions.meaning(c, year=about.year)}" if captions.meaning(c) else c for c in controls]
    return say(f"({value}): this paragraph is {name}", *said)


def explain_caption(value: str, about: About) -> str:
    """Say what a caption asks for; one outside its time is mentioned."""
    means = captions.meaning(value, year=about.year)
    found = captions.find(value)
    if means is None:
        return say(f"{value}: a caption; {NOT_KNOWN}")
    said = f"{value}: {means}{doubt(found is not None and found.unverified)}"
    return say(said, f"in use: {found.era}" if found and DATED.search(found.era) else None)


def explain_order(value: str, about: About) -> str:
    """Say which executive order it is, and when it was in force."""
    order = orders.order(value)
    if order is None:
        return say(f"Executive Order {value}; {NOT_KNOWN}")
    until = f"to {spell_date(order.until)}" if order.until else "on"
    said = f"Executive Order {value}, “{order.name}”, in force from {spell_date(order.in_force)} {until}"
    return say(said, *(_amended(a, about) for a in order.amendments), _out_of_force(order, about))


def _amended(amendment: orders.Amendment, about: About) -> str | None:
    if about.date is None or about.date[:10] < amendment.marked_from:
        return None
    since = spell_date(amendment.marked_from)
    return f"by then as amended by Executive Order {amendment.number}: since {since} {amendment.says}"


def _out_of_force(order: orders.Order, about: About) -> str | None:
    if about.date is None or len(about.date) < 10:
        return None
    now = orders.in_force(about.date)
    if now is None or now == order:
        return None
    return f"on the telegram's date, {spell_date(about.date[:10])}, Executive Order {now.number} was in force"


def explain_declassify_on(value: str, about: About) -> str:
    """Say when the telegram was to be declassified, and how long after it was written."""
    after = years_between(about.date, value) if about.date else None
    return say(f"to be declassified on {spell_date(value)}{_how_long(after)}", _beyond(after, about))


def _how_long(after: float | None) -> str:
    if after is None:
        return ""
    if after < 0:
        return ", which is before the telegram was written"
    years = round(after)
    exactly = abs(after - years) < 0.01
    return f", {'' if exactly else 'about '}{years} year{'s' * (years != 1)} after it was written"


def _beyond(after: float | None, about: About) -> str | None:
    order = orders.order(about.order) if about.order else None
    if after is None or order is None or order.years_at_most is None or after <= order.years_at_most + 0.1:
        return None
    return f"that is longer than the {order.years_at_most} years which Executive Order {order.number} allows"


def explain_declassify_event(value: str, about: About) -> str:
    """Say what the schedule or event in the place of a date means."""
    means = orders.meaning_of_schedule(
        value, about.order or (about.date and orders.in_force(about.date)) or None
    )
    if means is None:
        return say(f"to be declassified on this event: {value}")
    return say(f"{value}: {means}", _due(value, about))


def _due(value: str, about: About) -> str | None:
    """Work out the day on which the general schedule of 1972-78 declassifies."""
    years = orders.years_of_schedule(value, about.level or "")
    if years is None or about.year is None or about.order != "11652":
        return None
    return f"for this telegram, {about.level} and of {about.year}, that is 31 December {about.year + years}"


def explain_tags_code(value: str, about: About) -> str:
    """Say what a TAGS code meant in the telegram's year."""
    if "," in value:
        return say(f"{value}: the person the telegram is about, surname first")
    tag = tags.find(value, year=about.year)
    if tag is None:
        return say(
            f"{value}: not in our lists of TAGS{f' for {about.year}' if about.year else ''}", _elsewhen(value)
        )
    when = _when(tag, about.year)
    if tag.name is None:
        return say(f"{value}: a known {KINDS[tag.kind]} code whose meaning was not found")
    return say(f"{value}: {tag.name} ({KINDS[tag.kind]}{when}{'; unverified' if tag.unverified else ''})")


def _when(tag: tags.Tag, year: int | None) -> str:
    """Say whether a list of the telegram's year has the code, or which other list it was found in."""
    if year is None:
        return ""
    if any(first <= year <= last for era in tag.eras for first, last in (LISTS[era],)):
        return f", as used in {year}"
    listed = any(first <= year <= last for first, last in LISTS.values())
    lists = join([LIST_NAMES.get(era, era) for era in tag.eras])
    return f", from the list of {lists}{'' if listed else f'; none of {year} was found'}"


def _elsewhen(value: str) -> str | None:
    tag = tags.find(value)
    if tag is None or tag.name is None:
        return None
    return f"in the list of {join([LIST_NAMES.get(e, e) for e in tag.eras])} it is {tag.name}"


def explain_reason(value: str, about: About) -> str:
    """Say why the telegram is classified, by the section and letter cited."""
    means = orders.meaning_of_reason(value, about.date)
    if means is None:
        return say(f"{value}: a reason for classifying that the orders of our table do not list")
    return say(f"reason {value}: {means}", _other_section(value, about))


def _other_section(value: str, about: About) -> str | None:
    """Say so where reasons were cited by another section on the telegram's date."""
    section = orders.section_of_reasons(about.date) if about.date else None
    if section is None or value.startswith(section):
        return None
    return f"on the telegram's date reasons were cited by section {section}"


def explain_classifier(value: Classifier, about: About) -> str:
    """Say who classified the telegram."""
    who = ", ".join(p for p in (value.name, value.title) if p)
    return say(f"classified by {who}: the officer who decided on the level")
