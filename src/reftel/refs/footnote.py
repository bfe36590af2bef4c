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
    as_built = f", as of {built}," if built else ""
    exact = told.low == told.high or percent(told.share)[0] in "<>"
    about = "" if exact else "about "
    more = "1 more is" if told.cited == 1 else f"{told.cited or 'no'} more are"
    sentence = (
        f"Of the telegrams that {told.post} numbered in {told.period_name}, the collection “{collection}”"
        f"{as_built} holds {about}{_in_words(told.share)} (95 % interval {_in_words(told.share_low)} to "
        f"{_in_words(told.share_high)}): {told.held:,} of an estimated {told.estimate:,.0f} "
        f"({told.low:,} to {told.high:,}); {more} known from citations, and the highest number "
        f"known is {told.highest:,}; {_METHODS[told.best]}."
    )
    if told.best == "numbers" and any(c.random for c in told.cautions):
        pulls = next((c.towards for c in told.cautions if c.random and c.towards.startswith("too")), None)
        sentence += " What is held is not a random sample, so the interval may not hold"
        sentence += f"; the estimate is likely {pulls}." if pulls else "."
    return sentence


def percent(share: float) -> str:
    """Return a share as per cent; what is not quite all or nothing does not become so.

    >>> percent(0.614), percent(0.0213), percent(0.00001), percent(0.999)
    ('61 %', '2.1 %', '<0.1 %', '>99 %')
    """
    if 0.995 <= share < 1:
        return ">99 %"
    if 0 < share < 0.001:
        return "<0.1 %"
    return f"{100 * share:.1f} %" if 0 < share < 0.1 else f"{100 * share:.0f} %"


def _in_words(share: float) -> str:
    return percent(share).replace("<", "less than ").replace(">", "more than ")
