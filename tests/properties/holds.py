"""What holds of every reading, whatever was read."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reftel.model import Found, Span, Telegram
from reftel.reading.segments import KINDS
from reftel.record import LISTS, SINGLE, pack, to_json, unpack


def check_all(telegrams: list[Telegram], data: bytes) -> None:
    """Assert all of it."""
    check_nothing_is_lost(telegrams, data)
    check_segments_tile(telegrams)
    for telegram in telegrams:
        check_unread_is_what_no_rule_read(telegram)
        check_places_lie_inside(telegram)
        check_codes_stand_at_their_places(telegram)
        check_record_comes_back(telegram)


def check_nothing_is_lost(telegrams: list[Telegram], data: bytes) -> None:
    """The stretches give the text, the text gives the bytes."""
    assert telegrams
    text = "".join(telegram.text for telegram in telegrams)
    joined = "".join(t.words(segment.span) for t in telegrams for segment in t.segments)
    assert joined == text
    (encoding,) = {telegram.source.encoding for telegram in telegrams}
    assert text.encode(encoding) == data


def check_segments_tile(telegrams: list[Telegram]) -> None:
    """Segments laid end to end cover each stretch, and the stretches the file."""
    at = 0
    for telegram in telegrams:
        assert telegram.source.span.start == at
        for segment in telegram.segments:
            assert segment.kind in KINDS
            assert segment.span.start == at
            assert segment.span.end > at
            at = segment.span.end
        assert telegram.source.span.end == at


def check_unread_is_what_no_rule_read(telegram: Telegram) -> None:
    """`unread` is exactly the segments of that kind."""
    unread = [[s.span.start, s.span.end] for s in telegram.segments if s.kind == "unread"]
    assert telegram.to_dict()["unread"] == unread


def check_places_lie_inside(telegram: Telegram) -> None:
    """Every place is a stretch of the telegram."""
    whole = telegram.source.span
    for name, span in _places(telegram):
        assert whole.start <= span.start <= span.end <= whole.end, f"{name}: {span} is outside {whole}"


def _places(telegram: Telegram) -> Iterator[tuple[str, Span]]:
    for name in SINGLE.values():
        found: Found[object] | None = getattr(telegram, name)
        if found is not None:
            yield name, found.span
    for name in (*LISTS.values(), "addressees"):
        yield from ((name, found.span) for found in getattr(telegram, name))
    yield from (("paragraph", p.span) for p in telegram.paragraphs)
    yield from (("protected", p.span) for p in telegram.protected)
    yield from (("release", span) for stamp in telegram.release for span in stamp.spans)
    yield from ((d.code, d.span) for d in telegram.defects if d.span is not None)


def check_codes_stand_at_their_places(telegram: Telegram) -> None:
    """A code of the TAGS that was taken as it is written is written there."""
    for tag in telegram.tags:
        if tag.by in ("stated", "run-together"):
            assert tag.value in telegram.words(tag.span).upper(), f"{tag.value} is not at {tag.span}"


def check_record_comes_back(telegram: Telegram) -> None:
    """The packed telegram is the telegram again; the record is JSON."""
    assert unpack(pack(telegram), telegram.text) == telegram
    assert json.loads(to_json(telegram)) == json.loads(json.dumps(telegram.to_dict()))
