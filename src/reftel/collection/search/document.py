"""A telegram as the fields of the index: which of its words can be found, and under which name."""

from __future__ import annotations

from reftel.collection.search.dates import read_dates
from reftel.collection.search.folding import composed
from reftel.collection.search.index import Fields
from reftel.model import Mrn, Telegram


def fields_of(telegram: Telegram) -> Fields:
    """Return the fields of a telegram for the index, those without a value left out.

    The paragraphs are found as they read, with their furniture out of the way; of the rest of the
    text every word is found where it stands.
    """
    t = telegram
    subject = composed(t.subject.value) if t.subject else ""
    mrn = t.mrn.value if t.mrn else None
    originator = t.originator.value if t.originator else None
    codes = [f.value for f in t.tags]
    fields: Fields = {
        "body": [composed(part) for part in _body(t, subject) if part.strip()],
        "subject": subject,
        "from": _names(originator.plad, originator.post) if originator else [],
        "to": _addressees(t, "action"),
        "info": _addressees(t, "info"),
        "tags": codes,
        "tag_words": codes,
        "caption": [f.value for f in t.captions],
        "classification": t.classification.value if t.classification else "",
        "family": t.family,
        "signed": t.signature.value if t.signature else "",
        "finding": [f.code for f in t.findings or ()],
        "cites": list(dict.fromkeys(str(f.value.mrn) for f in t.references if f.value.mrn)),
        **_number(mrn, originator.post if originator else None),
        **_days(t, mrn),
    }
    return {name: value for name, value in fields.items() if value not in ("", [], None)}


def _body(t: Telegram, subject: str) -> list[str]:
    return [subject, *(p.text for p in t.paragraphs), *outside(t)]


def outside(t: Telegram) -> list[str]:
    """Return the text around the paragraphs, in pieces."""
    pieces, at, base = [], 0, t.source.span.start
    for span in sorted(p.span for p in t.paragraphs):
        pieces.append(t.text[at : max(at, span.start - base)])
        at = max(at, span.end - base)
    return [*pieces, t.text[at:]]


def _names(plad: str, post: str | None) -> list[str]:
    return [plad] if post is None or post in plad.upper().split() else [plad, post]


def _addressees(t: Telegram, role: str) -> list[str]:
    from reftel.terms.posts import post_of_plad

    names: list[str] = []
    for found in t.addressees:
        if found.value.role == role:
            post = None if found.value.collective else post_of_plad(found.value.plad)
            names += _names(found.value.plad, None if post is None else post.name)
    return names


def _number(mrn: Mrn | None, originator: str | None) -> Fields:
    if mrn is None:
        return {"post": originator, "post_words": originator}
    order = f"{mrn.post} {mrn.year:04d} {mrn.serial:07d}"
    return {
        "mrn": str(mrn), "serial": mrn.serial, "post": mrn.post, "post_words": mrn.post, "order_number": order
    }  # fmt: skip


def _days(t: Telegram, mrn: Mrn | None) -> Fields:
    """Return the days on which it may have been sent, and its year."""
    days = read_dates(t.dtg.value.iso[:10]) if t.dtg else None
    if days is None:
        return {"year": mrn.year if mrn else None}
    return {"day_first": days[0], "day_last": days[1], "year": mrn.year if mrn else days[0] // 10000}
