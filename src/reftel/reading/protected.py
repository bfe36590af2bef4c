"""Names marked for protection: `(STRICTLY PROTECT)`, `(PROTECT)`, `(PLEASE PROTECT)` after a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.model import Protected
from reftel.view import View

_MARKER = re.compile(
    r"[(\[{]\s{0,2}(?P<marker>(?:(?:STRICTLY|PLEASE|PLS|FULLY)\s+){0,2}PROTECT(?:ED)?"
    r"(?:\s+(?:SOURCE|IDENTITY|THROUGHOUT|STRICTLY))?)\s{0,2}[)\]}]",
    re.I,
)
BLANKS = 3  # between a name and its marker
_NAME = re.compile(
    r"(?:(?:(?:[A-Z][\w'’\-]*\.?|al|el|bin|bint|ibn|abu|de|da|di|del|dos|von|van|al-[A-Z][\w'’\-]*)\s{1,3}){0,5})"
    r"(?:al-|el-|d')?[A-Z][\w'’\-]*\.?$"
)
_CAPITALS = re.compile(r"(?:[A-Z][A-Z'’.\-]*\s{1,3}){0,2}[A-Z][A-Z'’\-]*\.?$")


def find_protected(view: View, begin: int) -> Iterator[Protected]:
    """Find each marker in a body and the name it follows; where no name stands before it, the words there.

    The body begins at an offset of the view.
    """
    if "ROTECT" not in view.text and "rotect" not in view.text:
        return
    for m in _MARKER.finditer(view.text, begin):
        near = view.text[max(begin, m.start() - BLANKS) : m.start()]
        end = m.start() - len(near) + len(near.rstrip(" \t\n"))
        before = view.text[max(begin, end - 90) : end]
        upper = before.upper() == before
        name = (_CAPITALS if upper else _NAME).search(before) or re.search(r"\S+$", before)
        if name:
            start = end - len(before) + name.start()
            words = " ".join(name[0].split())
            yield Protected(words, " ".join(m["marker"].upper().split()), view.span(start, end))
