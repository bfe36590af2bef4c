"""SMART telegrams: a cover block of `Key: value` lines, alone or above the telegram as received."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.reading.families.family import Family, Paper
from reftel.reading.header import Field, Walk, walk

_BLOCK = re.compile(r"^[ \t]*MRN:[ \t]+\S.*$", re.M)
_NEXT = re.compile(r"^[ \t]*(?:Date/DTG|Date\S{0,5}|From):", re.M)
_RECEIVED = re.compile(
    r"^[ \t]*(?:(?:[ZOPRY][ \t]+){1,2}\d{6}[ \t]?Z[ \t]+[A-Z]{3}[ \t]+\d|PAGE 01[ \t])", re.M
)

# The keys of the block, and the field of a telegram that each is; the others are the form's own.
KEYS = {
    "MRN": "number",
    "Date/DTG": "dtg",
    "From": "originator",
    "Action": "to",
    "Info": "info",
    "XMT": "exempt",
    "E.O.": "executive_order",
    "TAGS": "tags",
    "Captions": "caption",
    "Reference": "references",
    "Subject": "subject",
    "Pass Line": "passing",
    "Signature": "signature",
    "Declass Authority": "executive_order",
}
_KEY = re.compile(r"^[ \t]*(?P<key>[A-Z][A-Za-z./!|]*(?: [A-Z][A-Za-z./]*){0,2}):(?=[ \t\r\n]|$)", re.M)
_TAIL = re.compile(r"\n[ \t]*Signature:")
_END_MARK = re.compile(r"^[ \t]*(?:NNNN|BT|<< END OF DOCUMENT >>)[ \t\r]*$", re.M)
_FOOT = re.compile(r"^[ \t]*(?:Signature|Info|XMT|Attachments|Action Post|Dissemination Rule):", re.M)
_VALUE_COLUMN = 12  # a line indented at least so far goes on with the value above it
HEAD = 20_000  # forwarded e-mails may stand before the block


def knows(text: str) -> bool:
    """Tell whether a block with a number and a date or a sender stands in the text."""
    m = _BLOCK.search(text, 0, HEAD) if text.find("MRN:", 0, HEAD) >= 0 else None
    return bool(m and _NEXT.search(text, m.end(), m.end() + 300))


def unwrap(text: str) -> Paper:
    """Take off what stands before the block; and the block too, where the telegram as received follows it."""
    m = _BLOCK.search(text)
    start = m.start() if m else 0
    before = ((0, start, "wrapper"),) if text[:start].strip() else ()
    block = dict(_values(text, start))
    tail = _last(text, start)
    block |= dict(_values(text, tail)) if tail else {}
    received = _RECEIVED.search(text, start, start + 4000)
    if received is None:
        return Paper(start, len(text), before, tuple(block.items()))
    begin = _page_above(text, received.start())
    stop = _foot(text, received.end())
    marks = (*before, (start, begin, "archive"), (stop, len(text), "archive"))
    return Paper(begin, stop, marks, tuple(block.items()))


def _foot(text: str, start: int) -> int:
    """Return where the block at the foot begins, behind the telegram's own end marks."""
    ends = [m.end() for m in _END_MARK.finditer(text, start)]
    m = _FOOT.search(text, ends[-1] if ends else start)
    return m.start() if m else len(text)


def _page_above(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def walk_form(text: str) -> Walk:
    """Walk over the block at the head and the one at the foot; the body stands between them."""
    m = _BLOCK.search(text)
    if m is None:
        return walk(text)
    tail = _last(text, m.end())
    stop = tail or len(text)
    fields = list(_fields(text, m.start(), stop))
    begin = fields[-1].stop if fields else m.end()
    inner = walk(text[begin:stop], in_text=True)
    fields += [
        f._replace(start=f.start + begin, value=f.value + begin, stop=f.stop + begin) for f in inner.fields
    ]
    body = begin + inner.body
    if tail:
        fields += _fields(text, stop, len(text))
    return Walk(fields, body, stop, form=True)


def _last(text: str, start: int) -> int | None:
    """Find where the block at the foot begins: at the last signature line."""
    places = [m.start() + 1 for m in _TAIL.finditer(text, start)]
    return places[-1] if places else None


def _fields(text: str, start: int, stop: int) -> Iterator[Field]:
    """Find the keys from a place on; the block ends where a line is neither a key nor a value going on."""
    at, current = start, None
    while at < stop:
        end = text.find("\n", at, stop)
        end = stop if end < 0 else end
        line = text[at:end]
        m = _KEY.match(line)
        if m:
            if current:
                yield current
            current = Field(_kind(m["key"]), at, at + m.end(), end)
        elif line.strip():
            if len(line) - len(line.lstrip()) < _VALUE_COLUMN:
                break
            if current:  # else it is the page's own words between two keys
                current = current._replace(stop=end)
        elif current and current.kind == "subject":
            break
        elif current and current.kind not in ("to", "info"):  # a blank line ends a value, not the block
            yield current
            current = None
        at = end + 1
    if current:
        yield current


def _kind(key: str) -> str:
    """Return the field a key stands for; a scan may have spoilt the stroke of Date/DTG."""
    return "dtg" if key.startswith("Date") else KEYS.get(key, "form")


def _values(text: str, start: int) -> Iterator[tuple[str, str]]:
    for field in _fields(text, start, min(len(text), start + 8000)):
        key = text[field.start : field.value].strip().rstrip(":")
        yield key, " ".join(text[field.value : field.stop].split())


FAMILY = Family("smart", knows, unwrap, walk_form, None, mixed_signature=True)
