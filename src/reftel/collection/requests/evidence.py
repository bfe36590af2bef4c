"""What a letter says of one telegram: number, date, subject, and who cites it with which words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from reftel.collection.answers import Provenance
from reftel.collection.missing.answers import Citing, Missing
from reftel.terms.posts import read_post

# So many citing telegrams are quoted, those with a sentence first, and so many sentences of each.
_QUOTED = 3
_SENTENCES = 2

WHERE_PUBLISHED = "[say where this telegram was published or released]"


def described(missing: Missing, number: int) -> Iterator[str]:
    """Yield the paragraphs that describe one telegram, the first with its number in the letter."""
    year, _, rest = missing.mrn.partition(" ")
    post, _, serial = rest.rpartition(" ")
    reading = read_post(post)
    sender = f" ({reading.post.plad})" if reading and reading.post.plad != post else ""
    yield f"{number}. Telegram {missing.mrn}: number {serial} of {year} from {post}{sender}."
    yield from (f"   {said}" for said in _known(missing))
    quoted = _best(missing.cited_by)
    if quoted:
        yield "   That it was sent is shown by:"
    for each in quoted:
        yield from (f"   {said}" for said in cited(each))
    more = [each.card.mrn or each.card.key[:12] for each in missing.cited_by if each not in quoted]
    if more:
        yield f"   It is cited too by {', '.join(more)}."


def _known(missing: Missing) -> Iterator[str]:
    if missing.dates is not None:
        yield f"Date: probably {missing.dates.says}."
    around = [card for card in (missing.before, missing.after) if card and card.mrn and card.date]
    if around and missing.dates and missing.dates.basis in ("between", "beyond"):
        told = " and ".join(f"{card.mrn} of {_day(card.date)}" for card in around)
        yield f"Numbers of the same post around it: {told}."
    if missing.words:
        words = ", ".join(w.word for w in missing.words)
        tags = f"; TAGS of those that cite it: {', '.join(missing.tags)}" if missing.tags else ""
        yield f"Subject: not known to me; those that cite it speak of {words}{tags}."
    for card in missing.held:
        what = "A withdrawal card" if missing.state == "withdrawn" else "A record without its text"
        said = f', which says: "{missing.said}"' if missing.said else ""
        subject = f' Its subject there: "{card.subject}".' if card.subject else ""
        yield f"{what} of this telegram is public ({_source(card.provenance)}){said}.{subject}"


def cited(each: Citing) -> Iterator[str]:
    """Yield the lines that prove by one citing telegram that another was sent."""
    level = f", {each.card.classification}" if each.card.classification else ""
    letter = f" as its reference {each.letter}" if each.letter else " as a reference"
    name = each.card.mrn or f"a telegram without number (SHA-256 {each.card.key[:12]})"
    notal = ", marked NOTAL (not to all addressees)" if each.notal else ""
    yield (
        f"- {name} of {_day(each.card.date)}{level} ({_source(each.card.provenance)}), which names "
        f'it{letter}{notal}, in these words: "{each.text}"'
    )
    for sentence in each.sentences[:_SENTENCES]:
        where = f"In its paragraph {sentence.number}" if sentence.number else "In its text"
        yield f'  {where} it says: "{sentence.text}"'


def _best(citing: Sequence[Citing]) -> list[Citing]:
    """Return those to quote: with a sentence, a year, a known source; in the order they were sent."""
    ranked = sorted(
        citing, key=lambda c: (not c.sentences, c.year_inferred, not c.card.provenance, c.card.date or "9")
    )
    chosen = ranked[:_QUOTED]
    return [each for each in citing if each in chosen]


def _source(said: Provenance | None) -> str:
    if not said:
        return WHERE_PUBLISHED
    told = []
    if said.released_by or said.released_on:
        by = f" by {said.released_by}" if said.released_by else ""
        told.append(f"released{by}{f' on {said.released_on}' if said.released_on else ''}")
    if said.retrieved_from:
        told.append(f"found at {said.retrieved_from}")
    return ", ".join(told) or WHERE_PUBLISHED


def _day(date: str | None) -> str:
    if not date:
        return "unknown date"
    if len(date) < 10:
        return date
    day = dt.date.fromisoformat(date[:10])
    return f"{day.day} {day:%B} {day.year}"
