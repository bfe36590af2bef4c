"""A letter as plain text, wrapped for a page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from reftel.collection.requests import Letter

_WIDTH = 76  # columns, as a typewriter's page has them


def written(letter: Letter) -> Iterator[bytes]:
    """Yield the letter in UTF-8."""
    yield text(letter).encode("utf-8", "replace")


def text(letter: Letter) -> str:
    """Return the letter with its lines wrapped; a paragraph's further lines stand below its first word."""
    return "\n".join(wrapped for each in letter.text.split("\n") for wrapped in _wrapped(each)) + "\n"


def _wrapped(one: str) -> list[str]:
    start = len(one) - len(one.lstrip())
    below = start + (3 if one[:2].rstrip(".").isdigit() else 2 if one.lstrip().startswith("- ") else 0)
    return textwrap.wrap(
        one, _WIDTH, subsequent_indent=" " * below, break_long_words=False, break_on_hyphens=False
    ) or [""]
