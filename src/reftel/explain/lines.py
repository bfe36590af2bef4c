"""Header lines that hold more than the record's values: prosigns, signals, copy lists, end marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reftel.explain.words import doubt, say
from reftel.terms import acronyms, captions, precedence, signals

Piece = tuple[int, int, str]  # a stretch of the segment's words, and what it says

# What a segment says as a whole, where no value was read from it.
WHOLE = {
    "transmission_id": "Format line 1: the transmission's identification; it could not be read.",
    "routing": "Format line 2: precedence and routing.",
    "station": "Format line 3: the originating station; it could not be read.",
    "exempt": "XMT, exempted: these addressees are left out of the collective above.",
    "separator": "BT, break: separates the address from the text, or the text from the end.",
    "passing": "A passing or attention line: for whom it is meant, or to whom to hand it on.",
    "executive_order": "The E.O. line: under which order the telegram is classified, and until when.",
    "tags": "The TAGS line: traffic analysis by geography and subject.",
    "references": "The REF line: what the telegram refers to.",
    "classified_by": "Who classified the telegram, and for what reason.",
    "classification_line": "The classification line.",
    "page": "A page line: printed at the head of every page, not part of the text.",
    "banner": "The classification, repeated at the head or foot of a page.",
    "section_header": "The header of a further section, repeated when the sections were joined.",
    "stamp": "A mark put on when the telegram was reviewed or released; not part of it.",
    "archive": "The archive's own record of the telegram; not part of it.",
    "distribution": "The Department's own distribution: which offices received copies.",
    "form": "Words of a printed form.",
    "end": "End-of-message mark.",
    "text_mark": "A mark of where the text begins or ends.",
}
_PROSIGNS = re.compile(r"(?:([ZOPRYM])\s+)(?:([ZOPRYM])\s+)?(?=\d{6})")
_SIGNAL = re.compile(r"(?<![A-Z])Z[A-Z]{2}\d?(?![A-Z])")
_FIVE_LETTERS = re.compile(r"(?<=ZN[RY] )\s*([A-Z]{5}(?:/[A-Z]{5})?)")
_COPIES = re.compile(r"\b([A-Z][A-Z/]{0,5})-(\d\d)\b")
_TOTAL = re.compile(r"/(\d{2,3})\s+([A-Z])\b")
_OFFICE_ROLE = re.compile(r"^[ \t]*(ACTION|ORIGIN)\s+", re.M)
_RELAY = re.compile(r"^[ \t]*-{5,}.*$", re.M)
_BY = re.compile(r"^[ \t]*(DRAFTED|APPROVED|CLEARED) BY\b.*$|^[ \t]*DESIRED DISTRIBUTION.*$", re.M)
BY = {
    "DRAFTED": "Who wrote the telegram.",
    "APPROVED": "Who approved it for sending.",
    "CLEARED": "Who agreed to it before it was sent.",
}


def dtg_line(words: str) -> Iterator[Piece]:
    """Explain the prosigns before a date-time group, and operating signals after it."""
    match = _PROSIGNS.search(words)
    if match:
        names = [precedence.of_prosign(p) or p for p in match.groups() if p]
        said = (
            f"{names[0]} for action addressees and {names[1]} for the others" if len(names) > 1 else names[0]
        )
        yield match.start(), match.end(match.lastindex or 1), say(f"precedence prosign: {said}")
    yield from _signals(words)


def security_line(words: str) -> Iterator[Piece]:
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


def copy_list(words: str) -> Iterator[Piece]:
    """Explain a list of office copies: `ACTION EUR-12`, `INFO OCT-01`, `/091 W`."""
    first = _OFFICE_ROLE.search(words)
    for match in _COPIES.finditer(words):
        at_head = first is not None and first.end() == match.start()
        yield match.start(), match.end(), _office(match, first[1] if first and at_head else "INFO")
    for match in _TOTAL.finditer(words):
        said = f"{int(match[1])} copies in all; what {match[2]} stands for was not found"
        yield match.start(), match.end(), say(said)
    for match in _RELAY.finditer(words):
        yield (
            match.start(),
            match.end(),
            say("a relay station's counter and, from December 1976, the time it was filed"),
        )
    for match in _BY.finditer(words):
        yield match.start(), match.end(), BY.get(match[1] or "", "To whom the drafter wanted copies to go.")


def _office(match: re.Match[str], role: str) -> str:
    means = acronyms.meaning(match[1], kind="State office symbol") or acronyms.meaning(
        match[1], kind="US agency"
    )
    copies = int(match[2])
    count = f"{copies} {'copy' if copies == 1 else 'copies'}"
    task = {"ACTION": ", which is to act on it", "ORIGIN": ", which wrote it"}.get(role, "")
    office = (
        f"{match[1]}, {means}{doubt(acronyms.is_unverified(match[1]))}"
        if means
        else f"{match[1]}, an office not in our tables"
    )
    return say(f"{count} for {office}{task}")


def _office_name(symbol: str) -> str | None:
    for kind in ("State office symbol", "US agency"):
        means = acronyms.meaning(symbol, kind=kind)
        if means:
            return means.removeprefix("1970s office-copy symbol: ")
    return None


def caption_line(words: str) -> Iterator[Piece]:
    """Explain a caption that was printed again; the record keeps its first place only."""
    for name in captions.read_caption_line(words) or ():
        start = len(words) - len(words.lstrip())
        means = captions.meaning(name)
        yield start, len(words.rstrip()), say(f"{name}: {means}")


# Kinds of segment with pieces of their own, besides the values read from them.
PIECES: dict[str, Callable[[str], Iterator[Piece]]] = {
    "dtg": dtg_line,
    "security": security_line,
    "distribution": copy_list,
}
# The same, for segments from which no value was read.
WITHOUT_VALUES: dict[str, Callable[[str], Iterator[Piece]]] = {"caption": caption_line}
