"""The subject line, without its portion mark, its lines joined."""

from __future__ import annotations

import re

from reftel.model import Found
from reftel.reading.defects import Defects
from reftel.reading.entities import resolve
from reftel.terms.levels import portion
from reftel.view import View

_MARK = re.compile(r"\s*(?:\(([^()]{1,30})\)|([A-Z/]{1,5})\))\s*")
_LABEL_AGAIN = re.compile(r"[ \t:\-]*SUBJ(?:ECT)?[ ]?:", re.I)
_MARK_BEHIND = re.compile(r"\s+\(([^()]{1,12})\)$")


def read_subject(view: View, defects: Defects) -> Found[str] | None:
    """Read a subject: lines joined by one blank, a leading portion mark taken off, web entities resolved."""
    text = view.text
    again = _LABEL_AGAIN.match(text)
    start = again.end() if again else 0
    start += len(text[start:]) - len(text[start:].lstrip(" \t-:•|~"))
    m = _MARK.match(text, start)
    if m and portion(m[1] or m[2]):
        start = m.end()
    words = text[start:].strip(" \t\r\n\\:•|~").removesuffix("(").removeprefix(". ").strip()
    behind = _MARK_BEHIND.search(words)
    if behind and portion(behind[1]):
        words = words[: behind.start()]
    if not words:
        return None
    start = text.index(words[0], start)
    value = " ".join(words.replace("\\\n", " ").split())
    span = view.span(start, start + len(words))
    return Found(resolve(value, "subject", span, defects), span)
