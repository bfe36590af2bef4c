"""What references point to: written, read and concluded kept apart, and what is held of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from reftel.collection.answers import Card, Citation, Followed, Resolution, States, Status, Used
from reftel.collection.cards import cards_where
from reftel.collection.citations import cited_by
from reftel.collection.judging import Asked, Citing, judge_of
from reftel.collection.rows import date_of
from reftel.model import Mrn, Reference, Telegram
from reftel.refs.uses import Use, find_uses
from reftel.refs.years import Inference

TELEGRAM = "telegram"
STATED = "stated"

_UNNUMBERED = {
    "septel": "It is said to be sent separately; no number is given.",
    "previous": "An earlier telegram is meant; no number is given.",
}


def resolve(db: sqlite3.Connection, telegram: Telegram) -> tuple[Resolution, ...]:
    """Tell what each reference of a telegram points to, in their order."""
    return tuple(_resolve(db, found.value, telegram) for found in telegram.references)


def follow(db: sqlite3.Connection, telegram: Telegram, card: Card) -> Followed:
    """Tell what a telegram refers to, where its text uses it, and who cites it."""
    uses = find_uses(telegram)
    resolutions = resolve(db, telegram)
    return Followed(
        card,
        tuple(Used(r, tuple(u for u in uses if u.entry == i)) for i, r in enumerate(resolutions)),
        tuple(_in_text(db, telegram, [u for u in uses if u.entry is None])),
        () if card.mrn is None else _cited_by(db, card),
    )


def _cited_by(db: sqlite3.Connection, card: Card) -> tuple[Citation, ...]:
    others = db.execute(
        "SELECT o.mrn FROM other_numbers o JOIN telegrams t ON t.id = o.telegram_id WHERE t.key = ?",
        (card.key,),
    ).fetchall()
    numbers = dict.fromkeys([str(card.mrn), *(mrn for (mrn,) in others)])
    return tuple(c for c in cited_by(db, numbers) if c.card.key != card.key)


def _in_text(db: sqlite3.Connection, telegram: Telegram, uses: Sequence[Use]) -> Iterable[Used]:
    """Yield what only the text names, uses of the same thing together."""
    together: dict[tuple[str, ...], list[Use]] = {}
    for use in uses:
        what = (use.kind, str(use.mrn), str(use.year_inferred)) if use.mrn else (use.kind, use.text.upper())
        together.setdefault(what, []).append(use)
    for same in together.values():
        yield Used(_resolve_use(db, same[0], telegram), tuple(same))


def _resolve_use(db: sqlite3.Connection, use: Use, telegram: Telegram) -> Resolution:
    if use.kind in _UNNUMBERED:
        reference = Reference(None, use.kind, None, use.text)
        return Resolution(reference, "unnumbered", (), _UNNUMBERED[use.kind])
    reference = Reference(None, TELEGRAM, use.mrn, use.text, year_inferred=use.year_inferred)
    if use.mrn is None:
        return Resolution(reference, "unreadable", (), _unreadable(use))
    return _resolve(db, reference, telegram)


def _unreadable(use: Use) -> str:
    if use.kind == "number":
        return "A number is given, and no post to whom it belongs."
    return "The REF block does not say which telegram is meant."


def _resolve(db: sqlite3.Connection, reference: Reference, telegram: Telegram) -> Resolution:
    if reference.kind != TELEGRAM:
        return Resolution(reference, "not-a-telegram", (), f"It is of the kind {reference.kind}.")
    if reference.mrn is None:
        return Resolution(reference, "unreadable", (), "No post and number could be read in it.")
    if not reference.year_inferred:
        status, held, why = state_of(db, str(reference.mrn))
        return Resolution(reference, status, held, why, reference.mrn, STATED)
    return _undated(db, reference, reference.mrn, telegram)


def _undated(db: sqlite3.Connection, reference: Reference, mrn: Mrn, telegram: Telegram) -> Resolution:
    """Resolve a reference without a year: to the year that is likely, or to none with all that may be."""
    found = infer(db, mrn, telegram)
    if found.sure == "open":
        return _open(db, reference, mrn, found)
    concluded = Mrn(mrn.post, mrn.serial, found.years[0].year)
    status, held, why = state_of(db, str(concluded))
    return Resolution(reference, status, held, f"{found.why} {why}", concluded, found.sure, found.years)


def infer(db: sqlite3.Connection, mrn: Mrn, telegram: Telegram) -> Inference:
    """Return the years that a number without one may be of, cited in a telegram."""
    asked = Asked(mrn.post, mrn.serial, mrn.year, date_of(telegram), lambda: _citing(telegram))
    return judge_of(db, mrn.post).infer(asked)


def _citing(t: Telegram) -> Citing:
    post = t.mrn.value.post if t.mrn else t.originator.value.post if t.originator else None
    return Citing(post, t.subject.value if t.subject else None, frozenset(f.value for f in t.tags))


def _open(db: sqlite3.Connection, reference: Reference, mrn: Mrn, found: Inference) -> Resolution:
    numbers = [str(Mrn(mrn.post, mrn.serial, year.year)) for year in found.years]
    held = tuple(card for number in numbers for card in held_as(db, number))
    which = f" Held is {' and '.join(dict.fromkeys(str(c.mrn) for c in held))}." if held else " None is held."
    return Resolution(reference, "ambiguous", held, f"{found.why}{which}", None, "open", found.years)


def state_of(db: sqlite3.Connection, mrn: str) -> tuple[Status, tuple[Card, ...], str]:
    """Tell whether a number is held, as what, and in words."""
    held = cards_where(db, "t.mrn = ? ORDER BY t.section_number, t.date, t.key", (mrn,))
    cards = tuple(card for _, card in held)
    if cards:
        lacking = _sections(db, mrn)
        times = "" if len(cards) == 1 else f" {len(cards)} times"
        return ("other-form", cards, lacking) if lacking else ("held", cards, f"{mrn} is held{times}.")
    others = cards_where(
        db, "t.id IN (SELECT telegram_id FROM other_numbers WHERE mrn = ?) ORDER BY t.date, t.key", (mrn,)
    )
    if others:
        cards = tuple(card for _, card in others)
        names = ", ".join(dict.fromkeys(c.mrn or "a telegram without a number" for c in cards))
        return "other-form", cards, f"{mrn} is held in another form: {names} gives this number too."
    return "not-held", (), f"{mrn} is not held."


def _sections(db: sqlite3.Connection, mrn: str) -> str:
    """Say which sections are held, where not all of a telegram are; nothing where it is whole."""
    rows = db.execute("SELECT section_number, section_of FROM telegrams WHERE mrn = ?", (mrn,)).fetchall()
    if any(number is None for number, _ in rows):
        return ""
    held = sorted({number for number, _ in rows})
    most = max(of or 0 for _, of in rows)
    if not most or len(held) >= most:
        return ""
    which = f"section {held[0]} is" if len(held) == 1 else f"sections {', '.join(map(str, held))} are"
    return f"Of {mrn}, {which} held, of {most}."


def held_as(db: sqlite3.Connection, mrn: str) -> tuple[Card, ...]:
    """Return the telegrams that bear exactly this number."""
    found = cards_where(db, "t.mrn = ? ORDER BY t.section_number, t.date, t.key", (mrn,))
    return tuple(card for _, card in found)


# -- over the collection -----------------------------------------------------------------------

_STATE = """
    CASE WHEN r.kind IN ('septel', 'previous') THEN 'unnumbered'
         WHEN r.kind NOT IN ('telegram', 'number', 'letter', 'reftel') THEN 'not-a-telegram'
         WHEN r.mrn IS NULL THEN 'unreadable'
         WHEN r.concluded IS NULL THEN 'ambiguous'
         WHEN EXISTS (SELECT 1 FROM telegrams t WHERE t.mrn = r.concluded AND t.section_number IS NULL)
             THEN 'held'
         WHEN EXISTS (SELECT 1 FROM telegrams t WHERE t.mrn = r.concluded) THEN
             CASE WHEN (SELECT count(DISTINCT t.section_number) >= ifnull(max(t.section_of), 0)
                        FROM telegrams t WHERE t.mrn = r.concluded) THEN 'held' ELSE 'other-form' END
         WHEN EXISTS (SELECT 1 FROM other_numbers o WHERE o.mrn = r.concluded) THEN 'other-form'
         ELSE 'not-held' END
"""


def states(db: sqlite3.Connection) -> States:
    """Count the references of the collection by state, and by how sure the year is."""
    entries, texts = "refs r", "uses r WHERE r.entry IS NULL"
    return States(
        _counted(db, f"SELECT {_STATE}, count(*) FROM {entries} GROUP BY 1"),
        _counted(db, f"SELECT r.sure, count(*) FROM {entries} GROUP BY 1"),
        _counted(db, f"SELECT {_STATE}, count(*) FROM {texts} GROUP BY 1"),
        _counted(db, f"SELECT r.sure, count(*) FROM {texts} GROUP BY 1"),
    )


def _counted(db: sqlite3.Connection, query: str) -> dict[str, int]:
    rows = db.execute(f"{query} ORDER BY 2 DESC, 1").fetchall()
    return {name: count for name, count in rows if name is not None}
