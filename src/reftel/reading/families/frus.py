"""Telegrams as printed in Foreign Relations of the United States: a heading, a dateline, prose, notes."""

from __future__ import annotations

import re

from reftel.reading.families.family import Family, Paper

_HEADING = re.compile(
    r"\A\W*(?:\d{1,4}\.\s+)?(?:\[?\w+\]?\s+){0,4}?(?:Tele-?gram|Telegraphic|Airgram|Message|Backchannel|Paper)\b[^\n]{0,160}?"
    r"\b(?:From|from|to|To|Drafted|for|For)\b"
)
_NUMBERED = re.compile(r"\A\s*\d{1,4}\.\s+[^\n]{0,200}(?:Telegram|Message|Airgram)[^\n]{0,200}")
_NOTES = re.compile(r"^(?:Footnotes|Source note|\* \* \*)[ \t\r]*$", re.M)


def knows(text: str) -> bool:
    """Tell whether the volume's heading opens the text."""
    head = text[:600]
    return bool(_HEADING.match(head) or _NUMBERED.match(head)) and "PAGE 01" not in head


def unwrap(text: str) -> Paper:
    """Take off the heading and the editor's notes."""
    marks: list[tuple[int, int, str]] = []
    start, stop = 0, len(text)
    heading = re.match(r"\s*\S[^\n]*(?:\n(?![ \t\r]*\n)[^\n]+)*", text)
    if heading:
        start = heading.end()
        marks.append((0, start, "wrapper"))
    if m := _NOTES.search(text, start):
        stop = m.start()
        marks.append((stop, len(text), "footnote"))
    return Paper(start, stop, tuple(marks))


FAMILY = Family("frus", knows, unwrap, mixed_signature=True)
