"""Bodies whose names sound like a person's: the acronym in brackets behind HARAKAT AL-WAFA (HAW) tells."""

from __future__ import annotations

import re

from msgspec.structs import replace

from reftel.extract.annotations import Mention
from reftel.extract.page import Page

_ACRONYM = re.compile(r"\s{0,2}\(\s?([A-Z]{2,8})\s?\)")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 2  # words that have initials to abbreviate


def with_bodies(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions, those of people whose initials stand behind them in brackets as organizations."""
    bodies = {
        _folded(page, m)
        for m in mentions
        if m.type == "person" and m.kind == "name" and _is_abbreviated(page, m)
    }
    if not bodies:
        return mentions
    return [
        replace(m, type="organization") if m.type == "person" and _folded(page, m) in bodies else m
        for m in mentions
    ]


def _is_abbreviated(page: Page, mention: Mention) -> bool:
    found = _ACRONYM.match(page.text, mention.span.end)
    words = _WORD.findall(_folded(page, mention))
    return found is not None and len(words) >= _LEAST and found[1] == "".join(w[0] for w in words)


def _folded(page: Page, mention: Mention) -> str:
    return " ".join(page.text[mention.span.start : mention.span.end].upper().split())
