"""What the explanation of one value may need to know of the rest of the telegram."""

from __future__ import annotations

from reftel.model import Record, Telegram


class About(Record, frozen=True):
    """Date, year, level, sender, order and layout of the telegram a value stands in; null where unknown."""

    date: str | None = None
    year: int | None = None
    level: str | None = None
    post: str | None = None
    order: str | None = None
    family: str | None = None
    archive: dict[str, str] | None = None


def about(telegram: Telegram) -> About:
    """Return what a telegram's values need to know of it."""
    t = telegram
    date = t.dtg.value.iso if t.dtg else None
    year = t.dtg.value.year if t.dtg else t.mrn.value.year if t.mrn else None
    return About(
        date=date,
        year=year,
        level=t.classification.value if t.classification else None,
        post=_sender(t),
        order=t.executive_order.value if t.executive_order else None,
        family=t.family,
        archive=t.archive,
    )


def _sender(telegram: Telegram) -> str | None:
    if telegram.originator and telegram.originator.value.post:
        return telegram.originator.value.post
    return telegram.mrn.value.post if telegram.mrn else None
