"""The telegram record as JSON: the one place where Python's names meet the record's keys.

`docs/reference/record.md` shows the whole mapping; a test checks that page against this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from reftel.decoding import from_json
from reftel.model import FORMAT, Addressee, Found, Mrn, Reference, Source, Span, Telegram

# Values read from one place, by their key in the record; the attribute bears the same name unless told.
SINGLE = {
    "mrn": "mrn",
    "dtg": "dtg",
    "precedence": "precedence",
    "info_precedence": "info_precedence",
    "transmission_id": "transmission_id",
    "station": "station",
    "security_signal": "security_signal",
    "from": "originator",
    "section": "section",
    "classification": "classification",
    "executive_order": "executive_order",
    "declassify_on": "declassify_on",
    "declassify_event": "declassify_event",
    "subject": "subject",
    "classified_by": "classified_by",
    "summary": "summary",
    "signature": "signature",
}
LISTS = {
    "routing": "routing",
    "captions": "captions",
    "tags": "tags",
    "references": "references",
    "reasons": "reasons",
}


def to_dict(telegram: Telegram) -> dict[str, object]:
    """Return the record of one telegram, with the keys in the order the documentation gives them."""
    t = telegram
    return {
        "format": FORMAT,
        "key": t.key,
        "family": t.family,
        "source": _source(t.source),
        "segments": [{"kind": s.kind, "span": [s.span.start, s.span.end]} for s in t.segments],
        "mrn": _value(t.mrn),
        "dtg": _value(t.dtg),
        "precedence": _value(t.precedence),
        "info_precedence": _value(t.info_precedence),
        "transmission_id": _value(t.transmission_id),
        "routing": _values(t.routing),
        "station": _value(t.station),
        "security_signal": _value(t.security_signal),
        "from": _value(t.originator),
        "to": _addressees(t, "action"),
        "info": _addressees(t, "info"),
        "section": _value(t.section),
        "classification": _value(t.classification),
        "captions": _values(t.captions),
        "executive_order": _value(t.executive_order),
        "declassify_on": _value(t.declassify_on),
        "declassify_event": _value(t.declassify_event),
        "tags": _values(t.tags),
        "subject": _value(t.subject),
        "references": _values(t.references),
        "classified_by": _value(t.classified_by),
        "reasons": _values(t.reasons),
        "paragraphs": [msgspec.to_builtins(p) for p in t.paragraphs],
        "summary": _value(t.summary),
        "protected": [msgspec.to_builtins(p) for p in t.protected],
        "signature": _value(t.signature),
        "archive": dict(t.archive),
        "release": [msgspec.to_builtins(s) for s in t.release],
        "spans": _spans(t),
        "unread": [[s.start, s.end] for s in t.unread],
        "defects": [msgspec.to_builtins(d) for d in t.defects],
        "findings": None if t.findings is None else [msgspec.to_builtins(f) for f in t.findings],
    }


def to_json(telegram: Telegram) -> bytes:
    """Return the record as one line of JSON."""
    return msgspec.json.encode(to_dict(telegram))


def pack(telegram: Telegram) -> bytes:
    """Return the whole telegram, less its text, as the collection keeps it; `unpack` reverses it."""
    return msgspec.json.encode(msgspec.structs.replace(telegram, text=""))


def unpack(packed: bytes, text: str) -> Telegram:
    """Return the telegram that `pack` packed, given its text."""
    return msgspec.structs.replace(from_json(packed, Telegram), text=text)


def _source(source: Source) -> dict[str, object]:
    """Return the source; `part` is there where the file holds several texts."""
    plain: dict[str, object] = msgspec.to_builtins(source)
    if source.part is None:
        del plain["part"]
    return plain


def _value(found: Found[Any] | None) -> object:
    return None if found is None else _plain(found.value)


def _values(founds: Iterable[Found[Any]]) -> list[object]:
    return [_plain(f.value) for f in founds]


def _plain(value: object) -> object:
    if isinstance(value, Reference):
        plain = msgspec.to_builtins(value)
        plain["mrn"] = None if value.mrn is None else str(value.mrn)
        return plain
    if isinstance(value, Mrn):
        return str(value)
    if hasattr(value, "iso"):
        return value.iso
    return msgspec.to_builtins(value)


def _addressees(telegram: Telegram, role: str) -> list[dict[str, object]]:
    return [_addressee(a.value) for a in telegram.addressees if a.value.role == role]


def _addressee(addressee: Addressee) -> dict[str, object]:
    plain: dict[str, object] = msgspec.to_builtins(addressee)
    del plain["role"]
    plain["excluded"] = list(addressee.excluded)
    return plain


def _spans(telegram: Telegram) -> dict[str, list[int]]:
    """Return the place of every value that was read from one place."""
    spans: dict[str, list[int]] = {}
    for key, name in SINGLE.items():
        found = getattr(telegram, name)
        if found is not None:
            spans[key] = _pair(found.span)
    for key, name in LISTS.items():
        for i, found in enumerate(getattr(telegram, name)):
            spans[f"{key}[{i}]"] = _pair(found.span)
    for key, role in (("to", "action"), ("info", "info")):
        for i, found in enumerate(a for a in telegram.addressees if a.value.role == role):
            spans[f"{key}[{i}]"] = _pair(found.span)
    return spans


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
