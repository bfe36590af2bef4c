"""Words that stand only in what a class of readers may not see, to look for in all that is told to it."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path

import reftel
from reftel.collection import Collection

# Tables of words that texts are understood by; reftel does not say these.
LISTENED_FOR = ("words", "offices", "nations", "units")

_WORD = re.compile(r"[^\W_]{5,}")


def words(text: str) -> set[str]:
    """The longer words of a text or a page, in small letters."""
    return {w.lower() for w in _WORD.findall(unescape(re.sub(r"<[^>]+>", " ", text)))}


@cache
def ours() -> set[str]:
    """The words of reftel itself, which it may say to everybody."""
    found: set[str] = set()
    for path in Path(reftel.__file__).parent.rglob("*"):
        if path.stem in LISTENED_FOR or path.stem.endswith("_words"):
            continue
        if path.suffix in (".py", ".html", ".csv", ".toml") and "sample" not in path.parts:
            found |= words(path.read_text(encoding="utf-8"))
    return found


def hidden_words(mine: Path, reader: str) -> set[str]:
    """The words of what this class may not see, without those that it sees elsewhere and our own."""
    with Collection.open(mine) as whole, Collection.open(mine, reader=reader) as edition:
        texts, shown = (
            set().union(*(words(held.telegram(c.key).text) for c in held.cards(limit=1000)))
            for held in (whole, edition)
        )
    hidden = texts - shown - ours()
    assert len(hidden) > 100
    return hidden
