"""Which of two copies was released first, as far as their stamps and marks tell."""

from __future__ import annotations

from reftel.model import Telegram
from reftel.release.words import TEXT, parts


def earlier_first(one: Telegram, other: Telegram) -> tuple[Telegram, Telegram]:
    """Return two copies with the earlier release first.

    The later date among the stamps of release decides; where they do not tell, the one that withholds
    more is taken to be the earlier, for what is withheld is opened later.
    """
    a, b = _released(one), _released(other)
    if a and b and a != b:
        return (one, other) if a < b else (other, one)
    return (other, one) if _marks(other) > _marks(one) else (one, other)


def _released(telegram: Telegram) -> str | None:
    return max((stamp.date for stamp in telegram.release if stamp.date), default=None)


def _marks(telegram: Telegram) -> int:
    return sum(word.is_mark for part in parts(telegram) if part.name == TEXT for word in part.words)
