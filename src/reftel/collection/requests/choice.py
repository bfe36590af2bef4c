"""Which kind of request suits a missing telegram, and why; and what to beware of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reftel.collection.missing.answers import Missing
from reftel.collection.missing.rank import higher_level
from reftel.terms.requests import Kind, choice


def kind_for(missing: Missing, on: str) -> tuple[Kind, tuple[str, ...]]:
    """Return the kind of request that suits, on a day (ISO), and the reasons.

    Mandatory Declassification Review suits a document that is identified exactly and is probably still
    classified; the Freedom of Information Act suits all else.
    """
    doubts = tuple(_doubts(missing))
    if doubts:
        return "foia", doubts
    year, level = int(missing.mrn[:4]), level_of(missing)
    if level not in choice().levels:
        return "foia", (
            f"what is known of its level ({level or 'nothing'}) does not say that it is classified",
        )
    identified = (
        "its number and year are written where it is known from"
        if missing.year_known == "stated"
        else "its number is written where it is cited, and its year is certain by the numbers held around it"
    )
    if missing.state == "withdrawn":
        return "mdr", (identified, f"a card that is held says that it was withdrawn ({missing.said})")
    age = int(on[:4]) - year
    if age > choice().automatic_years:
        why = (
            f"it is {age} years old: after {choice().automatic_years} it is declassified by itself unless it "
            "was exempted, and then only has to be found"
        )
        return "foia", (why,)
    whose = "the record that is held says" if missing.held else "those who cite it are up to"
    return "mdr", (identified, f"it is probably classified: {whose} {level}", f"it is only {age} years old")


def level_of(missing: Missing) -> str | None:
    """Return its level as its own record says, or the highest of those who cite it."""
    level = None
    for card in missing.held or tuple(each.card for each in missing.cited_by):
        level = higher_level(level, card.classification)
    return level


def _doubts(missing: Missing) -> Iterator[str]:
    """Yield what keeps it from being identified exactly."""
    if not missing.year_is_sure:
        yield f"its year is not written where it is cited, only inferred ({missing.year_known})"
    if missing.dates is not None and missing.dates.basis == "conflict":
        yield "number and year do not agree with what cites it: it has to be searched for"
    if not missing.cited_by and not missing.held:
        yield "nothing that is held cites it: whether it exists has to be searched for"


def warnings_for(missing: Missing, kind: Kind, on: str) -> tuple[str, ...]:
    """Return what to beware of before asking for it by this kind of request."""
    return tuple(_warnings(missing, kind, on))


def _warnings(missing: Missing, kind: Kind, on: str) -> Iterator[str]:
    years = choice().reviewed_years
    if kind == "mdr":
        for doubt in _doubts(missing):
            yield f"{missing.mrn}: {doubt}; a review can be refused for that."
        if missing.reviewed and missing.reviewed > _years_before(on, years):
            yield (
                f"{missing.mrn} was reviewed on {missing.reviewed}, less than {years} years ago: a review "
                "now may be refused. Ask under the Freedom of Information Act, or wait."
            )
        elif not missing.reviewed:
            yield f"{missing.mrn}: if it was reviewed within the last {years} years, a review may be refused."
    if not missing.cited_by:
        yield f"{missing.mrn}: no telegram that is held cites it, so the letter has no citing line to quote."
    if any(not each.card.provenance for each in missing.cited_by[:1]):
        yield f"{missing.mrn}: where what cites it was published is not known; the letter leaves a place."


def _years_before(day: str, years: int) -> str:
    date = dt.date.fromisoformat(day)
    try:
        return date.replace(year=date.year - years).isoformat()
    except ValueError:  # 29 February
        return date.replace(year=date.year - years, day=28).isoformat()
