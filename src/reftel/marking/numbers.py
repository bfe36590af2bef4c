"""Checks of numbers: of the telegram, its station serial, its sections, its copies."""

from __future__ import annotations

import re

from reftel.marking.case import Faults, fault, place, segment_texts
from reftel.model import Span, Telegram

SERIAL_CYCLE = 10_000  # a station serial has four digits

_TAIL = re.compile(r"#(\d{4})\b")
_SECTION = re.compile(r"(?<![\d.])0*(\d{1,3})(?:\.\d)? O[FN] 0*(\d{1,3})(?!\d)")
_OFFICE = re.compile(r"\b[A-Z][A-Z/]{0,5}-(\d\d)\b")
_COPIES = re.compile(r"/\s?(\d{3})\b")


def station_serial(t: Telegram) -> Faults:
    """Compare the number with the station serial of format line 3."""
    serial = t.station.value.serial if t.station else None
    if t.mrn is None or t.station is None or serial is None:
        return
    if serial % SERIAL_CYCLE != t.mrn.value.serial % SERIAL_CYCLE:
        yield fault(t.mrn.span, t.station.span, number=t.mrn.value.serial, serial=f"{serial:04}")


def tail_number(t: Telegram) -> Faults:
    """Compare the number after the text with the station serial."""
    serial = t.station.value.serial if t.station else None
    if t.station is None or serial is None:
        return
    for span, words in segment_texts(t, "end"):
        m = _TAIL.search(words)
        if m and int(m[1]) != serial % SERIAL_CYCLE:
            tail = place(span, m.start(), m.end())
            yield fault(tail, t.station.span, tail=m[0], serial=f"{serial:04}")


def sections(t: Telegram) -> Faults:
    """Find sections that are not there."""
    if t.section is None or not t.section.value.of:
        return
    of, number = t.section.value.of, t.section.value.number
    held = _sections_in(t, of) | ({number} if number else set())
    lacking = [n for n in range(1, of + 1) if n not in held]
    if lacking and max(held, default=0) <= of:
        listed = ", ".join(map(str, lacking))
        yield fault(t.section.span, held=", ".join(map(str, sorted(held))), lacking=listed, of=of)


def _sections_in(t: Telegram, of: int) -> set[int]:
    """Return the numbers of the sections that page lines and first lines name."""
    return {
        int(m[1])
        for _, words in segment_texts(t, "classification_line", "section_header", "page")
        for m in _SECTION.finditer(words)
        if int(m[2]) == of
    }


def section_number(t: Telegram) -> Faults:
    """Find a section whose number is above the count of sections."""
    if t.section is not None and t.section.value.of and (t.section.value.number or 0) > t.section.value.of:
        yield fault(t.section.span, number=t.section.value.number, of=t.section.value.of)


def copies(t: Telegram) -> Faults:
    """Add up the copies that the distribution lines give to each office."""
    spans, total, counts = [], None, []
    for span, words in segment_texts(t, "distribution"):
        counts += [int(m[1]) for m in _OFFICE.finditer(words)]
        spans.append(span)
        if m := _COPIES.search(words):
            total = int(m[1])
            break
    if total is not None and counts and sum(counts) != total:
        yield fault(Span(spans[0].start, spans[-1].end), sum=sum(counts), total=f"{total:03}")
