"""Claims made by hand, and the cards that they give."""

from __future__ import annotations

from typing import Any

from reftel.extract.contrast import Card, Claim, Quantity, contrasts


def claim(key: str, content: str, speaker: str | None = "ROE", **more: Any) -> Claim:
    """A claim of a telegram of its own."""
    told: dict[str, Any] = {
        "telegram": f"T{key}", "place": 0, "quote": f"{speaker} said that {content}.", "speaker": speaker,
        "speaker_name": speaker, "person": True, "said": "1976-05-10", **more,
    }  # fmt: skip
    return Claim(key=key, content=content, **told)


def number(low: float, high: float | None = None, bound: Any = "exact", **more: Any) -> Quantity:
    """A figure of guards, written so that the contents below have it."""
    told = {"counted": "guards", "written": f"{low:.0f}", **more}
    return Quantity(low, low if high is None else high, bound, **told)


def cards(*claims: Claim, types: tuple[str, ...] = ("contradiction", "revision")) -> list[Card]:
    return [card for card in contrasts(claims).cards if card.type in types]
