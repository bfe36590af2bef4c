"""A telegram's page: its reading view, its original, what it cites and what cites it."""

from __future__ import annotations

from reftel.collection.answers import Card, Copy, Resolution
from reftel.explain import explain
from reftel.model import Finding, Reference, Stamp, Telegram
from reftel.release.order import earlier_first
from reftel.terms import tags
from reftel.web import body, links, original, said, words
from reftel.web.apparatus import annotate
from reftel.web.needs import Holdings
from reftel.web.views import (
    Line,
    ShownClaim,
    ShownCopy,
    ShownFinding,
    ShownReference,
    ShownStamp,
    TagsCode,
    TelegramPage,
)

# So many telegrams like this one are named beside it.
LIKE = 5

# What a reader is told of a reference's status.
STATUS = {
    "held": "held",
    "not-held": "not held",
    "other-form": "held in another form",
    "ambiguous": "more than one may be meant",
    "not-a-telegram": "not a telegram",
    "unreadable": "not identified",
    "unnumbered": "no number is given",
}


def telegram(holdings: Holdings, card: Card, *, shared: bool = False) -> TelegramPage:
    """Return the page of a telegram."""
    t = holdings.telegram(card.key)
    explained = explain(t)
    notes = annotate(t)
    claims = tuple(holdings.said.claims_of(t.key))
    paragraphs, anchors = said.with_marks(body.paragraphs(t, notes), claims)
    before, after = holdings.neighbours(card.key)
    url = links.telegram(card, shared=shared)
    cited = tuple(holdings.cited_by(card.mrn)) if card.mrn else ()
    return TelegramPage(
        title=f"{card.mrn or 'Telegram without a number'} · {card.subject or 'no subject'}",
        json_url=f"{url}.json",
        telegram=t,
        card=card,
        subject=t.subject.value if t.subject else None,
        action=tuple(a.value for a in t.addressees if a.value.role == "action"),
        info=tuple(a.value for a in t.addressees if a.value.role == "info"),
        tags=tuple(_tags_code(found.value, t) for found in t.tags),
        references=tuple(_reference(r) for r in holdings.resolve(t)),
        passing=body.passing(t),
        paragraphs=paragraphs,
        editors_notes=body.editors_notes(t),
        stamps=tuple(_stamp(t, stamp) for stamp in t.release),
        record_of=words.RECORDS.get(t.family, words.OTHER_RECORD),
        apparatus=notes,
        findings=tuple(_finding(t, finding) for finding in t.findings or ()),
        original=original.render(t, explained),
        lines=tuple(Line(e.words, e.says) for e in explained),
        copies=tuple(_copy(t, copy, holdings.telegram(copy.card.key)) for copy in holdings.copies(t.key)),
        cited_by=cited,
        thread_url=links.thread(card.mrn or card.key) if cited or t.references else None,
        before=before,
        after=after,
        like=tuple(holdings.like(card.key, limit=LIKE)),
        citation=citation(t, card),
        citation_url=url,
        unread_lines=tuple(dict.fromkeys(original.line_of(t, span) or 1 for span in t.unread)),
        claims=tuple(ShownClaim(c, anchors[c.n]) for c in claims),
    )


def _copy(t: Telegram, copy: Copy, other: Telegram) -> ShownCopy:
    left, right = earlier_first(t, other)
    return ShownCopy(
        card=copy.card,
        url=links.by_key(copy.card.key),
        relation=copy.relation,
        reason=copy.reason,
        sure=copy.sure,
        compare_url=links.diff(left.key, right.key),
    )


def _stamp(t: Telegram, stamp: Stamp) -> ShownStamp:
    said = stamp.date is not None and stamp.date[:4] in stamp.text
    lines = sorted({original.line_of(t, span) or 1 for span in stamp.spans})
    kind = words.STAMPS.get(stamp.kind, stamp.kind.replace("_", " "))
    return ShownStamp(" ".join(stamp.text.split()), kind, None if said else stamp.date, tuple(lines))


def _finding(t: Telegram, finding: Finding) -> ShownFinding:
    lines = sorted({original.line_of(t, span) or 1 for span in finding.spans})
    return ShownFinding(finding.code, finding.severity, finding.message, finding.rule, tuple(lines))


def _tags_code(code: str, t: Telegram) -> TagsCode:
    year = t.dtg.value.year if t.dtg else None
    return TagsCode(code, tags.meaning(code, year=year), links.search(f"tags:{links.quoted(code)}"))


def _reference(resolution: Resolution) -> ShownReference:
    ref = resolution.reference
    if resolution.status == "not-a-telegram":
        return ShownReference(resolution, None, words.REFERENCE_KINDS.get(ref.kind, ref.kind))
    return ShownReference(resolution, _reference_url(ref, resolution), STATUS[resolution.status])


def _reference_url(ref: Reference, resolution: Resolution) -> str | None:
    if resolution.status in ("held", "other-form") and resolution.candidates:
        return links.telegram(resolution.candidates[0], shared=len(resolution.candidates) > 1)
    number = resolution.concluded or ref.mrn
    return links.number(str(number)) if number else None


def citation(t: Telegram, card: Card) -> str:
    """Return a plain citation: who to whom, what, when, how marked, and the text's own fingerprint."""
    action = next((a.value.plad for a in t.addressees if a.value.role == "action"), None)
    sender = t.originator.value.plad if t.originator else card.originator or "Originator not stated"
    said = [
        f"{sender} to {action}" if action else sender,
        f"telegram {t.mrn.value.serial}" if t.mrn else "telegram without a number",
        f"“{card.subject}”" if card.subject else None,
        words.day(card.date),
        " ".join(filter(None, [card.classification, *card.captions])) or "no classification stated",
    ]
    return f"{', '.join(filter(None, said))}. {card.mrn + '; ' if card.mrn else ''}SHA-256 {card.key[:16]}."
