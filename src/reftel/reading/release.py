"""What was put on the telegram at its release: review banners, case and document numbers, exemption codes."""

from __future__ import annotations

import re
from functools import lru_cache

from reftel.model import Span, Stamp
from reftel.reading.dates import read_day

Mark = tuple[int, int, str]

# The kinds of stamps, by the words that tell them; the first that fits counts.
KINDS = (
    ("case", re.compile(r"Case No|Doc No", re.I)),
    ("release", re.compile(r"\bRELEASED? IN (?:PART|FULL)|Declassified in|Released in", re.I)),
    ("review", re.compile(r"Declassified/Released|Review|DECLASSIFIED|PER ?E\.?O", re.I)),
    ("exemption", re.compile(r"^\s*(?:B[1-9]|1\.4\()")),
)


def gather(text: str, base: int, furniture: list[Mark]) -> tuple[Stamp, ...]:
    """Gather the stamps of a telegram, the same words once with all their places; dates as ISO days."""
    places: dict[str, list[Span]] = {}
    for start, stop, kind in furniture:
        if kind == "stamp":
            words = text[start:stop]
            lead = len(words) - len(words.lstrip())
            span = Span(base + start + lead, base + start + len(words.rstrip()))
            places.setdefault(" ".join(words.split()), []).append(span)
    return tuple(Stamp(*_read(words), tuple(spans)) for words, spans in places.items() if words)


@lru_cache(maxsize=1024)  # the same few stamps stand on every page of a release
def _read(words: str) -> tuple[str, str, str | None]:
    kind = next((name for name, sign in KINDS if sign.search(words)), "other")
    day = read_day(words)
    return kind, words, day[0] if day else None
