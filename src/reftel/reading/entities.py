"""Character entities that a web page left in a text: `&quot;` for a quotation mark."""

from __future__ import annotations

import html
import re

from reftel.model import Span
from reftel.reading.defects import Defects

ENTITY = re.compile(r"&(?:[a-z]{2,6}|#\d{2,5});")


def resolve(words: str, field: str, span: Span, defects: Defects) -> str:
    """Return the characters that the entities stand for, and note the first of them."""
    first = ENTITY.search(words) if "&" in words else None
    if first is None or html.unescape(first[0]) == first[0]:
        return words
    why = "character entities of a web page stand for these characters"
    defects.note(
        "web-entities", why, field=field, written=first[0], taken_as=html.unescape(first[0]), span=span
    )
    return ENTITY.sub(lambda m: html.unescape(m[0]), words)
