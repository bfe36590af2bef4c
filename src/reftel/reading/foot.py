"""The foot of a body: the signature, a group marking above it, the notes and end marks behind it."""

from __future__ import annotations

import re

from reftel.model import Found
from reftel.reading.lines import SENTENCE_END
from reftel.reading.signature import Signed, read_inline_signature, read_signature
from reftel.view import View

_NOTE = re.compile(
    r"[ \t]*(?:NOTE BY OCT?(?:/T)?\b|NOTE:[ ].{0,20}(?:OC/T|PASSED|DELIVERED)|\*{2,}"
    r"|DELIVERED TO|REPEATED TO)"
)
_LATER_NOTE = re.compile(rf"\n{_NOTE.pattern}")
NOTES = 1200  # characters at the end in which notes stand
_END_LINE = re.compile(
    r"[ \t]*+(?:[^\w\n]{1,3}|[\-=_*. ]++|BT|NNNN?|#\d{3,6}|<<.*>>|XXXX"
    r"|[=\-]*[ ]?(?:END OF (?:MESSAGE|TEXT|CABLE)|CABLE ENDS)[ ]?[=\-]*"
    # the foot of the incoming-telegram form: the typist's initials, the rule for copies
    r"|[^\w\n]{0,3}[A-Z]{2,4}/\w{1,2}"
    r"|.{0,40}(?:REPRODUCTION FROM|COPY IS PROHIBITED|PROHIBITED UNLESS).{0,40})"
    r"[ \t\r]*+$"
)


def read_foot(text: str, mixed: bool) -> tuple[Signed | None, int, list[tuple[int, int, str]]]:
    """Find the signature at the end, and what stands behind it; return also where the body's text ends."""
    marks: list[tuple[int, int, str]] = []
    stop = len(text.rstrip())
    opens = stop <= NOTES and _NOTE.match(text)  # a note that opens the body stands behind nothing
    note = None if opens else _LATER_NOTE.search(text, max(0, stop - NOTES - 1))
    if note and note.start() + 1 > stop * 0.4:
        marks.append((note.start() + 1, stop, "end"))
        stop = len(text[: note.start()].rstrip())
    for _ in range(6):
        begin = text.rfind("\n", 0, stop) + 1
        line = text[begin:stop]
        if _END_LINE.match(line):
            marks.append((begin, stop, "end"))
            stop = len(text[:begin].rstrip())
        else:
            break
    begin = text.rfind("\n", 0, stop) + 1
    line = text[begin:stop]
    signed = read_signature(line, mixed=mixed)
    if signed and _closes(text, begin, line):
        return _place(signed, begin), begin, marks
    inline = read_inline_signature(line)
    if inline and not mixed:
        placed = _place(inline, begin)
        return placed, placed.start, marks
    return None, stop, marks


_GROUP = re.compile(r"\n[ \t]*(GP-?[1-4]|EXEMPT)[. \t]*\Z")


def read_group(view: View, stop: int, marks: list[tuple[int, int, str]]) -> tuple[Found[str] | None, int]:
    """Take a group marking off the end of the text."""
    end = len(view.text[:stop].rstrip())
    m = _GROUP.search(view.text[max(0, end - 30) : end])
    if m is None:
        return None, stop
    start = max(0, end - 30) + m.start(1)
    marks.append((start, end, "executive_order"))
    if m[1] == "EXEMPT":
        return None, start
    return Found(m[1], view.span(start, start + len(m[1])), "group-marking"), start


def end_of_section(text: str, seam: int) -> int:
    """Return where the end of a section begins: the signature and end marks that stand before a seam."""
    stop = len(text[:seam].rstrip())
    for _ in range(6):
        begin = text.rfind("\n", 0, stop) + 1
        line = text[begin:stop]
        if not (_END_LINE.match(line) or (read_signature(line, mixed=False) and _closes(text, begin, line))):
            break
        stop = len(text[:begin].rstrip())
    return stop


def line_end(text: str, at: int) -> int:
    """Return where the line of a place ends, trailing blanks left out."""
    end = text.find("\n", at)
    return at + len(text[at : len(text) if end < 0 else end].rstrip())


def _place(signed: Signed, at: int) -> Signed:
    return Signed(signed.name, at + signed.start, at + signed.stop)


_REGARDS = re.compile(r"\bREGARDS[,.]?$", re.I)


def _closes(text: str, begin: int, line: str) -> bool:
    """Tell whether a short last line is a signature and not the last words of a sentence."""
    before = text[max(0, begin - 400) : begin]
    previous = before.rstrip()
    if _REGARDS.search(previous, max(0, len(previous) - len(" REGARDS,"))):
        return True
    if not previous or (
        len(before) - len(previous) > before[len(previous) :].find("\n") + 1
        and before[len(previous) :].count("\n") > 1
    ):
        return not line.rstrip().endswith((",", ";"))
    if line.rstrip().endswith("."):
        return bool(SENTENCE_END.search(previous)) and len(line.split()) == 1
    return bool(SENTENCE_END.search(previous)) or (
        len(line.split()) == 1 and len(line.strip()) > 3 and previous[-1] not in ",-"
    )


# --- paragraphs ---
