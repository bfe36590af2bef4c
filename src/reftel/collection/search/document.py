"""A telegram as the fields of the index: which of its words can be found, and under which name."""

from __future__ import annotations

from reftel.collection.search.dates import read_dates
from reftel.collection.search.folding import composed
from reftel.collection.search.index import Fields
from reftel.collection.search.words import joined_words
from reftel.model import Classifier, Mrn, Telegram


def fields_of(telegram: Telegram) -> Fields:
    """Return the fields of a telegram for the index, those without a value left out.

    The paragraphs are found as they read, with their furniture out of the way; of the rest of the
    text every word is found where it stands.  Words with a sign inside, or cut by the end of a line,
    are found in one piece too.
    """
    t = telegram
    subject = composed(t.subject.value) if t.subject else ""
    mrn = t.mrn.value if t.mrn else None
    originator = t.originator.value if t.originator else None
    codes = [f.value for f in t.tags]
    captions = [f.value for f in t.captions]
    fields: Fields = {
        "body": [composed(part) for part in _body(t, subject) if part.strip()],
        "joined": joined_words(t.text),
        "subject": subject,
        "from": _names(originator.plad, originator.post) if originator else [],
        "to": _addressees(t, "action"),
        "info": _addressees(t, "info"),
        "tags": codes,
        "tag_words": codes,
        "caption": captions,
        "caption_codes": captions,
        "classification": t.classification.value if t.classification else "",
        "portion": _portions(t),
        "family": t.family,
        "signed": t.signature.value if t.signature else "",
        "classified_by": _classifier(t.classified_by.value) if t.classified_by else "",
        "finding": [f.code for f in t.findings or ()],
        "has": _has(t),
        "cites": list(dict.fromkeys(str(f.value.mrn) for f in t.references if f.value.mrn)),
        "section": t.section.value.number if t.section else None,
        "words": len(t.text.split()),
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


def _classifier(classifier: Classifier) -> str:
    return " ".join(filter(None, (classifier.name, classifier.title)))


def _portions(t: Telegram) -> list[str]:
    """Return the marks of the paragraphs: the level alone, and after a = the whole mark."""
    marks = {p.portion for p in t.paragraphs if p.portion}
    return sorted({m.partition("/")[0] for m in marks} | {f"={m}" for m in marks})


def _has(t: Telegram) -> list[str]:
    """Return what a telegram has, by the names in `fields.HAS`."""
    had = {
        "refs": t.references,
        "tags": t.tags,
        "captions": t.captions,
        "classification": t.classification,
        "portions": any(p.portion for p in t.paragraphs),
        "subject": t.subject,
        "summary": t.summary,
        "signature": t.signature,
        "number": t.mrn,
        "date": t.dtg,
        "sections": t.section,
        "stamps": t.release,
        "findings": t.findings,
        "defects": t.defects,
        "protected-names": t.protected,
    }
    return [name for name, value in had.items() if value]


def _number(mrn: Mrn | None, originator: str | None) -> Fields:
    from reftel.terms import countries

    post = mrn.post if mrn else originator
    fields: Fields = {"post": post, "post_words": post, "country": countries.of_post(post) if post else None}
    if mrn is not None:
        order = f"{mrn.post} {mrn.year:04d} {mrn.serial:07d}"
        fields |= {"mrn": str(mrn), "serial": mrn.serial, "order_number": order}
    return fields


def _days(t: Telegram, mrn: Mrn | None) -> Fields:
    """Return the days on which it may have been sent, its month if that is told, and its year."""
    days = read_dates(t.dtg.value.iso[:10]) if t.dtg else None
    if days is None:
        return {"year": mrn.year if mrn else None}
    first, last = days
    month = first // 100 if first // 100 == last // 100 else None
    return {"day_first": first, "day_last": last, "month": month, "year": mrn.year if mrn else first // 10000}
