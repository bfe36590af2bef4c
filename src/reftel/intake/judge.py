"""Whether what was read is a telegram, and whether a file is a second reading of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

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


def telegrams_in(text: Text, parse: Parse) -> tuple[Telegram, ...] | Rejected:
    """Return the telegrams of a text, or why there is none: a text that speaks of telegrams is not one."""
    laid_out = [t for t in parse(text.raw) if t.family != UNKNOWN]
    telegrams = tuple(t for t in laid_out if any(getattr(t, part) for part in EVIDENCE))
    if telegrams:
        return telegrams
    missing = "no part of a header" if laid_out else "no layout of a telegram"
    detail = f"{missing} was recognised in it"
    return rejected(text.name, "not-a-telegram", " ".join((detail, *_also(text))))


def is_reading_of(raw: bytes, other: bytes) -> bool:
    """Tell whether two files hold the words of one page, however badly each was read.

    >>> is_reading_of(b"Minister signed treaty Monday", b"M1nister signed treaty Monday")
    True
    """
    words, others = ({w.lower() for w in _WORD.findall(b)} for b in (raw, other))
    smaller = min(len(words), len(others))
    return smaller > 0 and len(words & others) >= COMMON_SHARE * smaller


def _also(text: Text) -> tuple[str, ...]:
    return tuple(f"({note[0].lower()}{note[1:].rstrip('.')})" for note in text.notes)
