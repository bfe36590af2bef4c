"""Whether what was read is a telegram, and whether a file is a second reading of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from reftel.intake.rejected import Rejected, rejected
from reftel.intake.text import Text
from reftel.model import Telegram

Parse = Callable[[bytes], Sequence[Telegram]]

UNKNOWN = "unknown"

# A layout alone is a guess; one of these read in the text bears it out.
EVIDENCE = (
    "mrn", "dtg", "originator", "addressees", "classification", "subject", "tags", "transmission_id",
    "station", "security_signal", "references", "captions", "executive_order", "precedence", "section",
    "signature", "release", "archive",
)  # fmt: skip

# Two readings of one page have at least this share of the shorter one's words in common; two poor
# readings have over half, two telegrams of one post and month a quarter.
COMMON_SHARE = 0.4

_WORD = re.compile(rb"[A-Za-z]{4,}")


def telegrams_in(texts: Text | Sequence[Text], parse: Parse) -> tuple[Telegram, ...] | Rejected:
    """Return the telegrams of a file's texts, or why there is none.

    A text that speaks of telegrams is not one.
    """
    texts = (texts,) if isinstance(texts, Text) else texts
    laid_out = [t for text in texts for t in parsed(text, parse) if t.family != UNKNOWN]
    telegrams = tuple(t for t in laid_out if any(getattr(t, part) for part in EVIDENCE))
    if telegrams:
        return telegrams
    missing = "no part of a header" if laid_out else "no layout of a telegram"
    detail = f"{missing} was recognised in it"
    return rejected(texts[0].name, "not-a-telegram", " ".join((detail, *_also(texts))))


def parsed(text: Text, parse: Parse) -> list[Telegram]:
    """Parse a text; the source of each telegram is the file, whatever the text was taken out of."""
    telegrams = list(parse(text.raw))
    if text.media_type is None:
        return telegrams
    own = {"sha256": text.sha256, "media_type": text.media_type, "part": text.part}
    return [replace(t, source=replace(t.source, **own)) for t in telegrams]


def is_reading_of(raw: bytes, other: bytes) -> bool:
    """Tell whether two files hold the words of one page, however badly each was read.

    >>> is_reading_of(b"Minister signed treaty Monday", b"M1nister signed treaty Monday")
    True
    """
    words, others = ({w.lower() for w in _WORD.findall(b)} for b in (raw, other))
    smaller = min(len(words), len(others))
    return smaller > 0 and len(words & others) >= COMMON_SHARE * smaller


def _also(texts: Sequence[Text]) -> tuple[str, ...]:
    notes = (note for text in texts for note in text.notes)
    return tuple(f"({note[0].lower()}{note[1:].rstrip('.')})" for note in notes)
