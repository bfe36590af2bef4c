"""Header lines that hold more than the record's values: prosigns, signals, group markings, passing lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reftel.explain.about import About
from reftel.explain.copies import copy_list
from reftel.explain.forms import keyed_lines
from reftel.explain.markings import explain_caption
from reftel.explain.pages import end_marks, page_line, section_header
from reftel.explain.words import Piece, doubt, say
from reftel.terms import captions, orders, precedence, signals

Rule = Callable[[str, About], Iterator[Piece]]

# What a segment says as a whole, where nothing in it was explained by itself.
WHOLE = {
    "transmission_id": "Format line 1: the transmission's identification; it could not be read.",
    "routing": "Format line 2: precedence and routing.",
    "station": "Format line 3: the originating station; it could not be read.",
    "security": "Format line 4: the security signal; it could not be read.",
    "dtg": "The date-time group, printed once more or not to be read.",
    "originator": "Format line 6, FM: who sends; it could not be read.",
    "to": "Format line 7, TO: the addressees for action.",
    "info": "Format line 8, INFO: the addressees for information.",
    "exempt": "XMT, exempted: these addressees are left out of the collective above.",
    "separator": "BT, break: separates the address from the text, or the text from the end.",
    "classification_line": "The classification line.",
    "caption": "A caption: who may see the telegram, or how it is to be handled.",
    "passing": "A line of instruction: for whom the telegram is meant, or to whom to hand it on.",
    "executive_order": "The E.O. line: under which order the telegram is classified, and until when.",
    "tags": "The TAGS line: traffic analysis by geography and subject.",
    "subject": "The subject line.",
    "references": "The REF line: what the telegram refers to.",
    "classified_by": "Who classified the telegram, and for what reason.",
    "signature": "The surname of the officer in charge.",
    "section_header": "The header of a further section, repeated when the sections were joined.",
    "page": "A page line: printed at the head of every page, not part of the text.",
    "banner": "The classification, repeated at the head or foot of a page.",
    "stamp": "A mark put on when the telegram was reviewed or released; not part of it.",
    "archive": "The archive's own record of the telegram; not part of it.",
    "distribution": "The Department's own distribution: which offices received copies.",
    "number": "The telegram's number, as the form or the volume prints it.",
    "form": "Words of the form or file around the telegram; not part of it.",
    "wrapper": "What stands around the telegram on the page or in the file; not part of it.",
    "footnote": "A note of the editors; not part of the telegram.",
    "end": "End-of-message mark.",
}
_PROSIGNS = re.compile(r"(?:([ZOPRYM])\s+)(?:([ZOPRYM])\s+)?(?=\d{6})")
_SIGNAL = re.compile(r"(?<![A-Z])Z[A-Z]{2}\d?(?![A-Z])")
_FIVE_LETTERS = re.compile(r"(?<=ZN[RY] )\s*([A-Z]{5}(?:/[A-Z]{5})?)")
_ROUTING = re.compile(r"^\s*(ZZ|OO|PP|RR|YY|MM)(?=\s)")
_GROUP = re.compile(r"\b(?:GP|GROUP)[ -]?([1-4])\b")
_NOT_APPLICABLE = re.compile(r"\bN/?A\b")
_OFFICE_CODE = re.compile(r"\bOR-[A-Z]\b")
_EXERCISE = re.compile(r"\s*EXERCISE\b")


def routing_line(words: str, about: About) -> Iterator[Piece]:
    """Explain the doubled prosign of format line 2."""
    match = _ROUTING.match(words)
    name = precedence.of_prosign(match[1]) if match else None
    if match and name:
        said = f"precedence prosign, doubled: {name}, the highest this transmission carries"
        yield match.start(1), match.end(1), say(said)


def order_line(words: str, about: About) -> Iterator[Piece]:
    """Explain group markings of the years before 1972, `N/A`, and the office code of 1978-82."""
    for match in _GROUP.finditer(words):
        means = orders.meaning_of_schedule(f"GP-{match[1]}", "10501")
        late = "a marking of Executive Order 10501, replaced on 1 June 1972" if _late(about) else None
        yield match.start(), match.end(), say(f"{match[0]}: {means}", late)
    for match in _NOT_APPLICABLE.finditer(words):
        yield match.start(), match.end(), say(f"{match[0]}: {orders.meaning_of_schedule('N/A')}")
    for match in _OFFICE_CODE.finditer(words):
        yield match.start(), match.end(), say(f"{match[0]}: a code of 1978-82 whose meaning was not found")


def _late(about: About) -> bool:
    order = orders.in_force(about.date) if about.date else None
    return order is not None and order.number != "10501"


def passing_line(words: str, about: About) -> Iterator[Piece]:
    """Explain a line that names an exercise."""
    if _EXERCISE.match(words):
        yield 0, len(words.rstrip()), say("the traffic is an exercise, or belongs to one")


def dtg_line(words: str, about: About) -> Iterator[Piece]:
    """Explain the prosigns before a date-time group, and operating signals after it."""
    match = _PROSIGNS.search(words)
    if match:
        names = [precedence.of_prosign(p) or p for p in match.groups() if p]
        said = (
            f"{names[0]} for action addressees and {names[1]} for the others" if len(names) > 1 else names[0]
        )
        yield match.start(), match.end(match.lastindex or 1), say(f"precedence prosign: {said}")
    yield from _signals(words)


def security_line(words: str, about: About) -> Iterator[Piece]:
    """Explain the operating signals of format line 4, and five letters that say more than the level."""
    match = _FIVE_LETTERS.search(words)
    means = signals.security_meaning(match[1]) if match else None
    if match and means and (";" in means or "," in means):
        yield match.start(1), match.end(1), say(f"the transmission is {means}")
    yield from (p for p in _signals(words) if words[p[0] : p[1]] not in ("ZNY", "ZNR"))


def _signals(words: str) -> Iterator[Piece]:
    for match in _SIGNAL.finditer(words):
        means = signals.meaning(match[0])
        if means:
            said = f"operating signal {match[0]}: {means}{doubt(signals.is_unverified(match[0]))}"
            yield match.start(), match.end(), say(said)


def caption_line(words: str, about: About) -> Iterator[Piece]:
    """Explain a caption that was printed again; the record keeps its first place only."""
    for name in captions.read_caption_line(words) or ():
        start = len(words) - len(words.lstrip())
        yield start, len(words.rstrip()), explain_caption(name, about)


# Kinds of segment with pieces of their own, besides the values read from them.
PIECES: dict[str, Rule] = {
    "routing": routing_line,
    "dtg": dtg_line,
    "security": security_line,
    "distribution": copy_list,
    "executive_order": order_line,
    "page": page_line,
    "section_header": section_header,
    "end": end_marks,
    "archive": keyed_lines,
    "form": keyed_lines,
}
# The same, for segments from which no value was read.
WITHOUT_VALUES: dict[str, Rule] = {
    "caption": caption_line,
    "passing": passing_line,
    "classification_line": keyed_lines,
    "number": keyed_lines,
    "originator": keyed_lines,
    "wrapper": keyed_lines,
}
