"""Checks of what the text says: TAGS, paragraph numbers, references, labels."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from reftel.marking import facts
from reftel.marking.case import Fault, Faults, day_of, fault, is_opening
from reftel.marking.portions import mark_of
from reftel.model import Found, Mrn, Paragraph, Reference, Span, Telegram
from reftel.terms import tags

SOON = 14  # days ahead within which a number without a year is taken for one of this year

# The order of the TAGS of 1974, and what each kind is called there.
_ORDER = ("subject", "geographic", "organization")

# `REF A`, `REFTELS A AND C`, `(ref B)`; in mixed case the letter is still a capital.
_REF = re.compile(
    r"\b(?:REF|[Rr]ef)(?:TEL|tel)?[Ss]?[ \n]+"
    r"(?P<letters>\(?[A-Z]\)?(?:(?:,?[ \n](?:AND|and)[ \n]|,[ \n]?|[ ]?&[ ]?|/)\(?[A-Z]\)?(?![A-Za-z'’]))*)"
    r"(?![A-Za-z'’\w])"
)
_LETTER = re.compile(r"(?<![A-Za-z])[A-Z](?![A-Za-z])")
_SUMMARY = re.compile(r"\s*(?:BEGIN\s+)?SUMMARY\s*(?:AND\s+[A-Z ]{4,30})?[:.]?", re.IGNORECASE)
_END_SUMMARY = re.compile(r"[Ee](?<!\w[Ee])(?i:ND\s*(?:OF\s*)?(?:[A-Z]+\s+(?:AND\s+)?)?SUMMARY)")


def tags_unknown(t: Telegram) -> Faults:
    """Find codes that no list has."""
    for found in t.tags:
        if found.value.isalnum() and not _is_person(t, found) and not tags.is_known(found.value):
            yield fault(found.span, code=found.value)


def tags_of_other_time(t: Telegram) -> Faults:
    """Find codes that came after the list of 1974."""
    for found in t.tags:
        known = not _is_person(t, found) and tags.is_known(found.value)
        if known and found.value not in facts.tags_of_1974():
            yield fault(found.span, code=found.value, day=day_of(t))


def tags_without_subject(t: Telegram) -> Faults:
    """Find a TAGS line without a subject code."""
    kinds = {tags.kind(found.value) for found in t.tags if not _is_person(t, found)}
    if t.tags and not kinds & {"subject", None}:
        yield fault(_around(t.tags), tags=", ".join(found.value for found in t.tags))


def tags_out_of_order(t: Telegram) -> Faults:
    """Find codes that do not stand in the order subject, geographic, organization."""
    known = [(f, k) for f in t.tags if not _is_person(t, f) and (k := _kind(t, f)) in _ORDER]
    for (first, kind), (second, other) in pairwise(known):
        if _ORDER.index(kind) > _ORDER.index(other):
            yield fault(
                first.span, second.span,
                first=first.value, kind=kind, second=second.value, other=other,
            )  # fmt: skip
            return


def _kind(t: Telegram, found: Found[str]) -> str:
    day = day_of(t)
    tag = tags.find(found.value, year=int(day[:4]) if day else None)
    return tag.kind if tag else ""


def tags_without_person(t: Telegram) -> Faults:
    """Find subjects that ask for a person among the TAGS, and no person there."""
    asking = [found for found in t.tags if found.value in facts.subjects_of_persons()]
    if asking and not any(_is_person(t, found) for found in t.tags):
        yield fault(asking[0].span, code=asking[0].value)


def _is_person(t: Telegram, found: Found[str]) -> bool:
    """Tell the name of a person from a code: it has a comma, or parentheses around it."""
    before = found.span.start - t.source.span.start - 1
    return "," in found.value or t.text[max(0, before) : before + 1] == "("


def numbering(t: Telegram) -> Faults:
    """Find paragraph numbers that leave one out or stand twice; a quoted text begins anew at 1."""
    numbered = [p for p in t.paragraphs if p.number is not None]
    if numbered and is_opening(t) and numbered[0].number != 1 and not _stands(t, 1, None, numbered[0]):
        yield _jump(t, None, numbered[0])
    for before, after in pairwise(numbered):
        expected = (before.number or 0) + 1
        if after.number not in (1, expected) and not _stands(t, expected, before, after):
            yield _jump(t, before, after)


def _stands(t: Telegram, number: int, before: Paragraph | None, after: Paragraph) -> bool:
    """Tell whether a number stands between two paragraphs after all, within another's text."""
    base = t.source.span.start
    start = before.span.start - base + len(str(before.number)) if before else 0
    between = t.text[start : after.span.start - base]
    return re.search(rf"(?<!\d){number}\s?[.)](?!\d)", between) is not None


def _jump(t: Telegram, before: Paragraph | None, after: Paragraph) -> Fault:
    spans = [mark_of(t, p) for p in (before, after) if p]
    told = f"paragraph {before.number}" if before else "the beginning"
    return fault(*spans, before=told, after=after.number)


def reference_to_itself(t: Telegram) -> Faults:
    """Find a reference to the telegram's own number."""
    for found in t.references:
        if t.mrn is not None and found.value.mrn == t.mrn.value:
            yield fault(found.span, t.mrn.span, reference=found.value.text, mrn=t.mrn.value)


def reference_to_future(t: Telegram) -> Faults:
    """Find a reference to a later number of the same post, or to a later year."""
    own = t.mrn.value if t.mrn else None
    year = t.dtg.value.year if t.dtg else own.year if own else None
    for found in t.references:
        cited = found.value.mrn
        if cited is None or year is None or t.dtg is None:
            continue
        if cited.year > year:
            yield fault(
                found.span, t.dtg.span, reference=found.value.text, than=f"the telegram's year, {year}"
            )
        elif own and t.mrn and _is_later(t, found.value, own):
            yield fault(found.span, t.mrn.span, reference=found.value.text, than=f"its own number, {own}")


def _is_later(t: Telegram, reference: Reference, own: Mrn) -> bool:
    """Tell whether a reference of the own post is to a number yet to come.

    A number without a year may be one of the year before; not so where the post reaches it within days.
    """
    cited, day = reference.mrn, day_of(t)
    if cited is None or (cited.post, cited.year) != (own.post, own.year) or cited.serial <= own.serial:
        return False
    if not reference.year_inferred:
        return True
    elapsed = dt.date.fromisoformat(day).timetuple().tm_yday if day else 0
    return elapsed * (cited.serial - own.serial) <= SOON * own.serial


def letter_not_listed(t: Telegram) -> Faults:
    """Find `ref C` in the text where the REF block has no C."""
    letters = {found.value.letter for found in t.references if found.value.letter}
    if not letters or any(found.value.letter is None for found in t.references):
        return
    told: set[str] = set()
    for span, letter in _letters_used(t):
        if letter not in letters | told:
            told.add(letter)
            yield fault(span, _around(t.references), letter=letter, listed=", ".join(sorted(letters)))


def _letters_used(t: Telegram) -> Iterator[tuple[Span, str]]:
    for p in t.paragraphs:
        words = t.words(p.span)
        for m in _REF.finditer(words):
            for letter in _LETTER.finditer(m["letters"]):
                at = p.span.start + m.start("letters") + letter.start()
                yield Span(p.span.start + m.start(), at + 1), letter[0]


def summary_not_ended(t: Telegram) -> Faults:
    """Find a summary that begins within a paragraph and whose end is not marked."""
    for p in t.paragraphs:
        if p.label == "SUMMARY" and _SUMMARY.match(_after_mark(t, p)):
            goes_on = p is not t.paragraphs[-1] or t.signature is not None
            if goes_on and not _END_SUMMARY.search(t.text, p.span.start - t.source.span.start):
                yield fault(Span(p.span.start, min(p.span.end, p.span.start + 30)))
            return


def summary_not_begun(t: Telegram) -> Faults:
    """Find the end of a summary that nowhere begins."""
    if not is_opening(t) or "SUMMARY" not in t.text.upper() or not _END_SUMMARY.search(t.text):
        return
    first = t.paragraphs[0].span.start if t.paragraphs else 0
    for p in t.paragraphs:
        words = t.words(p.span)
        if m := _END_SUMMARY.search(words):
            base = t.source.span.start
            before = t.text[first - base - 200 if first - base > 200 else 0 : p.span.start - base + m.start()]
            if not re.search(r"SUMMARY|SUMMARI[SZ]E", before, re.IGNORECASE):
                yield fault(Span(p.span.start + m.start(), p.span.start + m.end()))
            return


def _after_mark(t: Telegram, p: Paragraph) -> str:
    """Return a paragraph's words behind its number and mark."""
    return re.sub(r"^\W*(?:\d{1,3}\s?[.)]?)?\s*(?:\([^()\n]{1,30}\))?\s*", "", t.words(p.span)[:200])


def _around(founds: tuple[Found[str], ...] | tuple[Found[Reference], ...]) -> Span:
    return Span(min(f.span.start for f in founds), max(f.span.end for f in founds))
