"""Claims as a table, one line per claim, written as `reftel.export.csv` is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reftel.collection.said import Claim, Day
from reftel.export.csv import BETWEEN, Column, table

COLUMNS = (
    Column("said", "the day it was said, or may have been at the earliest", lambda c: c.said.earliest),
    Column("said_to", "the last day it may have been said", lambda c: c.said.latest),
    Column("said_sure", "how sure that is", lambda c: c.said.certainty),
    Column("speaker", "who says it", lambda c: c.speaker.name if c.speaker else None),
    Column(
        "speaker_written", "the words for the speaker", lambda c: c.speaker.written if c.speaker else None
    ),
    Column("hearer", "who is told", lambda c: c.hearer.name if c.hearer else None),
    Column("manner", "state, confirm, deny and so on", lambda c: c.manner),
    Column("own", "yes where the post speaks for itself", lambda c: "yes" if c.own else ""),
    Column("cue", "the words that tell of it", lambda c: c.cue),
    Column("quote", "the exact words of what is said", lambda c: c.quote),
    Column("meant", "the days it speaks of", lambda c: BETWEEN.join(map(_days, c.meant))),
    Column("place", "the place it speaks of, or of the post", lambda c: c.place.name if c.place else None),
    Column(
        "chain", "who told whom, the ultimate source first", lambda c: BETWEEN.join(x.who for x in c.chain)
    ),
    Column("grounds", "the source's own sources", lambda c: BETWEEN.join(c.grounds)),
    Column("number", "the telegram's number (MRN)", lambda c: c.card.mrn),
    Column("date", "its date-time group", lambda c: c.card.date),
    Column("paragraph", "the number of the paragraph", lambda c: c.number),
    Column("portion", "its mark", lambda c: c.portion),
    Column("sure", "the chance that somebody is said to have said this", lambda c: _chance(c.sure)),
    Column("key", "the telegram's key", lambda c: c.card.key),
)


def written(claims: Iterable[Claim]) -> Iterator[bytes]:
    """Yield the table, a line at a time."""
    yield from table(COLUMNS, claims)


def _days(day: Day) -> str:
    if day.earliest is None:
        return f"{day.written} (open)"
    return day.earliest if day.earliest == day.latest else f"{day.earliest} to {day.latest}"


def _chance(sure: float | None) -> str | None:
    return None if sure is None else f"{sure:.2f}"
