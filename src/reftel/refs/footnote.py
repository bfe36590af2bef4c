"""The sentence for a footnote: post, period, numbers, estimate, interval, method, collection."""

from __future__ import annotations

from reftel.refs.completeness import Completeness

_METHODS = {
    "numbers": (
        "estimated from the numbers held, taken as a random sample (m + m/k - 1; 95 % bound from the "
        "chance of so low a highest number)"
    ),
    "regression": (
        "estimated by carrying on the curve of numbers and dates (Theil-Sen slope, 95 % prediction interval)"
    ),
}


def footnote(told: Completeness, collection: str, built: str | None) -> str:
    """Return a sentence that can stand in a footnote as it is; `built` is a date, as 2026-05-03."""
    as_built = f", as of {built}" if built else ""
    about = "" if told.low == told.high else "about "
    sentence = (
        f"Of the telegrams that {told.post} numbered in {told.period_name}, the collection “{collection}”"
        f"{as_built} holds {about}{_percent(told.share)} (95 % interval {_percent(told.share_low)} to "
        f"{_percent(told.share_high)}): {told.held:,} of an estimated {told.estimate:,.0f} "
        f"({told.low:,} to {told.high:,}); {told.cited:,} more are known from citations, and the highest "
        f"number known is {told.highest:,}; {_METHODS[told.best]}."
    )
    if told.best == "numbers" and any(c.random for c in told.cautions):
        pulls = next((c.towards for c in told.cautions if c.random and c.towards.startswith("too")), None)
        sentence += " What is held is not a random sample, so the interval may not hold"
        sentence += f"; the estimate is likely {pulls}." if pulls else "."
    return sentence


def _percent(share: float) -> str:
    """Return a share as whole per cent; what is not quite all or nothing does not become so."""
    whole = round(100 * share)
    if whole == 100 and share < 1:
        return "over 99 %"
    return "under 1 %" if whole == 0 and share > 0 else f"{whole} %"
